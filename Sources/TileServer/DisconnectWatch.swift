// SPDX-License-Identifier: Apache-2.0

import NIOCore
import NIOHTTP1
import Synchronization

/// Knows whether the client of a connection is still there, and gives up the answering of its request when it is not.
///
/// A client that ends its side of the connection while it waits counts as gone, as with other servers: most have closed
/// both sides, which cannot be told apart before something is sent.
final class DisconnectWatch: Sendable {
    private struct State {
        var isGone = false
        var cancel: (@Sendable () -> Void)?
    }

    private let state = Mutex(State())

    /// The watch of the connection whose request the current task answers.
    @TaskLocal static var current: DisconnectWatch?

    /// Runs the work in a task that is cancelled when the client goes.
    func whileConnected<Result: Sendable>(_ work: @escaping @Sendable () async -> Result) async -> Result {
        let task = Task { await work() }
        let isGone = state.withLock { state in
            state.cancel = { task.cancel() }
            return state.isGone
        }
        if isGone { task.cancel() }
        defer { state.withLock { $0.cancel = nil } }
        return await withTaskCancellationHandler {
            await task.value
        } onCancel: {
            task.cancel()
        }
    }

    func clientWent() {
        let cancel = state.withLock { state in
            state.isGone = true
            return state.cancel
        }
        cancel?()
    }
}

/// The watch's place in a connection's pipeline.
final class DisconnectHandler: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart

    private let watch: DisconnectWatch

    init(_ watch: DisconnectWatch) { self.watch = watch }

    func channelInactive(context: ChannelHandlerContext) {
        watch.clientWent()
        context.fireChannelInactive()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case ChannelEvent.inputClosed? = event as? ChannelEvent { watch.clientWent() }
        context.fireUserInboundEventTriggered(event)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        if error is IOError { watch.clientWent() }
        context.fireErrorCaught(error)
    }
}
