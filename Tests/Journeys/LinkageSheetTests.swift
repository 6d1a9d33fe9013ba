import Foundation
import HealthModel
import HubServer
import HubTestSupport
import IdentityVault
import Intake
import QualitySheets
import SQLBackends
import SealedExchange
import Testing

/// The sheet of a delivery, from the key holder to what is made of a release.
@Suite(.serialized) struct LinkageSheetTests {
    private let country: SmallCountry

    init() throws { country = try SmallCountry.shared.get() }

    @Test func everyReleaseCarriesTheSheetsOfItsDeliveries() throws {
        let release = try country.hub.release()
        let paths = (release.manifest.documents ?? []).map(\.path)
        for source in ["national-claims", "hospital-stays", "hospital-warehouse"] {
            for ending in ["json", "fr.html", "en.html"] {
                #expect(paths.contains("linkage/\(source)-\(SmallCountry.delivery).\(ending)"))
            }
        }
        #expect(paths.contains("linkage/implausible.json"))
        #expect(try release.verify().isEmpty)
    }

    @Test func sheetsCountWhatIntakeReportsCount() throws {
        let sheets = try LinkageSheets(of: country.hub.release())
        for report in country.reports {
            let sheet = try #require(sheets.sheet(source: report.source, delivery: report.delivery)?.delivery)
            let certain = (sheet.known.value ?? 0) + (sheet.new.value ?? 0)
            #expect(abs(certain - report.records(.certain)) <= 8 + (sheet.new.value == nil ? 10 : 0))
            for (count, exact) in [
                (sheet.ambiguous, report.records(.ambiguous)), (sheet.excluded, report.records(.excluded)),
            ] {
                #expect(count.value.map { abs($0 - exact) <= 4 } ?? (1...10).contains(exact))
            }
        }
    }

    @Test func contradictionsAreCountedForEachPairOfSources() throws {
        let pairs = try #require(LinkageSheets(of: country.hub.release()).implausible).pairs
        #expect(pairs.map { "\($0.a) \($0.b)" }.contains("hospital-stays national-claims"))
        for pair in pairs where pair.b == "national-claims" {
            #expect((pair.personCount.value ?? 0) > 10)
            #expect(pair.findings.contains { $0.rule == ImplausibleRule.otherSex.rawValue })
        }
    }

    // MARK: - Other crosswalks of one delivery

    /// A hub of its own, and a good delivery with a crosswalk that its key holder sealed with another sheet, or none.
    private struct Second {
        let folder: TemporaryFolder
        let hub: Hub
        private let keyHolder: ExchangeKeyPair
        private let ground: HostileDeliveryTests.Ground

        init() throws {
            ground = try HostileDeliveryTests.Ground.shared.get()
            folder = try TemporaryFolder()
            hub = try Hub(home: HubHome(folder: folder.url), memoryLimitBytes: 500_000_000, codeVersion: "test")
            let vault = VaultHome(folder: ground.folder.url.appending(path: "keyholder"))
            keyHolder = try ExchangeKeyPair.readOrMake(at: vault.exchangeKey, surroundings: .live)
            try hub.trust(keyHolder: keyHolder.publicKey)
        }

        private func reader() throws -> CrosswalkFileReader {
            try CrosswalkFileReader(url: ground.sent.appending(path: "crosswalk.sealed"), key: ground.hub.exchangeKey)
        }

        func sheet(_ change: (inout QualitySheet) -> Void = { _ in }) throws -> Data {
            var sheet = try QualitySheet(json: try #require(reader().sheet))
            change(&sheet)
            return try sheet.json()
        }

        func takeIn(_ sheet: Data?) throws -> IntakeReport {
            let reader = try reader()
            let file = folder.url.appending(path: "crosswalk.sealed")
            let writer = try CrosswalkFileWriter(
                url: file, to: hub.exchangeKey.publicKey, header: reader.header, sheet: sheet, from: keyHolder)
            while let entry = try reader.next() { try writer.write(entry) }
            try writer.finish()
            return try hub.takeIn(delivery: ground.sent.appending(path: "delivery"), crosswalk: file)
        }
    }

    @Test func refusesASheetThatIsNotTheDeliverys() throws {
        let second = try Second()
        let other = try #require(
            LinkageSheets(of: country.hub.release()).sheet(source: "national-claims", delivery: SmallCountry.delivery))
        let wrong = [
            Data("{}".utf8), Data(), try other.json(), try second.sheet { $0.delivery = nil },
            try second.sheet { $0.countMin = 1 }, try second.sheet { $0.countStep = 1 },
            try second.sheet { $0.linkCount = SheetCount(3, countMin: 1) },
            try second.sheet { $0.reviewPairCount = SheetCount(112, countMin: 11) },
        ]
        for sheet in wrong {
            #expect {
                try second.takeIn(sheet)
            } throws: {
                ($0 as? IntakeError)?.code == "intake.crosswalk-mismatch"
            }
        }
        #expect(try second.hub.store.deliveries().allSatisfy { $0.state != .accepted })
    }

    @Test func takesADeliveryOfAKeyHolderThatMadeNoSheet() throws {
        let second = try Second()
        #expect(try second.takeIn(nil).state == .accepted)
        let publication = try second.hub.publish()
        let sheets = try LinkageSheets(of: second.hub.release(named: publication.release))
        #expect(sheets.sheets.count == 1 && sheets.sheets[0].sheet == nil)
        // One source alone contradicts nobody.
        #expect(sheets.implausible?.pairs.isEmpty == true)
        #expect(try second.hub.release().verify().isEmpty)
    }

    /// The truth of a simulated country stands on the sheets of its release, and the sheet goes with its delivery.
    @Test func theTruthStandsOnTheSheetOfASimulatedSource() throws {
        let second = try Second()
        #expect(try second.takeIn(second.sheet()).state == .accepted)
        var truth = QualitySheet.Truth()
        (truth.right, truth.wrong, truth.ambiguous) = (290, 2, 3)
        let publication = try second.hub.publish(truths: ["hospital-stays": truth])
        let release = try second.hub.release(named: publication.release)
        let sheet = try LinkageSheets(of: release).sheet(source: "hospital-stays", delivery: SmallCountry.delivery)
        #expect(sheet?.truth == truth)
        let page = release.folder.appending(path: "linkage/hospital-stays-\(SmallCountry.delivery).en.html")
        #expect(try String(contentsOf: page, encoding: .utf8).contains("Compared with the truth"))
        #expect(try release.verify().isEmpty)
        _ = try second.hub.intake.withdraw(source: "hospital-stays", delivery: SmallCountry.delivery)
        #expect(!FileManager.default.fileExists(atPath: page.path))
        let kept = try FileManager.default.subpathsOfDirectory(atPath: second.hub.home.deliveries.path)
        #expect(!kept.contains { $0.hasSuffix("linkage.json") })
    }
}
