internal import Foundation
internal import HealthModel
internal import QualitySheets
internal import RecordLinkage

extension EvidencePass {
    /// Decoys of one delivery, and records that they are pieced together from at least.
    private static let decoyCount = 1000
    private static let donorCountMin = 100
    private static let thresholds = [EvidencePolicy.certainProbabilityMin, 0.99, EvidencePolicy.certainProbability]

    /// How often records that are nobody's would be linked: name, given name, day, birth place and residence of five
    /// different records, without a number, held against the register as the open records were. Nil without donors.
    func decoys(
        _ collection: OpenRecordCollection, _ model: LinkageModel, maker: BlockKeyMaker, pages: ProfilePages,
        survivors: PersonSurvivors, _ quality: LinkageQuality
    ) throws -> DecoyEstimate? {
        let donors = collection.open.map(\.traits) + collection.sample.map(\.traits)
        guard model.version.isCalibrated, donors.count >= EvidencePass.donorCountMin else { return nil }
        let records = (0..<EvidencePass.decoyCount)
            .map { OpenRecord(place: $0, traits: decoy($0, donors), person: 0, reason: .nothingUsable) }
        // Copies: what is opened and counted for decoys is no work of the delivery.
        var (maker, pages, survivors) = (maker, pages, survivors)
        var scratch = EvidenceOutcome(quality: LinkageQuality(source: source, delivery: delivery))
        let found = try compare(
            records, [:], model, ReviewLabels(), taken: collection.taken, pages.profileCount, &maker, &pages,
            &survivors, &scratch)
        // Rounded as the sheet rounds them: their ratio must not tell them.
        func rounded(_ count: Int) -> Double {
            Double(SheetCount(count, countMin: 0, step: SheetCount.countStepDefault).value ?? 0)
        }
        let linkCount = max(1, rounded(linkedCount + quality.evidenceLinkCount))
        let unmatchedCount = rounded(max(0, quality.openRecordCount - quality.evidenceLinkCount))
        func share(_ rate: Double) -> Double { min(1, rate * unmatchedCount / linkCount) }
        let rows = EvidencePass.thresholds.map { threshold -> DecoyEstimate.Row in
            let linked = found.count { $0.probability >= threshold && !$0.hasConflict }
            let rate = Double(linked) / Double(records.count)
            let interval = CalibrationBand.wilson(linked, of: records.count)
            return DecoyEstimate.Row(
                weightMin: log2(threshold / (1 - threshold)), linkedDecoyCount: linked,
                falseLinkCount: rate * unmatchedCount, falseLinkRate: share(rate), low: share(interval.lowerBound),
                high: share(interval.upperBound))
        }
        return DecoyEstimate(decoyCount: records.count, rows: rows)
    }

    /// Each part from a donor of its own.
    private func decoy(_ number: Int, _ donors: [IdentityTraits]) -> IdentityTraits {
        func donor(_ stride: Int) -> IdentityTraits { donors[(number &* stride &+ stride / 3) % donors.count] }
        let (name, person, day) = (donor(7919), donor(104_729), donor(1_299_709))
        return IdentityTraits(
            birthName: name.birthName, usedName: name.usedName, givenNames: person.givenNames,
            birthDate: String(person.birthDate.prefix(4)) + String(day.birthDate.dropFirst(4)), sex: person.sex,
            birthPlace: donor(15_485_863).birthPlace, postalCode: donor(32_452_843).postalCode)
    }
}
