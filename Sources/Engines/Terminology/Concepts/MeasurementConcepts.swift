// Facts in rows, read once by `ConceptTable`; a row of the wrong shape stops the first use and every test.

/// Laboratory tests and clinical measures (LOINC), their NABM billing codes, and UCUM units.
enum MeasurementConcepts {
    /// id | English | French | LOINC code | class
    static let standard = """
        3004410|Hemoglobin A1c in blood|Hémoglobine glyquée (HbA1c)|4548-4|Lab Test
        3020564|Creatinine (moles) in serum or plasma|Créatinine|14682-9|Lab Test
        3016723|Creatinine (mass) in serum or plasma|Créatinine (masse)|2160-0|Lab Test
        46236952|Glomerular filtration rate (MDRD)|Débit de filtration glomérulaire estimé|77147-7|Lab Test
        3020491|Glucose (moles) in serum or plasma|Glucose|14749-6|Lab Test
        3004501|Glucose (mass) in serum or plasma|Glucose (masse)|2345-7|Lab Test
        3000963|Hemoglobin in blood|Hémoglobine|718-7|Lab Test
        3000905|Leukocytes in blood|Leucocytes|6690-2|Lab Test
        3024929|Platelets in blood|Plaquettes|777-3|Lab Test
        3019550|Sodium in serum or plasma|Sodium|2951-2|Lab Test
        3023103|Potassium in serum or plasma|Potassium|2823-3|Lab Test
        3006923|Alanine aminotransferase|Alanine aminotransférase (ALAT)|1742-6|Lab Test
        3013721|Aspartate aminotransferase|Aspartate aminotransférase (ASAT)|1920-8|Lab Test
        3035995|Alkaline phosphatase|Phosphatases alcalines|6768-6|Lab Test
        3027114|Cholesterol in serum or plasma|Cholestérol total|2093-3|Lab Test
        3007070|HDL cholesterol|Cholestérol HDL|2085-9|Lab Test
        3022192|Triglycerides|Triglycérides|2571-8|Lab Test
        3009201|Thyrotropin (TSH)|Thyréostimuline (TSH)|3016-3|Lab Test
        3020460|C reactive protein|Protéine C réactive (CRP)|1988-5|Lab Test
        3029187|NT-proBNP|NT-proBNP|33762-6|Lab Test
        3001122|Ferritin|Ferritine|2276-4|Lab Test
        3022217|INR|INR|6301-6|Lab Test
        3013603|Prostate specific antigen|Antigène prostatique spécifique (PSA)|2857-1|Lab Test
        3001802|Microalbumin/creatinine in urine|Microalbuminurie rapportée à la créatinine|14959-1|Lab Test
        3004249|Systolic blood pressure|Pression artérielle systolique|8480-6|Clinical Observation
        3012888|Diastolic blood pressure|Pression artérielle diastolique|8462-4|Clinical Observation
        3027018|Heart rate|Fréquence cardiaque|8867-4|Clinical Observation
        3025315|Body weight|Poids|29463-7|Clinical Observation
        3036277|Body height|Taille|8302-2|Clinical Observation
        3038553|Body mass index|Indice de masse corporelle|39156-5|Clinical Observation
        3020891|Body temperature|Température corporelle|8310-5|Clinical Observation
        3016502|Oxygen saturation in arterial blood|Saturation artérielle en oxygène|2708-6|Clinical Observation
        2000000040|Urine culture|Examen cytobactériologique des urines|NABM-ECBU|Lab Test
        2000000041|Troponin in serum or plasma|Troponine|NABM-TROPONIN|Lab Test
        """

    /// id | English | French | NABM code | standard concepts
    static let nabm = """
        2000030001|HbA1c|Hémoglobine glyquée|1577|3004410
        2000030002|Creatinine|Créatinine|592|3020564
        2000030003|Glucose|Glycémie|552|3020491
        2000030004|Full blood count|Numération formule sanguine|1104|3000963,3000905,3024929
        2000030005|Electrolytes|Ionogramme sanguin|1609|3019550,3023103
        2000030006|Transaminases|Transaminases|522|3006923,3013721
        2000030007|Alkaline phosphatase|Phosphatases alcalines|514|3035995
        2000030008|Blood lipids|Bilan lipidique|996|3027114,3007070,3022192
        2000030009|TSH|TSH|1208|3009201
        2000030010|C reactive protein|Protéine C réactive|1804|3020460
        2000030011|Natriuretic peptide|Peptide natriurétique|1821|3029187
        2000030012|Ferritin|Ferritine|1213|3001122
        2000030013|INR|INR|127|3022217
        2000030014|PSA|PSA|7318|3013603
        2000030015|Microalbuminuria|Microalbuminurie|1133|3001802
        2000030016|Urine culture|Examen des urines|5201|2000000040
        2000030017|Troponin|Troponine|7335|2000000041
        """

    /// id | English | French | UCUM code
    static let units = """
        8554|percent|pour cent|%
        8749|micromole per liter|micromole par litre|umol/L
        8753|millimole per liter|millimole par litre|mmol/L
        8840|milligram per deciliter|milligramme par décilitre|mg/dL
        8636|gram per liter|gramme par litre|g/L
        8713|gram per deciliter|gramme par décilitre|g/dL
        9444|billion per liter|milliard par litre|10*9/L
        8645|unit per liter|unité par litre|U/L
        9117|milliliter per minute per 1.73 square meter|millilitre par minute pour 1,73 m²|mL/min/{1.73_m2}
        9040|milli-international unit per liter|milli-unité internationale par litre|m[IU]/L
        8751|milligram per liter|milligramme par litre|mg/L
        8725|nanogram per liter|nanogramme par litre|ng/L
        8748|microgram per liter|microgramme par litre|ug/L
        8723|milligram per gram|milligramme par gramme|mg/g
        8876|millimeter mercury column|millimètre de mercure|mm[Hg]
        8541|per minute|par minute|/min
        9529|kilogram|kilogramme|kg
        8582|centimeter|centimètre|cm
        9531|kilogram per square meter|kilogramme par mètre carré|kg/m2
        586323|degree Celsius|degré Celsius|Cel
        """
}
