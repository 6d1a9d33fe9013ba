/// E-mail addresses, those written with blanks round the at sign included.
enum EmailSpans {
    static func find(_ bytes: Span<UInt8>, _ work: inout TextWork) {
        for at in work.tokenizer.atSigns {
            guard let range = NumberChecks.email(bytes, around: at) ?? spaced(bytes, around: at) else { continue }
            take(range, &work)
        }
    }

    private static func take(_ range: Range<Int>, _ work: inout TextWork) {
        // Binary search of the first token inside.
        var low = 0
        var high = work.count
        while low < high {
            let middle = (low + high) / 2
            if work[middle].end <= range.lowerBound { low = middle + 1 } else { high = middle }
        }
        var last = low
        while last + 1 < work.count, work[last + 1].start < range.upperBound { last += 1 }
        guard low < work.count else { return }
        work.take(low, through: last, from: range.lowerBound, to: range.upperBound, as: .email)
    }

    /// "name @ host . com".
    private static func spaced(_ bytes: Span<UInt8>, around at: Int) -> Range<Int>? {
        func isLetter(_ byte: UInt8) -> Bool {
            (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A) || (byte >= 0x30 && byte <= 0x39) || byte == 0x2D
                || byte == 0x5F
        }
        var start = at
        while start > 0, bytes[start - 1] == 0x20, at - start < 2 { start -= 1 }
        let localEnd = start
        while start > 0, isLetter(bytes[start - 1]) || bytes[start - 1] == 0x2E { start -= 1 }
        guard start < localEnd else { return nil }
        var end = at + 1
        func skipBlanks() {
            var skipped = 0
            while end < bytes.count, bytes[end] == 0x20, skipped < 2 {
                end += 1
                skipped += 1
            }
        }
        func readLetters() -> Int {
            let from = end
            while end < bytes.count, isLetter(bytes[end]) { end += 1 }
            return end - from
        }
        skipBlanks()
        guard readLetters() > 0 else { return nil }
        skipBlanks()
        guard end < bytes.count, bytes[end] == 0x2E else { return nil }
        end += 1
        skipBlanks()
        guard readLetters() >= 2 else { return nil }
        return start..<end
    }
}
