import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import NIOEmbedded

/// Sends requests straight to a router: no socket, no TLS, no HTTP client to compile.
struct RouterClient<Responder: HTTPResponder>: Sendable
where Responder.Context: RequestContext, Responder.Context.Source == ApplicationRequestContextSource {
    let responder: Responder

    struct Answer: Sendable {
        let status: HTTPResponse.Status
        let headers: HTTPFields
        let body: String
    }

    func get(_ path: String, headers: HTTPFields = [:]) async throws -> Answer {
        let head = HTTPRequest(
            method: .get, scheme: "http", authority: "localhost", path: path, headerFields: headers)
        let request = Request(head: head, body: RequestBody(buffer: ByteBuffer()))
        let source = ApplicationRequestContextSource(channel: EmbeddedChannel(), logger: Logger(label: "test"))
        let response = try await responder.respond(to: request, context: Responder.Context(source: source))
        let collector = Collector()
        try await response.body.write(collector)
        return Answer(status: response.status, headers: response.headers, body: await collector.text)
    }
}

private struct Collector: ResponseBodyWriter {
    private actor Store {
        var buffer = ByteBuffer()
        func append(_ next: ByteBuffer) {
            var next = next
            buffer.writeBuffer(&next)
        }
    }

    private let store = Store()
    var text: String { get async { String(buffer: await store.buffer) } }
    mutating func write(_ buffer: ByteBuffer) async throws { await store.append(buffer) }
    consuming func finish(_ trailingHeaders: HTTPFields?) async throws {}
}
