/// Where a delivery stands.
package enum DeliveryState: String, Sendable, Codable {
    case running, accepted, refused, quarantined, withdrawn, abandoned
}

/// One delivery as the hub remembers it.
package struct DeliveryRecord: Sendable, Hashable, Codable {
    package let source: String
    package let delivery: String
    package let digest: String
    package var state: DeliveryState
    package let received: String
    package var finished: String?
    package var rowCount: Int
    package var byteCount: Int
    package var certainCount: Int
    package var ambiguousCount: Int
    package var excludedCount: Int

    package init(
        source: String,
        delivery: String,
        digest: String,
        state: DeliveryState,
        received: String,
        finished: String? = nil,
        rowCount: Int = 0,
        byteCount: Int = 0,
        certainCount: Int = 0,
        ambiguousCount: Int = 0,
        excludedCount: Int = 0
    ) {
        self.source = source
        self.delivery = delivery
        self.digest = digest
        self.state = state
        self.received = received
        self.finished = finished
        self.rowCount = rowCount
        self.byteCount = byteCount
        self.certainCount = certainCount
        self.ambiguousCount = ambiguousCount
        self.excludedCount = excludedCount
    }
}

/// One generation of the register of pseudonyms and person numbers: a Parquet file in the hub's `people` folder.
package struct PersonRegisterRecord: Sendable, Hashable {
    package let generation: Int
    package let file: String
    package let personCount: Int

    package init(generation: Int, file: String, personCount: Int) {
        self.generation = generation
        self.file = file
        self.personCount = personCount
    }
}

/// A pseudonym that turned out to be a person's second one, with the one that stays.
package struct Supersession: Sendable, Hashable {
    package let old: String
    package let new: String

    package init(old: String, new: String) {
        self.old = old
        self.new = new
    }
}

/// A pseudonym that was said to be another's, and turned out to be a person of its own.
package struct Separation: Sendable, Hashable {
    package let part: String
    /// The pseudonym that both had.
    package let kept: String

    package init(part: String, kept: String) {
        self.part = part
        self.kept = kept
    }
}

/// Whether a release is offered.
package enum ReleaseState: String, Sendable, Codable {
    case published, withdrawn
}

/// One release as the hub remembers it; its content is described by its manifest.
package struct ReleaseRecord: Sendable, Hashable, Codable {
    package let name: String
    package let sequence: Int
    package let state: ReleaseState
    package let created: String
    /// `intake` or `import`.
    package let origin: String

    package init(name: String, sequence: Int, state: ReleaseState, created: String, origin: String) {
        self.name = name
        self.sequence = sequence
        self.state = state
        self.created = created
        self.origin = origin
    }
}
