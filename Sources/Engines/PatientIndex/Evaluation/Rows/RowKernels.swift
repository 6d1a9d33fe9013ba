// The loops over rows: free functions on plain memory. A selection is a list of row numbers; each loop writes every row
// and moves on only if it is kept, so that nothing is mispredicted. Conditions are arithmetic for the same reason: a
// compiler makes a jump of `condition ? 1 : 0` when it likes.

/// 1 when a number lies between 0 and `span`, else 0. Both stay below 2^62 in size.
@inline(__always)
func oneIfWithin(_ number: Int, _ span: Int) -> Int {
    Int(bitPattern: ~UInt(bitPattern: number | (span &- number)) >> 63)
}

/// 1 when two numbers differ, else 0.
@inline(__always)
func oneIfDifferent(_ left: Int, _ right: Int) -> Int {
    let difference = left ^ right
    return Int(bitPattern: UInt(bitPattern: difference | (0 &- difference)) >> 63)
}

/// A bound of codes, which have at most 57 bits: beyond them any bound does.
@inline(__always)
private func nearCode(_ bound: Int) -> Int { min(max(bound, -(1 << 60)), 1 << 60) }

/// All rows of a range.
func selectAll(_ rows: UnsafeMutablePointer<UInt32>, from start: Int, to end: Int) -> Int {
    for row in start..<end { rows[row &- start] = UInt32(truncatingIfNeeded: row) }
    return end - start
}

/// The rows of a range whose code lies in `low...high`.
func selectCodes(
    _ rows: UnsafeMutablePointer<UInt32>, from start: Int, to end: Int, _ column: PackedColumn, low: Int, high: Int
) -> Int {
    var kept = 0
    let first = nearCode(low)
    let span = nearCode(high) &- first
    for row in start..<end {
        rows[kept] = UInt32(truncatingIfNeeded: row)
        kept &+= oneIfWithin(column[row] &- first, span)
    }
    return kept
}

/// The rows of a range whose person is in a set.
func selectPersons(
    _ rows: UnsafeMutablePointer<UInt32>, from start: Int, to end: Int, _ persons: PackedColumn,
    _ words: UnsafePointer<UInt64>
) -> Int {
    var kept = 0
    for row in start..<end {
        let person = persons[row]
        rows[kept] = UInt32(truncatingIfNeeded: row)
        kept &+= Int(truncatingIfNeeded: words[person >> 6] >> UInt64(truncatingIfNeeded: person & 63) & 1)
    }
    return kept
}

/// Keeps the rows whose person is in a set.
func keepPersons(
    _ rows: UnsafeMutablePointer<UInt32>, _ count: Int, _ persons: PackedColumn, _ words: UnsafePointer<UInt64>
) -> Int {
    var kept = 0
    for place in 0..<count {
        let row = rows[place]
        let person = persons[Int(row)]
        rows[kept] = row
        kept &+= Int(truncatingIfNeeded: words[person >> 6] >> UInt64(truncatingIfNeeded: person & 63) & 1)
    }
    return kept
}

/// Keeps the rows whose code lies in `low...high`, or outside it and not below `minimum`.
func keepCodes(
    _ rows: UnsafeMutablePointer<UInt32>, _ count: Int, _ column: PackedColumn, low: Int, high: Int, isNegated: Bool,
    minimum: Int
) -> Int {
    var kept = 0
    let first = nearCode(low)
    let span = nearCode(high) &- first
    if isNegated {
        for place in 0..<count {
            let row = rows[place]
            let code = column[Int(row)]
            rows[kept] = row
            kept &+= oneIfWithin(code &- minimum, 1 << 60) & (1 ^ oneIfWithin(code &- first, span))
        }
        return kept
    }
    guard high >= low else { return 0 }
    for place in 0..<count {
        let row = rows[place]
        rows[kept] = row
        kept &+= oneIfWithin(column[Int(row)] &- first, span)
    }
    return kept
}

/// Keeps the rows whose code has its bit set.
func keepCodeBits(
    _ rows: UnsafeMutablePointer<UInt32>, _ count: Int, _ column: PackedColumn, _ bits: UnsafePointer<UInt64>
) -> Int {
    var kept = 0
    for place in 0..<count {
        let row = rows[place]
        let code = column[Int(row)]
        rows[kept] = row
        kept &+= Int(truncatingIfNeeded: bits[code >> 6] >> UInt64(truncatingIfNeeded: code & 63) & 1)
    }
    return kept
}

/// Keeps the rows whose person's code has its bit set.
func keepPersonCodes(
    _ rows: UnsafeMutablePointer<UInt32>, _ count: Int, _ persons: PackedColumn, _ column: PackedColumn,
    _ bits: UnsafePointer<UInt64>
) -> Int {
    var kept = 0
    for place in 0..<count {
        let row = rows[place]
        let code = column[persons[Int(row)]]
        rows[kept] = row
        kept &+= Int(truncatingIfNeeded: bits[code >> 6] >> UInt64(truncatingIfNeeded: code & 63) & 1)
    }
    return kept
}

/// Keeps the rows that name a visit whose code has its bit set.
func keepVisitCodes(
    _ rows: UnsafeMutablePointer<UInt32>, _ count: Int, _ persons: PackedColumn, _ visits: PackedColumn,
    _ visitOffsets: UnsafePointer<UInt32>, _ codes: PackedColumn, _ bits: UnsafePointer<UInt64>
) -> Int {
    var kept = 0
    for place in 0..<count {
        let row = rows[place]
        let visit = visits[Int(row)]
        guard visit > 0 else { continue }
        let code = codes[Int(visitOffsets[persons[Int(row)]]) + visit - 1]
        rows[kept] = row
        kept &+= Int(truncatingIfNeeded: bits[code >> 6] >> UInt64(truncatingIfNeeded: code & 63) & 1)
    }
    return kept
}

/// Keeps the rows whose day lies between the first and the last day that the person's code allows, or outside.
func keepAgeRows(
    _ rows: UnsafeMutablePointer<UInt32>, _ days: UnsafeMutablePointer<Int32>, _ count: Int, _ persons: PackedColumn,
    _ birthYears: PackedColumn, firsts: UnsafePointer<Int32>, lasts: UnsafePointer<Int32>, isNegated: Bool
) -> Int {
    var kept = 0
    let negation = isNegated ? 1 : 0
    for place in 0..<count {
        let row = rows[place]
        let day = days[place]
        let code = birthYears[persons[Int(row)]]
        let first = Int(firsts[code])
        let isInside = oneIfWithin(Int(day) &- first, Int(lasts[code]) &- first)
        rows[kept] = row
        days[kept] = day
        kept &+= (isInside ^ negation) & oneIfDifferent(code, 0) & oneIfDifferent(Int(day), Int(unknownDay))
    }
    return kept
}

/// The first row of each person among rows that ascend by person; `previous` is the last person of the block before.
func keepFirstOfPerson(
    _ rows: UnsafeMutablePointer<UInt32>, _ count: Int, _ persons: PackedColumn, previous: inout Int
) -> Int {
    var kept = 0
    var last = previous
    for place in 0..<count {
        let row = rows[place]
        let person = persons[Int(row)]
        rows[kept] = row
        kept &+= oneIfDifferent(person, last)
        last = person
    }
    previous = last
    return kept
}

/// Remembers for each person the row that starts first; ties go to the lower order. Whoever has one is noted in `met`.
func updateFirstRows(
    _ rows: UnsafePointer<UInt32>, _ count: Int, _ persons: PackedColumn, _ starts: PackedColumn,
    _ orders: PackedColumn, _ firstRows: UnsafeMutablePointer<UInt64>, met: UnsafeMutablePointer<UInt64>
) {
    for place in 0..<count {
        let row = Int(rows[place])
        let person = persons[row]
        let known = firstRows[person]
        let start = UInt64(truncatingIfNeeded: starts[row])
        let candidate = start << 32 | UInt64(truncatingIfNeeded: row)
        met[person >> 6] |= 1 << UInt64(truncatingIfNeeded: person & 63)
        if start == known >> 32 {
            // Rare: two of one day.
            if orders[row] >= orders[Int(truncatingIfNeeded: known & 0xFFFF_FFFF)] { continue }
            firstRows[person] = candidate
        } else {
            firstRows[person] = min(known, candidate)
        }
    }
}

/// Where a search through a person-sorted posting stands.
struct PostingSearch {
    var row: Int
    let end: Int
    var personPlace: Int
}

/// The rows of the given persons, ascending, as many as fit.
func searchPersons(
    _ rows: UnsafeMutablePointer<UInt32>, capacity: Int, _ search: inout PostingSearch, _ column: PackedColumn,
    _ persons: UnsafePointer<UInt32>, _ personCount: Int
) -> Int {
    var row = search.row
    let end = search.end
    var place = search.personPlace
    var kept = 0
    let firstStep = max(1, (end - row) / max(1, personCount - place) / 2)
    while place < personCount, row < end {
        let person = Int(persons[place])
        if column[row] < person {
            var step = firstStep
            var low = row
            while low + step < end, column[low + step] < person {
                low += step
                step <<= 1
            }
            var high = min(end, low + step)
            low += 1
            while low < high {
                let middle = (low + high) >> 1
                if column[middle] < person { low = middle + 1 } else { high = middle }
            }
            row = low
        }
        while row < end, column[row] == person {
            if kept == capacity {
                search.row = row
                search.personPlace = place
                return kept
            }
            rows[kept] = UInt32(truncatingIfNeeded: row)
            kept += 1
            row += 1
        }
        place += 1
    }
    search.row = end
    search.personPlace = personCount
    return kept
}

/// Where going through the persons of a posting stands.
struct RunSearch {
    let bitmap: UnsafePointer<UInt64>
    let set: UnsafePointer<UInt64>
    let wordCount: Int
    /// Where the rows of the posting's persons begin, from `firstRun` on.
    let runs: PackedColumn
    let givesFirst: Bool
    /// The run of the first person of the word at work.
    var wordRun: Int
    var word = 0
    var rest: UInt64
    var row = 0
    var rowEnd = 0

    init(
        bitmap: UnsafePointer<UInt64>, set: UnsafePointer<UInt64>, wordCount: Int, runs: PackedColumn, firstRun: Int,
        givesFirst: Bool
    ) {
        self.bitmap = bitmap
        self.set = set
        self.wordCount = wordCount
        self.runs = runs
        self.givesFirst = givesFirst
        wordRun = firstRun
        rest = wordCount > 0 ? bitmap[0] & set[0] : 0
    }
}

/// The rows of the persons of a bitmap that are also in a set, ascending, as many as fit; none when there are no more.
func selectRuns(_ rows: UnsafeMutablePointer<UInt32>, capacity: Int, _ search: inout RunSearch) -> Int {
    var state = search
    defer { search = state }
    var kept = 0
    while true {
        let count = min(state.rowEnd &- state.row, capacity &- kept)
        var copied = 0
        while copied < count {
            rows[kept &+ copied] = UInt32(truncatingIfNeeded: state.row &+ copied)
            copied &+= 1
        }
        kept &+= count
        state.row &+= count
        if kept == capacity { return kept }
        while state.rest == 0 {
            if state.word &+ 1 >= state.wordCount { return kept }
            state.wordRun &+= state.bitmap[state.word].nonzeroBitCount
            state.word &+= 1
            state.rest = state.bitmap[state.word] & state.set[state.word]
        }
        let bit = state.rest & (0 &- state.rest)
        state.rest &= state.rest &- 1
        let run = state.wordRun &+ (state.bitmap[state.word] & (bit &- 1)).nonzeroBitCount
        state.row = state.runs[run]
        state.rowEnd = state.givesFirst ? state.row &+ 1 : state.runs[run &+ 1]
    }
}

/// The persons of a bitmap that are also in a set, ascending.
func listPersons(
    _ target: UnsafeMutablePointer<UInt32>, _ bitmap: UnsafePointer<UInt64>?, _ set: UnsafePointer<UInt64>,
    wordCount: Int
) -> Int {
    var count = 0
    for word in 0..<wordCount {
        var rest = set[word] & (bitmap.map { $0[word] } ?? .max)
        while rest != 0 {
            target[count] = UInt32(truncatingIfNeeded: word << 6 | rest.trailingZeroBitCount)
            count &+= 1
            rest &= rest &- 1
        }
    }
    return count
}

/// How many persons of a bitmap are also in a set.
func countPersons(_ bitmap: UnsafePointer<UInt64>, _ set: UnsafePointer<UInt64>, wordCount: Int) -> Int {
    var count = 0
    for word in 0..<wordCount { count &+= (set[word] & bitmap[word]).nonzeroBitCount }
    return count
}

/// Person and stored start of rows, as keys.
func writeKeys(
    _ keys: UnsafeMutablePointer<UInt64>, _ rows: UnsafePointer<UInt32>, _ count: Int, _ persons: PackedColumn,
    _ starts: PackedColumn, firstDay: Int
) {
    for place in 0..<count {
        let row = Int(rows[place])
        keys[place] = EventKey.make(
            person: UInt64(truncatingIfNeeded: persons[row]), day: firstDay &+ starts[row])
    }
}

/// Person and given days of rows, as keys.
func writeKeys(
    _ keys: UnsafeMutablePointer<UInt64>, _ rows: UnsafePointer<UInt32>, _ count: Int, _ persons: PackedColumn,
    days: UnsafePointer<Int32>
) {
    for place in 0..<count {
        keys[place] = EventKey.make(
            person: UInt64(truncatingIfNeeded: persons[Int(rows[place])]), day: Int(days[place]))
    }
}

/// Codes of rows, as they are.
func writeCodes(
    _ target: UnsafeMutablePointer<UInt32>, _ rows: UnsafePointer<UInt32>, _ count: Int, _ column: PackedColumn
) {
    for place in 0..<count { target[place] = UInt32(truncatingIfNeeded: column[Int(rows[place])]) }
}
