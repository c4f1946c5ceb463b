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
    static let waiting = 64 << 10

    private let time: TimeAmount
    private var deadline: Scheduled<Void>?

    /// - Parameter time: what a client has for taking so many bytes.
    init(time: TimeAmount) { self.time = time }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        stop()
        if !context.channel.isWritable {
            deadline = context.eventLoop.assumeIsolated().scheduleTask(in: time) { context.close(promise: nil) }
        }
        context.fireChannelWritabilityChanged()
    }

    func channelInactive(context: ChannelHandlerContext) {
        stop()
        context.fireChannelInactive()
    }

    private func stop() {
        deadline?.cancel()
        deadline = nil
    }
}
