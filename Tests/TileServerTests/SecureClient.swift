// SPDX-License-Identifier: Apache-2.0

import NIOCore
import NIOPosix
import NIOSSL
import NIOTLS

/// A client that speaks TLS with a server on loopback and trusts the test certificate only.
enum SecureClient {
    /// What came back until the server closed the connection.
    struct Answer: Sendable {
        var text = ""
        /// The protocol that ALPN agreed on.
        var negotiated: String?
    }

    /// Fails to agree with anything but the test certificate and its name.
    static func trusting() throws -> TLSConfiguration {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.trustRoots = .certificates(try NIOSSLCertificate.fromPEMBytes(Array(TestCertificate.chain.utf8)))
        configuration.applicationProtocols = ["h2", "http/1.1"]
        return configuration
    }

    /// Sends the text and collects what comes back; throws when no handshake succeeds.
    static func exchange(_ text: String, port: Int, _ configuration: TLSConfiguration? = nil) async throws -> Answer {
        let context = try NIOSSLContext(configuration: try configuration ?? trusting())
        let loop = MultiThreadedEventLoopGroup.singleton.next()
        let answer = loop.makePromise(of: Answer.self)
        let channel = try await ClientBootstrap(group: loop).channelInitializer { channel in
            channel.eventLoop.makeCompletedFuture {
                try channel.pipeline.syncOperations.addHandlers(
                    NIOSSLClientHandler(context: context, serverHostname: "localhost"), Collector(answer))
            }
        }.connect(host: "127.0.0.1", port: port).get()
        channel.writeAndFlush(ByteBuffer(string: text), promise: nil)
        return try await answer.futureResult.get()
    }
}

/// Keeps what arrives until the connection ends.
private final class Collector: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let promise: EventLoopPromise<SecureClient.Answer>
    private var answer = SecureClient.Answer()
    private var isSecured = false
    private var failure: any Error = ChannelError.eof

    init(_ promise: EventLoopPromise<SecureClient.Answer>) { self.promise = promise }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        answer.text += String(buffer: unwrapInboundIn(data))
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        guard case .handshakeCompleted(let negotiated)? = event as? TLSUserEvent else { return }
        isSecured = true
        answer.negotiated = negotiated
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        if !isSecured { failure = error }
        context.close(promise: nil)
    }

    func channelInactive(context: ChannelHandlerContext) {
        if isSecured { promise.succeed(answer) } else { promise.fail(failure) }
    }
}
