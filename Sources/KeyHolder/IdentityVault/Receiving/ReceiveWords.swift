internal import HealthModel

/// The steps of a reception, as shown to the operator.
enum ReceiveWords {
    static let checking = Phrase(fr: "Vérification du fichier scellé", en: "Checking the sealed file")
    static let reading = Phrase(fr: "Lecture des identités", en: "Reading identities")
    static let linking = Phrase(fr: "Rapprochement", en: "Linking")
    static let weighing = Phrase(fr: "Pesée des indices", en: "Weighing the evidence")
    static let answering = Phrase(fr: "Écriture de la correspondance", en: "Writing the crosswalk")
}
