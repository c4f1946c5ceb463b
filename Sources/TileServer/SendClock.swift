// SPDX-License-Identifier: Apache-2.0

import NIOCore

/// Closes connections whose client does not take its answers.
///
/// The clock runs while more waits for the client than the channel may hold, whatever waits: heads and ends of small
/// answers too, of which a client may ask for thousands in one breath. It stands next to the network, so that TLS need
/// not wait for the farewell of such a client.
final class SendClock: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer

    /// Bytes that may wait for a client; a sender waits until there are fewer.
    static let waiting = 16 << 10

    private let time: TimeAmount
    private var deadline: Scheduled<Void>?
    private var senders: [EventLoopPromise<Void>] = []

    /// - Parameter time: what a client has for taking so many bytes.
    init(time: TimeAmount) { self.time = time }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        stop()
        if context.channel.isWritable {
            finish(.success(()))
        } else {
            deadline = context.eventLoop.assumeIsolated().scheduleTask(in: time) { context.close(promise: nil) }
        }
        context.fireChannelWritabilityChanged()
    }

    func channelInactive(context: ChannelHandlerContext) {
        stop()
        finish(.failure(ChannelError.ioOnClosedChannel))
        context.fireChannelInactive()
    }

    /// Waits until no more waits for the client than the channel may hold.
    ///
    /// What a sender hands over reaches the channel only when its event loop comes round, and a client may ask for a hundred
    /// answers in one breath: a sender that asked nobody would have handed over all of them before the channel knew that it
    /// was full.
    static func pass(_ channel: any Channel) async throws {
        try await channel.eventLoop.flatSubmit { () -> EventLoopFuture<Void> in
            guard channel.isActive else { return channel.eventLoop.makeFailedFuture(ChannelError.ioOnClosedChannel) }
            guard !channel.isWritable, let clock = try? channel.pipeline.syncOperations.handler(type: SendClock.self)
            else { return channel.eventLoop.makeSucceededVoidFuture() }
            let promise = channel.eventLoop.makePromise(of: Void.self)
            clock.senders.append(promise)
            return promise.futureResult
        }.get()
    }

    private func finish(_ result: Result<Void, any Error>) {
        let waiting = senders
        senders = []
        for promise in waiting { promise.completeWith(result) }
    }

    private func stop() {
        deadline?.cancel()
        deadline = nil
    }
}
