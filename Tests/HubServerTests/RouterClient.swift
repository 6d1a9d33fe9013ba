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
        try await send(.get, path, headers: headers, body: "")
    }

    /// A form as a browser sends it.
    func post(_ path: String, form: [String: String], headers: HTTPFields = [:]) async throws -> Answer {
        let body = form.map { "\(RouterClient.encoded($0))=\(RouterClient.encoded($1))" }.joined(separator: "&")
        return try await send(.post, path, headers: headers, body: body)
    }

    func post(_ path: String, json: String, headers: HTTPFields = [.contentType: "application/json"]) async throws
        -> Answer
    { try await send(.post, path, headers: headers, body: json) }

    private static func encoded(_ text: String) -> String {
        text.utf8
            .map { byte in
                let isPlain =
                    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                return isPlain ? String(UnicodeScalar(byte)) : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
            }
            .joined()
    }

    func send(_ method: HTTPRequest.Method, _ path: String, headers: HTTPFields, body: String) async throws -> Answer {
        let head = HTTPRequest(
            method: method, scheme: "http", authority: "localhost", path: path, headerFields: headers)
        let request = Request(head: head, body: RequestBody(buffer: ByteBuffer(string: body)))
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
