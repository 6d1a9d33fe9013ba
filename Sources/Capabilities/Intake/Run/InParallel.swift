import Dispatch
import Synchronization

/// Does the same work on many things with a few workers; gives the results in the order of the things, or the first
/// error in that order. `work` gets the number of its worker, 0 to `workerCount` - 1.
func inParallel<Thing: Sendable, Value: Sendable>(
    _ things: [Thing], workerCount: Int = 2, _ work: @Sendable (_ worker: Int, Thing) throws -> Value
) throws -> [Value] {
    let next = Mutex(0)
    let results = Mutex<[(Int, Result<Value, any Error>)]>([])
    DispatchQueue.concurrentPerform(iterations: workerCount) { worker in
        while true {
            let place = next.withLock { number in
                defer { number += 1 }
                return number
            }
            guard place < things.count else { return }
            let result = Result { try work(worker, things[place]) }
            results.withLock { $0.append((place, result)) }
        }
    }
    return try results.withLock { list in try list.sorted { $0.0 < $1.0 }.map { try $0.1.get() } }
}
