import HubTestSupport
import NominativeDetection
import Testing

@Suite struct ColumnScannerTests {
    private func verdict(_ values: [String], header: String = "x") -> ColumnVerdict {
        var scanner = ColumnScanner()
        for value in values { scanner.add(value) }
        return scanner.finish(header: header)
    }

    private func values(_ count: Int, seed: UInt64 = 1, _ make: (inout SeededGenerator) -> String) -> [String] {
        var generator = SeededGenerator(seed: seed)
        return (0..<count).map { _ in make(&generator) }
    }

    private func nationalNumber(_ generator: inout SeededGenerator) -> String {
        let parts = [
            Int.random(in: 1...2, using: &generator), Int.random(in: 10...99, using: &generator),
            Int.random(in: 1...12, using: &generator), Int.random(in: 1...95, using: &generator),
            Int.random(in: 1...400, using: &generator), Int.random(in: 1...400, using: &generator),
        ]
        let number = zip(parts, [1, 2, 2, 2, 3, 3]).map { padded($0, $1) }.joined()
        return number + padded(97 - (Int(number) ?? 0) % 97, 2)
    }

    private func padded(_ number: Int, _ width: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, width - text.count)) + text
    }

    private func digits(_ count: Int, _ generator: inout SeededGenerator) -> String {
        (0..<count).map { _ in String(Int.random(in: 0...9, using: &generator)) }.joined()
    }

    @Test(arguments: UInt64(0)..<20)
    func findsNationalNumbersInFiveHundredthsOfRandomNumbers(seed: UInt64) {
        var row = 0
        let column = values(400, seed: seed) { generator in
            row += 1
            return row % 20 == 0 ? nationalNumber(&generator) : digits(15, &generator)
        }
        let found = verdict(column)
        #expect(found.kind == .nationalNumber)
        #expect(found.share < 0.2)
    }

    @Test(arguments: UInt64(0)..<20)
    func takesRandomNumbersOfFifteenDigitsForNothing(seed: UInt64) {
        #expect(verdict(values(2000, seed: seed) { digits(15, &$0) }).kind == .none)
        #expect(verdict(values(2000, seed: seed) { "1" + digits(14, &$0) }).kind == .none)
    }

    @Test func countsDistinctValuesByTheirRows() {
        var scanner = ColumnScanner()
        scanner.add("RAS", count: 98)
        scanner.add("medecin@hopital.fr", count: 2)
        let found = scanner.finish(header: "note")
        #expect(found.kind == .email)
        #expect(found.share == 0.02)
        #expect(found.maskedExamples == ["m***@***"])
    }

    @Test func findsOneEmailAmongThousands() {
        var scanner = ColumnScanner()
        for number in 0..<5000 { scanner.add("C\(number)") }
        scanner.add("jeanne@exemple.fr")
        #expect(scanner.finish(header: "code").kind == .email)
    }

    @Test func tellsBirthDatesFromCareDatesByTheirYears() {
        let births = (0..<300).map { "\(1925 + $0 % 95)-03-\(padded($0 % 28 + 1, 2))" }
        let care = (0..<300).map { "\(2008 + $0 % 17)-03-\(padded($0 % 28 + 1, 2))" }
        #expect(verdict(births).kind == .birthDate)
        #expect(verdict(care).kind == .none)
        #expect(verdict(care, header: "date_naissance").kind == .birthDate)
        #expect(verdict(births, header: "date_soin").kind == .none)
    }

    @Test func aHeaderAloneDecidesNothing() {
        for header in ["nom", "nir", "telephone", "adresse", "mail", "date_naissance", "rpps", "iban", "ip"] {
            #expect(verdict(values(200) { String(Int.random(in: 0...99, using: &$0)) }, header: header).kind == .none)
        }
    }

    @Test(arguments: [
        [
            "Boulanger", "Boucher", "Maçon", "Charpentier", "Menuisier", "Marin", "Berger", "Mercier", "Fournier",
            "Cordier",
        ],
        ["Cardiologie", "Médecine générale", "Rose bengale", "Violette de gentiane", "Olive", "Clémentine"],
        ["DOLIPRANE 1000", "KARDEGIC 75", "CLAMOXYL", "SERESTA", "LEVOTHYROX", "JOSACINE"],
        ["maladie de Crohn", "syndrome de Marfan", "signe de Babinski", "maladie de Horton", "tumeur de Wilms"],
        ["Saint-Denis", "Toulouse", "Villeneuve-sur-Lot", "Saint-Martin-de-Ré", "Nancy", "Vincennes", "Montpellier"],
        ["Syndrome de Guillain-Barré", "Score de Glasgow à 15", "Pose d'une sonde de Foley", "Échelle de Beck : 12"],
    ])
    func takesListsOfOtherThingsForNothing(list: [String]) {
        let column = values(400) { list[Int.random(in: 0..<list.count, using: &$0)] }
        #expect(verdict(column).kind == .none)
    }

    @Test func findsNamesInCapitalsOrNot() {
        let surnames = [
            "Guillot", "Gosselin", "Lefebvre", "Schmitt", "Morvan", "Nguyen", "Benali", "Da Silva", "Le Goff",
            "Delattre",
            "Fournier", "Garnier", "Lemaire", "Perrin", "Roussel", "Caron", "Dupuis", "Aubert", "Bertrand", "Cohen",
        ]
        let column = values(400) { surnames[Int.random(in: 0..<surnames.count, using: &$0)] }
        #expect(verdict(column).kind == .name)
        #expect(verdict(column.map { $0.uppercased() }).kind == .name)
        #expect(verdict(column).maskedExamples.allSatisfy { $0.count == 4 && $0.hasSuffix("***") })
    }

    @Test func findsPhonesWrittenInPairsWithSlashesOrWithTheCountry() {
        #expect(verdict(["06 12 34 56 78", "vu", "vu"]).kind == .phone)
        #expect(verdict(["+33 6 12 34 56 78", "vu"]).kind == .phone)
        #expect(verdict(["0033612345678"]).kind == .phone)
        #expect(verdict(["01/23/45/67/89"]).kind == .phone)
        #expect(verdict((0..<300).map { padded($0 + 1000, 10) }).kind == .none)
    }

    @Test func findsTextThatNamesPeople() {
        var column = [String](repeating: "Patient revu en consultation ce jour", count: 200)
        column.append("Appeler Mme Garnier au 01 23 45 67 89 demain")
        let found = verdict(column, header: "commentaire")
        #expect(found.kind == .freeText)
        #expect(found.share > 0 && found.share < 0.01)
    }

    @Test func saysNothingOfAnEmptyColumn() {
        #expect(verdict([]).kind == .none)
        #expect(verdict(["", " ", "\"\""]).kind == .none)
    }

    @Test func readsLongAndDamagedValuesWithoutTrouble() {
        var scanner = ColumnScanner()
        scanner.add([UInt8](repeating: 0xFF, count: 5000))
        scanner.add([UInt8](repeating: 0x39, count: ColumnScanner.valueBytesMax + 10))
        scanner.add([0xC3, 0x20, 0xE2, 0x80])
        #expect(scanner.finish(header: "x").kind == .none)
    }
}

@Suite struct SmallListsOfPeopleTests {
    @Test func aHandfulOfPeopleAgainAndAgainIsNominative() {
        var scanner = ColumnScanner()
        for row in 0..<60 { scanner.add(["Martin Sophie", "Bernard Luc", "Petit Camille"][row % 3]) }
        #expect(scanner.finish(header: "X7").kind == .name)
    }

    @Test func aHandfulOfDiseasesNamedAfterPeopleIsNot() {
        var scanner = ColumnScanner()
        for row in 0..<60 { scanner.add(["maladie de Crohn", "maladie de Parkinson", "syndrome de Marfan"][row % 3]) }
        #expect(scanner.finish(header: "X7").kind == .none)
    }
}
