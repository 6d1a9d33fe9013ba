import Foundation
import HealthModel
import QualitySheets
import SQLBackends
import SealedExchange
import TabularFiles

/// One intake from the first check to the commit.
///
/// Nothing of the delivery is in its final place before every check passed; the commit is one SQLite transaction, and
/// everything that it names was synced to disk before.
struct IntakeRun {
    let service: IntakeService
    let source: SourceDescription
    let manifest: DeliveryManifest
    let folder: URL
    let crosswalk: URL
    let key: ExchangeKeyPair
    let keyHolder: ExchangePublicKey
    let progress: ProgressObserver

    func report() throws -> IntakeReport {
        let digest = manifest.digest
        let received = service.surroundings.timestamp()
        var report = IntakeReport(
            source: manifest.source, delivery: manifest.delivery, digest: digest, state: .running, received: received)
        var record = DeliveryRecord(
            source: manifest.source, delivery: manifest.delivery, digest: digest, state: .running, received: received,
            byteCount: manifest.files.reduce(0) { $0 + $1.bytes })
        step(Phrase(fr: "empreintes des fichiers", en: "digests of the files"))
        try manifest.verify(in: folder)
        try service.store.begin(record)
        let work = try service.makeWorkFolder()
        defer { try? FileManager.default.removeItem(at: work) }

        var findings = Findings()
        try stage(into: work, report: &report, findings: &findings)
        report.take(findings)
        report.state = !report.suspicions.isEmpty ? .quarantined : findings.hasErrors ? .refused : .accepted
        report.finished = service.surroundings.timestamp()
        record.state = report.state
        record.finished = report.finished
        record.rowCount = report.rowCount
        record.certainCount = report.records(.certain)
        record.ambiguousCount = report.records(.ambiguous)
        record.excludedCount = report.records(.excluded)
        try write(report)
        guard report.state == .accepted else {
            try service.store.finish(record, register: nil)
            // Nothing of a refused or quarantined delivery stays: if it cannot be removed, somebody must know.
            try FileManager.default.removeItem(at: work)
            return report
        }
        step(Phrase(fr: "mise en place", en: "putting in place"))
        let register = try putInPlace(work)
        try service.store.finish(record, register: register)
        return report
    }

    // MARK: - Stages

    /// Checks, stages and scans; fills the report. The staged tables stand in `work/staged` afterwards.
    private func stage(
        into work: URL, report: inout IntakeReport, findings: inout Findings
    ) throws {
        let checked = try DeliveryChecks(
            source: source, manifest: manifest, folder: folder, work: work, nomenclatures: service.home.nomenclatures
        )
        .run(progress: progress)
        findings.add(contentsOf: checked.findings)
        guard !findings.hasErrors else { return }

        let database = try service.workDatabase(work)
        let connection = try database.connect()
        step(Phrase(fr: "table de passage", en: "crosswalk"))
        let table = CrosswalkTable(connection: connection)
        try readCrosswalk(into: table, work: work, report: &report, findings: &findings)

        let staged = work.appending(path: "staged")
        try FileManager.default.createDirectory(at: staged, withIntermediateDirectories: true)
        let area = StagingArea(connection: connection, folder: staged, settings: service.settings)
        var tables: [StagingArea.StagedTable] = []
        for file in checked.files {
            step(Phrase(fr: "chargement de \(file.source.table)", en: "loading \(file.source.table)"))
            let result = try file.stage(in: area)
            // Two readers of one file must see the same rows: none lost, none doubled.
            guard result.rows == file.rows else {
                throw IntakeError.stagingFailed(
                    file: file.source.table, detail: "\(file.rows) rows checked, \(result.rows) loaded")
            }
            tables.append(result)
            report.tables.append(
                IntakeReport.Table(
                    table: file.source.table, file: file.names.joined(separator: ", "), rows: result.rows,
                    bytes: file.bytes, encoding: file.encoding, certainRows: result.certainRows))
            if result.unknownTokenRows > 0 { findings.add(unknownTokens(result)) }
        }
        for (file, places) in checked.resources {
            if let finding = try area.unexpectedElements(of: file, in: places) { findings.add(finding) }
        }
        step(Phrase(fr: "contrôle des clés", en: "checking keys"))
        findings.add(contentsOf: try KeyChecks(connection: connection, tables: tables).findings())
        let scan = NominativeColumns(database: database, progress: progress)
        report.suspicions = try scan.suspicions(staged: tables, resources: checked.resources)
    }

    private func readCrosswalk(
        into table: CrosswalkTable, work: URL, report: inout IntakeReport, findings: inout Findings
    ) throws {
        let reader = try CrosswalkFileReader(url: crosswalk, key: key, sender: keyHolder)
        guard reader.header.source == manifest.source, reader.header.deliveryID == manifest.delivery else {
            throw IntakeError.crosswalkMismatch(
                reason: "it was made for \(reader.header.source) \(reader.header.deliveryID)")
        }
        if let announced = manifest.identitiesSHA256, let answered = reader.header.answeredDigest,
            announced != answered
        {
            throw IntakeError.crosswalkMismatch(reason: "it answers another identities file")
        }
        if let bytes = reader.sheet {
            try DeliverySheetFile.checked(bytes, manifest).write(to: work.appending(path: DeliverySheetFile.name))
        }
        try table.create()
        try table.fill { take in
            while let entry = try reader.next() { try take(Pseudonymised(fromKeyHolder: entry)) }
        }
        let register = try service.store.personRegister()
            .map {
                service.home.people.appending(path: $0.file).path
            }
        _ = try table.number(register: register)
        report.persons = try table.counts()
            .map {
                IntakeReport.Outcome(outcome: $0.outcome.rawValue, reason: $0.reason.rawValue, records: $0.records)
            }
        try table.writeRegister(to: work.appending(path: "register.parquet").path)
        try service.store.add(
            reader.supersessions.map { Supersession(old: $0.old.text, new: $0.new.text) },
            separations: reader.separations.map { Separation(part: $0.part.text, kept: $0.kept.text) },
            saidAt: reader.header.createdAt)
        if !reader.separations.isEmpty { findings.add(separated(count: reader.separations.count)) }
    }

    /// What was delivered while they were one person cannot be told apart here.
    private func separated(count: Int) -> Finding {
        Finding(
            code: "crosswalk.persons-separated", severity: .warning, file: crosswalk.lastPathComponent, count: count,
            message: Phrase(
                fr: "Des personnes se révèlent être plusieurs. Les lignes reçues pendant qu'elles n'en étaient qu'une "
                    + "restent à la plus ancienne, jusqu'à ce que leur source livre de nouveau.",
                en: "Persons turned out to be several. Rows that came while they were one stay with the older, until "
                    + "their source delivers again."))
    }

    private func unknownTokens(_ table: StagingArea.StagedTable) -> Finding {
        Finding(
            code: "crosswalk.token-unknown", severity: .error, file: table.file.table, field: SourceFile.tokenColumn,
            count: table.unknownTokenRows,
            message: Phrase(
                fr:
                    "Des lignes portent un jeton absent de la table de passage : identités et livraison ne vont pas ensemble.",
                en:
                    "Rows carry a token that the crosswalk does not hold: identities and delivery do not belong together."
            ))
    }

    // MARK: - Commit

    /// Syncs and moves the staged tables and the next register; gives the register's record.
    private func putInPlace(_ work: URL) throws -> PersonRegisterRecord {
        let generation = (try service.store.personRegister()?.generation ?? 0) + 1
        let register = service.home.people.appending(path: "register-\(generation).parquet")
        let staged = work.appending(path: "staged")
        let final = service.home.deliveries.appending(path: manifest.source).appending(path: manifest.delivery)
        try FileManager.default.createDirectory(
            at: final.deletingLastPathComponent(), withIntermediateDirectories: true)
        try? FileManager.default.removeItem(at: final)
        try DurableFiles.syncTree(staged)
        let tables = try FileManager.default.contentsOfDirectory(atPath: staged.path).sorted().joined(separator: "\n")
        try DurableFiles.write(tables.utf8, to: staged.appending(path: StagedSource.tableList))
        if let sheet = try? Data(contentsOf: work.appending(path: DeliverySheetFile.name)) {
            try DurableFiles.write(sheet, to: staged.appending(path: DeliverySheetFile.name))
        }
        try DurableFiles.rename(staged, to: final)
        try DurableFiles.syncFolder(service.home.deliveries)
        let made = work.appending(path: "register.parquet")
        try DurableFiles.syncFile(made)
        try? FileManager.default.removeItem(at: register)
        try DurableFiles.rename(made, to: register)
        let database = try service.workDatabase(work)
        let persons = try database.connect()
            .query(
                "SELECT count(*) FROM read_parquet(\(SQLLiteral.text(register.path)))", label: "count persons"
            )
            .scalarInt64()
        return PersonRegisterRecord(
            generation: generation, file: register.lastPathComponent, personCount: Int(persons))
    }

    private func write(_ report: IntakeReport) throws {
        let place = service.reportPlace(
            source: report.source, delivery: report.delivery, digest: report.digest)
        try FileManager.default.createDirectory(
            at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
        try DurableFiles.write(try report.json(), to: place.appendingPathExtension("json"))
        for language in Language.allCases {
            let page = IntakeReportPage(report: report).html(language)
            try DurableFiles.write(
                Data(page.text.utf8), to: place.appendingPathExtension("\(language.rawValue).html"))
        }
    }

    private func step(_ label: Phrase) { progress(ProgressStep(label, done: 0)) }
}
