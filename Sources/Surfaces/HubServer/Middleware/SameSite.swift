import HTTPTypes
import Hummingbird

/// Refuses what other sites make a browser send. The portal has no cookie, so nobody's rights could be borrowed; but a
/// visitor's address and share of the capacity could.
struct SameSite<Context: RequestContext>: RouterMiddleware {
    @concurrent func handle(
        _ request: Request, context: Context, next: @concurrent (Request, Context) async throws -> Response
    ) async throws -> Response {
        if request.method == .post, let name = HTTPField.Name("Sec-Fetch-Site"), let site = request.headers[name],
            site != "same-origin", site != "none"
        {
            throw RequestRefusal.otherSite
        }
        return try await next(request, context)
    }
}
