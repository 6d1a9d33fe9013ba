/// The kinds of comparisons that exist.
package enum ComparisonKind: String, Codable, Sendable, CaseIterable {
    case familyName
    case givenName
    case otherGivenNames
    case sex
    case date
    case place
    case residence
    case nationalNumber
    /// Any name or text, by Jaro-Winkler.
    case text
    /// Any code, by edits.
    case code
}

/// A comparison as a configuration states it.
package struct ComparisonSpecification: Codable, Sendable, Hashable {
    package var name: String
    package var kind: ComparisonKind
    /// The column compared.
    package var column: String
    /// Other columns that this kind looks at: `used`, `given`, `family`, `list`, `sex`, `date`, `town`, `other`.
    /// Those that no file has are ignored.
    package var with: [String: String]?
    /// Adjusts agreements by how frequent the value is; true unless said otherwise.
    package var termFrequency: Bool?
    package var household: HouseholdRole?
    /// Jaro-Winkler thresholds of a text, 0.92 and 0.85 unless said otherwise.
    package var thresholds: [Double]?
    /// First characters of a code that make a level of their own.
    package var prefix: Int?
    /// The run goes on without this comparison when no file has the column.
    package var isOptional: Bool?

    package init(
        _ name: String, _ kind: ComparisonKind, column: String, with: [String: String]? = nil,
        termFrequency: Bool? = nil, household: HouseholdRole? = nil, thresholds: [Double]? = nil, prefix: Int? = nil,
        isOptional: Bool? = nil
    ) {
        self.name = name
        self.kind = kind
        self.column = column
        self.with = with
        self.termFrequency = termFrequency
        self.household = household
        self.thresholds = thresholds
        self.prefix = prefix
        self.isOptional = isOptional
    }
}

extension ComparisonSpecification {
    /// Makes the comparison on a table; nil when it is optional and the column is absent.
    func planned(on table: RecordTable, settings: LinkageConfiguration) throws(LinkageError) -> PlannedComparison? {
        guard table.columns[column] != nil else {
            if isOptional == true { return nil }
            throw .columnMissing(comparison: name, column: column)
        }
        let floor = settings.termFrequencyFloor ?? LinkageConfiguration.termFrequencyFloorDefault
        return PlannedComparison(
            name: name, comparator: comparator(on: table, settings: settings, floor: floor),
            role: household ?? .free, usesTermFrequency: termFrequency ?? true)
    }

    private func comparator(
        on table: RecordTable, settings: LinkageConfiguration, floor: Double
    ) -> any Comparator {
        let with = with ?? [:]
        let ownFloor = termFrequency == false ? nil : floor
        return switch kind {
        case .familyName:
            FamilyNameComparator(
                table: table, birth: column, used: with["used"], given: with["given"], sex: with["sex"],
                frequencyFloor: floor)
        case .givenName:
            GivenNameComparator(
                table: table, given: column, list: with["list"], family: with["family"], sex: with["sex"],
                date: with["date"], frequencyFloor: floor)
        case .otherGivenNames: OtherGivenNamesComparator(table: table, column: column)
        case .sex: SexComparator(table: table, column: column)
        case .date: DateComparator(table: table, column: column, frequencyFloor: floor)
        case .place:
            PlaceComparator(
                table: table, column: column, successors: settings.communeSuccessors ?? [:], frequencyFloor: floor)
        case .residence:
            ResidenceComparator(table: table, postalCode: column, town: with["town"], frequencyFloor: floor)
        case .nationalNumber:
            NationalNumberComparator(table: table, column: column, sex: with["sex"], date: with["date"])
        case .text:
            TextComparator(
                table: table, column: column, other: with["other"], thresholds: thresholds ?? [0.92, 0.85],
                frequencyFloor: ownFloor)
        case .code: CodeComparator(table: table, column: column, prefix: prefix ?? 0, frequencyFloor: ownFloor)
        }
    }
}
