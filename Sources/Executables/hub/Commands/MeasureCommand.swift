import ArgumentParser
import Console
import Dispatch
import Foundation
import HealthModel
import HubServer
import Intake
import Journal
import NominativeDetection
import SQLBackends
import Synchronization

/// What `./hub bench` runs: figures for Docs/benchmarks.md. Not for everyday use.
struct MeasureCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "measure", abstract: "Measures parts of the hub beside their peers.", shouldDisplay: false,
        subcommands: [
            IntakeRate.self, ScanRate.self, JournalRate.self, MeasureIndexBuild.self, MeasureCohortOnce.self,
            MeasureCohorts.self,
        ])

    /// Intake of a delivery against DuckDB's bare conversion of the same files.
    struct IntakeRate: AsyncParsableCommand {
        static let configuration = CommandConfiguration(commandName: "intake")

        @OptionGroup var home: HomeOption
        @Argument var delivery: String
        @Option var crosswalk: String
        @Option var work: String

        func run() async throws {
            Terminal.run {
                let hub = try home.open()
                let folder = URL(filePath: delivery)
                func convert() throws -> CSVConversionRate {
                    try? FileManager.default.removeItem(atPath: work)
                    try FileManager.default.createDirectory(atPath: work, withIntermediateDirectories: true)
                    return try CSVConversionRate.measure(folder: folder, output: URL(filePath: work))
                }
                // The peer first and last: the file cache must not favour either.
                let before = try convert()
                let clock = Stopwatch()
                let report = try hub.takeIn(delivery: folder, crosswalk: URL(filePath: crosswalk))
                let (wall, cpu) = clock.read()
                let after = try convert()
                let megabytes = Double(before.byteCount) / 1e6
                let peerWall = min(before.wallSeconds, after.wallSeconds)
                let peerCPU = min(before.cpuSeconds, after.cpuSeconds)
                print("delivery: \(report.state.rawValue), \(before.rowCount) rows, \(Int(megabytes)) MB")
                print(
                    "DuckDB CSV → Parquet: \(rate(megabytes, peerWall)) MB/s wall, \(rate(megabytes, peerCPU)) MB per CPU s"
                )
                print("hub intake:           \(rate(megabytes, wall)) MB/s wall, \(rate(megabytes, cpu)) MB per CPU s")
                print("ratio: \(Int(peerWall / wall * 100)) % wall, \(Int(peerCPU / cpu * 100)) % CPU (bar: 25 %)")
            }
        }
    }

    /// The detector over generated clinical sentences.
    struct ScanRate: AsyncParsableCommand {
        static let configuration = CommandConfiguration(commandName: "scan")

        @Option var megabytes: Int = 50

        func run() async throws {
            let sentence =
                "Patient revu en consultation pour hypertension, PA 140/80, traitement par ramipril 5 mg. "
                + "Mme Bernard Sophie, née le 12/04/1957, tél. 06 39 98 12 34, adressée par le Dr Martin.\n"
            let piece = Array(String(repeating: sentence, count: 5_000).utf8)
            var scan = TextScan()
            let clock = Stopwatch()
            var bytes = 0
            while bytes < megabytes * 1_000_000 {
                scan.add(lines: piece.span)
                bytes += piece.count
            }
            let report = scan.finish()
            let (wall, cpu) = clock.read()
            print("\(bytes / 1_000_000) MB of text, \(report.places.count + report.droppedPlaceCount) passages found")
            print(
                "\(rate(Double(bytes) / 1e6, wall)) MB/s wall, \(rate(Double(bytes) / 1e6, cpu)) MB per CPU s (bar: 20)"
            )
        }
    }

    /// Durable entries a second from 64 threads.
    struct JournalRate: AsyncParsableCommand {
        static let configuration = CommandConfiguration(commandName: "journal")

        @Option var work: String

        func run() async throws {
            Terminal.run {
                for batch in [1, 8, 32] {
                    let folder = URL(filePath: "\(work)-\(batch)")
                    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
                    let signer = try JournalSigner.open(
                        file: folder.appending(path: "key"), name: "bench", surroundings: .live)
                    let journal = try Journal.open(folder: folder.appending(path: "log"), signer: signer)
                    let entry = JournalEntry(
                        time: Surroundings.live.now(), actor: "bench", role: "operator", action: "bench.act",
                        objects: ["number": "1"], outcome: "done")
                    let rounds = 100
                    let failed = Flag()
                    let clock = Stopwatch()
                    // 64 real threads, as 64 clients: a commit is shared by all that wait for it.
                    let group = DispatchGroup()
                    for _ in 0..<64 {
                        group.enter()
                        Thread.detachNewThread {
                            for _ in 0..<rounds {
                                let written = try? journal.append(contentsOf: Array(repeating: entry, count: batch))
                                if written == nil { failed.raise() }
                            }
                            group.leave()
                        }
                    }
                    group.wait()
                    let (wall, _) = clock.read()
                    let count = try journal.reader.size()
                    print(
                        "batches of \(batch): \(Int(Double(count) / wall)) durable entries/s\(failed.isRaised ? " FAILED" : "")"
                    )
                }
            }
        }
    }
}

private func rate(_ megabytes: Double, _ seconds: Double) -> Int { Int(megabytes / max(seconds, 0.001)) }

/// Something that several threads may say once.
private final class Flag: Sendable {
    private let state = Mutex(false)
    var isRaised: Bool { state.withLock { $0 } }
    func raise() { state.withLock { $0 = true } }
}
