// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging
import MapServices
import NIOCore
import NIOHTTP1
import NIOHTTPTypes
import NIOHTTPTypesHTTP1

/// One HTTP/1.1 connection: Hummingbird's pipeline with a clock for slow requests, limits, the fast lane for tiles and,
/// where the server has a certificate, TLS.
///
/// Hummingbird's own TLS channel would admit a connection after its handshake was set up and could not take a new
/// certificate; here a refused connection costs no handshake, and the clock runs during it.
struct GuardedChannel: ServerChildChannel, HTTPChannelHandler {
    /// An open connection and what knows whether its client is still there.
    struct Value: ServerChildChannelValue {
        let connection: NIOAsyncChannel<HTTPRequestPart, HTTPResponsePart>
        let watch: DisconnectWatch

        var channel: any Channel { connection.channel }
    }

    let responder: HTTPChannelHandler.Responder
    let service: MapService
    let limits: ConnectionLimits
    let counter: ConnectionCounter
    let clock: DateText
    let bodies: BodyBudget
    let tls: TLSIdentity?

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        channel.eventLoop.makeCompletedFuture {
            try admit(channel)
            try channel.syncOptions?.setOption(
                .writeBufferWaterMark, value: .init(low: SendClock.waiting, high: SendClock.waiting + 1))
            let watch = DisconnectWatch()
            try addHandlers(channel.pipeline.syncOperations, watch, logger)
            let connection = try NIOAsyncChannel<HTTPRequestPart, HTTPResponsePart>(
                wrappingChannelSynchronously: channel, configuration: .init(isOutboundHalfClosureEnabled: true))
            return Value(connection: connection, watch: watch)
        }
    }

    private func admit(_ channel: any Channel) throws {
        let address = channel.remoteAddress?.ipAddress.map(ClientAddress.counted) ?? "unknown"
        guard counter.admit(address) else {
            // A failed set-up alone leaves the socket open for as long as the client likes.
            channel.close(promise: nil)
            throw ChannelError.connectTimeout(.zero)
        }
        service.metrics.countConnection(1)
        channel.closeFuture.whenComplete { [counter, service] _ in
            counter.release(address)
            service.metrics.countConnection(-1)
        }
    }

    private func addHandlers(
        _ pipeline: ChannelPipeline.SynchronousOperations, _ watch: DisconnectWatch, _ logger: Logger
    ) throws {
        let requestClock = RequestClock(
            headerTime: .seconds(Int64(limits.headerSeconds)), bodyTime: .seconds(Int64(limits.bodySeconds)))
        try pipeline.addHandler(RequestClockStart(requestClock))
        try pipeline.addHandler(SendClock(time: .seconds(Int64(limits.sendSeconds))))
        if let tls { try pipeline.addHandler(tls.makeHandler()) }
        var decoderLimits = NIOHTTPDecoderLimitConfiguration()
        decoderLimits.maxHeaderFieldSize = ConnectionLimits.headerBytes
        decoderLimits.maxHeaderListSize = ConnectionLimits.headerBytes
        decoderLimits.maxHeaderFieldCount = ConnectionLimits.headerFields
        try pipeline.configureHTTPServerPipeline(
            withPipeliningAssistance: false, withErrorHandling: false, withOutboundHeaderValidation: false,
            withEncoderConfiguration: .init(), withDecoderLimitConfiguration: decoderLimits)
        try pipeline.addHandler(RequestClockStop(requestClock))
        try pipeline.addHandler(TileFastLane(service: service, clock: clock, bodies: bodies))
        try pipeline.addHandler(DisconnectHandler(watch))
        try pipeline.addHandler(HTTP1ToHTTPServerCodec(secure: tls != nil))
        try pipeline.addHandler(
            HTTPConnectionStateHandler(idleTimeout: .seconds(limits.idleSeconds), logger: logger))
    }

    func handle(value: Value, logger: Logger) async {
        await DisconnectWatch.$current.withValue(value.watch) {
            await handleHTTP(asyncChannel: value.connection, logger: logger)
        }
    }
}
