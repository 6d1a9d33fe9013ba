import Foundation
import HealthModel
import HubTestSupport
import Intake
import SQLBackends

/// A folder with the files of a small CDM, and what an import of it gives.
struct CDMFixture {
    let folder: TemporaryFolder
    let connection: DuckDBConnection
    var input: URL { folder.url.appending(path: "input") }
    var lake: Lake { Lake(folder: folder.url) }

    static let personHeader =
        "person_id,gender_concept_id,year_of_birth,month_of_birth,race_concept_id,ethnicity_concept_id,person_source_value"
    static let persons = personHeader + "\n1,8507,1950,1,0,0,a\n2,8532,1960,,0,0,b\n"
    static let conditionHeader =
        "condition_occurrence_id,person_id,condition_concept_id,condition_start_date,condition_type_concept_id"

    init(_ files: [String: String] = [:]) throws {
        folder = try TemporaryFolder()
        connection = try DuckDBDatabase(settings: DuckDBSettings(threadCount: 1)).connect()
        for (name, text) in files { try folder.write("input/" + name, text) }
    }

    func cdm(_ place: URL? = nil, set: String? = nil, limits: ExistingCDMLimits = ExistingCDMLimits())
        -> ExistingCDMImport
    {
        ExistingCDMImport(
            input: place ?? input, set: set, connection: connection, work: folder.url, surroundings: .live,
            limits: limits)
    }

    /// The report and the rows of one table, as texts.
    func rows(of table: String, _ columns: String, set: String? = nil) throws -> (ExistingCDMReport, [String]) {
        try cdm(set: set)
            .withStaged { staged in
                var rows: [String] = []
                for (name, select) in staged.selects where name == table {
                    let list = columns.split(separator: ",").map { "coalesce(\($0)::VARCHAR, '-')" }
                        .joined(separator: ", ")
                    rows += try connection.query("SELECT concat_ws('|', \(list)) FROM (\(select))").strings()
                }
                return (staged.report, rows.sorted())
            }
    }

    func released(
        _ place: URL, set: String? = nil, isAccepted: (ExistingCDMImport.Staged) throws -> Bool = { _ in true }
    ) throws -> (Release?, ExistingCDMReport) {
        let outcome = try cdm(place, set: set)
            .run(
                lake: lake, name: "r1", sequence: 1, source: "public", delivery: "d1", codeVersion: "test",
                isAccepted: isAccepted)
        if case .released(let release, let report) = outcome { return (release, report) }
        return (nil, outcome.report)
    }

    /// A zip of stored members in which every byte can be chosen.
    func zip(_ members: [(name: String, bytes: [UInt8])], attributes: UInt32 = 0, flags: UInt16 = 0) throws -> URL {
        try folder.write("input.zip", StoredZip.bytes(members, attributes: attributes, flags: flags))
    }
}

extension ExistingCDMReport {
    func count(_ code: String) -> Int { findings.filter { $0.code == code }.reduce(0) { $0 + $1.count } }
}
