import Foundation
package import HealthModel
package import QualitySheets
package import SQLBackends

extension IntakeService {
    /// Makes a release of every accepted delivery: OMOP CDM 5.4, immutable, signed. Nothing is visible before all of it
    /// is, and it counts once SQLite says so.
    ///
    /// `truths` is what is true of the records of simulated sources, for their linkage sheets.
    package func publish(
        name: String? = nil, lake: Lake, truths: [String: QualitySheet.Truth] = [:],
        progress: @escaping ProgressObserver = { _ in }
    ) throws -> PublicationReport {
        let lock = try HubLock(home: home)
        defer { withExtendedLifetime(lock) {} }
        try recover()
        let sequence = try store.nextReleaseSequence()
        let name = name ?? "r\(sequence)"
        try DeliveryManifest.checkName(name)
        guard try !store.releases().contains(where: { $0.name == name }) else {
            throw IntakeError.releaseNameTaken(name: name)
        }
        let accepted = try store.deliveries().filter { $0.state == .accepted }
        guard !accepted.isEmpty else { throw IntakeError.nothingToPublish }
        let objects = ["release": name]
        try record("publication.begin", objects, "begin")
        let made: (report: PublicationReport, manifestDigest: String)
        do {
            let build = ReleaseBuild(
                service: self, lake: lake, name: name, sequence: sequence, accepted: accepted, truths: truths,
                progress: progress)
            made = try build.run()
        } catch {
            try record("publication.end", objects, (error as? any HubError)?.code ?? "failed")
            throw error
        }
        try record(
            "publication.end", objects.merging(["manifest": made.manifestDigest]) { first, _ in first }, "published")
        return made.report
    }
}

/// One publication, from staged tables to the commit.
struct ReleaseBuild {
    let service: IntakeService
    let lake: Lake
    let name: String
    let sequence: Int
    let accepted: [DeliveryRecord]
    let truths: [String: QualitySheet.Truth]
    let progress: ProgressObserver

    /// The report and the SHA-256 of the manifest.
    func run() throws -> (PublicationReport, String) {
        let work = try service.makeWorkFolder()
        defer { try? FileManager.default.removeItem(at: work) }
        let connection = try service.workDatabase(work).connect()
        let builder = try lake.stage(name, surroundings: service.surroundings)
        do {
            var rules: [PublicationReport.Rule] = []
            try prepare(connection)
            for source in sources { rules += try map(source, builder, connection) }
            let (joined, notes) = try assemble(builder, connection)
            try writeVocabulary(builder, connection)
            try writeLinkage(builder, connection)
            return try commit(builder, rules: rules + joined, notes: notes)
        } catch {
            try? builder.abandon()
            throw error
        }
    }

    /// The sources that have something accepted, in the order in which they are described.
    private var sources: [SourceDescription] {
        SourceDescription.all.filter { source in accepted.contains { $0.source == source.name } }
    }

    // MARK: - Steps

    private func prepare(_ connection: DuckDBConnection) throws {
        step(Phrase(fr: "vocabulaires", en: "vocabularies"))
        let athena = service.loadedVocabulary()
        try run(VocabularyTables.statements(athenaFolder: athena), source: "vocabulary", step: "vocabulary", connection)
        try run(PersonAssembly.preparation, source: "assembly", step: "preparation", connection)
        try connection.execute(
            "CREATE OR REPLACE TEMP TABLE person_merge (mergedPersonID BIGINT, personID BIGINT)", label: "merges")
        let appender = try connection.appender(table: "person_merge")
        for merge in try merges(connection) {
            try appender.append(row: [DuckDBValue(merge.mergedPersonID), DuckDBValue(merge.personID)])
        }
        try appender.close()
        // Who is published must be known before any event is written, so every source is collected first.
        for source in sources {
            step(Phrase(fr: "préparation de \(source.name)", en: "preparing \(source.name)"))
            try stage(source, on: connection)
            try run(PersonAssembly.collect(source), source: source.name, step: "persons", connection)
        }
        try run([PersonAssembly.publishedPerson], source: "assembly", step: "persons", connection)
    }

    /// What the key holder said of pseudonyms, as person numbers of the present register.
    private func merges(_ connection: DuckDBConnection) throws -> [PersonMerge] {
        guard let register = try service.store.personRegister() else { return [] }
        let supersessions = try service.store.supersessions()
        guard !supersessions.isEmpty else { return [] }
        try connection.execute(
            "CREATE OR REPLACE TEMP TABLE supersession (old VARCHAR, new VARCHAR)", label: "supersessions")
        let appender = try connection.appender(table: "supersession")
        for one in supersessions { try appender.append(row: [.text(one.old), .text(one.new)]) }
        try appender.close()
        let people = "read_parquet(\(SQLLiteral.text(service.home.people.appending(path: register.file).path)))"
        let rows =
            try connection.query(
                """
                SELECT a.person_id, b.person_id
                FROM supersession s JOIN \(people) a ON a.pseudonym = s.old JOIN \(people) b ON b.pseudonym = s.new
                WHERE a.person_id <> b.person_id
                ORDER BY ALL
                """, label: "merged persons"
            )
            .rows(max: 10_000_000)
        return PersonMerge.resolved(
            rows.compactMap { row in
                guard let merged = row[0].int64, let kept = row[1].int64 else { return nil }
                return PersonMerge(mergedPersonID: Int(merged), personID: Int(kept))
            })
    }

    /// Attaches the staged tables of a source and runs its preparation.
    private func stage(_ source: SourceDescription, on connection: DuckDBConnection) throws {
        try StagedSource(
            source: source, deliveries: deliveries(of: source), home: service.home,
            hasMerges: !service.store.supersessions().isEmpty
        )
        .attach(to: connection)
        try run(source.mapping.preparation, source: source.name, step: "preparation", connection)
    }

    private func map(
        _ source: SourceDescription, _ builder: ReleaseBuilder, _ connection: DuckDBConnection
    ) throws -> [PublicationReport.Rule] {
        let rules = try count(source.mapping.rules, source: source.name, connection)
        let deliveries = deliveries(of: source)
        for mapped in source.mapping.tables where !PersonAssembly.tableNames.contains(mapped.table) {
            step(Phrase(fr: "\(source.name) : \(mapped.table)", en: "\(source.name): \(mapped.table)"))
            do {
                try builder.write(
                    table: mapped.table, select: PersonAssembly.events(mapped), source: source.name,
                    delivery: deliveries.count == 1 ? deliveries[0].delivery : nil, connection: connection)
            } catch let error as DuckDBError {
                throw IntakeError.mappingFailed(source: source.name, step: mapped.table, detail: error.code)
            }
        }
        return rules
    }

    private func assemble(
        _ builder: ReleaseBuilder, _ connection: DuckDBConnection
    ) throws -> ([PublicationReport.Rule], [PublicationReport.Rule]) {
        step(Phrase(fr: "personnes", en: "persons"))
        for mapped in PersonAssembly.tables {
            try builder.write(table: mapped.table, select: mapped.select, source: "hub", connection: connection)
        }
        let counted = try PersonAssembly.rules.map { rule in
            (rule, try count([rule], source: "hub", connection)[0])
        }
        return (
            counted.filter { !$0.0.isNote }.map(\.1), counted.filter { $0.0.isNote }.map(\.1)
        )
    }

    private func writeVocabulary(_ builder: ReleaseBuilder, _ connection: DuckDBConnection) throws {
        step(Phrase(fr: "vocabulaires", en: "vocabularies"))
        for table in VocabularyTables.tableNames {
            try builder.write(
                table: table, select: "SELECT * FROM vocabulary.\(table)", source: "vocabulary", delivery: "hub",
                connection: connection)
        }
        try builder.write(table: "cdm_source", select: sourceRow, source: "hub", delivery: name, connection: connection)
    }

    /// The sheet of each delivery, and what linked records contradict each other on.
    private func writeLinkage(_ builder: ReleaseBuilder, _ connection: DuckDBConnection) throws {
        step(Phrase(fr: "fiches d'appariement", en: "linkage sheets"))
        let implausible: ImplausibleLinks
        do {
            implausible = try ImplausibleCounts(sources: sources.map(\.name), builder: builder).count(on: connection)
        } catch let error as DuckDBError {
            throw IntakeError.mappingFailed(source: "linkage", step: "implausible links", detail: error.code)
        }
        try LinkageSheets.add(implausible, to: builder)
        for record in accepted {
            guard
                var sheet = try DeliverySheetFile.read(
                    source: record.source, delivery: record.delivery, home: service.home)
            else { continue }
            sheet.truth = truths[record.source]
            sheet.implausible = implausible.concerning(record.source)
            try LinkageSheets.add(sheet, source: record.source, delivery: record.delivery, to: builder)
        }
    }

    private var sourceRow: String {
        let day = String(service.surroundings.timestamp().prefix(10))
        let holders = sources.map { $0.holder.en }.joined(separator: "; ")
        return """
            SELECT \(SQLLiteral.text("Health Data Hub release \(name)")) AS cdm_source_name,
                \(SQLLiteral.text(name)) AS cdm_source_abbreviation, \(SQLLiteral.text(holders)) AS cdm_holder,
                \(SQLLiteral.text(sources.map { $0.title.en }.joined(separator: "; "))) AS source_description,
                NULL AS source_documentation_reference, NULL AS cdm_etl_reference,
                DATE \(SQLLiteral.text(day)) AS source_release_date, DATE \(SQLLiteral.text(day)) AS cdm_release_date,
                \(SQLLiteral.text(OMOPVersion54.version)) AS cdm_version, 756265 AS cdm_version_concept_id,
                coalesce((SELECT any_value(vocabulary_version) FROM vocabulary.vocabulary WHERE vocabulary_id = 'None'),
                    'built-in') AS vocabulary_version
            """
    }

    // MARK: - Commit

    private func commit(
        _ builder: ReleaseBuilder, rules: [PublicationReport.Rule], notes: [PublicationReport.Rule]
    ) throws -> (PublicationReport, String) {
        step(Phrase(fr: "publication", en: "publishing"))
        let signer = try ReleaseSigner(home: service.home, surroundings: service.surroundings)
        let made = sources.map { source in
            ReleaseManifest.Source(
                source: source.name,
                deliveries: deliveries(of: source).map { .init(delivery: $0.delivery, digest: $0.digest) })
        }
        let release = try builder.publish(
            sequence: sequence, codeVersion: service.settings.codeVersion, sources: made,
            surroundings: service.surroundings, sign: { try signer.sign($0) }, onProgress: progress)
        let report = PublicationReport(
            release: name, sequence: sequence, created: release.manifest.created,
            persons: release.rowCount(of: "person"), sources: sources.map(\.name),
            tables: release.tables.map { PublicationReport.Table(table: $0, rows: release.rowCount(of: $0)) },
            rules: rules.filter { !$0.isNote }, notes: notes + rules.filter(\.isNote))
        try DurableFiles.write(try report.json(), to: service.home.publications.appending(path: "\(name).json"))
        try service.store.commit(
            ReleaseRecord(
                name: name, sequence: sequence, state: .published, created: release.manifest.created,
                origin: "intake"),
            deliveries: accepted.map { ($0.source, $0.delivery) })
        return (report, ReleaseSigner.digest(try release.manifest.canonicalBytes()))
    }

    // MARK: - Parts

    private func deliveries(of source: SourceDescription) -> [DeliveryRecord] {
        accepted.filter { $0.source == source.name }
    }

    private func count(
        _ rules: [MappingRule], source: String, _ connection: DuckDBConnection
    ) throws -> [PublicationReport.Rule] {
        try rules.map { rule in
            do {
                let rows = try connection.query(rule.removedCountQuery, label: "rule \(rule.name)").scalarInt64()
                return PublicationReport.Rule(
                    source: source, rule: rule.name, fr: rule.explanation.fr, en: rule.explanation.en,
                    removedRows: Int(rows), isNote: rule.isNote)
            } catch let error as DuckDBError {
                throw IntakeError.mappingFailed(source: source, step: rule.name, detail: error.code)
            }
        }
    }

    private func run(_ statements: [String], source: String, step: String, _ connection: DuckDBConnection) throws {
        for (number, statement) in statements.enumerated() {
            do {
                try connection.execute(
                    statement, label: "\(source) \(step) \(number)",
                    deadlineSeconds: service.settings.statementSecondsMax)
            } catch let error {
                throw IntakeError.mappingFailed(source: source, step: "\(step) \(number)", detail: error.code)
            }
        }
    }

    private func step(_ label: Phrase) { progress(ProgressStep(label, done: 0)) }
}

/// Two person numbers of one person.
struct PersonMerge: Hashable {
    let mergedPersonID: Int
    let personID: Int

    /// Follows chains of merges to the number that stays in the end.
    static func resolved(_ merges: [PersonMerge]) -> [PersonMerge] {
        let next = Dictionary(merges.map { ($0.mergedPersonID, $0.personID) }) { _, last in last }
        return merges.map { merge in
            var target = merge.personID
            var seen: Set<Int> = [merge.mergedPersonID]
            while let further = next[target], seen.insert(target).inserted { target = further }
            return PersonMerge(mergedPersonID: merge.mergedPersonID, personID: target)
        }
    }
}
