// SPDX-License-Identifier: Apache-2.0

import Foundation
import Synchronization
import Testing

@testable import Layers
@testable import MapServices

@Suite struct ExchangeTests {
    private static let bearer = [("Authorization", "Bearer " + TestService.token)]
    private static let targets = [
        "/", "/page.json", "/catalog.json", "/collections", "/api", "/tiles/risk.json", "/tiles/risk/6/39/25.png",
        "/tiles/provinces/6/39/25.pbf", "/data/risk.tif", "/data/provinces.geojson", "/collections/provinces/items",
        "/legend/risk.png", "/qgis/riskmap.qlr", "/query/provinces", "/query/point?lat=33&lon=44",
        "/wms?SERVICE=WMS&REQUEST=GetCapabilities", "/wmts/1.0.0/WMTSCapabilities.xml",
        "/wms?SERVICE=WMS&VERSION=1.3.0&REQUEST=GetMap&LAYERS=risk&STYLES=&CRS=CRS:84&BBOX=43,33,44,34&WIDTH=8&HEIGHT=8",
    ]

    /// What an answer is, in short.
    private struct Answer: Hashable, Sendable {
        let status: Int
        let tag: String
        let body: [UInt8]

        init(_ response: ServerResponse) {
            (status, tag, body) = (response.status, response.header("ETag") ?? "", response.bytes)
        }
    }

    /// What was answered until now.
    private final class Record: Sendable {
        let isOver = Atomic(false)
        let seen = Mutex<[String: Set<Answer>]>([:])
    }

    /// What clients with and without the token may be told by any of the builds.
    private static func allowed(_ folders: [String]) async throws -> [String: Set<Answer>] {
        var allowed: [String: Set<Answer>] = [:]
        for folder in folders {
            let maps = try TestService(folder, queries: DigestQueries())
            for target in targets {
                allowed[target, default: []].insert(Answer(await maps.get(target)))
                allowed["member " + target, default: []].insert(Answer(await maps.get(target, bearer)))
            }
        }
        return allowed
    }

    @Test func eachAnswerDuringAThousandExchangesIsOfOneBuild() async throws {
        let build = try TestBuild()
        var folders: [String] = []
        // The last two differ in nothing but the values of the surface, of which the catalog knows nothing.
        for (name, day, shift, tier) in [
            ("a", "2026-01-15", 0.0, ReleaseTier.public), ("b", "2026-02-15", 0.4, .public),
            ("c", "2026-02-15", 0.8, .internal),
            ("d", "2026-02-15", 1.2, .public),
        ] {
            folders.append(try build.write(name, day: day, shift: shift, gap: 1, cell: 100_000, tier: tier))
        }
        let served = try build.write("served", day: "2026-01-01", gap: 1, cell: 100_000)
        let allowed = try await Self.allowed(folders + [served])
        let maps = try TestService(served, queries: DigestQueries())
        let record = Record(), spares = folders
        await withTaskGroup(of: Void.self) { group in
            for offset in 0..<3 {
                group.addTask {
                    var turn = offset * 5
                    // On a busy machine the exchanges may be over first: each address is asked once at least.
                    while !record.isOver.load(ordering: .relaxed) || turn < offset * 5 + Self.targets.count {
                        let target = Self.targets[turn % Self.targets.count], isMember = turn % 3 == 0
                        let answer = Answer(await maps.get(target, isMember ? Self.bearer : []))
                        let key = isMember ? "member " + target : target
                        record.seen.withLock { _ = $0[key, default: []].insert(answer) }
                        turn += 1
                    }
                }
            }
            group.addTask {
                for step in 0..<1000 {
                    // Forward through the builds and, every fifth time, back at once to the one before.
                    try? FileSystem.exchange(spares[(step / 5 + (step % 5 == 4 ? 0 : step)) % 4], served)
                    _ = try? maps.store.reloadIfChanged()
                }
                record.isOver.store(true, ordering: .relaxed)
            }
        }
        let found = record.seen.withLock { $0 }
        #expect(found.values.reduce(0) { $0 + $1.count } >= Self.targets.count)
        for (key, answers) in found {
            let strange = answers.subtracting(allowed[key] ?? [])
            #expect(strange.isEmpty, "\(key): \(strange.map { "\($0.status) \($0.tag) \($0.body.count)" })")
            let tags = answers.filter { !$0.tag.isEmpty }
            #expect(Set(tags.map(\.tag)).count == tags.count, "\(key): one tag stands for two bodies")
        }
    }

    @Test func aBuildGoesOnAnsweringWhenItsFolderIsGone() async throws {
        let build = try TestBuild(), folder = try build.write(gap: 1, cell: 100_000)
        let maps = try TestService(folder, queries: DigestQueries())
        var before: [String: Answer] = [:]
        for target in Self.targets { before[target] = Answer(await maps.get(target)) }
        try FileManager.default.removeItem(atPath: folder)
        #expect(throws: (any Error).self) { try maps.store.reload() }
        for target in Self.targets { #expect(Answer(await maps.get(target)) == before[target], "\(target)") }
        // Also what was not asked for before.
        #expect(await maps.get("/tiles/risk/5/19/12.png").status == 200)
        #expect(await maps.get("/collections/risk/coverage").status == 200)
    }

    @Test func buildsBeforeAndAfterARollbackAreToldApart() async throws {
        let build = try TestBuild()
        let served = try build.write("served", gap: 1, cell: 100_000)
        let other = try build.write("other", day: "2026-02-16", gap: 1, cell: 100_000)
        let maps = try TestService(served, queries: DigestQueries())
        let first = Answer(await maps.get("/query/provinces"))
        for _ in 0..<2 {
            try FileSystem.exchange(served, other)
            #expect(try maps.store.reloadIfChanged())
        }
        #expect(Answer(await maps.get("/query/provinces")) == first)
    }

    @Test func anInternalBuildPutInPlaceIsToldToNobodyBeforeItIsChecked() async throws {
        let build = try TestBuild()
        let served = try build.write("served", gap: 1, cell: 100_000)
        let secret = try build.write("secret", day: "2026-03-01", gap: 1, cell: 100_000, tier: .internal)
        let maps = try TestService(served, queries: DigestQueries())
        let open = Answer(await maps.get("/query/provinces"))
        try FileSystem.exchange(served, secret)
        #expect(Answer(await maps.get("/query/provinces")) == open)
        try maps.store.reload()
        #expect(await maps.get("/query/provinces").status == 401)
        #expect(await maps.get("/query/provinces", Self.bearer).status == 200)
    }
}
