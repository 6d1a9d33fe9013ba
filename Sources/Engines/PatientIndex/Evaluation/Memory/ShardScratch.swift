/// The working memory of one worker, reused from shard to shard and from question to question.
final class ShardScratch: @unchecked Sendable {
    // Safe because the pool lends it to one worker at a time.
    static let blockRowCount = 2_048
    /// Larger buffers are given back after an evaluation.
    private static let keptByteCountMax = 16 << 20

    /// Rows of the block at work.
    let rows = NumberBuffer<UInt32>(capacity: blockRowCount)
    let starts = NumberBuffer<Int32>(capacity: blockRowCount)
    let ends = NumberBuffer<Int32>(capacity: blockRowCount)
    /// Persons to look up, ascending.
    let persons = NumberBuffer<UInt32>(capacity: IndexShard.personCountMax)
    /// By person, the first row: start code above, row below; all ones between uses.
    let firstRows = NumberBuffer<UInt64>(capacity: IndexShard.personCountMax)
    /// See `PersonEvents`.
    let eventOffsets = NumberBuffer<UInt32>(capacity: IndexShard.personCountMax + 1)
    let eventDays = NumberBuffer<Int32>()
    let sortKeys = NumberBuffer<UInt64>()
    let sortItems = NumberBuffer<SortItem>()
    let sortSpare = NumberBuffer<SortItem>()
    let column32 = NumberBuffer<UInt32>()
    let column64 = NumberBuffer<UInt64>()
    private var lists: [EventList] = []
    private var bits: [EventBits] = []
    private var sets: [PersonSet] = []
    private var indexes: [IndexEvents] = []

    init() { firstRows.elements.update(repeating: .max, count: IndexShard.personCountMax) }

    func borrowList() -> EventList { lists.popLast() ?? EventList() }
    func giveBack(_ list: EventList) { lists.append(list) }
    func borrowBits() -> EventBits { bits.popLast() ?? EventBits() }
    func giveBack(_ eventBits: EventBits) { bits.append(eventBits) }
    func borrowSet() -> PersonSet { sets.popLast() ?? PersonSet() }
    func giveBack(_ set: PersonSet) { sets.append(set) }
    func borrowIndex() -> IndexEvents { indexes.popLast() ?? IndexEvents() }
    func giveBack(_ index: IndexEvents) { indexes.append(index) }

    /// Gives large buffers back.
    func shrink() {
        let limit = ShardScratch.keptByteCountMax
        for list in lists { list.shrink(byteCountMax: limit) }
        for eventBits in bits { eventBits.shrink(byteCountMax: limit) }
        for index in indexes { index.shrink(byteCountMax: limit) }
        for buffer in [sortItems, sortSpare] { buffer.shrink(byteCountMax: limit) }
        sortKeys.shrink(byteCountMax: limit)
        column32.shrink(byteCountMax: limit)
        column64.shrink(byteCountMax: limit)
        eventDays.shrink(byteCountMax: limit)
    }
}
