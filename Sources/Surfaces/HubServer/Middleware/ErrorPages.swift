import HTTPTypes
import HealthModel
import Hummingbird
import Logging
import Portal

/// Turns errors into pages: the only mapping from an error's kind to an HTTP status.
struct ErrorPages<Context: RequestContext>: RouterMiddleware {
    @concurrent func handle(
        _ request: Request, context: Context, next: @concurrent (Request, Context) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let error as any HubError {
            context.logger.warning("request failed", metadata: ["code": "\(error.code)"])
            return page(status: Self.status(for: error.kind), message: error.message, request)
        } catch let error as HTTPError where error.status == .notFound {
            return page(status: .notFound, message: ErrorPage.notFound, request)
        } catch let error as any HTTPResponseError {
            return page(status: error.status, message: ErrorPage.failure, request)
        } catch {
            context.logger.error("request failed", metadata: ["type": "\(type(of: error))"])
            return page(status: .internalServerError, message: ErrorPage.failure, request)
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

    private func page(status: HTTPResponse.Status, message: Phrase, _ request: Request) -> Response {
        let language: Language = request.uri.path.hasPrefix("/en") ? .english : .french
        let page = ErrorPage(statusCode: status.code, message: message)
        return Response(page: page.layout, language: language, status: status)
    }
}

extension Response {
    /// A page as an answer.
    init(page: Layout, language: Language, status: HTTPResponse.Status = .ok) {
        self.init(
            status: status,
            headers: [.contentType: "text/html; charset=utf-8", .contentLanguage: language.rawValue],
            body: ResponseBody(byteBuffer: ByteBuffer(string: page.html(language).text)))
    }
}
