/// The few file operations that the journal needs, so that tests can put a disk that fails or loses its cache in place
/// of the real one. Paths are relative to the journal's folder; folders are made as needed.
protocol JournalDisk: Sendable {
    /// The whole file; nil when there is none.
    func read(_ path: String) throws(JournalError) -> [UInt8]?
    /// Up to `count` bytes; fewer at the end, none when there is no file.
    func read(_ path: String, from offset: Int, count: Int) throws(JournalError) -> [UInt8]
    /// Makes or replaces the whole file; not durable.
    func write(_ path: String, _ bytes: [UInt8]) throws(JournalError)
    /// Overwrites bytes of a file that exists; not durable.
    func write(_ path: String, at offset: Int, _ bytes: [UInt8]) throws(JournalError)
    /// Makes the file's content durable.
    func sync(_ path: String) throws(JournalError)
    /// Makes the content of many files durable, in any order.
    func sync(_ paths: [String]) throws(JournalError)
    /// Makes the names in a folder durable.
    func syncFolder(_ path: String) throws(JournalError)
    func rename(_ path: String, to newPath: String) throws(JournalError)
    /// Removes a file, if there is one.
    func remove(_ path: String) throws(JournalError)
    /// Removes a folder and the files in it, if there is one.
    func removeFolder(_ path: String) throws(JournalError)
    /// All files, at any depth, sorted.
    func list() throws(JournalError) -> [String]
    /// Waits until no other process or journal object commits.
    func lock() throws(JournalError)
    func unlock()
}
