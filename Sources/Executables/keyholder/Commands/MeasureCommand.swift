import ArgumentParser
import Console
import EncodedLinkage
import Foundation
import HealthModel
import RecordLinkage
import TabularFiles

/// Measures for the scripts of Benchmarks; not shown to operators.
struct MeasureCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "measure", abstract: "Measures linkage, one JSON line each.", shouldDisplay: false,
        subcommands: [MeasureEncoded.self, MeasureStays.self])
}

/// What a process has used.
private enum Usage {
    static var cpuSeconds: Double {
        var usage = rusage()
        getrusage(RUSAGE_SELF.rawValue, &usage)
        return Double(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
            + Double(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6
    }

    static var peakMegabytes: Int {
        var usage = rusage()
        getrusage(RUSAGE_SELF.rawValue, &usage)
        return usage.ru_maxrss / 1024
    }
}

/// CPU seconds since the last look.
private struct Laps {
    private var last = Usage.cpuSeconds

    mutating func lap() -> Double {
        let now = Usage.cpuSeconds
        defer { last = now }
        return now - last
    }
}

/// To hundredths.
private func hundredths(_ seconds: Double) -> Double { (seconds * 100).rounded() / 100 }

private func printJSON(_ value: some Encodable) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    encoder.keyEncodingStrategy = .convertToSnakeCase
    print(String(decoding: try encoder.encode(value), as: UTF8.self))
}

/// The folder of `work` that holds these files: `work` itself, or the first by name of the folders in it.
private func folder(in work: URL, holding names: [String]) -> URL? {
    let inside = (try? FileManager.default.contentsOfDirectory(atPath: work.path)) ?? []
    return ([work] + inside.sorted().map { work.appending(path: $0) })
        .first { folder in
            names.allSatisfy { FileManager.default.fileExists(atPath: folder.appending(path: $0).path) }
        }
}

/// Encodes two files and links their encodings; pairs of the holders' identifiers, best first, for the scorer.
struct MeasureEncoded: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "encoded", abstract: "encoded: cost of encoding and linking two files.")

    @Option(help: "Where pairs are written, and where a.csv and b.csv are looked for.") var work: String
    @Option(help: "First file of identities.") var rowsA: String?
    @Option(help: "Second file of identities.") var rowsB: String?
    @Flag(help: "Compares rows that share a blocking key only.") var blocked = false
    @Option(help: "Threads.") var workers: Int = 2

    private struct Figures: Encodable {
        let rowsA: Int
        let rowsB: Int
        let search: String
        let kernel: String
        let readCpuS: Double
        let encodeCpuS: Double
        let fileCpuS: Double
        let linkCpuS: Double
        let comparisons: Int
        let comparisonsPerCpuS: Double
        let peakMb: Int
        let threshold: Double
        let expectedPrecision: Double?
        let expectedRecallMax: Double?
        let blockingRecall: Double
        let acceptedLinks: Int
        let pairs: String
    }

    func validate() throws {
        if (rowsA == nil) != (rowsB == nil) { throw ValidationError("--rows-a and --rows-b go together.") }
    }

    /// One file as the linkage unit has it, and what its holder keeps.
    private struct Side {
        let records: EncodedRecords
        let identifiers: [String: String]

        func identifier(_ row: UInt32) -> String { identifiers[records.token(at: Int(row)).text] ?? "" }
    }

    /// CPU seconds of the holders' steps.
    private struct Costs {
        var read = 0.0
        var encode = 0.0
        var file = 0.0
    }

    func run() throws {
        Terminal.run {
            let work = URL(filePath: work)
            let found = folder(in: work, holding: ["a.csv", "b.csv"]) ?? work
            let key = try EncodingKey(master: Surroundings.live.randomBytes(32), project: "measure")
            var costs = Costs()
            let left = try side(rowsA.map { URL(filePath: $0) } ?? found.appending(path: "a.csv"), key, work, &costs)
            let right = try side(rowsB.map { URL(filePath: $0) } ?? found.appending(path: "b.csv"), key, work, &costs)
            var laps = Laps()
            let matcher = EncodedMatcher(workerCount: workers)
            let result = try matcher.link(left.records, right.records, search: blocked ? .blocked : .everyPair)
            let linked = laps.lap()
            let pairs = work.appending(path: blocked ? "encoded_blocked_pairs.csv" : "encoded_pairs.csv")
            try writePairs(result, left, right, to: pairs)
            try printJSON(
                Figures(
                    rowsA: left.records.count, rowsB: right.records.count, search: blocked ? "blocked" : "every pair",
                    kernel: matcher.kernel.rawValue, readCpuS: hundredths(costs.read),
                    encodeCpuS: hundredths(costs.encode),
                    fileCpuS: hundredths(costs.file), linkCpuS: hundredths(linked), comparisons: result.comparedCount,
                    comparisonsPerCpuS: (Double(result.comparedCount) / max(0.01, linked)).rounded(),
                    peakMb: Usage.peakMegabytes, threshold: result.choice.threshold.value,
                    expectedPrecision: result.choice.expectedPrecision,
                    expectedRecallMax: result.choice.expectedRecallMax, blockingRecall: result.blockingRecall,
                    acceptedLinks: result.accepted().count, pairs: pairs.path))
        }
    }

    /// Reads, encodes, writes and reads again, as holder and linkage unit do.
    private func side(_ place: URL, _ key: EncodingKey, _ work: URL, _ costs: inout Costs) throws -> Side {
        var laps = Laps()
        let rows = try IdentityFile(place: place, surroundings: .live, progress: nil).read(needsIdentifier: true)
        costs.read += laps.lap()
        let made = try EncodedFileMaker.encode(rows.rows, key: key, workerCount: workers)
        costs.encode += laps.lap()
        let file = work.appending(path: "measure.clk")
        try EncodedFileWriter.write(made, to: file)
        let records = try EncodedFileReader.read(file)
        costs.file += laps.lap()
        try FileDestruction.destroy(file)
        let named = zip(rows.rows.map(\.token.text), rows.identifiers)
        return Side(records: records, identifiers: Dictionary(named, uniquingKeysWith: { one, _ in one }))
    }

    private func writePairs(_ result: EncodedLinkageResult, _ left: Side, _ right: Side, to place: URL) throws {
        let writer = try CSVRecordWriter(place)
        try writer.write(["id_a", "id_b", "score"])
        for link in result.links {
            try writer.write([
                left.identifier(link.left), right.identifier(link.right), EncodedLists.decimal(link.score.value),
            ])
        }
        try writer.finish()
    }
}

/// Links a register with a national file of stays; pairs with their probability, for the scorer.
struct MeasureStays: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stays", abstract: "stays: cost of indirect linkage by hospital stays.")

    @Option(help: "Where pairs are written, and where cohort.csv and stays.csv are looked for.") var work: String
    @Option(help: "Register.") var register: String?
    @Option(help: "National file.") var stays: String?
    @Option(help: "Threads.") var workers: Int = 2

    private struct Figures: Encodable {
        let subjects: Int
        let stays: Int
        let readCpuS: Double
        let linkCpuS: Double
        let candidates: Int
        let comparisonsPerCpuS: Double
        let peakMb: Int
        let certainLinks: Int
        let expectedPrecision: Double
        let expectedRecall: Double
        let pairs: String
        let links: String
        let truth: String?
    }

    func validate() throws {
        if (register == nil) != (stays == nil) { throw ValidationError("--register and --stays go together.") }
    }

    func run() throws {
        Terminal.run {
            let work = URL(filePath: work)
            let found = folder(in: work, holding: ["cohort.csv", "stays.csv"]) ?? work
            let register = register.map { URL(filePath: $0) } ?? found.appending(path: "cohort.csv")
            var laps = Laps()
            let files = try StayFileReader()
                .read(
                    register: register,
                    national: stays.map { URL(filePath: $0) } ?? found.appending(path: "stays.csv"))
            let read = laps.lap()
            let result = EventLinkage(workerCount: workers).run(files)
            let linked = laps.lap()
            let links = work.appending(path: "stays_links.csv")
            try result.write(to: links, files)
            let pairs = work.appending(path: "stays_pairs.csv")
            try writePairs(result, files, to: pairs)
            let truth = try writeTruth(
                register.deletingLastPathComponent().appending(path: "truth.csv"),
                to: work.appending(path: "stays_truth.csv"))
            let report = result.report
            try printJSON(
                Figures(
                    subjects: report.subjectCount, stays: report.nationalStayCount, readCpuS: hundredths(read),
                    linkCpuS: hundredths(linked),
                    candidates: report.candidateCount,
                    comparisonsPerCpuS: (Double(report.candidateCount) / max(0.01, linked)).rounded(),
                    peakMb: Usage.peakMegabytes, certainLinks: report.certainCount,
                    expectedPrecision: report.expectedPrecision, expectedRecall: report.expectedRecall,
                    pairs: pairs.path, links: links.path, truth: truth?.path))
        }
    }

    /// The likeliest person of each subject.
    private func writePairs(_ result: EventLinkageResult, _ files: StayFiles, to place: URL) throws {
        let writer = try CSVRecordWriter(place)
        try writer.write(["id_a", "id_b", "score"])
        for link in result.links {
            guard let person = link.person else { continue }
            try writer.write([
                files.register.name(link.subject), files.national.name(person),
                String(format: "%.9f", link.probability),
            ])
        }
        try writer.finish()
    }

    /// The truth under the names that the scorer knows; nil when there is none.
    private func writeTruth(_ source: URL, to place: URL) throws -> URL? {
        guard FileManager.default.fileExists(atPath: source.path) else { return nil }
        let writer = try CSVRecordWriter(place)
        try writer.write(["id_a", "id_b"])
        for row in try EncodedLists.read(source, columns: ["subj", "pid"]) { try writer.write(row) }
        try writer.finish()
        return place
    }
}
