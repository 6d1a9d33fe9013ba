import CZlib
import Foundation
import HealthModel
import HubTestSupport
import RecordLinkage
import Testing

/// Two files of 20,000 synthetic French identities with known truth (twins, married names, children under a parent's
/// number, typing errors).
@Suite(.enabled(if: SharedData.has("linkage/synthetic_fr/fr20k/a.csv.gz")))
struct FrenchIdentitiesTests {
    struct Record {
        let id: Substring
        let traits: Nominative<IdentityTraits>
    }

    @Test func linksTwentyThousandByTwentyThousandPrecisely() throws {
        let folder = SharedData.url("linkage/synthetic_fr/fr20k")
        let a = try records(folder.appending(path: "a.csv.gz"))
        let b = try records(folder.appending(path: "b.csv.gz"))
        let truth = Set(try lines(folder.appending(path: "truth.csv.gz")).map { $0.joined(separator: ",") })
        let pairs = DeterministicMatcher.pairs(a: a.map(\.traits), b: b.map(\.traits))
        let right = pairs.filter { truth.contains("\(a[$0.a].id),\(b[$0.b].id)") }.count
        let precision = Double(right) / Double(pairs.count)
        let recall = Double(right) / Double(truth.count)
        print("deterministic: \(pairs.count) pairs, precision \(precision), recall \(recall)")
        for rule in DeterministicMatcher.rules {
            let ofRule = pairs.filter { $0.rule == rule.reason }
            let good = ofRule.filter { truth.contains("\(a[$0.a].id),\(b[$0.b].id)") }.count
            print("  \(rule.reason.rawValue): \(ofRule.count), wrong \(ofRule.count - good)")
        }
        #expect(precision >= 0.999)
        #expect(recall >= 0.80)
    }

    private func records(_ file: URL) throws -> [Record] {
        try lines(file)
            .map { fields in
                Record(
                    id: fields[0],
                    traits: Nominative(
                        IdentityTraits(
                            nationalNumber: String(fields[10]), birthName: String(fields[1]),
                            usedName: String(fields[2]),
                            givenNames: fields[3].split(separator: " ").joined(separator: "-"),
                            birthDate: String(fields[6]),
                            sex: Sex(rawValue: String(fields[5])) ?? .unknown, birthPlace: String(fields[7]),
                            postalCode: String(fields[8]))))
            }
    }

    private func lines(_ file: URL) throws -> [[Substring]] {
        String(decoding: try gunzip(file), as: UTF8.self).split(separator: "\n").dropFirst()
            .map { $0.split(separator: ",", omittingEmptySubsequences: false) }
    }

    private func gunzip(_ file: URL) throws -> [UInt8] {
        let handle = try #require(gzopen(file.path, "rb"))
        defer { gzclose(handle) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = Int(gzread(handle, &buffer, UInt32(buffer.count)))
            guard count > 0 else { return bytes }
            bytes.append(contentsOf: buffer[..<count])
        }
    }
}
