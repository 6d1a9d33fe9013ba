internal import Dispatch
internal import Synchronization

/// Does independent pieces of work on at most `workerCount` threads; results in the order of the pieces.
func inParallel<Result: Sendable>(
    count: Int, workerCount: Int, _ piece: @Sendable (Int) -> Result
) -> [Result] {
    guard count > 0 else { return [] }
    let results = Mutex([Result?](repeating: nil, count: count))
    let next = Mutex(0)
    DispatchQueue.concurrentPerform(iterations: max(1, min(workerCount, count))) { _ in
        while true {
            let place = next.withLock { place in
                place += 1
                return place - 1
            }
            if place >= count { return }
            let result = piece(place)
            results.withLock { $0[place] = result }
        }
    }
    return results.withLock { $0.compactMap { $0 } }
}
