package import HealthModel

/// What the OMOP tables hold, in words for people who do not know the model.
package enum TableTitles {
    package static func title(of table: String) -> Phrase { titles[table] ?? Phrase(fr: table, en: table) }

    private static let titles: [String: Phrase] = [
        "person": Phrase(fr: "Personnes", en: "People"),
        "observation_period": Phrase(fr: "Périodes d'observation", en: "Periods of observation"),
        "visit_occurrence": Phrase(fr: "Venues et consultations", en: "Visits and consultations"),
        "visit_detail": Phrase(fr: "Détail des venues", en: "Details of visits"),
        "condition_occurrence": Phrase(fr: "Diagnostics", en: "Diagnoses"),
        "drug_exposure": Phrase(fr: "Médicaments", en: "Drugs"),
        "procedure_occurrence": Phrase(fr: "Actes", en: "Procedures"),
        "device_exposure": Phrase(fr: "Dispositifs médicaux", en: "Devices"),
        "measurement": Phrase(fr: "Mesures et biologie", en: "Measurements and laboratory results"),
        "observation": Phrase(fr: "Observations", en: "Observations"),
        "death": Phrase(fr: "Décès", en: "Deaths"),
        "note": Phrase(fr: "Textes", en: "Notes"),
        "specimen": Phrase(fr: "Prélèvements", en: "Specimens"),
        "location": Phrase(fr: "Lieux", en: "Locations"),
        "care_site": Phrase(fr: "Établissements", en: "Care sites"),
        "provider": Phrase(fr: "Professionnels", en: "Providers"),
        "payer_plan_period": Phrase(fr: "Couvertures d'assurance", en: "Payer plan periods"),
        "cost": Phrase(fr: "Coûts", en: "Costs"),
        "drug_era": Phrase(fr: "Périodes de traitement", en: "Drug eras"),
        "condition_era": Phrase(fr: "Périodes de maladie", en: "Condition eras"),
        "cdm_source": Phrase(fr: "Description de la version", en: "Description of the release"),
        "concept": Phrase(fr: "Concepts", en: "Concepts"),
        "concept_synonym": Phrase(fr: "Synonymes des concepts", en: "Synonyms of concepts"),
        "concept_ancestor": Phrase(fr: "Hiérarchie des concepts", en: "Hierarchy of concepts"),
        "concept_relationship": Phrase(fr: "Relations entre concepts", en: "Relations between concepts"),
        "vocabulary": Phrase(fr: "Nomenclatures", en: "Vocabularies"),
        "domain": Phrase(fr: "Domaines", en: "Domains"),
        "concept_class": Phrase(fr: "Classes de concepts", en: "Classes of concepts"),
        "relationship": Phrase(fr: "Types de relation", en: "Kinds of relation"),
    ]
}
