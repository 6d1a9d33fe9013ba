/// How candidates were found.
package struct StayKeyReport: Sendable, Hashable, Codable {
    package let rule: String
    /// Stays of the national file that met the key of a subject.
    package var hitCount = 0
    /// Keys left out because too many stays of the national file have them.
    package var crowdedKeyCount = 0
}

/// The persons of the national file that share a key with each subject.
struct CandidatePersons: Sendable {
    /// Persons of `subject` are `persons[starts[subject]..<starts[subject + 1]]`, each once, in order.
    private(set) var starts: [UInt32]
    private(set) var persons: [UInt32]
    private(set) var reports: [StayKeyReport]
    /// Subjects that a crowded key belongs to.
    private(set) var isCrowded: [Bool]

    init(_ files: StayFiles, register: StaysByOwner, national: StaysByOwner, options: EventLinkageOptions) {
        let maker = StayKeyMaker(options.rules)
        let index = SubjectKeyIndex(files.register, stays: register, maker: maker)
        let subjectCount = files.register.ownerCount
        reports = options.rules.map { StayKeyReport(rule: $0.name) }
        isCrowded = [Bool](repeating: false, count: subjectCount)
        var counts = [UInt32](repeating: 0, count: index.keys.count)
        var ruleOfKey = [UInt8](repeating: 0, count: index.keys.count)
        eachHit(files.national, national, maker, index) { place, rule, _ in
            counts[place] &+= 1
            ruleOfKey[place] = UInt8(rule)
        }
        let countMax = CandidatePersons.countMax(counts, index, options)
        var totals = [UInt32](repeating: 0, count: subjectCount + 1)
        for place in counts.indices where counts[place] > 0 {
            let isOpen = counts[place] <= countMax
            reports[Int(ruleOfKey[place])].hitCount += Int(counts[place])
            if !isOpen { reports[Int(ruleOfKey[place])].crowdedKeyCount += 1 }
            for entry in index.range(place) {
                let subject = Int(index.subjects[entry])
                if isOpen { totals[subject + 1] += counts[place] } else { isCrowded[subject] = true }
            }
        }
        for subject in 0..<subjectCount { totals[subject + 1] += totals[subject] }
        var found = [UInt32](repeating: 0, count: Int(totals[subjectCount]))
        var next = totals
        eachHit(files.national, national, maker, index) { place, _, stay in
            guard counts[place] <= countMax else { return }
            for entry in index.range(place) {
                let subject = Int(index.subjects[entry])
                found[Int(next[subject])] = files.national.owners[stay]
                next[subject] += 1
            }
        }
        (starts, persons) = CandidatePersons.distinct(found, totals)
    }

    /// Stays that a key may have: as the options say, or fewer when all keys together pass the limit of hits.
    private static func countMax(_ counts: [UInt32], _ index: SubjectKeyIndex, _ options: EventLinkageOptions) -> UInt32
    {
        var countMax = UInt32(clamping: options.staysPerKeyMax)
        while countMax > 1 {
            var total = 0
            for place in counts.indices where counts[place] <= countMax {
                total += Int(counts[place]) * index.range(place).count
            }
            if total <= options.hitCountMax { break }
            countMax /= 2
        }
        return countMax
    }

    private static func distinct(_ found: consuming [UInt32], _ totals: [UInt32]) -> ([UInt32], [UInt32]) {
        var starts = totals
        var kept = 0
        for subject in 0..<totals.count - 1 {
            let (begin, end) = (Int(totals[subject]), Int(totals[subject + 1]))
            found[begin..<end].sort()
            starts[subject] = UInt32(kept)
            for place in begin..<end where place == begin || found[place] != found[kept - 1] {
                found[kept] = found[place]
                kept += 1
            }
        }
        starts[totals.count - 1] = UInt32(kept)
        found.removeSubrange(kept...)
        return (starts, found)
    }
}

/// Streams the national stays past the index; tells every key met, the rule and the stay.
@inline(__always)
private func eachHit(
    _ table: StayTable, _ stays: StaysByOwner, _ maker: StayKeyMaker, _ index: SubjectKeyIndex,
    _ body: (_ place: Int, _ rule: Int, _ stay: Int) -> Void
) {
    var maker = maker
    for stay in 0..<table.count where !stays.isLeftOut[stay] {
        maker.take(table.stay(stay))
        for rule in 0..<maker.ruleCount {
            guard let key = maker.key(rule), let place = index.place(key) else { continue }
            body(place, rule, stay)
        }
    }
}
