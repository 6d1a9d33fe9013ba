package import Foundation
package import HealthModel

/// Recomputes a journal from its entries and compares every byte of every file with what it should be.
///
/// Findings of severity `error` mean that the journal was changed, cut or damaged; `warning` what a crash leaves and
/// the next opening mends; `note` what needs no care. Reads each file once; memory grows by 32 bytes per 256 entries.
/// Writes nothing, and need not be alone: the state that is verified is taken between two commits.
package struct JournalVerification {
    let disk: any JournalDisk
    let key: NoteKey
    var findings = Findings()
    /// Files not accounted for yet.
    var remaining: Set<String> = []
    /// Commitments of the private details that are kept.
    var keptDetails: Set<String> = []

    /// Verifies the journal of a folder; `since` is a checkpoint kept from earlier, or by somebody else: only with it
    /// can a journal that was rolled back, or rewritten by who holds the key, be told from a younger one.
    package static func verify(
        folder: URL, key: NoteKey, since: JournalCheckpoint? = nil, progress: ProgressObserver? = nil
    ) throws(JournalError) -> [Finding] {
        // A copy may have no lock, or one that its reader may not open: then nobody writes here either.
        let lock = folder.appending(path: JournalStore.lockName).path
        let isShared = FileManager.default.isWritableFile(atPath: lock)
        let disk = try POSIXDisk(folder: folder, lockName: isShared ? JournalStore.lockName : nil)
        return try verify(disk: disk, key: key, since: since, progress: progress)
    }

    static func verify(
        disk: any JournalDisk, key: NoteKey, since: JournalCheckpoint? = nil, progress: ProgressObserver? = nil
    ) throws(JournalError) -> [Finding] {
        var verification = JournalVerification(disk: disk, key: key)
        try verification.run(since: since, progress: progress)
        return verification.findings.sorted
    }

    private mutating func run(since: JournalCheckpoint?, progress: ProgressObserver?) throws(JournalError) {
        let (tail, checkpoint) = try readState()
        try checkDetails()
        if let checkpoint {
            if let since, since.size > checkpoint.size {
                report(.truncated, JournalStore.checkpointName, since.size - checkpoint.size)
            }
            var walk = TreeWalk(checkpoint: checkpoint, tail: tail, since: since)
            try walk.run(&self, progress: progress)
        }
        for commitment in keptDetails.sorted() { report(.detailOrphan, PrivateDetails.path(commitment)) }
        for path in remaining.sorted() {
            let isTemporary = path.hasSuffix(JournalStore.temporarySuffix) && !path.contains("/")
            report(isTemporary ? .temporaryLeft : .fileUnexpected, path)
        }
    }

    /// The list of files, the tail and the checkpoint, as one commit left them.
    private mutating func readState() throws(JournalError) -> (TailFile.Content?, JournalCheckpoint?) {
        try disk.lock()
        defer { disk.unlock() }
        remaining = Set(try disk.list())
        return (try readTail(), try readCheckpoint())
    }

    private mutating func readCheckpoint() throws(JournalError) -> JournalCheckpoint? {
        let name = JournalStore.checkpointName
        guard let note = try take(name) else {
            report(.fileMissing, name)
            return nil
        }
        guard let checkpoint = try? JournalCheckpoint(note: note, key: key) else {
            report(.checkpointInvalid, name)
            return nil
        }
        return checkpoint
    }

    private mutating func readTail() throws(JournalError) -> TailFile.Content? {
        if let lock = try take(JournalStore.lockName), !lock.isEmpty { report(.fileChanged, JournalStore.lockName) }
        guard let bytes = try take(TailFile.name) else {
            report(.tailMissing, TailFile.name)
            return nil
        }
        guard let content = TailFile.parse(bytes), content.base >= 0 else {
            report(.fileChanged, TailFile.name)
            return nil
        }
        if content.isTorn { report(.tailTorn, TailFile.name) }
        return content
    }

    private mutating func checkDetails() throws(JournalError) {
        for path in remaining where path.hasPrefix(PrivateDetails.folder + "/") {
            let name = String(path.split(separator: "/").last ?? "")
            let isTemporary = name.hasSuffix(JournalStore.temporarySuffix)
            let commitment = isTemporary ? String(name.dropLast(JournalStore.temporarySuffix.count)) : name
            guard PrivateDetails.isCommitment(commitment), path == PrivateDetails.folder(of: commitment) + "/" + name,
                let bytes = try take(path)
            else { continue }
            guard !isTemporary else {
                report(.detailOrphan, path)
                continue
            }
            if PrivateDetails.matches(bytes, commitment) {
                keptDetails.insert(commitment)
            } else {
                report(.fileChanged, path)
            }
        }
    }

    /// Reads a file and ticks it off.
    mutating func take(_ path: String) throws(JournalError) -> [UInt8]? {
        guard remaining.remove(path) != nil else { return nil }
        return try disk.read(path)
    }

    mutating func report(_ flaw: JournalFlaw, _ file: String, _ count: Int = 1) {
        findings.add(flaw.finding(file: file, count: count))
    }
}
