// SPDX-License-Identifier: Apache-2.0

import MapServices
import NIOCore
import NIOHTTP1

/// Answers tiles that are in the cache on the connection's event loop, and requests that are refused before their body is
/// read: those that the decoder refuses, and bodies that are too large, too many, or in an unknown coding.
///
/// Everything else goes on to Hummingbird. A tile is answered here only while no earlier request of the connection is
/// being answered there, so that answers never overtake each other.
final class TileFastLane: ChannelDuplexHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart
    typealias OutboundIn = HTTPServerResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    private let service: MapService
    private let clock: DateText
    private let bodies: BodyBudget
    /// Requests passed on whose answers have not ended.
    private var underWay = 0
    /// The cached answer to the request that is arriving.
    private var ready: ServerResponse?
    private var isRefused = false

    init(service: MapService, clock: DateText, bodies: BodyBudget) {
        self.service = service
        self.clock = clock
        self.bodies = bodies
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        // What follows a refused request is read to its end by nobody.
        guard !isRefused else { return }
        switch unwrapInboundIn(data) {
        case .head(let head):
            if let refusal = refusal(of: head, context) { return turnAway(refusal, context) }
            // A client that does not take its answers has to wait with the next: only the long way waits for it.
            if underWay == 0, context.channel.isWritable, let response = cached(head) {
                ready = response
            } else {
                underWay += 1
                context.fireChannelRead(wrapInboundOut(.head(Self.explicit(head))))
            }
        case .body: if ready == nil { context.fireChannelRead(data) }
        case .end:
            if let response = ready {
                ready = nil
                send(response, context)
            } else {
                context.fireChannelRead(data)
            }
        }
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        if case .end = unwrapOutboundIn(data) { underWay -= 1 }
        context.write(data, promise: promise)
    }

    /// Why the body of a request is not to be read.
    private func refusal(of head: HTTPRequestHead, _ context: ChannelHandlerContext) -> ServerError? {
        let codings = head.headers["transfer-encoding"]
        guard Self.isUnderstood(codings) else { return .transferCoding }
        let limit = MapService.largestBody, stated = head.headers.first(name: "content-length").flatMap { Int($0) }
        guard let bytes = codings.isEmpty ? stated : limit, bytes > 0,
            service.readsBody(method: head.method.rawValue, target: head.uri)
        else { return nil }
        guard bytes <= limit else { return .bodyTooLarge(limit: limit) }
        let address = ClientAddress.counted(context.channel.remoteAddress?.ipAddress ?? "")
        return bodies.admits(bytes, of: address) ? nil : .tooManyOfOneClient
    }

    /// Answers without the body: to read it would cost what refusing it saves.
    private func turnAway(_ refusal: ServerError, _ context: ChannelHandlerContext) {
        guard underWay == 0 else { return context.close(promise: nil) }
        isRefused = true
        try? context.channel.syncOptions?.setOption(.autoRead, value: false)
        refuse(refusal, context)
    }

    /// The decoder takes pieces off a body and nothing else: what is compressed on the way would arrive as it is.
    private static func isUnderstood(_ codings: [String]) -> Bool {
        codings.isEmpty || codings.count == 1 && codings[0].lowercased() == "chunked"
    }

    /// Says in headers what a request leaves unsaid or says twice. Hummingbird closes a connection when it reads
    /// `Connection: close`, and clients of HTTP/1.0 leave that out; the host of an address in absolute form stands in
    /// place of that of the header (RFC 9112, section 3.2.2).
    private static func explicit(_ head: HTTPRequestHead) -> HTTPRequestHead {
        var explicit = head
        if !head.isKeepAlive { explicit.headers.replaceOrAdd(name: "connection", value: "close") }
        if let host = authority(of: head.uri) { explicit.headers.replaceOrAdd(name: "host", value: host) }
        return explicit
    }

    private static func authority(of address: String) -> String? {
        guard !address.hasPrefix("/"), let scheme = address.firstRange(of: "://"),
            ["http", "https"].contains(address[..<scheme.lowerBound].lowercased())
        else { return nil }
        return String(address[scheme.upperBound...].prefix { !"/?#".contains($0) })
    }

    private func cached(_ head: HTTPRequestHead) -> ServerResponse? {
        guard head.method == .GET, head.uri.hasPrefix("/tiles/"), head.version == .http1_1,
            !head.headers.contains(name: "connection"), !head.headers.contains(name: "content-length"),
            !head.headers.contains(name: "transfer-encoding"), !head.headers.contains(name: "authorization"),
            head.headers["host"].count == 1
        else { return nil }
        let isPicture = MapService.isPicture(head.uri)
        let acceptsGzip = !isPicture && MapService.acceptsGzip(head.headers["accept-encoding"])
        guard let response = service.cachedTile(target: head.uri, acceptsGzip: acceptsGzip) else { return nil }
        let tags = head.headers["if-none-match"]
        guard let tag = tags.first else { return response }
        // Anything but the plain case is left to the full treatment of conditions.
        return tags.count == 1 && tag == response.header("ETag") ? notModified(response) : nil
    }

    private func notModified(_ response: ServerResponse) -> ServerResponse {
        let dropped = ["content-type", "content-encoding"]
        return ServerResponse(
            status: 304, headers: response.headers.filter { !dropped.contains($0.name.lowercased()) }, kind: "tile")
    }

    private func send(_ response: ServerResponse, _ context: ChannelHandlerContext) {
        var headers = HTTPHeaders()
        headers.reserveCapacity(response.headers.count + 2)
        for (name, value) in response.headers { headers.add(name: name, value: value) }
        headers.add(name: "Date", value: clock.text)
        guard case .bytes(let bytes) = response.body else { return }
        if response.status != 304 { headers.add(name: "Content-Length", value: String(bytes.count)) }
        let head = HTTPResponseHead(
            version: .http1_1, status: HTTPResponseStatus(statusCode: response.status), headers: headers)
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        if !bytes.isEmpty {
            context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(bytes: bytes)))), promise: nil)
        }
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
        service.metrics.countRequest(kind: "tile", status: response.status, seconds: 0, bytes: bytes.count)
    }

    /// What the decoder refuses is answered here, with the status that says why, and the connection is closed: after
    /// a request that cannot be understood nobody knows where the next one starts.
    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // The rest of what was refused is no new fault.
        guard !isRefused else { return }
        guard let fault = error as? HTTPParserError, underWay == 0 else { return context.fireErrorCaught(error) }
        isRefused = true
        refuse(fault == .headerOverflow ? Self.headerTooLarge : .malformed("The request is not valid HTTP."), context)
    }

    private static let headerTooLarge = ServerError.headerTooLarge(
        bytes: ConnectionLimits.headerBytes, fields: ConnectionLimits.headerFields)

    private func refuse(_ refusal: ServerError, _ context: ChannelHandlerContext) {
        let response = refusal.problem
        guard case .bytes(let bytes) = response.body else { return }
        var headers = HTTPHeaders(response.headers.map { ($0.name, $0.value) })
        headers.add(name: "Content-Length", value: String(bytes.count))
        headers.add(name: "Connection", value: "close")
        let head = HTTPResponseHead(
            version: .http1_1, status: HTTPResponseStatus(statusCode: response.status), headers: headers)
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(bytes: bytes)))), promise: nil)
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
        hangUp(context)
        service.metrics.countRequest(kind: "error", status: response.status, seconds: 0, bytes: bytes.count)
    }

    /// How long the rest of a refused request is taken in.
    private static let farewell = TimeAmount.seconds(1)

    /// Says that nothing follows, and closes a little later: a connection that is closed while bytes of its client are
    /// unread is reset, and the reset takes the answer with it.
    ///
    /// Only so many connections are kept for that: each holds what it has read.
    private func hangUp(_ context: ChannelHandlerContext) {
        let channel = context.channel, bodies = bodies
        guard bodies.beginFarewell() else { return context.close(promise: nil) }
        channel.closeFuture.whenComplete { _ in bodies.endFarewell() }
        context.close(mode: .output, promise: nil)
        context.eventLoop.scheduleTask(in: Self.farewell) { channel.close(promise: nil) }
    }
}
