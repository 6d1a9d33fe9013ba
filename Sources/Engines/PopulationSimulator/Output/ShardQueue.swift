import Foundation
import HealthModel
import Synchronization

/// Hands out shards to the workers and writes what they made in order of shard.
final class ShardQueue: Sendable {
    private struct State {
        let files: OutputFiles
        var nextShard = 0
        var nextToWrite = 0
        var failure: SimulatorError?
        var diseased = [Int](repeating: 0, count: Disease.allCases.count)
    }

    private let plan: SimulationPlan
    private let shardCount: Int
    private let state: Mutex<State>
    /// Tells waiting workers that a shard was written.
    private let turn = NSCondition()

    init(plan: SimulationPlan, layout: OutputLayout, folder: URL) throws(SimulatorError) {
        self.plan = plan
        shardCount = Census.shardCount(plan)
        state = Mutex(State(files: try OutputFiles(layout: layout, folder: folder)))
    }

    /// Makes and writes shards until none is left. A worker waits only for shards that others hold, never for one that
    /// nobody has taken: with a single thread the workers run one after the other.
    func work(maker: ShardMaker, progress: ProgressObserver) {
        var output = maker.newOutput()
        while let shard = take() {
            maker.make(shard: shard, into: &output)
            guard write(output, shard: shard) else { return }
            progress(
                ProgressStep(
                    Phrase(fr: "Personnes simulées", en: "Persons simulated"),
                    done: min((shard + 1) * Census.shardSize, plan.persons), total: plan.persons))
        }
    }

    private func take() -> Int? {
        state.withLock { state in
            guard state.nextShard < shardCount, state.failure == nil else { return nil }
            state.nextShard += 1
            return state.nextShard - 1
        }
    }

    /// False when writing failed, here or before.
    private func write(_ output: ShardOutput, shard: Int) -> Bool {
        turn.lock()
        defer {
            turn.broadcast()
            turn.unlock()
        }
        while state.withLock({ $0.nextToWrite != shard && $0.failure == nil }) { turn.wait() }
        return state.withLock { state in
            guard state.failure == nil else { return false }
            do throws(SimulatorError) {
                try state.files.append(output.buffers)
            } catch {
                state.failure = error
                return false
            }
            for (place, count) in output.truth.diseased.enumerated() { state.diseased[place] += count }
            state.nextToWrite += 1
            return true
        }
    }

    /// Closes the files and sums up; throws what stopped a worker.
    func finish(layout: OutputLayout) throws(SimulatorError) -> SimulationSummary {
        let (sizes, diseased) = try state.withLock { state throws(SimulatorError) in
            if let failure = state.failure { throw failure }
            try state.files.close()
            return (state.files.sizes, state.diseased)
        }
        return SimulationSummary(
            persons: plan.persons,
            bytes: Dictionary(uniqueKeysWithValues: zip(layout.files.map(\.path), sizes)),
            diseased: Dictionary(uniqueKeysWithValues: zip(Disease.allCases.map { "\($0.name)" }, diseased)))
    }
}
