// SPDX-License-Identifier: Apache-2.0

import JSON
import Synchronization
import TileEncoding

/// What an operator may set.
public struct ServiceOptions: Sendable {
    /// How addresses in documents begin.
    public var address: PublicAddress
    /// Opens the partner and internal tiers and the forced reload; nil: neither exists.
    public var token: AccessToken?
    /// Most pixels along a side of a picture.
    public var largestSide = 4096
    /// Bytes of encoded tiles that are kept.
    public var tileCacheBytes = 48 << 20
    /// Folder with `leaflet.js`, `leaflet.css` and `images/`.
    public var leafletFolder = "/usr/share/javascript/leaflet"
    /// Whether tiles are offered as WebP beside PNG.
    public var offersWebP = WebPEncoder.isAvailable
    /// Version of the program.
    public var version = ""

    /// Takes addresses from the requests.
    public init(address: PublicAddress) { self.address = address }
}

/// A tile as it is sent, kept under the address it was asked for by.
struct CachedTile: Sendable {
    /// The build set it was made from.
    let generation: Int
    /// The answer before what depends on the request.
    let plain: ServerResponse
    /// The whole answer to a plain GET.
    let finished: ServerResponse
}

/// Answers requests: HTTP as plain values, without sockets.
public final class MapService: Sendable {
    /// What is served.
    public let store: BuildStore
    /// Limits and settings.
    public let options: ServiceOptions
    /// Counts for `/metrics`.
    public let metrics = ServiceMetrics()
    /// Drawing, reading and answering, each kind on threads of its own.
    public let queues: WorkQueues
    let tiles: ByteBoundedCache<String, CachedTile>
    let flights = SingleFlight<String, EncodedTile>()
    let legends = ByteBoundedCache<String, [UInt8]>(limit: 1 << 20)
    let assets: PageAssets
    private let log: @Sendable (String) -> Void

    /// - Parameter log: receives faults of the server, one sentence each.
    public init(
        store: BuildStore, queues: WorkQueues, options: ServiceOptions,
        log: @escaping @Sendable (String) -> Void = { _ in }
    ) {
        self.store = store
        self.queues = queues
        self.options = options
        self.log = log
        tiles = ByteBoundedCache(limit: options.tileCacheBytes)
        assets = PageAssets(leafletFolder: options.leafletFolder)
    }

    /// Answers a request; never fails.
    public func respond(to request: ServerRequest) async -> ServerResponse {
        let isMember = options.token?.isPresented(by: request) ?? false
        do {
            return try await finishedApart(try await answer(request, isMember: isMember), request, isMember: isMember)
        } catch let error as ServerError {
            return finished(error.problem, request, isMember: isMember)
        } catch is CancellationError {
            return .abandoned
        } catch {
            log("\(request.method) \(request.target.prefix(200)): \(error)")
            return finished(ServerError.failed.problem, request, isMember: isMember)
        }
    }

    /// The response with what all have in common, and with who may be given a copy of it.
    func finished(_ response: ServerResponse, _ request: ServerRequest, isMember: Bool) -> ServerResponse {
        let result = ResponseFinisher.finish(response, for: request)
        return options.token == nil ? result : Audience.marked(result, isMember: isMember)
    }

    /// Bodies from which on tags and compression are made on a thread that may take its time.
    private static let largeBody = 64 << 10

    private func finishedApart(
        _ response: ServerResponse, _ request: ServerRequest, isMember: Bool
    ) async throws -> ServerResponse {
        guard case .bytes(let bytes) = response.body, bytes.count >= Self.largeBody, response.status == 200 else {
            return finished(response, request, isMember: isMember)
        }
        if response.reservation != nil {
            // A picture: there is nothing to compress, and it is counted already.
            return try await queues.documents.run(cost(of: request)) { _ in
                self.finished(response, request, isMember: isMember)
            }
        }
        return try await queues.documents.body(cost(of: request, bytes: bytes.count)) { _ in
            self.finished(response, request, isMember: isMember)
        }
    }

    /// The cost of a work for the client of a request.
    func cost(of request: ServerRequest, bytes: Int = 0) -> WorkCost {
        WorkCost(client: ClientAddress.of(request, trustedProxies: options.address.trustedProxies), bytes: bytes)
    }

    /// Tells the operator of a fault that the client is told nothing of.
    func report(_ error: any Error, _ context: AnswerContext) {
        log("\(context.request.method) \(context.request.target.prefix(200)): \(error)")
    }

    private func answer(_ request: ServerRequest, isMember: Bool) async throws -> ServerResponse {
        let target = try RequestTarget(request.target)
        let allowed = Self.allowedMethods(target.path)
        if request.method == "OPTIONS" { return ResponseFinisher.preflight(allowed: allowed) }
        guard allowed.split(separator: ", ").contains(Substring(request.method)) else {
            throw ServerError.methodNotAllowed(allowed: allowed)
        }
        if let response = operations(target, isMember: isMember) { return response }
        guard let current = store.current else { throw ServerError.notReady }
        let base = try options.address.base(for: request)
        guard let set = current.visible(toMember: isMember) else { return try Self.refusal(target) }
        return try await route(
            AnswerContext(
                request: request, target: target, base: base, isBaseFixed: options.address.fixed != nil, set: set,
                isMember: isMember))
    }

    /// The answer where all that is served is closed, in the form that the client reads.
    private static func refusal(_ target: RequestTarget) throws(ServerError) -> ServerResponse {
        switch target.path.first {
        case "wms": return serviceException(.unauthorized, target)
        case "wmts": return exceptionReport(.unauthorized, isParameter: target.path.count == 1)
        default: throw .unauthorized
        }
    }

    /// Whether the body of a request is looked at; others need not be read.
    public static func readsBody(method: String, target: String) -> Bool {
        method == "POST" && target.prefix { $0 != "?" } == "/query/area"
    }

    private static func allowedMethods(_ path: [String]) -> String {
        switch path {
        case ["query", "area"], ["admin", "reload"]: "POST, OPTIONS"
        default: "GET, HEAD, OPTIONS"
        }
    }

    private func route(_ context: AnswerContext) async throws -> ServerResponse {
        let path = context.path
        switch path.first {
        case nil: return try landing(context)
        case "tiles", "tms": return try await tileRoute(context)
        case "wms": return try await wms(context)
        case "wmts": return try await wmts(context)
        case "collections": return try await collections(context)
        case "query": return try await query(context)
        case "legend", "styles", "qgis", "data", "catalog.json", "contributions.json":
            return try await documents(context)
        case "conformance", "api", "tileMatrixSets": return try ogcDocuments(context)
        case "assets", "page.json", "favicon.ico", "robots.txt": return try page(context)
        case "admin" where path == ["admin", "reload"]: return try await forcedReload(context)
        default: throw ServerError.unknown(kind: "page", name: "/" + path.joined(separator: "/"))
        }
    }

    private func forcedReload(_ context: AnswerContext) async throws -> ServerResponse {
        guard context.isMember else { throw ServerError.unauthorized }
        let store = store
        try await queues.reloads.run { _ in try store.reload() }
        return ServerResponse(JSONValue.object([.init("reloaded", true)]).bytes, type: "application/json")
    }
}
