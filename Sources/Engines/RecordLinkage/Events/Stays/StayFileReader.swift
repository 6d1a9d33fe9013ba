package import Foundation
package import HealthModel
internal import TabularFiles

/// Reads registers and national files of stays, CSV or gzipped CSV, whose columns are recognised by their headers.
///
/// | Column | Recognised headers |
/// |---|---|
/// | subject (register) | subj, subject, subject_id, sujet, patient, patient_id, id_patient, id |
/// | person (national file) | pid, person, person_id, id_personne, num_enq, ben_idt_ano, nir_ano_17, ben_nir_psa, id |
/// | hospital | finess, hospital, hopital, etablissement, eta_num, eta_num_geo, eta_num_epm, finess_geo |
/// | entry, exit | entry, entree, date_entree, exe_soi_dtd, ent_dat; exit, sortie, date_sortie, exe_soi_dtf, sor_dat |
/// | sex | sex, sexe, cod_sex, ben_sex_cod |
/// | birth | birth_ym, birth, naissance, date_naissance; or ben_nai_ann and ben_nai_moi |
/// | department | dep, department, departement, bdi_dep, ben_res_dpt |
/// | diagnosis | dx, diagnosis, diagnostic, dgn_pal, dp |
package struct StayFileReader: Sendable {
    private let progress: ProgressObserver?
    /// Stays between two reports of progress.
    private static let reportStayCount = 500_000

    package init(progress: ProgressObserver? = nil) { self.progress = progress }

    /// Both files.
    package func read(register: URL, national: URL) throws(LinkageError) -> StayFiles {
        var files = StayFiles()
        try read(register, .register, into: &files)
        try read(national, .national, into: &files)
        return files
    }

    /// Adds the stays of one file. A row with an empty owner is passed over and counted as unreadable.
    package func read(_ file: URL, _ side: StayFiles.Side, into files: inout StayFiles) throws(LinkageError) {
        do {
            try readStays(file, side, &files)
        } catch let error as TabularFileError {
            throw .file(code: error.code, reason: error.message)
        } catch let error as LinkageError {
            throw error
        } catch {
            throw .identifierMissing(file: file.lastPathComponent)
        }
    }

    private func readStays(_ file: URL, _ side: StayFiles.Side, _ files: inout StayFiles) throws {
        let reader = try CSVRecordReader(file: file, expectedNames: StayColumns.allNames)
        guard try reader.readHeader() else { throw LinkageError.identifierMissing(file: file.lastPathComponent) }
        let columns = StayColumns { name in reader.columnIndexes(named: name).first }
        guard let owner = side == .register ? columns.subject : columns.person else {
            throw LinkageError.identifierMissing(file: file.lastPathComponent)
        }
        guard columns.hasEvents else { throw LinkageError.nothingToCompare }
        let label = Phrase(
            fr: "Lecture des séjours de \(file.lastPathComponent)", en: "Reading the stays of \(file.lastPathComponent)"
        )
        var count = 0
        while try reader.next() {
            let stay = columns.stay(reader, &files)
            let name = owner < reader.fieldCount ? reader.bytes(owner) : StayColumns.empty
            if !files.append(stay, owner: name, to: side) { files.countUnreadable() }
            count += 1
            if count % StayFileReader.reportStayCount == 0 { progress?(ProgressStep(label, done: count)) }
            let nameByteCount =
                side == .register ? files.register.names.bytes.count : files.national.names.bytes.count
            guard count <= StayTable.stayCountMax, nameByteCount <= StayTable.nameByteCountMax else {
                throw LinkageError.tooManyRecords(count: count, countMax: min(count - 1, StayTable.stayCountMax))
            }
        }
    }
}

/// Where the columns of a file of stays are.
struct StayColumns {
    private static let subjectNames = [
        "subj", "subject", "subject_id", "sujet", "patient", "patient_id", "id_patient", "id",
    ]
    private static let personNames = [
        "pid", "person", "person_id", "personne", "id_personne", "num_enq", "ben_idt_ano", "nir_ano_17", "ben_nir_psa",
        "id",
    ]
    private static let factNames: [[String]] = [
        ["finess", "hospital", "hopital", "etablissement", "eta_num", "eta_num_geo", "eta_num_epm", "finess_geo"],
        ["entry", "entree", "entry_date", "date_entree", "exe_soi_dtd", "ent_dat"],
        ["exit", "sortie", "exit_date", "date_sortie", "exe_soi_dtf", "sor_dat"],
        ["sex", "sexe", "cod_sex", "ben_sex_cod"],
        ["birth_ym", "birth", "birth_date", "naissance", "date_naissance"],
        ["ben_nai_ann", "birth_year", "annee_naissance"],
        ["ben_nai_moi", "birth_month", "mois_naissance"],
        ["dep", "department", "departement", "bdi_dep", "ben_res_dpt"],
        ["dx", "diagnosis", "diagnostic", "dgn_pal", "dp"],
    ]
    static let allNames = subjectNames + personNames + factNames.flatMap { $0 }
    static var empty: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: nil, count: 0) }

    let subject: Int?
    let person: Int?
    /// Places of the facts in the order of `factNames`, -1 when absent.
    private let facts: [Int]

    init(_ place: (String) -> Int?) {
        subject = StayColumns.subjectNames.compactMap { place($0) }.first
        person = StayColumns.personNames.compactMap { place($0) }.first
        facts = StayColumns.factNames.map { names in names.compactMap { place($0) }.first ?? -1 }
    }

    /// At least one of hospital, entry, exit and diagnosis is there.
    var hasEvents: Bool { [0, 1, 2, 8].contains { facts[$0] >= 0 } }

    func stay(_ reader: CSVRecordReader, _ files: inout StayFiles) -> CodedStay {
        func bytes(_ fact: Int) -> UnsafeBufferPointer<UInt8> {
            let place = facts[fact]
            return place >= 0 && place < reader.fieldCount ? reader.bytes(place) : StayColumns.empty
        }
        var stay = CodedStay()
        stay.hospital = files.code(bytes(0), .hospital)
        if let day = StayValues.day(bytes(1)) { stay.entry = day } else { files.countUnreadable() }
        if let day = StayValues.day(bytes(2)) { stay.exit = day } else { files.countUnreadable() }
        if let sex = StayValues.sex(bytes(3)) { stay.sex = sex } else { files.countUnreadable() }
        if let birth = StayValues.birth(bytes(4)) { stay.birth = birth } else { files.countUnreadable() }
        if stay.birth == 0, facts[5] >= 0 {
            let (year, month) = (StayValues.number(bytes(5)), StayValues.number(bytes(6)))
            stay.birth = StayValues.birth(year: year, month: month) ?? 0
        }
        stay.department = files.code(bytes(7), .department)
        stay.diagnosis = files.code(bytes(8), .diagnosis)
        return stay
    }
}
