// SPDX-License-Identifier: Apache-2.0

import Foundation
import JSON
import Layers
import Synchronization
import Testing
import TileEncoding

@testable import MapServices

@Suite struct BuildStoreTests {
    private static let tile = "/tiles/risk/6/39/25.png"

    @Test func aLayerWithoutFeaturesIsServedEmpty() async throws {
        let build = try TestBuild(), maps = try TestService(build.write(hasIncidents: false))
        #expect(try await maps.json("/collections/incidents/items")["numberMatched"]?.double == 0)
        #expect(try await maps.json("/tiles/incidents.json")["bounds"]?.elements?.count == 4)
        #expect(await maps.get("/tiles/incidents/6/39/25.pbf").status == 204)
    }

    @Test func blocksOfEarlierBuildsAreForgotten() async throws {
        let build = try TestBuild(), maps = try TestService(build.write())
        for generation in 0..<4 {
            #expect(await maps.get("/tiles/risk/8/159/102.png").status == 200)
            let held = maps.store.blocks.counts.bytes
            #expect(held > 0)
            try build.write(shift: Double(generation))
            try maps.store.reload()
            #expect(maps.store.blocks.counts.bytes < held)
        }
    }

    @Test func aNewBuildIsPutInPlaceAsAWhole() async throws {
        let build = try TestBuild()
        let folder = try build.write()
        let maps = try TestService(folder)
        let before = await maps.get(Self.tile)
        #expect(try maps.store.reloadIfChanged() == false)
        try build.write("next", shift: 1)
        try FileManager.default.removeItem(atPath: folder)
        try FileManager.default.moveItem(atPath: "\(build.root)/next", toPath: folder)
        // The old build is still answered, from files that are gone.
        let between = await maps.get("/tiles/risk/7/79/51.png")
        #expect(between.status == 200 && between.header("ETag") == before.header("ETag"))
        #expect(try maps.store.reloadIfChanged())
        let after = await maps.get(Self.tile)
        #expect(after.bytes != before.bytes)
        let file = await maps.get("/data/risk.tif")
        #expect(file.bytes == Array(try Data(contentsOf: URL(fileURLWithPath: "\(folder)/risk.tif"))))
    }

    /// What was opened holds when files are replaced, not when they are rewritten: then nothing is answered under the old tag.
    @Test func aBuildThatIsRewrittenInPlaceIsNotAnswered() async throws {
        let build = try TestBuild(), folder = try build.write()
        let maps = try TestService(folder)
        #expect(await maps.get("/data/risk.tif").status == 200)
        let path = "\(folder)/provinces.geojson"
        var text = try String(contentsOfFile: path, encoding: .utf8)
        text = text.replacing("XX", with: "YY")
        let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
        try handle.truncate(atOffset: 0)
        try handle.write(contentsOf: Data(text.utf8))
        try handle.close()
        #expect(await maps.get("/data/provinces.geojson").status == 503)
        try await Task.sleep(for: .milliseconds(1100))
        for target in ["/ready", "/data/risk.tif", Self.tile, "/catalog.json"] {
            #expect(await maps.get(target).status == 503, "\(target)")
        }
        try maps.store.reload()
        #expect(await maps.get("/ready").status == 200)
        #expect(await maps.get("/data/provinces.geojson").bytes == Array(text.utf8))
    }

    @Test func entityTagsChangeWithTheBuild() async throws {
        let build = try TestBuild()
        let maps = try TestService(try build.write())
        let before = await maps.get(Self.tile).header("ETag")
        try build.write(day: "2026-02-16")
        try maps.store.reload()
        #expect(await maps.get(Self.tile).header("ETag") != before)
    }

    @Test func aBrokenBuildLeavesTheOldOneInPlace() async throws {
        let build = try TestBuild()
        let folder = try build.write()
        let maps = try TestService(folder)
        try "{}".write(toFile: "\(folder)/catalog.json", atomically: true, encoding: .utf8)
        #expect(throws: BuildLoadError.self) { try maps.store.reloadIfChanged() }
        #expect(await maps.get(Self.tile).status == 200)
    }

    @Test func requestsDuringReloadsNeverFailOrMix() async throws {
        let build = try TestBuild()
        let folder = try build.write()
        let maps = try TestService(folder)
        try build.write("other", shift: 1)
        let other = try TestService("\(build.root)/other")
        let allowed = [await maps.get(Self.tile).bytes, await other.get(Self.tile).bytes]
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                for round in 0..<6 {
                    _ = try? build.write(shift: round % 2 == 0 ? 1 : 0)
                    try? maps.store.reload()
                }
            }
            for _ in 0..<3 {
                group.addTask {
                    for _ in 0..<60 {
                        let response = await maps.get(Self.tile)
                        #expect(response.status == 200 && allowed.contains(response.bytes))
                    }
                }
            }
        }
    }

    @Test func missingFoldersAreExplained() throws {
        let build = try TestBuild()
        let error = #expect(throws: BuildLoadError.self) { try TestService(build.root) }
        #expect(error?.description.contains("riskmap build --out") == true)
    }

    @Test func severalDatesAreServedBySideBySide() async throws {
        let build = try TestBuild()
        try build.write("a", day: "2026-01-15")
        try build.write("b", day: "2026-02-15", shift: 1)
        let maps = try TestService(build.root)
        let latest = await maps.get(Self.tile), early = await maps.get(Self.tile + "?datetime=2026-01-15")
        #expect(latest.bytes != early.bytes)
        #expect(await maps.get(Self.tile + "?datetime=2026-02-15T00:00:00Z").bytes == latest.bytes)
        #expect(await maps.get(Self.tile + "?datetime=2026-01-01/2026-01-31").bytes == early.bytes)
        #expect(await maps.get(Self.tile + "?datetime=../..").bytes == latest.bytes)
        let capabilities = await maps.get("/wms?SERVICE=WMS&REQUEST=GetCapabilities").text
        #expect(
            capabilities.contains(
                "default=\"2026-02-15\" multipleValues=\"1\" nearestValue=\"1\">2026-01-15,2026-02-15</Dimension>"))
        let json = try await maps.json("/tiles/risk.json?datetime=2026-01-15")
        #expect(json["tiles"]?.elements?.first?.text?.hasSuffix(".png?datetime=2026-01-15") == true)
    }

    @Test func addressesWithTheTagMayBeKeptForGood() async throws {
        let build = try TestBuild()
        let maps = try TestService(try build.write())
        let tag = try #require(maps.store.current?.latest.tag)
        let response = await maps.get(Self.tile + "?v=\(tag)")
        #expect(response.header("Cache-Control") == "public, max-age=31536000, immutable")
    }
}

@Suite struct AccessTests {
    let build: TestBuild
    let maps: TestService
    let bearer = [("Authorization", "Bearer " + TestService.token)]

    init() throws {
        build = try TestBuild()
        maps = try TestService(try build.write(tier: .partner))
    }

    @Test func nothingOfAClosedBuildIsShownWithoutTheToken() async throws {
        for target in [
            "/tiles/risk/6/39/25.png", "/tiles/provinces/6/39/25.pbf", "/tiles/risk.json", "/data/risk.tif",
            "/catalog.json", "/collections/provinces/items", "/collections/risk/map", "/collections/risk/coverage",
            "/legend/risk.png", "/styles/risk.qml",
        ] {
            let closed = await maps.get(target)
            #expect(closed.status == 401 && closed.header("WWW-Authenticate") != nil, "\(target)")
            #expect(await maps.get(target, bearer).status == 200, "\(target)")
            #expect(await maps.get(target).status == 401, "\(target) must not have been kept")
        }
        // Nor does any document tell that there is one, or what it is called.
        for target in ["/", "/collections", "/page.json", "/api", "/wms?SERVICE=WMS&REQUEST=GetCapabilities"] {
            let closed = await maps.get(target)
            #expect(closed.status == 401 && !closed.text.contains("Test &"), "\(target)")
            #expect(await maps.get(target, bearer).status == 200, "\(target)")
        }
        let exception = await maps.get("/wms?SERVICE=WMS&REQUEST=GetCapabilities").text
        #expect(exception.contains("<ServiceExceptionReport"))
    }

    @Test func answersToTheTokenAreNotForSharedCaches() async {
        let tile = await maps.get("/tiles/risk/6/39/25.png", bearer)
        #expect(tile.header("Cache-Control")?.hasPrefix("private") == true)
    }

    @Test func theForcedReloadNeedsTheToken() async {
        #expect(await maps.get("/admin/reload", method: "POST").status == 401)
        #expect(await maps.get("/admin/reload", bearer, method: "POST").status == 200)
        #expect(await maps.get("/admin/reload", bearer).status == 405)
    }
}

@Suite struct RenderQueueTests {
    /// A pool whose works wait for a signal.
    private final class HeldPool: WorkPool {
        private let waiting = Mutex<[CheckedContinuation<Void, Never>]>([])
        let started = Mutex(0)

        func run<Result: Sendable>(_ work: @escaping @Sendable () throws -> Result) async throws -> Result {
            started.withLock { $0 += 1 }
            await withCheckedContinuation { continuation in waiting.withLock { $0.append(continuation) } }
            return try work()
        }

        func release() {
            let all = waiting.withLock { list in
                defer { list = [] }
                return list
            }
            for continuation in all { continuation.resume() }
        }

        var held: Int { waiting.withLock { $0.count } }
    }

    @Test func aFullQueueAnswers503() async throws {
        let build = try TestBuild()
        let pool = HeldPool()
        let maps = try TestService(try build.write(), pool: pool, queueLimit: 2)
        async let first = maps.get("/tiles/risk/6/39/25.png")
        async let second = maps.get("/tiles/risk/6/39/26.png")
        while pool.held < 2 { await Task.yield() }
        let refused = await maps.get("/tiles/risk/6/38/26.png")
        #expect(refused.status == 503 && refused.header("Retry-After") == "1")
        #expect(await maps.get("/health").status == 200)
        pool.release()
        #expect(await first.status == 200)
        #expect(await second.status == 200)
    }

    @Test func simultaneousRequestsForOneTileAreDrawnOnce() async throws {
        let build = try TestBuild()
        let pool = HeldPool()
        let maps = try TestService(try build.write(), cache: 0, pool: pool)
        let answers = await withTaskGroup(of: [UInt8].self) { group in
            for _ in 0..<20 { group.addTask { await maps.get("/tiles/risk/6/39/25.png").bytes } }
            while pool.held < 1 { await Task.yield() }
            for _ in 0..<200 { await Task.yield() }
            pool.release()
            var answers: [[UInt8]] = []
            // A request that came after the drawing had ended starts another one.
            while let answer = await group.next() {
                answers.append(answer)
                pool.release()
            }
            return answers
        }
        #expect(answers.count == 20 && Set(answers).count == 1)
        #expect(pool.started.withLock { $0 } < 20)
    }
}
