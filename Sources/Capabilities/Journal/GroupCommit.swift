import Dispatch
import Synchronization

/// Lets callers that append at the same time share one disk sync.
///
/// The first caller becomes the leader and commits; those who come meanwhile wait, and the first of them leads the next
/// group, all waiting entries in one commit.
final class GroupCommit: Sendable {
    /// What a waiting caller is told.
    enum Signal: Sendable {
        case lead
        case done(Result<[JournalReceipt], JournalError>)
    }

    private struct Ticket: Sendable {
        let entries: [EncodedEntry]
        let tell: @Sendable (Signal) -> Void
    }

    private struct Queue {
        var tickets: [Ticket] = []
        var entryCount = 0
        var hasLeader = false
    }

    /// A commit takes waiting calls until it holds this many bytes.
    static let groupByteCount = 2 * 1024 * 1024
    static let waitingEntryCountMax = 100_000

    private let queue = Mutex(Queue())
    private let asyncLeaders = DispatchQueue(label: "journal.commit")
    private let commit: @Sendable ([EncodedEntry]) throws(JournalError) -> Int

    init(commit: @escaping @Sendable ([EncodedEntry]) throws(JournalError) -> Int) { self.commit = commit }

    /// Returns when the entries are durable.
    func append(_ entries: [EncodedEntry]) throws(JournalError) -> [JournalReceipt] {
        let box = SignalBox()
        if try enqueue(Ticket(entries: entries, tell: box.put)) { lead() }
        while true {
            switch box.take() {
            case .lead: lead()
            case .done(let result): return try result.get()
            }
        }
    }

    /// The same without holding a thread while it waits.
    func appendAsync(_ entries: [EncodedEntry]) async throws(JournalError) -> [JournalReceipt] {
        let result = await withCheckedContinuation { (continuation: CheckedContinuation<Outcome, Never>) in
            let ticket = Ticket(entries: entries) { [self] signal in
                switch signal {
                case .lead: asyncLeaders.async { self.lead() }
                case .done(let result): continuation.resume(returning: result)
                }
            }
            do throws(JournalError) {
                if try enqueue(ticket) { asyncLeaders.async { self.lead() } }
            } catch {
                continuation.resume(returning: .failure(error))
            }
        }
        return try result.get()
    }

    private typealias Outcome = Result<[JournalReceipt], JournalError>

    /// Whether the caller has to lead.
    private func enqueue(_ ticket: Ticket) throws(JournalError) -> Bool {
        try queue.withLock { (queue) throws(JournalError) in
            guard queue.entryCount + ticket.entries.count <= GroupCommit.waitingEntryCountMax else {
                throw .tooManyWaiting(entryCount: queue.entryCount)
            }
            queue.tickets.append(ticket)
            queue.entryCount += ticket.entries.count
            defer { queue.hasLeader = true }
            return !queue.hasLeader
        }
    }

    /// Commits one group, tells its callers, and names the next leader.
    private func lead() {
        let group = queue.withLock { GroupCommit.takeGroup(&$0) }
        let result: Result<Int, JournalError>
        do {
            result = .success(try commit(group.flatMap(\.entries)))
        } catch {
            result = .failure(error)
        }
        var offset = 0
        for ticket in group {
            let first = offset
            ticket.tell(
                .done(
                    result.map { start in
                        ticket.entries.enumerated()
                            .map {
                                JournalReceipt(sequence: start + first + $0, leafHash: $1.leafHash)
                            }
                    }))
            offset += ticket.entries.count
        }
        let next = queue.withLock { queue -> Ticket? in
            queue.hasLeader = !queue.tickets.isEmpty
            return queue.tickets.first
        }
        next?.tell(.lead)
    }

    private static func takeGroup(_ queue: inout Queue) -> [Ticket] {
        var byteCount = 0
        var count = 0
        for ticket in queue.tickets {
            byteCount += ticket.entries.reduce(0) { $0 + $1.bytes.count }
            guard count == 0 || byteCount <= groupByteCount else { break }
            count += 1
        }
        let group = Array(queue.tickets.prefix(count))
        queue.tickets.removeFirst(count)
        queue.entryCount -= group.reduce(0) { $0 + $1.entries.count }
        return group
    }
}

/// Signals for one waiting thread, in order.
private final class SignalBox: Sendable {
    private let signals = Mutex<[GroupCommit.Signal]>([])
    private let arrived = DispatchSemaphore(value: 0)

    @Sendable func put(_ signal: GroupCommit.Signal) {
        signals.withLock { $0.append(signal) }
        arrived.signal()
    }

    func take() -> GroupCommit.Signal {
        arrived.wait()
        return signals.withLock { $0.removeFirst() }
    }
}
