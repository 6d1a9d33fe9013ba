import HealthModel
import HubTestSupport

@testable import RecordLinkage

/// An invented national file and a register drawn from it with errors of known rates.
struct EventWorld {
    var files = StayFiles()
    /// The person of each subject who is in the file, by name.
    var truth: [String: String] = [:]
    private var generator: SeededGenerator
    private var people: [Person] = []

    private struct Person {
        let name: String
        let sex: Sex
        let year: Int
        let month: Int
        let department: String
        var stays: [Stay]
    }

    init(seed: UInt64 = 1, personCount: Int = 4_000, subjectCount: Int = 400, errors: Double = 0.03, outside: Int = 40)
    {
        generator = SeededGenerator(seed: seed)
        for place in 0..<personCount {
            let person = makePerson("p\(place)")
            people.append(person)
            for stay in person.stays { files.append(stay, owner: person.name, to: .national) }
        }
        for subject in 0..<subjectCount {
            let person = subject < outside ? makePerson("") : people[subject * (personCount / subjectCount)]
            if subject >= outside { truth["s\(subject)"] = person.name }
            for stay in person.stays.prefix(2) {
                files.append(withErrors(stay, errors), owner: "s\(subject)", to: .register)
            }
        }
    }

    private mutating func makePerson(_ name: String) -> Person {
        let sex: Sex = chance(0.5) ? .male : .female
        let year = 1930 + below(80)
        let month = 1 + below(12)
        let department = EventWorld.two(1 + below(20))
        var person = Person(name: name, sex: sex, year: year, month: month, department: department, stays: [])
        for _ in 0..<(1 + below(3)) {
            let entry = Day(daysSince1970: 19_000 + Int32(below(365)))
            let length = chance(0.4) ? 0 : 1 + below(8)
            person.stays.append(
                Stay(
                    hospital: EventWorld.hospital(below(60)), entry: entry, exit: entry + length, sex: sex,
                    birthYear: year, birthMonth: month, department: department,
                    diagnosis: EventWorld.diagnosis(below(300))))
        }
        return person
    }

    private mutating func withErrors(_ stay: Stay, _ rate: Double) -> Stay {
        var stay = stay
        if chance(rate), let entry = stay.entry { stay.entry = entry + 1 }
        if chance(rate), let exit = stay.exit { stay.exit = exit + 1 }
        if chance(rate) { stay.hospital = EventWorld.hospital(below(60)) }
        if chance(rate) { stay.birthMonth = 1 + below(12) }
        if chance(4 * rate) { stay.diagnosis = EventWorld.diagnosis(below(300)) }
        if chance(rate) { stay.exit = nil }
        return stay
    }

    static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    static func hospital(_ place: Int) -> String { two(1 + place % 20) + "00000" + two(place) }
    static func diagnosis(_ place: Int) -> String {
        String("ACEGIJKMNS".dropFirst(place / 30).prefix(1)) + two(place % 30) + "0"
    }

    mutating func below(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &generator) }
    mutating func chance(_ share: Double) -> Bool { Double.random(in: 0..<1, using: &generator) < share }

    /// Certain links that are right, and all certain links.
    func score(_ result: EventLinkageResult) -> (right: Int, certain: Int) {
        let certain = result.links.filter { $0.outcome == .certain }
        let right = certain.filter { link in
            guard let person = link.person else { return false }
            return truth[files.register.name(link.subject)] == files.national.name(person)
        }
        return (right.count, certain.count)
    }

    /// The link of a subject, by name.
    func link(_ name: String, _ result: EventLinkageResult) -> EventLink? {
        result.links.first { files.register.name($0.subject) == name }
    }

    /// A stay unlike those of the others.
    static func rareStay(entry: Int32 = 19_100) -> Stay {
        Stay(
            hospital: hospital(59), entry: Day(daysSince1970: entry), exit: Day(daysSince1970: entry + 5), sex: .female,
            birthYear: 1961, birthMonth: 7, department: "19", diagnosis: "S291")
    }
}
