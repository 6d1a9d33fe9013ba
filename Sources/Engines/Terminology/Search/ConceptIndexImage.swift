internal import Foundation

/// The bytes of an index, checked once, and its parts as plain memory.
final class ConceptIndexImage: @unchecked Sendable {
    // Safe because the memory is only read, and lives exactly as long as this object: mapped or allocated in an
    // initialiser, given back in deinit. Files are replaced by rename, never written in place, so a mapping stays whole.
    private let memory: UnsafeRawBufferPointer
    private let isMapped: Bool

    let conceptCount: Int
    let nameCount: Int
    let wordCount: Int
    let personTotal: Int
    let source: String
    let labels: [String]
    let identifiers: UnsafeBufferPointer<Int32>
    let byIdentifier: UnsafeBufferPointer<UInt32>
    let attributes: UnsafeBufferPointer<ConceptAttributes>
    let codes: TextPart
    let byCode: UnsafeBufferPointer<UInt32>
    let names: TextPart
    let owners: UnsafeBufferPointer<UInt32>
    let wordCounts: UnsafeBufferPointer<UInt8>
    let words: TextPart
    let postingEnds: UnsafeBufferPointer<UInt32>
    let postings: UnsafeBufferPointer<UInt32>
    let counted: UnsafeBufferPointer<UInt32>
    let counts: UnsafeBufferPointer<UInt64>
    let parentEnds: UnsafeBufferPointer<UInt32>
    let childEnds: UnsafeBufferPointer<UInt32>
    let links: UnsafeBufferPointer<UInt32>

    /// Maps a file.
    convenience init(mapping file: URL) throws(ConceptIndexError) {
        let name = file.lastPathComponent
        let descriptor = open(file.path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .unreadable(file: name) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw .unreadable(file: name) }
        let size = Int(status.st_size)
        guard size >= ConceptIndexFormat.headerBytes else { throw .damaged(file: name, part: "header") }
        guard let start = mmap(nil, size, PROT_READ, MAP_PRIVATE, descriptor, 0), start != MAP_FAILED else {
            throw .unreadable(file: name)
        }
        try self.init(memory: UnsafeRawBufferPointer(start: start, count: size), isMapped: true, name: name)
    }

    /// Copies the bytes of a file.
    convenience init(bytes: [UInt8], name: String) throws(ConceptIndexError) {
        let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: max(bytes.count, 1), alignment: 8)
        copy.copyBytes(from: bytes)
        try self.init(
            memory: UnsafeRawBufferPointer(rebasing: copy[0..<bytes.count]), isMapped: false, name: name)
    }

    private init(memory: UnsafeRawBufferPointer, isMapped: Bool, name: String) throws(ConceptIndexError) {
        do throws(ConceptIndexError) {
            let parts = try ConceptIndexParts(memory, name: name)
            try parts.check()
            self.memory = memory
            self.isMapped = isMapped
            conceptCount = parts.conceptCount
            nameCount = parts.nameCount
            wordCount = parts.wordCount
            personTotal = parts.personTotal
            source = String(decoding: parts.bytes(.source), as: UTF8.self)
            labels = parts.labels
            identifiers = parts.numbers(.identifiers)
            byIdentifier = parts.numbers(.byIdentifier)
            attributes = parts.numbers(.attributes)
            codes = TextPart(ends: parts.numbers(.codeEnds), bytes: parts.bytes(.codes))
            byCode = parts.numbers(.byCode)
            names = TextPart(ends: parts.numbers(.nameEnds), bytes: parts.bytes(.names))
            owners = parts.numbers(.owners)
            wordCounts = parts.bytes(.wordCounts)
            words = TextPart(ends: parts.numbers(.wordEnds), bytes: parts.bytes(.words))
            postingEnds = parts.numbers(.postingEnds)
            postings = parts.numbers(.postings)
            counted = parts.numbers(.counted)
            counts = parts.numbers(.counts)
            parentEnds = parts.numbers(.parentEnds)
            childEnds = parts.numbers(.childEnds)
            links = parts.numbers(.links)
        } catch {
            ConceptIndexImage.release(memory, isMapped: isMapped)
            throw error
        }
    }

    deinit { ConceptIndexImage.release(memory, isMapped: isMapped) }

    /// Bytes of the file.
    var byteCount: Int { memory.count }

    private static func release(_ memory: UnsafeRawBufferPointer, isMapped: Bool) {
        guard let start = memory.baseAddress else { return }
        if isMapped {
            munmap(UnsafeMutableRawPointer(mutating: start), memory.count)
        } else {
            start.deallocate()
        }
    }
}

/// Texts one after the other, with their ends.
struct TextPart {
    let ends: UnsafeBufferPointer<UInt32>
    let bytes: UnsafeBufferPointer<UInt8>

    subscript(place: Int) -> Slice<UnsafeBufferPointer<UInt8>> {
        bytes[(place == 0 ? 0 : Int(ends[place - 1]))..<Int(ends[place])]
    }

    func string(_ place: Int) -> String { String(decoding: self[place], as: UTF8.self) }
}
