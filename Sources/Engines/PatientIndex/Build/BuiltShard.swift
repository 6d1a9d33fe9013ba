/// A shard ready to be written.
package struct BuiltShard: Sendable {
    let persons: ShardPersons
    let personColumns: [BuiltColumn]
    let periodOffsets: [UInt32]
    let visitOffsets: [UInt32]
    let visitConcepts: BuiltColumn
    let tables: [(table: BuiltTable, order: PackedNumbers, visit: PackedNumbers?)]
    /// Every concept in a concept column of these persons.
    package let occurringConcepts: Set<Int64>
    package let counts: [String: PatientIndexHeader.Table]

    /// Brings the tables of a shard together; tables without rows are left out.
    package init(_ persons: ShardPersons, _ built: [BuiltTable]) {
        let personCount = persons.identifiers.count
        let tables = built.filter { $0.rowCount > 0 }.sorted { $0.name < $1.name }
        self.persons = persons
        var occurring = tables.reduce(into: Set<Int64>()) { $0.formUnion($1.occurringConcepts) }

        var columns: [BuiltColumn] = []
        let everyone = (0..<UInt32(personCount)).map { $0 }
        for (name, values) in persons.columns {
            var packer = ColumnPacker(name: name, rows: everyone)
            if let column = packer.pack(values) { columns.append(column) }
            if IndexSchema.isConcept(name) { occurring.formUnion(packer.distinct) }
        }
        personColumns = columns.sorted { $0.name < $1.name }

        var periodOffsets = [UInt32](repeating: 0, count: personCount + 1)
        for period in persons.periods { periodOffsets[Int(period.person) + 1] += 1 }
        for person in 0..<personCount { periodOffsets[person + 1] += periodOffsets[person] }
        self.periodOffsets = periodOffsets

        let orders = PersonRanks(
            tables.map { ($0.persons, $0.identifiers) }, personCount: personCount, missing: nil,
            keepsIdentifiers: false)
        let visiting = tables.filter { $0.visits != nil }
        let visits = PersonRanks(
            visiting.map { ($0.persons, $0.visits ?? []) }, personCount: personCount,
            missing: TableRows.unknownVisit, keepsIdentifiers: true)
        visitOffsets = visits.offsets
        visitConcepts = BuiltShard.concepts(of: visits, built, &occurring)
        let visitRanks = Dictionary(uniqueKeysWithValues: zip(visiting.map(\.name), visits.ranks))
        self.tables = tables.enumerated()
            .map { place, table in
                // Visits count from 1; 0 is none, which the overflow of `PersonRanks.none` gives.
                let visit = visitRanks[table.name]
                    .map { ranks in
                        let numbers = ranks.map { $0 &+ 1 }
                        return PackedNumbers.packing(numbers, largest: numbers.max() ?? 0)
                    }
                let order = orders.ranks[place]
                return (table, PackedNumbers.packing(order, largest: order.max() ?? 0), visit)
            }
        occurringConcepts = occurring
        counts = Dictionary(
            uniqueKeysWithValues: built.map { table in
                (
                    table.name,
                    PatientIndexHeader.Table(
                        rowCount: table.rowCount, undatedRowCount: table.undatedRowCount,
                        strangerRowCount: table.strangerRowCount)
                )
            })
    }

    /// The concept of each visit; of several rows of one visit, the smallest known one; what marks a visit without a concept when none is known.
    private static func concepts(
        of visits: PersonRanks, _ tables: [BuiltTable], _ occurring: inout Set<Int64>
    ) -> BuiltColumn {
        var values = [Int64](repeating: IndexTable.noConcept, count: visits.identifiers.count)
        func note(_ concept: Int64, _ visit: Int64, person: Int) {
            guard let place = visits.place(of: visit, person: person) else { return }
            let known = values[place]
            if concept == IndexTable.noConcept {
                if known == IndexTable.noConcept { values[place] = IndexTable.unknownConcept }
            } else {
                let isNew = known == IndexTable.noConcept || known == IndexTable.unknownConcept
                values[place] = isNew ? concept : min(known, concept)
            }
        }
        for table in tables where table.name == IndexSchema.visitTable {
            for (code, concept) in table.concepts.enumerated() {
                for row in Int(table.offsets[code])..<Int(table.offsets[code + 1]) {
                    note(concept, table.identifiers[row], person: Int(table.persons[row]))
                }
            }
            for visit in table.undatedVisits { note(visit.concept, visit.visit, person: Int(visit.person)) }
        }
        let name = "visit_concept_id"
        var packer = ColumnPacker(name: name, rows: (0..<UInt32(values.count)).map { $0 })
        let built = packer.pack(values)
        occurring.formUnion(packer.distinct.filter { $0 != IndexTable.unknownConcept })
        return built
            ?? BuiltColumn(name: name, codes: .zeros(count: values.count), values: .sequence(first: 0, count: 0))
    }
}

extension IndexFileWriter {
    /// Writes a shard. Shards come in the order of their persons.
    package func append(_ shard: BuiltShard) throws(PatientIndexError) {
        guard directory.shards.count < IndexDirectory.shardCountMax else {
            throw .limit(name: "shards", maximum: IndexDirectory.shardCountMax)
        }
        var entry = IndexDirectory.Shard()
        entry.personCount = shard.persons.identifiers.count
        entry.periodCount = shard.persons.periods.count
        entry.visitCount = Int(shard.visitOffsets.last ?? 0)
        entry.personIDs = try append(shard.persons.identifiers)
        entry.periodOffsets = try append(shard.periodOffsets)
        entry.periodStarts = try append(shard.persons.periods.map(\.start))
        entry.periodEnds = try append(shard.persons.periods.map(\.end))
        entry.visitOffsets = try append(shard.visitOffsets)
        entry.visitConcepts = try append(shard.visitConcepts)
        for column in shard.personColumns { entry.personColumns.append(try append(column)) }
        // What opening reads stands together, away from the columns.
        for (table, _, _) in shard.tables { entry.tables.append(try appendConcepts(of: table)) }
        for (place, (table, order, visit)) in shard.tables.enumerated() {
            try appendColumns(of: table, order, visit, to: &entry.tables[place])
        }
        directory.shards.append(entry)
    }

    private func appendConcepts(of table: BuiltTable) throws(PatientIndexError) -> IndexDirectory.Table {
        var entry = IndexDirectory.Table()
        entry.name = table.name
        entry.rowCount = table.rowCount
        entry.conceptCount = table.concepts.count
        entry.firstDay = table.firstDay
        entry.concepts = try append(table.concepts)
        entry.offsets = try append(table.offsets)
        entry.bitmapOffsets = try append(table.bitmapOffsets)
        entry.runOffsets = try append(table.runOffsets)
        entry.runCount = table.runs.count
        let rows = table.concepts.indices.map { table.offsets[$0 + 1] - table.offsets[$0] }
        count(table.concepts, rows: rows, persons: table.personCounts, in: table.name)
        return entry
    }

    private func appendColumns(
        of table: BuiltTable, _ order: PackedNumbers, _ visit: PackedNumbers?, to entry: inout IndexDirectory.Table
    ) throws(PatientIndexError) {
        entry.bitmapWords = try append(table.bitmapWords)
        entry.runs = try append(table.runs)
        entry.person = try append(table.person)
        entry.start = try append(table.start)
        entry.order = try append(order)
        if let visit { entry.visit = try append(visit) }
        for column in table.columns { entry.columns.append(try append(column)) }
    }
}
