import HTTPTypes
import Hummingbird
import Logging
import NIOCore

/// What a request brings along: who sent it, as far as the network says.
struct PortalContext: RequestContext, RemoteAddressRequestContext {
    var coreContext: CoreRequestContextStorage
    let remoteAddress: SocketAddress?

    init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        remoteAddress = source.channel.remoteAddress
    }

    /// A name for the sender, to share capacity out.
    func client(of request: Request) -> String {
        let forwarded = HTTPField.Name("X-Forwarded-For").flatMap { request.headers[$0] }
        return PortalContext.client(address: remoteAddress?.ipAddress, forwarded: forwarded)
    }

    /// Behind a proxy on this machine it is the last address that the proxy wrote down; what a sender from elsewhere
    /// writes there is not looked at.
    static func client(address: String?, forwarded: String?) -> String {
        let address = address ?? "local"
        guard address == "127.0.0.1" || address == "::1", let last = forwarded?.split(separator: ",").last else {
            return address
        }
        return String(last.filter { !$0.isWhitespace }.prefix(64))
    }
}
