// SPDX-License-Identifier: Apache-2.0

import NIOCore
import NIOHTTP1

/// Closes connections whose requests arrive too slowly.
///
/// Hummingbird's own idle time-out counts from the last byte, so a client that sends one byte a second could hold a
/// connection for ever. This clock starts with the first byte of a request (or with the connection) and stops when
/// the header is complete, then gives the body its own time. It has a part on each side of the HTTP decoder; both run
/// on the connection's event loop. The first part stands before TLS: a handshake counts as part of the first header.
final class RequestClock {
    private let headerTime: TimeAmount
    private let bodyTime: TimeAmount
    private var deadline: Scheduled<Void>?
    private var isInRequest = false
    /// The place next to the network. A connection closed from here is closed at once, whereas TLS would first wait for
    /// the farewell of a client that has shown itself slow.
    fileprivate weak var network: ChannelHandlerContext?

    init(headerTime: TimeAmount, bodyTime: TimeAmount) {
        self.headerTime = headerTime
        self.bodyTime = bodyTime
    }

    fileprivate func bytesArrived(_ context: ChannelHandlerContext) {
        if !isInRequest, deadline == nil { start(headerTime, context) }
    }

    fileprivate func headerArrived(_ context: ChannelHandlerContext) {
        isInRequest = true
        stop()
        start(bodyTime, context)
    }

    fileprivate func requestArrived() {
        isInRequest = false
        stop()
    }

    fileprivate func stop() {
        deadline?.cancel()
        deadline = nil
    }

    private func start(_ time: TimeAmount, _ context: ChannelHandlerContext) {
        deadline = context.eventLoop.assumeIsolated().scheduleTask(in: time) { [weak self] in
            self?.network?.close(promise: nil)
        }
    }
}

/// The clock's part before the decoder and before TLS.
final class RequestClockStart: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer

    private let clock: RequestClock

    init(_ clock: RequestClock) { self.clock = clock }

    func handlerAdded(context: ChannelHandlerContext) {
        clock.network = context
        if context.channel.isActive { clock.bytesArrived(context) }
    }

    func channelActive(context: ChannelHandlerContext) {
        clock.bytesArrived(context)
        context.fireChannelActive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        clock.bytesArrived(context)
        context.fireChannelRead(data)
    }

    func channelInactive(context: ChannelHandlerContext) {
        clock.stop()
        context.fireChannelInactive()
    }
}

/// The clock's part behind the decoder.
final class RequestClockStop: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart

    private let clock: RequestClock

    init(_ clock: RequestClock) { self.clock = clock }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head: clock.headerArrived(context)
        case .body: break
        case .end: clock.requestArrived()
        }
        context.fireChannelRead(data)
    }
}
