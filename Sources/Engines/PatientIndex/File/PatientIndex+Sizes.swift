extension PatientIndex {
    /// Bytes of each table in the file, all shards together; `person` stands for persons, periods and visits.
    package var tableByteCounts: [String: Int] {
        var counts: [String: Int] = [:]
        func bytes(_ numbers: [Int]) -> Int {
            // The two shared sections belong to no table.
            numbers.filter { $0 != IndexFileWriter.zeros && $0 != IndexFileWriter.ones }
                .reduce(0) { $0 + sections.directory.sections[$1].byteCount }
        }
        for shard in sections.directory.shards {
            counts[PatientIndex.personTable, default: 0] += bytes(shard.personSections)
            for table in shard.tables { counts[table.name, default: 0] += bytes(table.sections) }
        }
        return counts
    }
}
