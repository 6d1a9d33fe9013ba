// Facts in rows, read once by `ConceptTable`; a row of the wrong shape stops the first use and every test.

/// Procedures: SNOMED concepts and CCAM acts.
enum ProcedureConcepts {
    /// id | English | French | SNOMED code | parents
    static let standard = """
        4163951|Electrocardiographic procedure|Électrocardiographie|29303009|
        4230911|Echocardiography|Échocardiographie|40701008|
        2000000010|Coronary angiography|Coronarographie|LOCAL-2000000010|
        4216130|Percutaneous coronary intervention|Angioplastie coronaire|415070008|
        4019139|Introduction of cardiac pacemaker system via vein|Pose d'un stimulateur cardiaque|175135009|
        2000000011|Doppler ultrasonography of carotid arteries|Écho-doppler des carotides|LOCAL-2000000011|
        4249893|Colonoscopy|Coloscopie|73761001|
        4179713|Endoscopic procedure|Endoscopie|363687006|
        2000000012|Upper gastrointestinal endoscopy|Endoscopie digestive haute|LOCAL-2000000012|4179713
        4068785|Diagnostic fiberoptic bronchoscopy|Fibroscopie bronchique|173160006|4179713
        4198190|Appendectomy|Appendicectomie|80146002|
        4163971|Laparoscopic cholecystectomy|Cholécystectomie par cœlioscopie|45595009|
        2000000013|Repair of abdominal wall hernia|Cure de hernie|LOCAL-2000000013|
        4203771|Total replacement of hip|Prothèse totale de hanche|52734007|
        4297365|Partial hip replacement by prosthesis|Prothèse partielle de hanche|386649003|
        43531648|Total knee replacement|Prothèse totale de genou|609588000|
        4211987|Open reduction of fracture of femur with internal fixation|Ostéosynthèse du fémur|57470004|
        2000000014|Fixation of fracture of distal forearm|Ostéosynthèse du poignet|LOCAL-2000000014|
        2000000015|Spontaneous vertex delivery procedure|Accouchement par voie naturelle|LOCAL-2000000015|
        4015701|Cesarean section|Césarienne|11466000|
        4060626|Ultrasound scan for fetal viability|Échographie de grossesse|169230002|
        4213045|Lumpectomy of breast|Tumorectomie du sein|392021009|
        2000000016|Mastectomy|Mastectomie|LOCAL-2000000016|
        4096783|Radical prostatectomy|Prostatectomie totale|26294005|
        4233412|Right colectomy|Colectomie droite|359571009|
        4219780|Left colectomy|Colectomie gauche|82619000|
        2000000017|Lobectomy of lung|Lobectomie pulmonaire|LOCAL-2000000017|
        4141448|Teleradiotherapy procedure|Radiothérapie externe|33195004|
        4273629|Chemotherapy|Chimiothérapie|367336001|
        4163872|Plain chest X-ray|Radiographie du thorax|399208008|
        4252419|Radiologic examination of knee|Radiographie du genou|74016001|
        2000000018|Plain X-ray of upper limb|Radiographie du membre supérieur|LOCAL-2000000018|
        2000000019|CT of abdomen and pelvis|Scanner abdominopelvien|LOCAL-2000000019|
        2000000020|CT of chest|Scanner du thorax|LOCAL-2000000020|
        4125350|CT of head|Scanner du crâne|303653007|
        37311324|MRI of brain|IRM cérébrale|816077007|
        4324693|Mammography|Mammographie|71651007|
        2000000021|Ultrasonography of abdomen|Échographie de l'abdomen|LOCAL-2000000021|
        2000000022|Spirometry|Spirométrie|LOCAL-2000000022|
        2000000023|Examination of retina|Examen du fond d'œil|LOCAL-2000000023|
        2000000024|Cataract extraction with lens implant|Chirurgie de la cataracte|LOCAL-2000000024|
        2000000025|Dental scaling|Détartrage|LOCAL-2000000025|
        2000000026|Panoramic dental radiograph|Radiographie dentaire panoramique|LOCAL-2000000026|
        4146536|Renal dialysis|Dialyse rénale|265764009|
        4120120|Hemodialysis|Hémodialyse|302497006|4146536
        4182536|Transfusion|Transfusion|5447007|
        4202832|Intubation|Intubation|52765003|
        """

    /// id | English | French | CCAM code | standard concepts
    static let ccam = """
        2000020001|Electrocardiographic procedure|Électrocardiographie|DEQP003|4163951
        2000020002|Echocardiography|Échocardiographie|DZQM006|4230911
        2000020003|Coronary angiography|Coronarographie|DDQH012|2000000010
        2000020004|Percutaneous coronary intervention|Angioplastie coronaire|DDAF006|4216130
        2000020005|Percutaneous coronary intervention|Angioplastie coronaire|DDAF007|4216130
        2000020006|Introduction of cardiac pacemaker system via vein|Pose d'un stimulateur cardiaque|DELF005|4019139
        2000020007|Doppler ultrasonography of carotid arteries|Écho-doppler des carotides|EBQM001|2000000011
        2000020008|Colonoscopy|Coloscopie|HHQE002|4249893
        2000020009|Upper gastrointestinal endoscopy|Endoscopie digestive haute|HEQE002|2000000012
        2000020010|Diagnostic fiberoptic bronchoscopy|Fibroscopie bronchique|GEQE007|4068785
        2000020011|Appendectomy|Appendicectomie|HHFA016|4198190
        2000020012|Laparoscopic cholecystectomy|Cholécystectomie par cœlioscopie|HMFC004|4163971
        2000020013|Repair of abdominal wall hernia|Cure de hernie|LMMA006|2000000013
        2000020014|Total replacement of hip|Prothèse totale de hanche|NEKA020|4203771
        2000020015|Partial hip replacement by prosthesis|Prothèse partielle de hanche|NEKA018|4297365
        2000020016|Total knee replacement|Prothèse totale de genou|NFKA007|43531648
        2000020017|Open reduction of fracture of femur with internal fixation|Ostéosynthèse du fémur|NBCA010|4211987
        2000020018|Open reduction of fracture of femur with internal fixation|Ostéosynthèse du fémur|NBCA005|4211987
        2000020019|Fixation of fracture of distal forearm|Ostéosynthèse du poignet|MCCB004|2000000014
        2000020020|Spontaneous vertex delivery procedure|Accouchement par voie naturelle|JQGD010|2000000015
        2000020021|Spontaneous vertex delivery procedure|Accouchement par voie naturelle|JQGD012|2000000015
        2000020022|Cesarean section|Césarienne|JQGA002|4015701
        2000020023|Cesarean section|Césarienne|JQGA004|4015701
        2000020024|Ultrasound scan for fetal viability|Échographie de grossesse|JNQM001|4060626
        2000020025|Lumpectomy of breast|Tumorectomie du sein|QEFA004|4213045
        2000020026|Mastectomy|Mastectomie|QEFA003|2000000016
        2000020027|Radical prostatectomy|Prostatectomie totale|JGFA006|4096783
        2000020028|Right colectomy|Colectomie droite|HHFA008|4233412
        2000020029|Left colectomy|Colectomie gauche|HHFA002|4219780
        2000020030|Lobectomy of lung|Lobectomie pulmonaire|GFFA009|2000000017
        2000020031|Teleradiotherapy procedure|Radiothérapie externe|ZZNL065|4141448
        2000020032|Plain chest X-ray|Radiographie du thorax|ZBQK002|4163872
        2000020033|Radiologic examination of knee|Radiographie du genou|NFQK001|4252419
        2000020034|Plain X-ray of upper limb|Radiographie du membre supérieur|MZQK003|2000000018
        2000020035|CT of abdomen and pelvis|Scanner abdominopelvien|ZCQH001|2000000019
        2000020036|CT of chest|Scanner du thorax|ZBQH001|2000000020
        2000020037|CT of head|Scanner du crâne|ACQH003|4125350
        2000020038|MRI of brain|IRM cérébrale|ACQN001|37311324
        2000020039|Mammography|Mammographie|QEQK001|4324693
        2000020040|Mammography|Mammographie|QEQK004|4324693
        2000020041|Ultrasonography of abdomen|Échographie de l'abdomen|ZCQM008|2000000021
        2000020042|Spirometry|Spirométrie|GLQP012|2000000022
        2000020043|Examination of retina|Examen du fond d'œil|BGQP002|2000000023
        2000020044|Cataract extraction with lens implant|Chirurgie de la cataracte|BFGA427|2000000024
        2000020045|Dental scaling|Détartrage|HBJD001|2000000025
        2000020046|Panoramic dental radiograph|Radiographie dentaire panoramique|HBQK002|2000000026
        2000020047|Hemodialysis|Hémodialyse|JVJF004|4120120
        2000020048|Transfusion|Transfusion|FELF011|4182536
        2000020049|Intubation|Intubation|GELD004|4202832
        """
}
