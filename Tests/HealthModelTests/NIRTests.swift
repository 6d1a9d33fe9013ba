import HealthModel
import Testing

@Suite struct NIRTests {
    /// Published vectors: INS test patient, EDSH case 1, and Corsican numbers.
    @Test(arguments: [
        ("2790351215189", 89), ("2650944153726", 55), ("2061275111005", 64), ("185012A004001", 17),
        ("185012B033002", 46),
    ])
    func givesTheControlKey(number: String, key: Int) {
        #expect(NIR.key(of: number) == key)
    }

    @Test func readsGroupsSeparatedByBlanks() {
        #expect((try? NIR.parse("2 79 03 51 215 189 89").get())?.number == "2790351215189")
    }

    @Test(arguments: [
        ("279035121518990", NIR.Flaw.key), ("27903512151", .length), ("", .empty), ("27903X1215189", .characters),
        ("2791351215189", .structure), ("0790351215189", .structure),
    ])
    func saysWhatIsWrong(text: String, flaw: NIR.Flaw) {
        #expect(NIR.parse(text) == .failure(flaw))
    }

    @Test func everySingleDigitErrorIsFoundByTheKey() {
        let right = Array("279035121518989")
        for place in 0..<13 {
            for digit in "0123456789" where digit != right[place] {
                var wrong = right
                wrong[place] = digit
                #expect((try? NIR.parse(String(wrong)).get()) == nil)
            }
        }
    }
}
