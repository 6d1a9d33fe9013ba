import HealthModel

/// The words for attributes, by their key in Circe JSON; keys without words of their own are shown as they are.
enum AttributeLabels {
    static func label(_ key: String) -> Phrase {
        if let phrase = labels[key] { return phrase }
        if key.hasSuffix("CS"), let phrase = labels[String(key.dropLast(2))] { return phrase }
        return Phrase(fr: key, en: key)
    }

    private static let labels: [String: Phrase] = [
        "Age": Phrase(fr: "âge", en: "age"),
        "AgeAtStart": Phrase(fr: "âge au début", en: "age at start"),
        "AgeAtEnd": Phrase(fr: "âge à la fin", en: "age at end"),
        "Gender": Phrase(fr: "sexe", en: "sex"),
        "OccurrenceStartDate": Phrase(fr: "date", en: "date"),
        "OccurrenceEndDate": Phrase(fr: "fin", en: "end"),
        "EraStartDate": Phrase(fr: "début", en: "start"),
        "EraEndDate": Phrase(fr: "fin", en: "end"),
        "EraLength": Phrase(fr: "durée en jours", en: "length in days"),
        "VisitLength": Phrase(fr: "durée en jours", en: "length in days"),
        "PeriodLength": Phrase(fr: "durée en jours", en: "length in days"),
        "PeriodStartDate": Phrase(fr: "début", en: "start"),
        "PeriodEndDate": Phrase(fr: "fin", en: "end"),
        "OccurrenceCount": Phrase(fr: "nombre d’événements", en: "number of events"),
        "GapDays": Phrase(fr: "jours d’interruption", en: "gap days"),
        "ValueAsNumber": Phrase(fr: "valeur", en: "value"),
        "ValueAsConcept": Phrase(fr: "résultat", en: "result"),
        "ValueAsString": Phrase(fr: "texte", en: "text"),
        "Unit": Phrase(fr: "unité", en: "unit"),
        "RangeLow": Phrase(fr: "borne basse", en: "low limit"),
        "RangeHigh": Phrase(fr: "borne haute", en: "high limit"),
        "RangeLowRatio": Phrase(fr: "rapport à la borne basse", en: "ratio to the low limit"),
        "RangeHighRatio": Phrase(fr: "rapport à la borne haute", en: "ratio to the high limit"),
        "Abnormal": Phrase(fr: "anormale :", en: "abnormal:"),
        "Quantity": Phrase(fr: "quantité", en: "quantity"),
        "DaysSupply": Phrase(fr: "jours de traitement", en: "days of supply"),
        "Refills": Phrase(fr: "renouvellements", en: "refills"),
        "DoseValue": Phrase(fr: "dose", en: "dose"),
        "ProviderSpecialty": Phrase(fr: "spécialité", en: "specialty"),
        "VisitType": Phrase(fr: "venue", en: "visit"),
        "ConditionStatus": Phrase(fr: "statut", en: "status"),
        "UserDefinedPeriod": Phrase(fr: "contient", en: "contains"),
    ]
}
