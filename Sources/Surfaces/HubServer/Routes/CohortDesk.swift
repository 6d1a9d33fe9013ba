import Feasibility
import Foundation
import HTTPTypes
import HealthModel
import Hummingbird
import NIOCore

/// What the routes about cohorts share: how to count, how to find concepts, and how much each client may ask.
struct CohortDesk: Sendable {
    /// The largest definition of the OHDSI PhenotypeLibrary has just under 1 MB.
    static let definitionBytesMax = 2 << 20
    /// A form holds the definition before the change, those before it, and its own fields.
    static let formBytesMax = 6 << 20

    let counting: CohortCounting
    let concepts: ConceptSearch
    let questions: QuestionFolder
    let pool: WorkPool
    let countRate: RequestRate
    let searchRate: RequestRate
    let composeRate: RequestRate

    init(
        counting: CohortCounting, concepts: ConceptSearch, questions: QuestionFolder, pool: WorkPool,
        surroundings: Surroundings, countLimits: RequestRate.Limits = .counting
    ) {
        self.counting = counting
        self.concepts = concepts
        self.questions = questions
        self.pool = pool
        countRate = RequestRate(countLimits, surroundings: surroundings)
        searchRate = RequestRate(.searching, surroundings: surroundings)
        composeRate = RequestRate(.composing, surroundings: surroundings)
    }

    /// The whole body, or a refusal as soon as it is too long.
    static func body(of request: Request, upTo maximum: Int) async throws -> Data {
        if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > maximum {
            throw RequestRefusal.bodyTooLarge(maximumBytes: maximum)
        }
        var bytes = Data()
        for try await part in request.body {
            guard bytes.count + part.readableBytes <= maximum else {
                throw RequestRefusal.bodyTooLarge(maximumBytes: maximum)
            }
            bytes.append(contentsOf: part.readableBytesView)
        }
        return bytes
    }
}
