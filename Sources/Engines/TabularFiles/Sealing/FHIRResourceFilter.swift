/// Rewrites FHIR resources byte by byte: only allowed top-level elements survive, and every person is a token.
///
/// At every depth `display`, `text`, `div`, `contained`, `extension`, `modifierExtension`, the `_x` siblings of
/// primitives, `line` of addresses nested `identifier`s and `source`s are dropped. `Patient/<id>` becomes `Patient/<token>`
/// wherever it is referenced; a conditional reference (`Patient?identifier=…`) and a `urn:` one outside `subject` and
/// `patient` are dropped. `Patient.id` becomes the token; `Patient.identifier`, `name`, `telecom`, `photo` and
/// `contact` never go, even if they are asked for.
package struct FHIRResourceFilter {
    private static let progressByteCount = 16 << 20
    private let resourceType: String
    private let isPatient: Bool
    private let keptElements: ByteSet
    private let depthMax: Int
    private let tokens: PersonTokens
    /// Top-level texts of which only the first characters go.
    private let shortened: [(element: [UInt8], count: Int)]
    /// The resource in hand, rewritten.
    package private(set) var output: [UInt8] = []
    /// Whether the resource in hand names a person.
    package private(set) var namesPerson = false
    private var isInPersonElement = false
    private var hasResourceType = false

    /// - `shortened`: top-level element → how many characters of its text go.
    package init(
        resourceType: String, keptElements: [String], tokens: PersonTokens, shortened: [String: Int] = [:],
        limits: TabularLimits = TabularLimits()
    ) {
        self.shortened = shortened.map { (Array($0.utf8), $1) }
        self.resourceType = resourceType
        self.tokens = tokens
        isPatient = resourceType == "Patient"
        let never: Set<String> = isPatient ? ["identifier", "name", "telecom", "photo", "contact"] : []
        self.keptElements = ByteSet(Set(keptElements + ["resourceType", "id"]).subtracting(never))
        depthMax = limits.jsonDepthMax
    }

    /// Rewrites one resource into `output`.
    package mutating func rewrite(_ line: UnsafeBufferPointer<UInt8>) throws(JSONFlawAt) {
        output.removeAll(keepingCapacity: true)
        namesPerson = false
        isInPersonElement = false
        hasResourceType = false
        guard let base = line.baseAddress else { throw JSONFlawAt(flaw: .cutShort, offset: 0) }
        var cursor = JSONCursor(base, count: line.count)
        cursor.skipBlanks()
        guard cursor.byte == 0x7B else { throw cursor.failure(.notObject) }
        try copyObject(&cursor, depth: 1)
        cursor.skipBlanks()
        guard cursor.index == cursor.count else { throw cursor.failure(.trailingText) }
        guard !isPatient || namesPerson else { throw JSONFlawAt(flaw: .idMissing, offset: 0) }
        guard hasResourceType else { throw JSONFlawAt(flaw: .resourceTypeMissing, offset: 0) }
    }

    /// Reads every line and writes the rewritten resources. One that names no person is left out when a person is
    /// needed.
    package consuming func copy(
        _ reader: TextLineReader, to file: OutputFile, isPersonNeeded: Bool, progress: (() -> Void)? = nil
    ) throws(TabularFileError) -> SealedRowCounts {
        var counts = SealedRowCounts()
        var nextProgress = FHIRResourceFilter.progressByteCount
        while try reader.next() {
            let line = reader.bytes
            if line.isEmpty || (line[0] <= 0x20 && line.allSatisfy { $0 <= 0x20 }) { continue }
            guard !reader.isLineBroken else { throw .brokenRecord(file: reader.fileName, line: reader.line) }
            do throws(JSONFlawAt) {
                try rewrite(line)
            } catch {
                throw .jsonLine(
                    file: reader.fileName, line: reader.line, column: error.offset + 1, flaw: error.flaw)
            }
            if isPersonNeeded, !namesPerson {
                counts.keylessRowCount += 1
            } else {
                try append(to: file)
                counts.rowCount += 1
            }
            if reader.textByteCount >= nextProgress {
                nextProgress += FHIRResourceFilter.progressByteCount
                progress?()
            }
        }
        return counts
    }

    private func append(to file: OutputFile) throws(TabularFileError) {
        let result = output.withUnsafeBufferPointer { bytes -> Result<Void, TabularFileError> in
            guard let base = bytes.baseAddress else { return .success(()) }
            do throws(TabularFileError) {
                try file.append(base, count: bytes.count)
                try file.append(0x0A)
                return .success(())
            } catch { return .failure(error) }
        }
        try result.get()
    }

    // MARK: - Values

    private mutating func copyValue(_ cursor: inout JSONCursor, depth: Int) throws(JSONFlawAt) {
        cursor.skipBlanks()
        let start = cursor.index
        switch cursor.byte {
        case 0x7B: return try copyObject(&cursor, depth: depth + 1)
        case 0x5B: return try copyArray(&cursor, depth: depth + 1)
        case 0x22: _ = try cursor.skipString()
        case 0x2D, 0x30...0x39: try cursor.skipNumber()
        default: try cursor.skipLiteral()
        }
        emit(cursor, start, cursor.index)
    }

    private mutating func copyArray(_ cursor: inout JSONCursor, depth: Int) throws(JSONFlawAt) {
        guard depth <= depthMax else { throw cursor.failure(.tooDeep) }
        output.append(0x5B)
        cursor.index += 1
        cursor.skipBlanks()
        if cursor.byte != 0x5D {
            try copyValue(&cursor, depth: depth)
            cursor.skipBlanks()
            while cursor.byte == 0x2C {
                output.append(0x2C)
                cursor.index += 1
                try copyValue(&cursor, depth: depth)
                cursor.skipBlanks()
            }
        }
        guard cursor.byte == 0x5D else { throw cursor.failure(.syntax) }
        cursor.index += 1
        output.append(0x5D)
    }

    private mutating func copyObject(_ cursor: inout JSONCursor, depth: Int) throws(JSONFlawAt) {
        guard depth <= depthMax else { throw cursor.failure(.tooDeep) }
        output.append(0x7B)
        cursor.index += 1
        cursor.skipBlanks()
        var isFirst = true
        while isFirst ? cursor.byte != 0x7D : cursor.byte == 0x2C {
            if !isFirst { cursor.index += 1 }
            isFirst = false
            try copyMember(&cursor, depth: depth)
            cursor.skipBlanks()
        }
        guard cursor.byte == 0x7D else { throw cursor.failure(.syntax) }
        cursor.index += 1
        output.append(0x7D)
    }

    private mutating func copyMember(_ cursor: inout JSONCursor, depth: Int) throws(JSONFlawAt) {
        cursor.skipBlanks()
        let keyStart = cursor.index
        let hasEscapes = try cursor.skipString()
        let keyEnd = cursor.index
        cursor.skipBlanks()
        guard cursor.byte == 0x3A else { throw cursor.failure(.syntax) }
        cursor.index += 1
        cursor.skipBlanks()
        // No FHIR element needs an escape: such a key is not one that was allowed, whatever it spells.
        let key = Key(cursor, keyStart + 1, keyEnd - 1)
        guard !hasEscapes, depth > 1 ? !key.isNestedDropped : isKeptAtTop(key) else { return try skip(&cursor, depth) }
        if depth == 1 {
            isInPersonElement = key.is("subject") || key.is("patient")
            if key.is("resourceType") { try checkType(cursor) }
            if isPatient, key.is("id") {
                emitKey(key)
                return try replaceID(&cursor)
            }
        }
        if depth == 1, let count = shortenedCount(key) { return try copyShortened(&cursor, key, count) }
        if depth > 1, key.is("reference"), cursor.byte == 0x22 { return try copyReference(&cursor, key) }
        emitKey(key)
        try copyValue(&cursor, depth: depth)
    }

    private func shortenedCount(_ key: Key) -> Int? {
        shortened.first { key.bytes.elementsEqual($0.element) }?.count
    }

    /// The first characters of a text; anything else than a plain text is dropped, for it cannot be cut with certainty.
    private mutating func copyShortened(_ cursor: inout JSONCursor, _ key: Key, _ count: Int) throws(JSONFlawAt) {
        guard cursor.byte == 0x22 else { return try skip(&cursor, 1) }
        let start = cursor.index + 1
        guard try !cursor.skipString() else { return }
        var end = start
        var left = count
        while end < cursor.index - 1 {
            if cursor.base[end] & 0xC0 != 0x80 { left -= 1 }
            if left < 0 { break }
            end += 1
        }
        emitKey(key)
        output.append(0x22)
        emit(cursor, start, end)
        output.append(0x22)
    }

    private func isKeptAtTop(_ key: Key) -> Bool { !key.isDropped && keptElements.contains(key.bytes) }

    private mutating func checkType(_ cursor: JSONCursor) throws(JSONFlawAt) {
        var ahead = cursor
        let start = ahead.index
        guard ahead.byte == 0x22 else { throw JSONFlawAt(flaw: .resourceTypeMissing, offset: start) }
        _ = try ahead.skipString()
        guard ahead.text(start + 1, ahead.index - 1) == resourceType else {
            throw JSONFlawAt(flaw: .resourceTypeOther, offset: start)
        }
        hasResourceType = true
    }

    private mutating func replaceID(_ cursor: inout JSONCursor) throws(JSONFlawAt) {
        let start = cursor.index
        let hasEscapes = try cursor.skipString()
        guard !hasEscapes, cursor.index - start > 2 else { throw JSONFlawAt(flaw: .idMissing, offset: start) }
        namesPerson = true
        output.append(0x22)
        emitToken(cursor, start + 1, cursor.index - 1)
        output.append(0x22)
    }

    // MARK: - References

    private mutating func copyReference(_ cursor: inout JSONCursor, _ key: Key) throws(JSONFlawAt) {
        let start = cursor.index + 1
        let hasEscapes = try cursor.skipString()
        let end = cursor.index - 1
        // Some writers escape the slash.
        if hasEscapes {
            let text = Array(try cursor.unescaped(start, end).utf8)
            text.withUnsafeBufferPointer { bytes in
                guard let base = bytes.baseAddress else { return }
                emitReference(JSONCursor(base, count: bytes.count), 0, bytes.count, key, isPlain: false)
            }
        } else {
            emitReference(cursor, start, end, key, isPlain: true)
        }
    }

    private mutating func emitReference(
        _ cursor: JSONCursor, _ start: Int, _ end: Int, _ key: Key, isPlain: Bool
    ) {
        for index in start..<end where cursor.base[index] == 0x3F || cursor.base[index] == 0x7C { return }
        if let person = personID(cursor, start, end) {
            namesPerson = true
            emitKey(key)
            output.append(contentsOf: "\"Patient/".utf8)
            emitToken(cursor, person.lowerBound, person.upperBound)
            output.append(0x22)
        } else if isPlain, !starts(cursor, start, end, "urn:") {
            emitKey(key)
            emit(cursor, start - 1, end + 1)
        }
    }

    /// Where the person's identifier stands: after `Patient/`, at the start or after a slash, or after `urn:uuid:` in
    /// an element that can only mean the person.
    private func personID(_ cursor: JSONCursor, _ start: Int, _ end: Int) -> Range<Int>? {
        if isInPersonElement, starts(cursor, start, end, "urn:uuid:") { return (start + 9)..<end }
        var index = start
        while index < end {
            let isBoundary = index == start || cursor.base[index - 1] == 0x2F
            if isBoundary, starts(cursor, index, end, "Patient/") {
                let idStart = index + 8
                var idEnd = idStart
                while idEnd < end, cursor.base[idEnd] != 0x2F, cursor.base[idEnd] != 0x23 { idEnd += 1 }
                return idEnd > idStart ? idStart..<idEnd : nil
            }
            index += 1
        }
        return nil
    }

    @inline(__always)
    private func starts(_ cursor: JSONCursor, _ start: Int, _ end: Int, _ word: StaticString) -> Bool {
        end - start >= word.utf8CodeUnitCount
            && cursor.isEqual(start, start + word.utf8CodeUnitCount, to: word)
    }

    // MARK: - Output

    @inline(__always)
    private mutating func emit(_ cursor: JSONCursor, _ start: Int, _ end: Int) {
        // Safe because both places were reached by the cursor.
        output.append(contentsOf: UnsafeBufferPointer(start: cursor.base + start, count: end - start))
    }

    private mutating func emitKey(_ key: Key) {
        if output.last != 0x7B { output.append(0x2C) }
        output.append(0x22)
        output.append(contentsOf: key.bytes)
        output.append(0x22)
        output.append(0x3A)
    }

    private mutating func emitToken(_ cursor: JSONCursor, _ start: Int, _ end: Int) {
        tokens.begin()
        tokens.add(UnsafeBufferPointer(start: cursor.base + start, count: end - start))
        output.append(contentsOf: tokens.end())
    }

    /// Steps over a value without writing it; it must be JSON all the same.
    private func skip(_ cursor: inout JSONCursor, _ depth: Int) throws(JSONFlawAt) {
        guard depth <= depthMax else { throw cursor.failure(.tooDeep) }
        cursor.skipBlanks()
        switch cursor.byte {
        case 0x7B:
            try skipMembers(&cursor, depth, end: 0x7D, hasKeys: true)
        case 0x5B:
            try skipMembers(&cursor, depth, end: 0x5D, hasKeys: false)
        case 0x22: _ = try cursor.skipString()
        case 0x2D, 0x30...0x39: try cursor.skipNumber()
        default: try cursor.skipLiteral()
        }
    }

    private func skipMembers(
        _ cursor: inout JSONCursor, _ depth: Int, end: UInt8, hasKeys: Bool
    ) throws(JSONFlawAt) {
        cursor.index += 1
        cursor.skipBlanks()
        var isFirst = true
        while isFirst ? cursor.byte != end : cursor.byte == 0x2C {
            if !isFirst { cursor.index += 1 }
            isFirst = false
            if hasKeys {
                cursor.skipBlanks()
                _ = try cursor.skipString()
                cursor.skipBlanks()
                guard cursor.byte == 0x3A else { throw cursor.failure(.syntax) }
                cursor.index += 1
            }
            try skip(&cursor, depth + 1)
            cursor.skipBlanks()
        }
        guard cursor.byte == end else { throw cursor.failure(.syntax) }
        cursor.index += 1
    }

    /// The name of a member, between its quotes.
    private struct Key {
        let cursor: JSONCursor
        let start: Int
        let end: Int

        init(_ cursor: JSONCursor, _ start: Int, _ end: Int) {
            self.cursor = cursor
            self.start = start
            self.end = end
        }

        var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: cursor.base + start, count: end - start) }

        @inline(__always)
        func `is`(_ word: StaticString) -> Bool { cursor.isEqual(start, end, to: word) }

        /// Dropped at every depth.
        var isDropped: Bool {
            guard end > start else { return true }
            if cursor.base[start] == 0x5F { return true }
            switch end - start {
            case 3: return self.is("div")
            case 4: return self.is("text") || self.is("line")
            case 7: return self.is("display")
            case 9: return self.is("extension") || self.is("contained")
            case 17: return self.is("modifierExtension")
            default: return false
            }
        }

        /// `meta.source` may be the address of the person's record at the holder's.
        var isNestedDropped: Bool { isDropped || self.is("identifier") || self.is("source") }
    }
}
