import Foundation
import HubTestSupport
import Testing

/// `keyholder link-stays` as it is run.
@Suite struct StaysCommandTests {
    private let bench: CommandBench

    private static let national = "personne,finess,entree,sortie,sexe,naissance,dep,dp\n"
    private static let register = "sujet,finess,entree,sortie,sexe,naissance,dep,dp\n"

    /// 2,000 persons with two stays each; every tenth is a subject, with a late exit now and then; 20 subjects more are
    /// nobody of the file.
    init() throws {
        bench = try CommandBench()
        var generator = SeededGenerator(seed: 9)
        func below(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &generator) }
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
        func stays(_ sex: Int, _ born: String, _ department: String) -> [String] {
            (0..<2)
                .map { _ in
                    let (month, day) = (1 + below(12), 1 + below(20))
                    return
                        "7500000\(two(below(40))),2022-\(two(month))-\(two(day)),2022-\(two(month))-\(two(day + below(8))),"
                        + "\(sex),\(born),\(department),\("ACEIJKMN".dropFirst(below(8)).prefix(1))\(two(below(60)))0"
                }
        }
        func person() -> [String] {
            stays(1 + below(2), "\(1930 + below(80))-\(two(1 + below(12)))", two(1 + below(90)))
        }
        var (national, register) = ("", "")
        for number in 0..<2000 {
            let own = person()
            for stay in own { national += "p\(number)," + stay + "\n" }
            guard number % 10 == 0 else { continue }
            for stay in own { register += "s\(number)," + stay + "\n" }
        }
        for number in 0..<20 { for stay in person() { register += "x\(number)," + stay + "\n" } }
        try bench.folder.write("national.csv", Self.national + national)
        try bench.folder.write("register.csv", Self.register + register)
    }

    @Test func findsTheSubjectsOfARegisterByTheirStays() throws {
        let end = try bench.keyholder(
            "link-stays", "register.csv", "national.csv", "--out", "links.csv", "--report", "report.json", "--quiet")
        #expect(end.code == 0)
        let header = try String(contentsOf: bench.folder.url.appending(path: "links.csv"), encoding: .utf8)
            .prefix { $0 != "\n" }.split(separator: ",").map(String.init)
        let subject = try #require(header.firstIndex(of: "subject"))
        let person = try #require(header.firstIndex(of: "person"))
        let links = try bench.rows("links.csv")
        #expect(links.count == 220)
        let certain = links.filter { !$0[person].isEmpty }
        #expect(certain.count >= 190)
        #expect(certain.count { $0[subject].dropFirst() != $0[person].dropFirst() || $0[subject].hasPrefix("x") } <= 1)
        #expect(bench.has("report.json"))
    }

    @Test(arguments: ["empty.csv", "header.csv", "absent.csv"])
    func refusesAFileThatHasNoStays(file: String) throws {
        let end = try bench.keyholder("link-stays", file, "national.csv", "--out", "links.csv", "--quiet")
        #expect(end.code == 65)
        #expect(!bench.has("links.csv"))
    }

    @Test func takesAnEmptyRegisterOneSubjectAndAColumnWithoutValues() throws {
        try bench.folder.write("none.csv", Self.register)
        let first = try #require(try bench.rows("register.csv").first)
        try bench.folder.write("alone.csv", Self.register + first.joined(separator: ",") + "\n")
        let bare = try bench.rows("register.csv").map { ($0.prefix(5) + [""] + $0.suffix(2)).joined(separator: ",") }
        try bench.folder.write("bare.csv", Self.register + bare.joined(separator: "\n") + "\n")
        for (file, subjects) in [("none.csv", 0), ("alone.csv", 1), ("bare.csv", 220)] {
            let end = try bench.keyholder("link-stays", file, "national.csv", "--out", "links.csv", "--quiet")
            #expect(end.code == 0)
            #expect(try bench.rows("links.csv").count == subjects)
        }
    }

    @Test func tenThousandCopiesOfAStayCostLittle() throws {
        let stay = try #require(try bench.rows("national.csv").first).dropFirst().joined(separator: ",")
        try bench.folder.write(
            "copies.csv", Self.national + (0..<10_000).map { "q\($0),\(stay)\n" }.joined())
        let end = try bench.keyholder("link-stays", "register.csv", "copies.csv", "--out", "links.csv", "--quiet")
        #expect(end.code == 0 && end.cpuSeconds < 10)
        // Ten thousand persons answer: nobody is told.
        let links = try bench.rows("links.csv")
        #expect(links.allSatisfy { row in !row.contains { $0.hasPrefix("q") } })
    }

    @Test func refusesAPlaceThatCannotBeWritten() throws {
        for arguments in [["--out", "no/links.csv"], ["--out", "links.csv", "--report", "no/report.json"]] {
            let end = try Program.keyholder.run(
                ["link-stays", "register.csv", "national.csv", "--quiet"] + arguments, in: bench.folder.url)
            #expect(end.code == 74)
        }
        #expect(try bench.left(but: "national.csv", "register.csv").isEmpty)
    }
}
