internal import Dispatch
internal import Synchronization

/// Does pieces of work numbered from 0 on at most `workerCount` threads, the next piece to whoever is free.
func inPieces(count: Int, workerCount: Int, _ piece: @Sendable (Int) -> Void) {
    guard count > 0 else { return }
    let next = Mutex(0)
    DispatchQueue.concurrentPerform(iterations: max(1, min(workerCount, count))) { _ in
        while true {
            let place = next.withLock { place in
                place += 1
                return place - 1
            }
            if place >= count { return }
            piece(place)
        }
    }
}

/// Results of pieces of work, in the order of the pieces.
func inParallel<Result: Sendable>(count: Int, workerCount: Int, _ piece: @Sendable (Int) -> Result) -> [Result] {
    let results = Mutex([Result?](repeating: nil, count: count))
    inPieces(count: count, workerCount: workerCount) { place in
        let result = piece(place)
        results.withLock { $0[place] = result }
    }
    return results.withLock { $0.compactMap { $0 } }
}
