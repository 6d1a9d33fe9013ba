import Foundation
import Synchronization

/// The workers' memory: as many pieces as there may be workers at a time, whoever asks.
final class ScratchPool: Sendable {
    private let free: Mutex<[ShardScratch]>
    private let permits: DispatchSemaphore

    init(workerCount: Int) {
        free = Mutex([])
        permits = DispatchSemaphore(value: workerCount)
    }

    /// Waits until a piece is free.
    func borrow() -> ShardScratch {
        permits.wait()
        return free.withLock { $0.popLast() } ?? ShardScratch()
    }

    func giveBack(_ scratch: ShardScratch) {
        scratch.shrink()
        free.withLock { $0.append(scratch) }
        permits.signal()
    }
}
