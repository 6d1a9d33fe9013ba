import Foundation
import HubTestSupport
import Synchronization

@testable import Journal

/// A disk in memory with a cache: what was not synced may be lost at a power cut, in pieces of a sector, names apart
/// from contents. Any operation can be made to fail.
final class SimulatedDisk: JournalDisk {
    static let sectorByteCount = 512

    struct Node {
        var cached: [UInt8] = []
        var durable: [UInt8] = []

        mutating func makeDurable() { durable = cached }
    }

    struct State {
        var nodes: [Int: Node] = [:]
        var names: [String: Int] = [:]
        var durableNames: [String: Int] = [:]
        var nextNode = 0
        /// Changing operations so far.
        var operationCount = 0
        /// The operation that fails, from 0.
        var failingOperation: Int?
        /// After the failure nothing works any more.
        var diesOnFailure = true
        var isDead = false
        /// Every content that the file `checkpoint` ever had.
        var checkpoints: [[UInt8]] = []
    }

    let state: Mutex<State>

    init(_ state: sending State = State()) { self.state = Mutex(state) }

    var operationCount: Int { state.withLock { $0.operationCount } }
    var checkpoints: [[UInt8]] { state.withLock { $0.checkpoints } }

    func fail(at operation: Int?, dies: Bool = true) {
        state.withLock {
            $0.failingOperation = operation
            $0.diesOnFailure = dies
        }
    }

    /// Changes one bit of a file.
    func flip(_ path: String, bit: Int) {
        state.withLock { state in
            if let node = state.names[path] { state.nodes[node]?.cached[bit / 8] ^= 1 << (bit % 8) }
        }
    }

    /// The disk after the process was killed: the cache survives.
    func afterKill() -> SimulatedDisk {
        let copy = state.withLock { $0 }
        return SimulatedDisk.alive(copy)
    }

    /// The disk after a power cut: each sector and each name not synced is old or new, at random.
    func afterPowerCut(seed: UInt64) -> SimulatedDisk {
        var generator = SeededGenerator(seed: seed)
        var copy = state.withLock { $0 }
        for path in Set(copy.names.keys).union(copy.durableNames.keys).sorted()
        where copy.names[path] != copy.durableNames[path] && Bool.random(using: &generator) {
            copy.names[path] = copy.durableNames[path]
        }
        for (number, node) in copy.nodes.sorted(by: { $0.key < $1.key }) where node.cached != node.durable {
            let byteCount = (Bool.random(using: &generator) ? node.cached : node.durable).count
            var mixed: [UInt8] = []
            for start in stride(from: 0, to: byteCount, by: SimulatedDisk.sectorByteCount) {
                let source = Bool.random(using: &generator) ? node.cached : node.durable
                let sector = source.dropFirst(start).prefix(min(SimulatedDisk.sectorByteCount, byteCount - start))
                mixed += sector
                mixed += [UInt8](
                    repeating: 0, count: min(start + SimulatedDisk.sectorByteCount, byteCount) - mixed.count)
            }
            copy.nodes[number]?.cached = mixed
        }
        for number in copy.nodes.keys { copy.nodes[number]?.makeDurable() }
        copy.durableNames = copy.names
        return SimulatedDisk.alive(copy)
    }

    private static func alive(_ state: State) -> SimulatedDisk {
        let disk = SimulatedDisk()
        disk.state.withLock {
            $0 = state
            $0.isDead = false
            $0.failingOperation = nil
        }
        return disk
    }

    func read(_ path: String) throws(JournalError) -> [UInt8]? {
        try alive { state in state.names[path].flatMap { state.nodes[$0]?.cached } }
    }

    func read(_ path: String, from offset: Int, count: Int) throws(JournalError) -> [UInt8] {
        Array((try read(path) ?? []).dropFirst(offset).prefix(count))
    }

    func write(_ path: String, _ bytes: [UInt8]) throws(JournalError) {
        try change(torn: { SimulatedDisk.put(path, Array(bytes.prefix(bytes.count / 2)), &$0) }) {
            SimulatedDisk.put(path, bytes, &$0)
        }
    }

    func write(_ path: String, at offset: Int, _ bytes: [UInt8]) throws(JournalError) {
        func overwrite(_ bytes: [UInt8], _ state: inout State) {
            guard let number = state.names[path], var node = state.nodes[number] else { return }
            let missing = offset + bytes.count - node.cached.count
            if missing > 0 { node.cached += [UInt8](repeating: 0, count: missing) }
            node.cached.replaceSubrange(offset..<offset + bytes.count, with: bytes)
            state.nodes[number] = node
        }
        try change(torn: { overwrite(Array(bytes.prefix(bytes.count / 2)), &$0) }) { overwrite(bytes, &$0) }
    }

    func sync(_ path: String) throws(JournalError) {
        try change { state in
            if let node = state.names[path] { state.nodes[node]?.makeDurable() }
        }
    }

    func sync(_ paths: [String]) throws(JournalError) { for path in paths { try sync(path) } }

    func syncFolder(_ path: String) throws(JournalError) {
        try change { state in
            func isInside(_ name: String) -> Bool {
                path.isEmpty ? !name.contains("/") : name.hasPrefix(path + "/")
            }
            for name in state.durableNames.keys where isInside(name) { state.durableNames[name] = state.names[name] }
            for (name, node) in state.names where isInside(name) { state.durableNames[name] = node }
        }
    }

    func rename(_ path: String, to newPath: String) throws(JournalError) {
        try change { state in
            state.names[newPath] = state.names.removeValue(forKey: path)
            if newPath == "checkpoint", let node = state.names[newPath].flatMap({ state.nodes[$0] }) {
                state.checkpoints.append(node.cached)
            }
        }
    }

    func remove(_ path: String) throws(JournalError) { try change { $0.names[path] = nil } }

    func removeFolder(_ path: String) throws(JournalError) {
        try change { state in
            for name in state.names.keys where name.hasPrefix(path + "/") { state.names[name] = nil }
        }
    }

    func list() throws(JournalError) -> [String] { try alive { $0.names.keys.sorted() } }

    func lock() throws(JournalError) {}
    func unlock() {}

    private static func put(_ path: String, _ bytes: [UInt8], _ state: inout State) {
        if let number = state.names[path] {
            state.nodes[number]?.cached = bytes
            return
        }
        state.nodes[state.nextNode] = Node(cached: bytes)
        state.names[path] = state.nextNode
        state.nextNode += 1
    }

    private func alive<Result: Sendable>(
        _ body: (inout State) -> Result
    ) throws(JournalError) -> Result {
        try state.withLock { (state) throws(JournalError) in
            guard !state.isDead else { throw .disk(operation: "any", file: "disk", errno: EIO) }
            return body(&state)
        }
    }

    private func change(
        torn: (inout State) -> Void = { _ in }, _ body: (inout State) -> Void
    ) throws(JournalError) {
        try state.withLock { (state) throws(JournalError) in
            guard !state.isDead else { throw .disk(operation: "any", file: "disk", errno: EIO) }
            defer { state.operationCount += 1 }
            guard state.operationCount != state.failingOperation else {
                torn(&state)
                state.isDead = state.diesOnFailure
                throw .disk(operation: "change", file: "disk", errno: EIO)
            }
            body(&state)
        }
    }
}
