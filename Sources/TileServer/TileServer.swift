// SPDX-License-Identifier: Apache-2.0

import Hummingbird
import HummingbirdCore
public import Logging
public import MapServices
import NIOCore
import ServiceLifecycle
import UnixSignals

/// Serves a `MapService` over HTTP/1.1, plain or with TLS, until it is told to stop.
public struct TileServer: Sendable {
    /// Where to listen and within which limits.
    public struct Configuration: Sendable {
        /// Host name or address.
        public var host = "127.0.0.1"
        /// TCP port; 0 takes a free one.
        public var port = 8080
        /// Limits of connections.
        public var limits = ConnectionLimits()
        /// The certificate and key; nil: plain HTTP.
        public var tls: TLSIdentity?
        /// Seconds between two looks at the folder; 0: only `SIGHUP` and the forced reload.
        public var watchSeconds = 2

        /// Loopback, port 8080.
        public init() {}
    }

    private let service: MapService
    private let configuration: Configuration
    private let logger: Logger
    private let onRunning: @Sendable (Int) -> Void

    /// - Parameter onRunning: called with the port once connections are accepted.
    public init(
        service: MapService, configuration: Configuration, logger: Logger,
        onRunning: @escaping @Sendable (Int) -> Void = { _ in }
    ) {
        self.service = service
        self.configuration = configuration
        self.logger = logger
        self.onRunning = onRunning
    }

    /// Listens until `SIGTERM` or `SIGINT`, then finishes the answers under way.
    ///
    /// - Throws: when the address cannot be listened on.
    public func run() async throws {
        try await application.runService(gracefulShutdownSignals: [.sigterm, .sigint])
    }

    /// Listens until the task is cancelled, then finishes the answers under way; for tests.
    /// - Throws: when the address cannot be listened on.
    public func runUntilCancelled() async throws {
        let group = ServiceGroup(configuration: .init(services: [application], logger: logger))
        // A task of its own: cancelling the group itself would drop connections that were just accepted.
        let running = Task { try await group.run() }
        try await withTaskCancellationHandler {
            try await running.value
        } onCancel: {
            Task { await group.triggerGracefulShutdown() }
        }
    }

    private var application: some ApplicationProtocol {
        let service = service, limits = configuration.limits, tls = configuration.tls, onRunning = onRunning
        let counter = ConnectionCounter(limits: limits), clock = DateText()
        let bodies = BodyBudget(limits: limits)
        let responder = ServiceResponder(service: service, bodies: bodies, logger: logger)
        return Application(
            responder: responder,
            server: HTTPServerBuilder { responder in
                GuardedChannel(
                    responder: responder, service: service, limits: limits, counter: counter, clock: clock,
                    bodies: bodies,
                    tls: tls)
            },
            configuration: ApplicationConfiguration(
                address: .hostname(configuration.host, port: configuration.port), serverName: nil, backlog: 1024),
            services: [
                BuildWatch(
                    store: service.store, seconds: configuration.watchSeconds, service: service, tls: tls,
                    logger: logger)
            ],
            onServerRunning: { channel in onRunning(channel.localAddress?.port ?? 0) }, logger: logger)
    }
}

/// Puts new builds in place: on `SIGHUP`, which also reads the certificate again, and when a folder was exchanged.
private struct BuildWatch: Service {
    let store: BuildStore
    let seconds: Int
    let service: MapService
    let tls: TLSIdentity?
    let logger: Logger

    func run() async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await cancelWhenGracefulShutdown { await onSignal() } }
            if seconds > 0 { group.addTask { await cancelWhenGracefulShutdown { await onChange() } } }
            try await group.waitForAll()
        }
    }

    private func onSignal() async {
        for await _ in await UnixSignalsSequence(trapping: .sighup) {
            renewCertificate()
            await reload {
                try store.reload(); return true
            }
        }
    }

    private func renewCertificate() {
        guard let tls else { return }
        do {
            try tls.reload()
            logger.notice("certificate read again")
        } catch {
            logger.error("the certificate stays as it was: \(error)")
        }
    }

    private func onChange() async {
        while !Task.isCancelled {
            try? await Task.sleep(for: .seconds(seconds))
            await reload { try store.reloadIfChanged() }
        }
    }

    private func reload(_ body: @escaping @Sendable () throws -> Bool) async {
        do {
            if try await service.queues.reloads.perform(body) {
                service.metrics.countReload()
                logger.notice("builds put in place")
            }
        } catch is CancellationError {
            return
        } catch {
            logger.error("builds stay as they were: \(error)")
        }
    }
}
