import CohortEngine
import HTTPTypes
import HealthModel
import Hummingbird
import Logging
import Portal

/// Turns errors into pages, and under `/api/` into JSON: the only mapping from an error's kind to an HTTP status.
struct ErrorPages<Context: RequestContext>: RouterMiddleware {
    @concurrent func handle(
        _ request: Request, context: Context, next: @concurrent (Request, Context) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let error as any HubError {
            context.logger.warning("request failed", metadata: ["code": "\(error.code)"])
            return answer(to: request, error)
        } catch let error as HTTPError where error.status == .notFound {
            return answer(to: request, .notFound, code: "request.not-found", message: ErrorPage.notFound)
        } catch let error as any HTTPResponseError {
            return answer(to: request, error.status, code: "request.failed", message: ErrorPage.failure)
        } catch {
            context.logger.error("request failed", metadata: ["type": "\(type(of: error))"])
            return answer(to: request, .internalServerError, code: "request.failed", message: ErrorPage.failure)
        }
    }

    static func status(for kind: HubErrorKind) -> HTTPResponse.Status {
        switch kind {
        case .badInput: .badRequest
        case .notFound: .notFound
        case .refused: .forbidden
        case .conflict: .conflict
        case .limit: .contentTooLarge
        case .damaged: .internalServerError
        case .surroundings: .serviceUnavailable
        }
    }

    private func answer(to request: Request, _ error: any HubError) -> Response {
        let refusal = error as? RequestRefusal
        var response = answer(
            to: request, refusal?.status ?? Self.status(for: error.kind), code: error.code,
            path: (error as? CohortError)?.path, message: error.message)
        if let seconds = refusal?.retryAfterSeconds { response.headers[.retryAfter] = String(seconds) }
        return response
    }

    private func answer(
        to request: Request, _ status: HTTPResponse.Status, code: String, path: String? = nil, message: Phrase
    ) -> Response {
        if request.uri.path.hasPrefix("/api/") {
            let body = ErrorBody(error: ErrorBody.Facts(code: code, path: path, message: Words(message)))
            return Response(json: body, status: status)
        }
        let language: Language = request.uri.path.hasPrefix("/en") ? .english : .french
        let page = ErrorPage(statusCode: status.code, message: message)
        return Response(page: page.layout, language: language, status: status)
    }
}

extension Response {
    /// A page as an answer.
    init(page: Layout, language: Language, status: HTTPResponse.Status = .ok) {
        self.init(html: page.html(language), language: language, status: status)
    }

    /// Markup as an answer.
    init(html: HTML, language: Language, status: HTTPResponse.Status = .ok) {
        self.init(
            status: status,
            headers: [.contentType: "text/html; charset=utf-8", .contentLanguage: language.rawValue],
            body: ResponseBody(byteBuffer: ByteBuffer(string: html.text)))
    }
}
