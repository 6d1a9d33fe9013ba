import Foundation
import HealthModel

/// Hands out shards to the workers and writes what they made in order of shard.
// Safe because every stored property is read and written under `turn` alone.
final class ShardQueue: @unchecked Sendable {
    private let plan: SimulationPlan
    private let files: OutputFiles
    private let shardCount: Int
    private let turn = NSCondition()
    private var nextShard = 0
    private var nextToWrite = 0
    private var failure: SimulatorError?
    private var diseased = [Int](repeating: 0, count: Disease.allCases.count)

    init(plan: SimulationPlan, files: OutputFiles) {
        self.plan = plan
        self.files = files
        shardCount = Census.shardCount(plan)
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
        turn.lock()
        defer { turn.unlock() }
        guard nextShard < shardCount, failure == nil else { return nil }
        nextShard += 1
        return nextShard - 1
    }

    /// False when writing failed, here or before.
    private func write(_ output: ShardOutput, shard: Int) -> Bool {
        turn.lock()
        defer {
            turn.broadcast()
            turn.unlock()
        }
        while nextToWrite != shard, failure == nil { turn.wait() }
        guard failure == nil else { return false }
        do throws(SimulatorError) {
            try files.append(output.buffers)
        } catch {
            failure = error
            return false
        }
        for (place, count) in output.truth.diseased.enumerated() { diseased[place] += count }
        nextToWrite += 1
        return true
    }

    /// Closes the files and sums up; throws what stopped a worker.
    func finish(layout: OutputLayout) throws(SimulatorError) -> SimulationSummary {
        turn.lock()
        defer { turn.unlock() }
        if let failure { throw failure }
        try files.close()
        let names = Disease.allCases.map { "\($0.name)" }
        return SimulationSummary(
            persons: plan.persons,
            bytes: Dictionary(uniqueKeysWithValues: zip(layout.files.map(\.path), files.sizes)),
            diseased: Dictionary(uniqueKeysWithValues: zip(names, diseased)))
    }
}
