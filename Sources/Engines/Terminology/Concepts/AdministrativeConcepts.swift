// Facts in rows, read once by `ConceptTable`; a row of the wrong shape stops the first use and every test.

/// Gender, visits, provenance of records, and the act types that become visits.
enum AdministrativeConcepts {
    /// id | English | French | domain | vocabulary | class | code
    static let standard = """
        0|No matching concept|Aucun concept|Metadata|None|Undefined|No matching concept
        8507|MALE|Homme|Gender|Gender|Gender|M
        8532|FEMALE|Femme|Gender|Gender|Gender|F
        9201|Inpatient Visit|Hospitalisation|Visit|Visit|Visit|IP
        9202|Outpatient Visit|Consultation externe|Visit|Visit|Visit|OP
        9203|Emergency Room Visit|Passage aux urgences|Visit|Visit|Visit|ER
        262|Emergency Room and Inpatient Visit|Urgences puis hospitalisation|Visit|Visit|Visit|ERIP
        32810|Claim|Demande de remboursement|Type Concept|Type Concept|Type Concept|OMOP4976883
        32812|Claim discharge record|Résumé de sortie|Type Concept|Type Concept|Type Concept|OMOP4976885
        32814|Cost record|Enregistrement de coût|Type Concept|Type Concept|Type Concept|OMOP4976887
        32817|EHR|Dossier patient informatisé|Type Concept|Type Concept|Type Concept|OMOP4976890
        32827|EHR encounter record|Venue du dossier patient|Type Concept|Type Concept|Type Concept|OMOP4976900
        32838|EHR prescription|Prescription du dossier patient|Type Concept|Type Concept|Type Concept|OMOP4976911
        32854|Inpatient claim detail|Détail de séjour facturé|Type Concept|Type Concept|Type Concept|OMOP4976927
        32856|Lab|Laboratoire|Type Concept|Type Concept|Type Concept|OMOP4976929
        32859|Outpatient claim|Soins de ville remboursés|Type Concept|Type Concept|Type Concept|OMOP4976932
        32869|Pharmacy claim|Délivrance en pharmacie remboursée|Type Concept|Type Concept|Type Concept|OMOP4976942
        32879|Registry|Registre|Type Concept|Type Concept|Type Concept|OMOP4976952
        32882|Standard algorithm from EHR|Calcul sur le dossier patient|Type Concept|Type Concept|Type Concept|OMOP4976955
        32881|Standard algorithm from claims|Calcul sur les remboursements|Type Concept|Type Concept|Type Concept|OMOP4976954
        38003564|Not Hispanic or Latino|Non hispanique|Ethnicity|Ethnicity|Ethnicity|Not Hispanic
        """

    /// id | English | French | vocabulary | code | standard concepts
    static let visits = """
        2000050001|GP consultation|Consultation cotée C|PRS_NAT|1111|9202
        2000050002|Specialist consultation|Consultation cotée CS|PRS_NAT|1112|9202
        2000050003|GP teleconsultation|Téléconsultation de généraliste|PRS_NAT|1192|9202
        2000050004|GP home visit|Visite cotée V|PRS_NAT|1211|9202
        2000050005|Pharmacy, 65 %|Pharmacie remboursée à 65 %|PRS_NAT|3313|9202
        2000050006|Pharmacy, 100 %|Pharmacie remboursée à 100 %|PRS_NAT|3311|9202
        2000050007|Pharmacy, 30 %|Pharmacie remboursée à 30 %|PRS_NAT|3312|9202
        2000050008|Laboratory tests|Actes de biologie|PRS_NAT|3211|9202
        2000050009|Surgery|Acte de chirurgie|PRS_NAT|1321|9202
        2000050010|Obstetric act|Acte d'obstétrique|PRS_NAT|1322|9202
        2000050011|Ultrasound act|Acte d'échographie|PRS_NAT|1324|9202
        2000050012|Imaging act|Acte d'imagerie|PRS_NAT|1351|9202
        2000050013|Technical act|Acte technique médical|PRS_NAT|1352|9202
        2000050014|Nursing or physiotherapy act|Acte d'auxiliaire médical|PRS_NAT|3121|9202
        2000050015|Coordination supplement|Majoration de coordination|PRS_NAT|1125|9202
        2000050016|Flat contribution|Participation forfaitaire|PRS_NAT|1952|9202
        2000050017|Inpatient encounter|Hospitalisation|ActCode|IMP|9201
        2000050018|Ambulatory encounter|Consultation externe|ActCode|AMB|9202
        2000050019|Emergency encounter|Urgences|ActCode|EMER|9203
        """
}
