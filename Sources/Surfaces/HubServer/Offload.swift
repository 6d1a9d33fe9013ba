import Dispatch

/// Work that blocks (SQL, files) leaves the event loop: at most as many pieces at once as the pool has places.
final class WorkPool: Sendable {
    private let queue = DispatchQueue(label: "hub.work", attributes: .concurrent)
    private let places: AsyncPlaces

    init(placeCount: Int) { places = AsyncPlaces(count: placeCount) }

    func offload<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
        await places.take()
        do {
            let value = try await withCheckedThrowingContinuation { continuation in
                queue.async { continuation.resume(with: Result { try work() }) }
            }
            await places.give()
            return value
        } catch {
            await places.give()
            throw error
        }
    }
}

/// Counts free places; who finds none waits in line.
private actor AsyncPlaces {
    private var free: Int
    private var waiting: [CheckedContinuation<Void, Never>] = []

    init(count: Int) { free = count }

    func take() async {
        if free > 0 {
            free -= 1
            return
        }
        await withCheckedContinuation { waiting.append($0) }
    }

    func give() {
        if waiting.isEmpty {
            free += 1
        } else {
            waiting.removeFirst().resume()
        }
    }
}
