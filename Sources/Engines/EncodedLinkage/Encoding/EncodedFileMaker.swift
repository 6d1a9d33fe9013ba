package import HealthModel

/// Encodes a whole file on the holder's machine, on a bounded number of threads.
package enum EncodedFileMaker {
    /// One record to encode, under the token that the holder gave to its row.
    package struct Row: Sendable {
        package let token: RowToken
        package let traits: Nominative<IdentityTraits>

        package init(token: RowToken, traits: Nominative<IdentityTraits>) {
            self.token = token
            self.traits = traits
        }
    }

    package static let workerCountMax = 64
    /// Rows of one file that may share a blocking hash.
    package static let rowsPerKeyMax = 100

    /// Encodings in the order of the tokens. The same rows and key give the same encodings, whatever their order.
    package static func encode(
        _ rows: [Row], key: EncodingKey, profile: EncodingProfile = .french, workerCount: Int = 2
    ) throws(EncodedLinkageError) -> EncodedRecords {
        guard rows.count <= EncodedRecords.rowCountMax else {
            throw .tooManyRows(count: rows.count, countMax: EncodedRecords.rowCountMax)
        }
        let packed = rows.map { PackedToken($0.token) }
        let order = rows.indices.sorted { packed[$0] < packed[$1] }
        for (previous, next) in zip(order, order.dropFirst()) where packed[previous] == packed[next] { throw .rowTwice }
        let encoder = RecordEncoder(key: key, profile: profile)
        let records = EncodedRecords(count: rows.count, fingerprint: encoder.fingerprint)
        let workers = max(1, min(workerCount, workerCountMax))
        let size = max(1, (rows.count + workers - 1) / workers)
        let pieces = (rows.count + size - 1) / size
        inPieces(count: pieces, workerCount: workers) { piece in
            var own = encoder
            for place in (piece * size)..<min(rows.count, (piece + 1) * size) {
                let row = rows[order[place]]
                records.setToken(packed[order[place]].high, packed[order[place]].low, at: place)
                own.encode(row.traits, at: place, in: records)
            }
        }
        inPieces(count: EncodedRecords.ruleCount, workerCount: workers) { dropFrequentKeys(of: $0, in: records) }
        return records
    }

    /// A hash that many rows share tells a frequent name to whoever counts, and little to who links: it is not sent.
    private static func dropFrequentKeys(of rule: Int, in records: EncodedRecords) {
        let keys = records.keys(of: rule)
        let sorted = keys.sorted()
        var frequent: Set<UInt64> = []
        for place in sorted.indices.dropFirst(rowsPerKeyMax) where sorted[place] == sorted[place - rowsPerKeyMax] {
            frequent.insert(sorted[place])
        }
        guard !frequent.isEmpty else { return }
        for row in keys.indices where frequent.contains(keys[row]) { keys[row] = 0 }
    }

    /// Rows of decoys with fresh tokens, to be appended to `rows`; keep the tokens, and drop their links.
    package static func decoyRows(
        for rows: [Row], key: EncodingKey, label: String, surroundings: Surroundings,
        sharePercent: Int = DecoyMaker.sharePercent
    ) -> [Row] {
        var maker = DecoyMaker(key: key, label: label)
        let count = rows.count * min(400, max(0, sharePercent)) / 100
        return maker.decoys(from: rows.map(\.traits), count: count)
            .map {
                Row(token: RowToken(bytes: surroundings.randomBytes(16)), traits: $0)
            }
    }
}
