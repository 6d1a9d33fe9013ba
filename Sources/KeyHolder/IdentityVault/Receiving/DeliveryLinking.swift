internal import HealthModel
internal import RecordLinkage

/// Second pass over a delivery: decides who each record is, batch by batch, and writes what was learnt.
struct DeliveryLinking {
    let loader: RegisterLoader
    var writer: RegisterWriter
    let records: FixedRecordFile
    var summary: ReceiveSummary
    var nextPerson: PersonNumber
    let answers: FixedRecordFile
    private(set) var merges: [PersonMerge] = []
    private(set) var separations: [PersonSeparation] = []
    private(set) var numberDoubts: [NumberDoubt] = []
    private(set) var finalNumbers: [PersonNumber] = []

    init(
        loader: RegisterLoader,
        writer: RegisterWriter,
        records: FixedRecordFile,
        summary: ReceiveSummary,
        nextPerson: PersonNumber,
        answers: FixedRecordFile
    ) {
        self.loader = loader
        self.writer = writer
        self.records = records
        self.summary = summary
        self.nextPerson = nextPerson
        self.answers = answers
    }

    mutating func run(progress: ProgressObserver) throws {
        while true {
            let batch = try records.next(DeliveryReceiver.batchCount)
            guard !batch.isEmpty else { break }
            try link(batch)
            progress(ProgressStep(ReceiveWords.linking, done: summary.recordCount, total: records.recordCount))
        }
    }

    private mutating func link(_ batch: [ArraySlice<UInt8>]) throws {
        var keys: [LinkKeys] = []
        keys.reserveCapacity(batch.count)
        var lookups: [LinkDigest] = []
        for bytes in batch {
            guard let key = StagedRecord.keys(bytes) else { throw IdentityVaultError.workDamaged }
            keys.append(key)
            if key.exclusion == nil { lookups.append(contentsOf: key.lookups) }
        }
        var resolver = PersonResolver(memory: try loader.load(lookups, nextPerson: nextPerson))
        for key in keys {
            let resolution = resolver.resolve(key)
            summary.add(resolution)
            try answers.append { StagedAnswer(resolution).append(to: &$0) }
        }
        nextPerson += PersonNumber(resolver.memory.addedPersons.count)
        merges += resolver.memory.merges
        separations += resolver.memory.separations
        numberDoubts += resolver.memory.numberDoubts
        finalNumbers += resolver.memory.finalNumbers
        try writer.write(resolver.memory)
    }
}
