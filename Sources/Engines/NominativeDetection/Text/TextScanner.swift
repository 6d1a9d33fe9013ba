/// Finds names, national numbers, addresses and contacts in free text, one document at a time.
///
/// Rules and word lists, no model: the same text always gives the same passages. A value keeps its working memory from
/// one document to the next, so make one per thread and reuse it. Over 20 MB a second on one core.
package struct TextScanner: Sendable {
    /// A longer document is cut here; what follows is not looked at.
    package static let documentBytesMax = 64 << 20

    private var work = TextWork()

    package init() {}

    /// The passages of one UTF-8 document, in order, without overlap.
    package mutating func spans(in bytes: Span<UInt8>) -> [NominativeSpan] {
        scan(bytes)
        return located(bytes)
    }

    /// The passages of one UTF-8 document, in order, without overlap.
    package mutating func spans(in bytes: [UInt8]) -> [NominativeSpan] { spans(in: bytes.span) }

    /// The passages of one document, in order, without overlap.
    package mutating func spans(in text: String) -> [NominativeSpan] { spans(in: Array(text.utf8).span) }

    /// The kinds found in one UTF-8 document, without their places: what a column needs.
    mutating func kinds(in bytes: Span<UInt8>) -> Set<NominativeKind> {
        scan(bytes)
        return Set(work.passages.map(\.kind))
    }

    private mutating func scan(_ bytes: Span<UInt8>) {
        let text =
            bytes.count > TextScanner.documentBytesMax ? bytes.extracting(first: TextScanner.documentBytesMax) : bytes
        work.read(text)
        EmailSpans.find(text, &work)
        NumberSpans.find(text, &work)
        DateSpans.find(text, &work)
        DateSpans.findBesideIdentity(text, &work)
        AddressSpans.find(text, &work)
        NameSpans.find(text, &work)
        work.passages.sort { $0.start < $1.start }
    }

    /// Adds the places in Unicode scalars.
    private func located(_ bytes: Span<UInt8>) -> [NominativeSpan] {
        var found: [NominativeSpan] = []
        found.reserveCapacity(work.passages.count)
        var place = 0
        var scalars = 0
        func scalarsBefore(_ target: Int) -> Int {
            while place < target {
                if bytes[place] & 0xC0 != 0x80 { scalars += 1 }
                place += 1
            }
            return scalars
        }
        for passage in work.passages {
            let start = scalarsBefore(passage.start)
            let end = scalarsBefore(passage.end)
            found.append(
                NominativeSpan(start: start, end: end, bytes: passage.start..<passage.end, kind: passage.kind))
        }
        return found
    }
}
