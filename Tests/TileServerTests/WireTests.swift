// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo
import GeoIO
import Layers
import Logging
import MapServices
import TestSupport
import Testing
import TileEncoding
import TileServer

/// A server over one small raster on a free port of loopback, for as long as `body` runs.
func withServer(
    limits: ConnectionLimits = ConnectionLimits(), tls: TLSIdentity? = nil,
    cell: @Sendable (Int) -> Float = { Float($0 % 100) },
    _ body: @escaping @Sendable (Int) async throws -> Void
) async throws {
    let root = Repository.root.path
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).tif").path
    defer { try? FileManager.default.removeItem(atPath: file) }
    let grid = try #require(
        Grid(crs: .webMercator, originX: 4_400_000, originY: 4_400_000, cellSize: 5000, columns: 200, rows: 160))
    try CloudOptimizedGeoTIFF.write(Raster(grid: grid, values: (0..<grid.count).map(cell)), to: file)
    let store = BuildStore(
        origin: .raster(path: file, style: try Style.load(from: "\(root)/Tests/Palettes/risk.json")),
        blocks: RasterBlockCache(limit: 8 << 20))
    try store.reload()
    let service = MapService(
        store: store, queues: .onThreads(processors: 2),
        options: ServiceOptions(address: try #require(PublicAddress(isSecure: tls != nil))))
    var configuration = TileServer.Configuration()
    configuration.port = 0
    configuration.limits = limits
    configuration.tls = tls
    let (ports, continuation) = AsyncStream<Int>.makeStream()
    let server = TileServer(
        service: service, configuration: configuration, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
        onRunning: { continuation.yield($0) })
    try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { try await server.runUntilCancelled() }
        for await port in ports {
            try await body(port)
            break
        }
        group.cancelAll()
    }
}

@Suite(.serialized) struct WireTests {
    private static let tile = "GET /tiles/risk/6/39/25.png HTTP/1.1\r\nHost: a\r\n\r\n"

    /// A client that asks for thousands of answers in one breath and takes none of them has its first ones made, as many as
    /// the kernel and the channel hold, and waits with the others.
    @Test func answersThatNobodyTakesAreNotMade() async throws {
        try await withServer { port in
            let greedy = try #require(WireClient(port: port))
            greedy.send(String(repeating: "GET /api HTTP/1.1\r\nHost: a\r\n\r\n", count: 3000))
            var made = 0
            for _ in 0..<8 {
                try await Task.sleep(for: .milliseconds(250))
                let other = try #require(WireClient(port: port))
                other.send("GET /metrics HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
                let lines = other.receive().split(whereSeparator: \.isNewline)
                made = lines.filter { $0.hasPrefix("riskmap_requests_total") }
                    .compactMap { $0.split(separator: " ").last.flatMap { Int($0) } }.reduce(0, +)
            }
            withExtendedLifetime(greedy) { #expect((1..<1500).contains(made), "\(made) answers were made") }
        }
    }

    @Test func tilesAreAnsweredFromTheQueueAndFromTheCacheAlike() async throws {
        try await withServer { port in
            let client = try #require(WireClient(port: port))
            var answers: [(status: Int, header: String, bodyLength: Int)] = []
            for _ in 0..<3 {
                client.send(Self.tile)
                answers.append(client.response())
            }
            #expect(answers.allSatisfy { $0.status == 200 && $0.bodyLength == answers[0].bodyLength })
            let tag = try #require(WireClient.field("etag", answers[0].header))
            #expect(WireClient.field("etag", answers[2].header) == tag)
            #expect(WireClient.field("date", answers[2].header)?.hasSuffix(" GMT") == true)
            client.send("GET /tiles/risk/6/39/25.png HTTP/1.1\r\nHost: a\r\nIf-None-Match: \(tag)\r\n\r\n")
            let unchanged = client.response()
            #expect(unchanged.status == 304 && unchanged.bodyLength == 0)
        }
    }

    @Test func answersToPipelinedRequestsKeepTheirOrder() async throws {
        try await withServer { port in
            let warm = try #require(WireClient(port: port))
            warm.send(Self.tile)
            _ = warm.response()
            let client = try #require(WireClient(port: port))
            client.send(
                "GET /health HTTP/1.1\r\nHost: a\r\n\r\n" + Self.tile
                    + "GET /none HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
            let text = client.receive()
            let statuses = text.components(separatedBy: "HTTP/1.1 ").dropFirst().map { $0.prefix(3) }
            #expect(statuses == ["200", "200", "404"])
            #expect(text.hasPrefix("HTTP/1.1 200") && text.contains("ok\n"))
        }
    }

    @Test func headHasTheHeadersOfGetAndNoBody() async throws {
        try await withServer { port in
            let client = try #require(WireClient(port: port))
            client.send("HEAD /data/risk.tif HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
            let text = client.receive()
            #expect(WireClient.status(text) == 200 && text.hasSuffix("\r\n\r\n"))
            #expect(Int(WireClient.field("content-length", text) ?? "") ?? 0 > 1000)
        }
    }

    @Test(arguments: [
        (
            "GET /tiles/risk/6/39/25.png HTTP/1.1\r\nHost: a\r\nX: \(String(repeating: "a", count: 40_000))\r\n\r\n",
            [431]
        ),
        ("GET /\(String(repeating: "a", count: 9000)) HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", [414, 431]),
        ("NONSENSE\r\n\r\n", [400]), ("GET / HTTP/9.9\r\nHost: a\r\n\r\n", [400, 505]),
        ("GET /health HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n", [400]),
        (
            "POST /query/area HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            [400, 404]
        ),
        ("GET /he\u{1}alth HTTP/1.1\r\nHost: a\r\n\r\n", [400]),
        ("GET / HTTP/1.1\r\nHost: a b\r\nConnection: close\r\n\r\n", [400]),
        ("GET /tiles/risk/6/39/25.png HTTP/1.1\r\nHost : a\r\n\r\n", [400]),
        ("GET / HTTP/1.1\r\nConnection: close\r\n\r\n", [400]),
        ("DELETE / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", [405]),
        ("GET /../health HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", [400]),
    ])
    func malformedRequestsGetTheRightStatus(request: String, statuses: [Int]) async throws {
        try await withServer { port in
            let client = try #require(WireClient(port: port))
            client.send(request)
            let text = client.receive(until: "}")
            #expect(statuses.contains(WireClient.status(text)), "\(request.prefix(60)): \(text.prefix(200))")
            #expect(!text.contains("swift") && !text.contains("Sources/"))
        }
    }

    /// More fields than are read, in one go: what the server leaves unread must not take its answer away.
    @Test(arguments: [201, 400, 2000])
    func tooManyHeaderFieldsAreToldAndNotReset(fields: Int) async throws {
        let header = (0..<fields).map { "X-Field-\($0): \(String(repeating: "a", count: 20))\r\n" }.joined()
        try await withServer { port in
            for _ in 0..<10 {
                let client = try #require(WireClient(port: port))
                client.send("GET /health HTTP/1.1\r\nHost: a\r\n\(header)\r\n")
                let answer = client.receive()
                #expect(WireClient.status(answer) == 431, "\(answer.prefix(200))")
                #expect(answer.contains("or has more than 200 fields."))
            }
        }
    }

    @Test func asManyFieldsAsAreReadAreAnswered() async throws {
        let header = (0..<198).map { "X-\($0): a\r\n" }.joined()
        try await withServer { port in
            let client = try #require(WireClient(port: port))
            client.send("GET /health HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\(header)\r\n")
            #expect(WireClient.status(client.receive()) == 200)
        }
    }

    /// A client that goes on sending after it was refused does not hold the connection.
    @Test func refusedConnectionsAreClosedSoon() async throws {
        try await withServer { port in
            let client = try #require(WireClient(port: port))
            client.send("NONSENSE\r\n\r\n")
            while try Self.openConnections(port) > 1 {
                client.send("more")
                try await Task.sleep(for: .milliseconds(100))
            }
        }
    }

    @Test func oldClientsAreHungUpOn() async throws {
        try await withServer { port in
            let client = try #require(WireClient(port: port))
            client.send("GET /health HTTP/1.0\r\n\r\n")
            #expect(client.receive().hasSuffix("ok\n"))
        }
    }

    @Test func aRequestWithoutAHostIsMalformed() async throws {
        try await withServer { port in
            let client = try #require(WireClient(port: port))
            client.send("GET / HTTP/1.1\r\nConnection: close\r\n\r\n")
            #expect(WireClient.status(client.receive()) == 400)
        }
    }

    @Test func slowHeadersAreClosedAndOthersServed() async throws {
        var limits = ConnectionLimits()
        limits.headerSeconds = 1
        try await withServer(limits: limits) { port in
            let slow = try (0..<40).map { _ in try #require(WireClient(port: port)) }
            for client in slow { client.send("GET /health HTTP/1.1\r\nHo") }
            let other = try #require(WireClient(port: port))
            other.send("GET /health HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(other.response().status == 200)
            // One byte now and then must not keep the connection open.
            for _ in 0..<3 {
                try await Task.sleep(for: .milliseconds(500))
                slow[0].send("s")
            }
            #expect(slow.allSatisfy { $0.receive().isEmpty })
        }
    }

    /// Many answers that no buffer of the system takes whole, to a client that takes a few bytes now and then. What is
    /// left in buffers comes after the end, so the server is asked whether it still holds the connection.
    @Test(arguments: [("/data/risk.tif", 500), ("/tiles/risk/6/39/25.png", 3000)])
    func clientsThatTakeTheirAnswersTooSlowlyAreHungUpOn(target: String, asked: Int) async throws {
        var limits = ConnectionLimits()
        limits.sendSeconds = 1
        try await withServer(limits: limits, cell: { _ in .random(in: 0...100) }) { port in
            let request = "GET \(target) HTTP/1.1\r\nHost: a\r\n\r\n"
            let quick = try #require(WireClient(port: port))
            quick.send(request)
            let whole = quick.response()
            #expect(whole.status == 200 && whole.bodyLength * asked > 20 << 20)
            let slow = try #require(WireClient(port: port))
            slow.send(String(repeating: request, count: asked))
            var taken = slow.take(atMost: 100)
            #expect(taken > 0)
            while try Self.openConnections(port) > 2 {
                try await Task.sleep(for: .milliseconds(100))
                taken += slow.take(atMost: 100)
            }
            while case let count = slow.take(atMost: 1 << 20), count > 0 { taken += count }
            #expect(taken < asked * whole.bodyLength)
            withExtendedLifetime(quick) {}
        }
    }

    /// Connections that the server holds, the one of the question included.
    private static func openConnections(_ port: Int) throws -> Int {
        let client = try #require(WireClient(port: port))
        client.send("GET /metrics HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        let line = client.receive().split(separator: "\n").first { $0.hasPrefix("riskmap_connections ") }
        return try #require(line?.split(separator: " ").last.flatMap { Int($0) })
    }

    @Test func connectionsOfOneAddressAreLimited() async throws {
        var limits = ConnectionLimits()
        limits.perAddress = 3
        try await withServer(limits: limits) { port in
            let open = (0..<3).compactMap { _ in WireClient(port: port) }
            for client in open {
                client.send("GET /health HTTP/1.1\r\nHost: a\r\n\r\n")
                #expect(client.response().status == 200)
            }
            let refused = try #require(WireClient(port: port))
            #expect(refused.isClosedByServer())
            withExtendedLifetime(open) {}
        }
    }

    @Test func rangesBeyondEveryNumberGetTheWholeFile() async throws {
        try await withServer { port in
            let client = try #require(WireClient(port: port))
            for last in ["9223372036854775807", "99999999999999999999"] {
                client.send("GET /data/risk.tif HTTP/1.1\r\nHost: a\r\nRange: bytes=0-\(last)\r\n\r\n")
                let answer = client.response()
                #expect(answer.status == 206 && answer.bodyLength > 1000)
            }
        }
    }

    @Test func drawingIsGivenUpWhenTheClientGoes() async throws {
        try await withServer { port in
            let layers = Array(repeating: "risk", count: 4).joined(separator: ",")
            let target =
                "/wms?SERVICE=WMS&VERSION=1.3.0&REQUEST=GetMap&LAYERS=\(layers)&STYLES=&CRS=EPSG:3857"
                + "&BBOX=4400000,3600000,5400000,4400000&WIDTH=4096&HEIGHT=4096&FORMAT=image/png"
            // Some go while theirs is drawn, others while they wait.
            for _ in 0..<6 {
                try #require(WireClient(port: port)).send("GET \(target) HTTP/1.1\r\nHost: a\r\n\r\n")
            }
            var metrics = ""
            while !metrics.contains("{kind=\"abandoned\",status=\"499\"} 6") {
                try #require(!metrics.contains("{kind=\"error\""), "\(metrics)")
                let client = try #require(WireClient(port: port))
                client.send("GET /metrics HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
                metrics = client.receive()
                try #require(!metrics.contains("{kind=\"map\""), "a picture was drawn for nobody")
            }
            #expect(metrics.contains("riskmap_render_queue 0"))
        }
    }

    @Test func bodiesThatArriveAreCounted() async throws {
        var limits = ConnectionLimits()
        limits.bodyBytesPerAddress = 1000
        try await withServer(limits: limits) { port in
            func asks(_ length: Int, _ body: String) throws -> WireClient {
                let client = try #require(WireClient(port: port))
                client.send("POST /query/area HTTP/1.1\r\nHost: a\r\nContent-Length: \(length)\r\n\r\n\(body)")
                return client
            }
            #expect(try asks(1001, "").response().status == 429)
            let slow = try asks(600, "{")
            // The server may read the second before the first.
            while try asks(600, String(repeating: " ", count: 600)).response().status != 429 {}
            #expect(try asks(400, String(repeating: " ", count: 400)).response().status == 404)
            withExtendedLifetime(slow) {}
        }
    }

    @Test func aClientThatKeepsSendingBodiesIsRefusedAndLeft() async throws {
        var limits = ConnectionLimits()
        limits.bodyBytesPerSecond = 50_000
        try await withServer(limits: limits) { port in
            func asks(_ sent: Int) throws -> (client: WireClient, status: Int) {
                let client = try #require(WireClient(port: port))
                client.send("POST /query/area HTTP/1.1\r\nHost: a\r\nContent-Length: 150000\r\n\r\n")
                client.send(String(repeating: " ", count: sent))
                return (client, client.response().status)
            }
            #expect(try asks(150_000).status == 404)
            // A third of the second body may come: what follows is not waited for, and the connection ends.
            let (client, status) = try asks(10)
            #expect(status == 429)
            #expect(client.isClosedByServer())
        }
    }

    @Test func theHostOfAWholeAddressStandsInPlaceOfTheHeader() async throws {
        try await withServer { port in
            let client = try #require(WireClient(port: port))
            client.send("GET http://other.example/api HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
            #expect(client.receive().contains("http://other.example"))
        }
    }

    @Test func bodiesInAnotherCodingThanPiecesAreRefused() async throws {
        try await withServer { port in
            for coding in ["gzip, chunked", "gzip", "identity", "chunked\r\nTransfer-Encoding: chunked"] {
                let client = try #require(WireClient(port: port))
                client.send("POST /query/area HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: \(coding)\r\n\r\n0\r\n\r\n")
                let status = client.response().status
                #expect(status == 501 || status == 400, "\(coding): \(status)")
            }
        }
    }

    @Test func largeBodiesAreRefused() async throws {
        try await withServer { port in
            let client = try #require(WireClient(port: port))
            let size = MapService.largestBody + 10
            client.send("POST /query/area HTTP/1.1\r\nHost: a\r\nContent-Length: \(size)\r\nConnection: close\r\n\r\n")
            client.send(String(repeating: " ", count: size))
            #expect(client.response().status == 413)
        }
    }
}
