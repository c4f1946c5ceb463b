// SPDX-License-Identifier: Apache-2.0

/// Answers requests: HTTP as plain values, without sockets.
///
/// What can be asked for is in the table of routes; this type finds the route, and does what all answers have in common.
public final class MapService: Sendable {
    /// What is served.
    public let store: BuildStore
    /// Limits and settings.
    public let options: ServiceOptions
    /// Counts for `/metrics`.
    public let metrics = ServiceMetrics()
    /// Drawing, reading and answering, each kind on threads of its own.
    public let queues: WorkQueues
    /// Everything that is answered.
    let table: RouteTable
    private let tiles: TileAnswers
    private let finishing: Finishing
    private let log: @Sendable (String) -> Void

    /// Largest body that is read.
    public static let largestBody = 1 << 20

    /// - Parameter log: receives faults of the server, one sentence each.
    public init(
        store: BuildStore, queues: WorkQueues, options: ServiceOptions,
        log: @escaping @Sendable (String) -> Void = { _ in }
    ) {
        self.store = store
        self.queues = queues
        self.options = options
        self.log = log
        finishing = Finishing(hasToken: options.token != nil)
        tiles = TileAnswers(queue: queues.tiles, metrics: metrics, finishing: finishing, options: options)
        table = RouteTable(
            Self.protocols(
                Operations(store: store, metrics: metrics, queues: queues, tiles: tiles), queues, tiles, options))
    }

    /// Everything that is spoken, in the order of the OpenAPI document.
    private static func protocols(
        _ operations: Operations, _ queues: WorkQueues, _ tiles: TileAnswers, _ options: ServiceOptions
    ) -> [any ServedProtocol] {
        let pictures = PictureAnswers(queues: queues, largestSide: options.largestSide)
        let legends = LegendAnswers(queue: queues.pictures)
        let collections = Collections(documents: queues.documents)
        let page = MapPage(assets: PageAssets(leafletFolder: options.leafletFolder))
        return [
            CommonAPI(page: page, collections: collections),
            TileAddresses(tiles: tiles, documents: queues.documents),
            MapsAPI(pictures: pictures, collections: collections),
            TilesAPI(tiles: tiles, collections: collections),
            FeaturesAPI(collections: collections),
            LayerAppearance(legends: legends),
            RiskQuestions(queries: queues.queries),
            PlaceSearchAnswers(questions: RiskQuestions(queries: queues.queries)),
            PlaceSeriesAnswers(questions: RiskQuestions(queries: queues.queries)),
            IncidentMarks(queries: queues.queries),
            NewsQuestions(queries: queues.queries),
            WebMapService(pictures: pictures, legends: legends),
            WebMapTileService(tiles: tiles, pictures: queues.pictures),
            BuildFiles(documents: queues.documents),
            page,
            operations,
        ]
    }

    /// Answers a request; never fails.
    public func respond(to request: ServerRequest) async -> ServerResponse {
        let isMember = options.token?.isPresented(by: request) ?? false
        let client = ClientAddress.of(request, trustedProxies: options.address.trustedProxies)
        do {
            let response = try await answer(request, isMember: isMember, client: client)
            return try await finishedApart(response, request, isMember: isMember, client: client)
        } catch let error as ServerError {
            return finishing.finished(error.problem, request, isMember: isMember)
        } catch is CancellationError {
            return .abandoned
        } catch {
            report(error, request)
            return finishing.finished(ServerError.failed.problem, request, isMember: isMember)
        }
    }

    /// Tells the operator of a fault that the client is told nothing of.
    private func report(_ error: any Error, _ request: ServerRequest) {
        log("\(request.method) \(request.target.prefix(200)): \(error)")
    }

    /// Bodies from which on tags and compression are made on a thread that may take its time.
    private static let largeBody = 64 << 10

    private func finishedApart(
        _ response: ServerResponse, _ request: ServerRequest, isMember: Bool, client: String?
    ) async throws -> ServerResponse {
        let finishing = finishing
        guard case .bytes(let bytes) = response.body, bytes.count >= Self.largeBody, response.status == 200 else {
            return finishing.finished(response, request, isMember: isMember)
        }
        if response.reservation != nil {
            // A picture: there is nothing to compress, and it is counted already.
            return try await queues.documents.run(WorkCost(client: client)) { _ in
                finishing.finished(response, request, isMember: isMember)
            }
        }
        return try await queues.documents.body(WorkCost(client: client, bytes: bytes.count)) { _ in
            finishing.finished(response, request, isMember: isMember)
        }
    }

    private func answer(_ request: ServerRequest, isMember: Bool, client: String?) async throws -> ServerResponse {
        let target = try RequestTarget(request.target)
        let matches = table.matches(target.path), allowed = RouteTable.allowed(matches)
        if request.method == "OPTIONS" { return ResponseFinisher.preflight(allowed: allowed) }
        guard allowed.split(separator: ", ").contains(Substring(request.method)) else {
            throw ServerError.methodNotAllowed(allowed: allowed)
        }
        let match = RouteTable.match(matches, method: request.method)
        if case .always(let answer)? = match?.entry.route.answer {
            return answer(StatusContext(target: target, isMember: isMember))
        }
        guard let current = store.current else { throw ServerError.notReady }
        let base = try options.address.base(for: request), faults = table.faults(target.path)
        guard let set = current.visible(toMember: isMember) else { return faults.response(.unauthorized, target) }
        let context = AnswerContext(
            request: request, target: target, base: base, isBaseFixed: options.address.fixed != nil, set: set,
            isMember: isMember, client: client, contact: options.contact, parts: match?.parts ?? [:], table: table)
        return try await answer(match, context, faults)
    }

    /// What the route answers, or what is wrong, in the form of its protocol.
    ///
    /// - Throws: `CancellationError` when nobody waits for the answer.
    private func answer(
        _ match: RouteTable.Match?, _ context: AnswerContext, _ faults: FaultForm
    ) async throws(CancellationError) -> ServerResponse {
        do {
            guard case .builds(let answer)? = match?.entry.route.answer else { throw context.unknownPage }
            return try await answer(context)
        } catch let error as ServerError {
            return faults.response(error, context.target)
        } catch let error as CancellationError {
            throw error
        } catch {
            report(error, context.request)
            return faults.response(.failed, context.target)
        }
    }

    /// Whether the body of a request is looked at; others need not be read.
    ///
    /// - Parameter target: path and query as sent.
    public func readsBody(method: String, target: String) -> Bool {
        guard let target = try? RequestTarget(target) else { return false }
        return RouteTable.match(table.matches(target.path), method: method)?.entry.route.body != nil
    }

    /// The finished answer for an address that was asked for before; nil when it must be made.
    ///
    /// Only tiles that anyone may see are kept, under addresses without a query.
    ///
    /// - Parameter acceptsGzip: whether the client takes gzip, which vector tiles are kept in.
    public func cachedTile(target: String, acceptsGzip: Bool) -> ServerResponse? {
        tiles.cached(target, acceptsGzip: acceptsGzip, of: store.current)?.finished
    }

    /// Whether an address is that of a picture, which is never compressed again.
    public static func isPicture(_ target: String) -> Bool { TileAnswers.isPicture(target) }
}
