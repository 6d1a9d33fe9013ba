import NominativeDetection
import Testing

@Suite struct TextScannerTests {
    private func found(_ text: String) -> [String] {
        var scanner = TextScanner()
        let bytes = Array(text.utf8)
        return scanner.spans(in: bytes)
            .map { span in
                "\(span.kind.rawValue):\(String(decoding: bytes[span.bytes], as: UTF8.self))"
            }
    }

    @Test(arguments: [
        ("NIR 2 79 03 51 215 189 89.", "2 79 03 51 215 189 89"), ("n° 2790351215189", "2790351215189"),
        ("SS : 2.79.03.51.215.189.89", "2.79.03.51.215.189.89"),
        ("Corse 1 85 01 2A 004 001 17", "1 85 01 2A 004 001 17"),
        ("Corse 185012B033002 fin", "185012B033002"), ("2 79 03 51 215 189-89", "2 79 03 51 215 189-89"),
        ("Assuré 2 7 9 0 3 5 1 2 1 5 1 8 9", "2 7 9 0 3 5 1 2 1 5 1 8 9"),
    ])
    func findsNationalNumbersHoweverTheyAreWritten(text: String, number: String) {
        #expect(found(text) == ["NIR:\(number)"])
    }

    @Test(arguments: [
        ("Tél : 01 23 45 67 89", "01 23 45 67 89"), ("au 0612345678 ce soir", "0612345678"),
        ("fax +33 6 12 34 56 78", "+33 6 12 34 56 78"), ("le 0033612345678", "0033612345678"),
        ("06.12.34.56.78", "06.12.34.56.78"), ("joignable au 73389", "73389"), ("01 2048 3632", "01 2048 3632"),
    ])
    func findsTelephones(text: String, number: String) {
        #expect(found(text) == ["PHONE:\(number)"])
    }

    @Test func findsEmailsIBANAndNetworkAddresses() {
        #expect(found("écrire à jeanne.d@chu-lille.fr.") == ["EMAIL:jeanne.d@chu-lille.fr"])
        #expect(found("mail : lab @ medimail . com") == ["EMAIL:lab @ medimail . com"])
        #expect(found("RIB FR14 2004 1010 0505 0001 3M02 606") == ["IBAN:FR14 2004 1010 0505 0001 3M02 606"])
        #expect(found("RIB FR15 2004 1010 0505 0001 3M02 606").filter { $0.hasPrefix("IBAN") }.isEmpty)
        #expect(found("depuis 192.168.12.200 hier") == ["IP:192.168.12.200"])
    }

    @Test func findsAddressesUpToTheTown() {
        #expect(found("habite 12 bis, rue des Lilas 75011 Paris.") == ["ADDRESS:12 bis, rue des Lilas 75011 Paris"])
        #expect(
            found("au 34 AV DU GENERAL LECLERC 92100 BOULOGNE") == ["ADDRESS:34 AV DU GENERAL LECLERC 92100 BOULOGNE"])
        #expect(found("au cours de la visite, mise en place d'une attelle").isEmpty)
    }

    @Test func findsBirthDatesAndNoOtherDate() {
        #expect(found("née le 03/04/1956, vue le 12/05/2020") == ["BIRTHDATE:03/04/1956"])
        #expect(found("DDN : 1956-04-03") == ["BIRTHDATE:1956-04-03"])
        #expect(found("né le 3 avril 1956") == ["BIRTHDATE:3 avril 1956"])
        #expect(found("il ne vient pas avant le mois de mai").isEmpty)
    }

    @Test(arguments: [
        ("Vu par le Dr Ouldabah ce jour", "Ouldabah"), ("M. LE GOFF est venu", "LE GOFF"),
        ("Mme Marie Petit est sortie", "Marie Petit"), ("Mme née KOWALCZYK", "KOWALCZYK"),
        ("signé C. Carlizian", "C. Carlizian"), ("MARTINEAU, Claire est vue", "MARTINEAU, Claire"),
        ("le fils de Louis est venu", "Louis"), ("Nom : ZBOROWSKI", "ZBOROWSKI"),
        ("Jean-Luc Dubreuil tousse", "Jean-Luc Dubreuil"),
        ("Compte rendu de Fatima BENCHEIKH", "Fatima BENCHEIKH"), ("M. D’ALMEIDA sort", "D’ALMEIDA"),
    ])
    func findsNames(text: String, name: String) {
        #expect(found(text) == ["NAME:\(name)"])
    }

    @Test(arguments: [
        "Maladie de Crohn connue, syndrome de Guillain-Barré en 2010.", "Maladie de Charcot-Marie-Tooth.",
        "Score de Glasgow 15, signe de Babinski absent, Lasègue négatif.", "RENIN ALDOSTERONE réalisé",
        "DOLIPRANE 1000 mg, KARDEGIC 75, LEVOTHYROX 50", "BIOCHIMIE HEMATOLOGIE TSH CRP NFS", "Anneau de Carpentier",
        "HTA, FA, AVC sylvien droit. ECG : RAS.", "Hospitalisé à l'hôpital Henri Mondor", "CHU de Saint-Étienne",
        "12 52 39 49 39 220 39 302 473 48 294 93", "TA 12/8, FC 72, SpO2 98 %, T 37.2", "Rose bengale positif",
        "Dépistage le 12/05/2020 à 10:32", "Lot 34009300000120", "Sanz MA, Sierra J, Tallman MS, Fenaux P. Blood. 2010",
    ])
    func leavesMedicalWordsAlone(text: String) {
        #expect(found(text).isEmpty)
    }

    @Test func countsPlacesInScalarsAndInBytes() {
        var scanner = TextScanner()
        let text = "Été 👩‍⚕️ : Mme Lefèvre"
        let spans = scanner.spans(in: text)
        #expect(spans.count == 1)
        guard let span = spans.first else { return }
        let scalars = Array(text.unicodeScalars)
        #expect(String(String.UnicodeScalarView(scalars[span.start..<span.end])) == "Lefèvre")
        #expect(String(decoding: Array(text.utf8)[span.bytes], as: UTF8.self) == "Lefèvre")
    }

    @Test func readsDecomposedAccents() {
        #expect(found("Mme Helene\u{301} est venue").count == 1)
    }

    @Test func survivesAnyBytes() {
        var generator = SystemlessGenerator(state: 7)
        var scanner = TextScanner()
        for _ in 0..<300 {
            let bytes = (0..<200).map { _ in UInt8(truncatingIfNeeded: generator.next()) }
            for span in scanner.spans(in: bytes) { #expect(span.bytes.upperBound <= bytes.count) }
        }
        #expect(scanner.spans(in: [UInt8]()).isEmpty)
    }

    @Test func givesSpansInOrderAndApart() {
        var scanner = TextScanner()
        let spans = scanner.spans(in: "Mme Marie Petit, 12 rue Hoche 75011 Paris, 01 23 45 67 89, née le 3 mai 1950")
        #expect(spans.count == 4)
        for (left, right) in zip(spans, spans.dropFirst()) { #expect(left.end <= right.start) }
    }
}

/// A tiny generator for bytes.
struct SystemlessGenerator: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state >> 24
    }
}
