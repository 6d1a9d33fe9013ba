internal import HealthModel
internal import QualitySheets
internal import RecordLinkage

/// The records of a delivery counted by how they ended, what they fill in, and who they are of: for its sheet. It holds
/// numbers only.
struct DeliveryTally {
    /// Traits whose completeness is told, in the words of the sheet.
    static let traits: [(name: String, isFilled: @Sendable (IdentityTraits) -> Bool)] = [
        ("national number", { !$0.nationalNumber.isEmpty }), ("family name", { !$0.birthName.isEmpty }),
        ("used name", { !$0.usedName.isEmpty }), ("given name", { !$0.givenNames.isEmpty }),
        ("sex", { $0.sex != .unknown }), ("birth date", { !$0.birthDate.isEmpty }),
        ("birth place", { !$0.birthPlace.isEmpty }), ("residence", { !$0.postalCode.isEmpty }),
    ]

    private(set) var recordCount = 0
    /// In the order of `traits`.
    private(set) var filled = [Int](repeating: 0, count: DeliveryTally.traits.count)
    private(set) var reasons: [LinkageReason: Int] = [:]
    private(set) var characteristics: [Characteristic] = []
    private let referenceYear: Int

    /// Records by category, for each way to end.
    struct Characteristic {
        let name: String
        let categories: [String]
        fileprivate(set) var counts: [QualitySheet.End: [Int]]
    }

    /// Ages are told at the end of the year of `moment`, an ISO time.
    init(at moment: String) { referenceYear = Int(moment.prefix(4)) ?? 0 }

    /// Adds records with the reasons that the rules ended them by.
    mutating func add(_ records: [IdentityTraits], _ ends: [LinkageReason]) {
        recordCount += records.count
        for record in records {
            for (place, trait) in DeliveryTally.traits.enumerated() where trait.isFilled(record) { filled[place] += 1 }
        }
        for reason in ends { reasons[reason, default: 0] += 1 }
        count(records, ends.map { QualitySheet.End($0) }, by: 1)
    }

    /// Moves open records to the end that evidence, or reviewers, gave them.
    mutating func move(_ records: [OpenRecord], to ends: [Int: (person: PersonNumber, reason: LinkageReason)]) {
        let moved = records.compactMap { record in ends[record.place].map { (record: record, reason: $0.reason) } }
        for (record, reason) in moved {
            reasons[record.reason, default: 0] -= 1
            reasons[reason, default: 0] += 1
        }
        let traits = moved.map(\.record.traits)
        count(traits, moved.map { QualitySheet.End($0.record.reason) }, by: -1)
        count(traits, moved.map { QualitySheet.End($0.reason) }, by: 1)
    }

    private mutating func count(_ records: [IdentityTraits], _ ends: [QualitySheet.End], by step: Int) {
        for (place, found) in EvidenceTable.categories(of: records, referenceYear: referenceYear).enumerated() {
            if place == characteristics.count {
                let none = [Int](repeating: 0, count: found.categories.count)
                characteristics.append(
                    Characteristic(
                        name: found.name, categories: found.categories,
                        counts: Dictionary(uniqueKeysWithValues: QualitySheet.End.allCases.map { ($0, none) })))
            }
            for (category, end) in zip(found.categoryOf, ends) {
                characteristics[place].counts[end]?[Int(category)] += step
            }
        }
    }
}

extension QualitySheet.End {
    /// The end that a reason stands for.
    init(_ reason: LinkageReason) {
        self =
            switch reason.outcome {
            case .certain: reason == .firstSeen ? .new : .known
            case .ambiguous: .ambiguous
            case .excluded: .excluded
            }
    }
}
