// Facts in rows, read once by `ConceptTable`; a row of the wrong shape stops the first use and every test.

/// Diseases: SNOMED concepts and the CIM-10 codes that French sources write, without dot.
///
/// Names of CIM-10 codes are our own: the official wording belongs to its publishers.
enum ConditionConcepts {
    /// id | English | French | SNOMED code | parents
    static let standard = """
        201820|Diabetes mellitus|Diabète|73211009|
        201254|Type 1 diabetes mellitus|Diabète de type 1|46635009|201820
        201826|Type 2 diabetes mellitus|Diabète de type 2|44054006|201820
        443732|Disorder due to type 2 diabetes mellitus|Complication du diabète de type 2|422014003|201826
        192279|Disorder of kidney due to diabetes mellitus|Atteinte rénale du diabète|127013003|443732
        4226121|Retinopathy due to type 2 diabetes mellitus|Rétinopathie du diabète de type 2|422034002|443732
        37016354|Neuropathy due to type 2 diabetes mellitus|Neuropathie du diabète de type 2|368581000119106|443732
        134057|Disorder of cardiovascular system|Maladie de l'appareil circulatoire|49601007|
        316866|Hypertensive disorder|Hypertension artérielle|38341003|134057
        320128|Essential hypertension|Hypertension essentielle|59621000|316866
        316139|Heart failure|Insuffisance cardiaque|84114007|134057
        319835|Congestive heart failure|Insuffisance cardiaque congestive|42343007|316139
        439846|Left heart failure|Insuffisance cardiaque gauche|85232009|316139
        444101|Hypertensive heart failure|Insuffisance cardiaque hypertensive|46113002|316866,316139
        317576|Coronary arteriosclerosis|Athérosclérose coronaire|53741008|134057
        321318|Angina pectoris|Angine de poitrine|194828000|134057
        4329847|Myocardial infarction|Infarctus du myocarde|22298006|134057
        312327|Acute myocardial infarction|Infarctus aigu du myocarde|57054005|4329847
        4296653|Acute ST segment elevation myocardial infarction|Infarctus aigu avec sus-décalage ST|401303003|312327
        314666|Old myocardial infarction|Infarctus ancien|1755008|4329847
        313217|Atrial fibrillation|Fibrillation auriculaire|49436004|134057
        314665|Atrial flutter|Flutter auriculaire|5370000|134057
        3654996|Peripheral arterial disease|Artériopathie périphérique|840580004|134057
        381316|Cerebrovascular accident|Accident vasculaire cérébral|230690007|134057
        443454|Cerebral infarction|Infarctus cérébral|432504007|381316
        376713|Cerebral hemorrhage|Hémorragie cérébrale|274100004|381316
        440417|Pulmonary embolism|Embolie pulmonaire|59282003|134057
        4133004|Deep venous thrombosis|Thrombose veineuse profonde|128053003|134057
        255573|Chronic obstructive lung disease|Bronchopneumopathie chronique obstructive|13645005|
        4115044|Acute infective exacerbation of chronic obstructive airways disease|Exacerbation infectieuse de BPCO|285381006|255573
        317009|Asthma|Asthme|195967001|
        255848|Pneumonia|Pneumonie|233604007|
        257315|Bacterial pneumonia|Pneumonie bactérienne|53084003|255848
        260139|Acute bronchitis|Bronchite aiguë|10509002|
        257011|Acute upper respiratory infection|Infection aiguë des voies aériennes supérieures|54398005|
        4266367|Influenza|Grippe|6142004|
        37311061|COVID-19|Covid-19|840539006|
        319049|Acute respiratory failure|Insuffisance respiratoire aiguë|65710008|
        313459|Sleep apnea|Apnées du sommeil|73430006|
        443392|Malignant neoplastic disease|Cancer|363346000|
        4112853|Malignant tumor of breast|Cancer du sein|254837009|443392
        4180790|Malignant tumor of colon|Cancer du côlon|363406005|443392
        443390|Malignant tumor of rectum|Cancer du rectum|363351006|443392
        443388|Malignant tumor of lung|Cancer du poumon|363358000|443392
        4163261|Malignant tumor of prostate|Cancer de la prostate|399068003|443392
        198700|Metastatic malignant neoplasm to liver|Métastase hépatique|94381002|443392
        192359|Renal failure syndrome|Insuffisance rénale|42399005|
        46271022|Chronic kidney disease|Maladie rénale chronique|709044004|192359
        443597|Chronic kidney disease stage 3|Maladie rénale chronique de stade 3|433144002|46271022
        443612|Chronic kidney disease stage 4|Maladie rénale chronique de stade 4|431857002|46271022
        443611|Chronic kidney disease stage 5|Maladie rénale chronique de stade 5|433146000|46271022
        193782|End-stage renal disease|Insuffisance rénale terminale|46177005|443611
        197320|Acute renal failure syndrome|Insuffisance rénale aiguë|14669001|192359
        81902|Urinary tract infectious disease|Infection urinaire|68566005|
        4280571|Acute pyelonephritis|Pyélonéphrite aiguë|36689008|81902
        197032|Hyperplasia of prostate|Hypertrophie de la prostate|433234005|
        440383|Depressive disorder|Trouble dépressif|35489007|
        4152280|Major depressive disorder|Dépression majeure|370143000|440383
        442077|Anxiety disorder|Trouble anxieux|197480006|
        4182210|Dementia|Démence|52448006|
        378419|Alzheimer's disease|Maladie d'Alzheimer|26929004|4182210
        381270|Parkinson's disease|Maladie de Parkinson|49049000|
        140673|Hypothyroidism|Hypothyroïdie|40930008|
        135215|Hashimoto thyroiditis|Thyroïdite auto-immune|21983002|140673
        433736|Obesity|Obésité|414916001|
        432867|Hyperlipidemia|Hyperlipidémie|55822004|
        434610|Hyperkalemia|Hyperkaliémie|14140009|
        439777|Anemia|Anémie|271737000|
        132797|Sepsis|Sepsis|91302008|
        4230399|Closed fracture of hip|Fracture fermée de la hanche|359817006|
        4278672|Fracture of forearm|Fracture de l'avant-bras|65966004|
        80502|Osteoporosis|Ostéoporose|64859006|
        80180|Osteoarthritis|Arthrose|396275006|
        4079749|Osteoarthritis of hip|Arthrose de la hanche|239872002|80180
        4079750|Osteoarthritis of knee|Arthrose du genou|239873007|80180
        80809|Rheumatoid arthritis|Polyarthrite rhumatoïde|69896004|
        194133|Low back pain|Lombalgie|279039007|
        440448|Appendicitis|Appendicite|74400008|
        196456|Gallstone|Calcul biliaire|235919008|
        318800|Gastroesophageal reflux disease|Reflux gastro-œsophagien|235595009|
        4101468|Gastroenteritis|Gastro-entérite|25374005|
        4064161|Cirrhosis of liver|Cirrhose|19943007|
        77670|Chest pain|Douleur thoracique|29857009|
        135360|Syncope|Syncope|271594007|
        433260|Mother delivered|Accouchement|289256000|
        4217975|Normal pregnancy|Grossesse normale|72892002|
        2000000001|Single live birth|Naissance unique vivante|LOCAL-2000000001|
        2000000002|Senile cataract|Cataracte liée à l'âge|LOCAL-2000000002|
        2000000003|Acute bronchiolitis|Bronchiolite aiguë|LOCAL-2000000003|
        2000000004|Inguinal hernia|Hernie inguinale|LOCAL-2000000004|
        """

    /// id | English | French | CIM-10 code | standard concepts
    static let cim10 = """
        2000010001|Type 1 diabetes|Diabète de type 1|E109|201254
        2000010002|Type 2 diabetes, kidney complication|Diabète de type 2, complication rénale|E112|192279
        2000010003|Type 2 diabetes, eye complication|Diabète de type 2, complication oculaire|E113|4226121
        2000010004|Type 2 diabetes, nerve complication|Diabète de type 2, complication nerveuse|E114|37016354
        2000010005|Type 2 diabetes|Diabète de type 2|E119|201826
        2000010006|High blood pressure|Hypertension artérielle|I10|320128
        2000010007|Hypertension with heart failure|Hypertension avec insuffisance cardiaque|I110|444101
        2000010008|Congestive heart failure|Insuffisance cardiaque congestive|I500|319835
        2000010009|Left ventricular failure|Insuffisance ventriculaire gauche|I501|439846
        2000010010|Heart failure|Insuffisance cardiaque|I509|316139
        2000010011|Angina|Angor|I209|321318
        2000010012|Anterior myocardial infarction|Infarctus antérieur|I210|4296653
        2000010013|Inferior myocardial infarction|Infarctus inférieur|I211|4296653
        2000010014|Subendocardial myocardial infarction|Infarctus sous-endocardique|I214|312327
        2000010015|Acute myocardial infarction|Infarctus aigu|I219|312327
        2000010016|Coronary artery disease|Maladie coronaire|I251|317576
        2000010017|Old myocardial infarction|Infarctus ancien|I252|314666
        2000010018|Pulmonary embolism|Embolie pulmonaire|I269|440417
        2000010019|Paroxysmal atrial fibrillation|Fibrillation auriculaire paroxystique|I480|313217
        2000010020|Permanent atrial fibrillation|Fibrillation auriculaire permanente|I482|313217
        2000010021|Atrial fibrillation or flutter|Fibrillation ou flutter auriculaire|I489|313217
        2000010022|Brain haemorrhage|Hémorragie cérébrale|I619|376713
        2000010023|Embolic stroke|Infarctus cérébral embolique|I634|443454
        2000010024|Ischaemic stroke|Infarctus cérébral|I639|443454
        2000010025|Stroke|AVC|I64|381316
        2000010026|Leg artery disease|Artériopathie des membres|I702|3654996
        2000010027|Deep vein thrombosis|Phlébite profonde|I802|4133004
        2000010028|Common cold|Rhinopharyngite|J069|257011
        2000010029|Flu|Grippe|J111|4266367
        2000010030|Bacterial pneumonia|Pneumonie bactérienne|J159|257315
        2000010031|Lobar pneumonia|Pneumonie lobaire|J181|255848
        2000010032|Pneumonia|Pneumonie|J189|255848
        2000010033|Acute bronchitis|Bronchite aiguë|J209|260139
        2000010034|Bronchiolitis|Bronchiolite|J219|2000000003
        2000010035|COPD with infection|BPCO avec infection|J440|4115044
        2000010036|COPD flare|Poussée de BPCO|J441|255573
        2000010037|COPD|BPCO|J449|255573
        2000010038|Allergic asthma|Asthme allergique|J450|317009
        2000010039|Asthma|Asthme|J459|317009
        2000010040|Acute respiratory failure|Détresse respiratoire aiguë|J960|319049
        2000010041|Covid-19|Covid-19|U071|37311061
        2000010042|Cancer of ascending colon|Cancer du côlon droit|C182|4180790
        2000010043|Cancer of sigmoid colon|Cancer du sigmoïde|C187|4180790
        2000010044|Colon cancer|Cancer du côlon|C189|4180790
        2000010045|Rectal cancer|Cancer du rectum|C20|443390
        2000010046|Upper lobe lung cancer|Cancer du lobe supérieur du poumon|C341|443388
        2000010047|Lung cancer|Cancer du poumon|C349|443388
        2000010048|Breast cancer, upper outer|Cancer du sein supéro-externe|C504|4112853
        2000010049|Breast cancer|Cancer du sein|C509|4112853
        2000010050|Prostate cancer|Cancer de la prostate|C61|4163261
        2000010051|Liver metastasis|Métastase du foie|C787|198700
        2000010052|Acute kidney failure|Insuffisance rénale aiguë|N179|197320
        2000010053|Chronic kidney disease, stage 3|Maladie rénale stade 3|N183|443597
        2000010054|Chronic kidney disease, stage 4|Maladie rénale stade 4|N184|443612
        2000010055|Chronic kidney disease, stage 5|Maladie rénale stade 5|N185|443611
        2000010056|Chronic kidney disease|Maladie rénale chronique|N189|46271022
        2000010057|Acute pyelonephritis|Pyélonéphrite aiguë|N10|4280571
        2000010058|Urinary infection|Infection urinaire|N390|81902
        2000010059|Enlarged prostate|Adénome de prostate|N40|197032
        2000010060|Severe depressive episode|Épisode dépressif sévère|F322|4152280
        2000010061|Depressive episode|Épisode dépressif|F329|440383
        2000010062|Recurrent depression|Dépression récurrente|F339|440383
        2000010063|Anxiety|Anxiété|F419|442077
        2000010064|Dementia in Alzheimer's disease|Démence d'Alzheimer|F009|378419
        2000010065|Alzheimer's disease|Maladie d'Alzheimer|G309|378419
        2000010066|Parkinson's disease|Maladie de Parkinson|G20|381270
        2000010067|Sleep apnoea|Apnées du sommeil|G473|313459
        2000010068|Hypothyroidism|Hypothyroïdie|E039|140673
        2000010069|Autoimmune thyroiditis|Thyroïdite auto-immune|E063|135215
        2000010070|Obesity|Obésité|E669|433736
        2000010071|Raised blood lipids|Hyperlipidémie|E785|432867
        2000010072|High potassium|Hyperkaliémie|E875|434610
        2000010073|Anaemia|Anémie|D649|439777
        2000010074|Gastroenteritis|Gastro-entérite|A099|4101468
        2000010075|Sepsis|Sepsis|A419|132797
        2000010076|Hip fracture|Fracture du col fémoral|S720|4230399
        2000010077|Wrist fracture|Fracture du poignet|S525|4278672
        2000010078|Osteoporosis|Ostéoporose|M810|80502
        2000010079|Hip osteoarthritis|Arthrose de hanche|M169|4079749
        2000010080|Knee osteoarthritis|Arthrose du genou|M179|4079750
        2000010081|Rheumatoid arthritis|Polyarthrite rhumatoïde|M069|80809
        2000010082|Low back pain|Lombalgie|M545|194133
        2000010083|Appendicitis|Appendicite|K359|440448
        2000010084|Gallstones|Lithiase biliaire|K802|196456
        2000010085|Acid reflux|Reflux gastrique|K219|318800
        2000010086|Cirrhosis|Cirrhose|K746|4064161
        2000010087|Cataract|Cataracte|H259|2000000002
        2000010088|Chest pain|Douleur thoracique|R074|77670
        2000010089|Fainting|Malaise avec perte de connaissance|R55|135360
        2000010090|Vaginal delivery|Accouchement par voie basse|O800|433260
        2000010091|Caesarean delivery|Accouchement par césarienne|O820|433260
        2000010092|Outcome: one live child|Issue : un enfant vivant|Z370|433260
        2000010093|Confirmed pregnancy|Grossesse confirmée|Z321|4217975
        2000010094|Child born in hospital|Enfant né à l'hôpital|Z380|2000000001
        2000010095|Dialysis session|Séance de dialyse|Z491|4146536
        2000010096|Chemotherapy session|Séance de chimiothérapie|Z511|4273629
        2000010097|Groin hernia|Hernie de l'aine|K409|2000000004
        """
}
