/// Every subject with its candidate persons, compared: what the estimation works on.
struct ComparedCandidates: Sendable {
    /// Candidates of `subject` are `starts[subject]..<starts[subject + 1]`.
    var starts: [UInt32] = [0]
    var persons: [UInt32] = []
    /// Minus the logarithms of u of each candidate, and of the choice among the person's stays.
    var constants: [Float] = []
    /// Patterns of candidate `place` are `patternPlaces[patternStarts[place]..<patternStarts[place + 1]]`.
    var patternStarts: [UInt32] = [0]
    /// Places in `patterns`.
    var patternPlaces: [UInt32] = []
    /// Distinct patterns, and how often each was met.
    var patterns: [EventPattern] = []
    var patternCounts: [Int] = []
    /// Stays of the subject that the person has, and those compared, for each candidate.
    var foundStayCounts: [UInt8] = []
    var comparedStayCounts: [UInt8] = []

    var count: Int { persons.count }
    var subjectCount: Int { starts.count - 1 }

    @inline(__always)
    func range(_ subject: Int) -> Range<Int> { Int(starts[subject])..<Int(starts[subject + 1]) }

    @inline(__always)
    func patternRange(_ place: Int) -> Range<Int> { Int(patternStarts[place])..<Int(patternStarts[place + 1]) }

    /// Adds the pieces in order; equal patterns are held once.
    init(_ pieces: [ComparedPiece]) {
        var places: [EventPattern: UInt32] = [:]
        for piece in pieces {
            for count in piece.candidateCounts { starts.append((starts.last ?? 0) + count) }
            persons += piece.persons
            constants += piece.constants
            foundStayCounts += piece.foundStayCounts
            comparedStayCounts += piece.comparedStayCounts
            for count in piece.patternCounts { patternStarts.append((patternStarts.last ?? 0) + UInt32(count)) }
            for pattern in piece.patterns {
                if let place = places[pattern] {
                    patternPlaces.append(place)
                    patternCounts[Int(place)] += 1
                } else {
                    places[pattern] = UInt32(patterns.count)
                    patternPlaces.append(UInt32(patterns.count))
                    patterns.append(pattern)
                    patternCounts.append(1)
                }
            }
        }
    }
}

/// Compared candidates of some subjects, as one worker makes them.
struct ComparedPiece: Sendable {
    var candidateCounts: [UInt32] = []
    var persons: [UInt32] = []
    var constants: [Float] = []
    var patternCounts: [UInt16] = []
    var patterns: [EventPattern] = []
    var foundStayCounts: [UInt8] = []
    var comparedStayCounts: [UInt8] = []
}
