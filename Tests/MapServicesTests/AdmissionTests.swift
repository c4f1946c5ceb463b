// SPDX-License-Identifier: Apache-2.0

import Foundation
import Synchronization
import Testing

@testable import MapServices

@Suite struct AdmissionTests {
    private func admission(
        running: Int = 1, pending: Int = 9, perClient: Int = 9, bytes: Int = .max
    ) -> Admission<String> {
        Admission(
            limits: QueueLimits(running: running, pending: pending, pendingPerClient: perClient, bytes: bytes))
    }

    @Test func beyondTheLimitsNobodyWaits() throws {
        var all = admission(pending: 2)
        for name in ["a", "b"] { _ = try all.enter(WorkCost(client: name)) }
        #expect(throws: ServerError.busy) { _ = try all.enter(WorkCost(client: "c")) }
        var each = admission(perClient: 2)
        for _ in 0..<2 { _ = try each.enter(WorkCost(client: "a")) }
        #expect(throws: ServerError.tooManyOfOneClient) { _ = try each.enter(WorkCost(client: "a")) }
        _ = try each.enter(WorkCost(client: "b"))
        #expect(each.pending == 3)
    }

    @Test func aClientWithoutRunningWorksComesBeforeOneThatAskedEarlier() throws {
        var queue = admission(running: 2)
        var numbers: [String: Int] = [:]
        func ask(_ name: String, _ client: String) throws -> [String] {
            let number = try queue.enter(WorkCost(client: client))
            numbers[name] = number
            return queue.wait(number, name)
        }
        #expect(try ask("a1", "a") == ["a1"] && ask("a2", "a") == ["a2"])
        #expect(try ask("a3", "a") == [] && ask("a4", "a") == [] && ask("b1", "b") == [])
        // a2 still runs: b has none running, then a3 is the first of a.
        #expect(queue.finish(try #require(numbers["a1"]), keeping: 0) == ["b1"])
        #expect(queue.finish(try #require(numbers["b1"]), keeping: 0) == ["a3"])
    }

    @Test func worksRunTogetherOnlyWhileTheirBytesFit() throws {
        var queue = admission(running: 9, bytes: 100)
        let first = try queue.enter(WorkCost(bytes: 60)), second = try queue.enter(WorkCost(bytes: 60))
        let third = try queue.enter(WorkCost(bytes: 10))
        #expect(queue.wait(first, "60") == ["60"])
        #expect(queue.wait(second, "another 60") == [])
        // A small one that would fit does not overtake: a row of such would keep the large one out for ever.
        #expect(queue.wait(third, "10") == [])
        #expect(queue.finish(first, keeping: 0) == ["another 60", "10"])
    }

    @Test func aWorkLargerThanTheBudgetRunsAlone() throws {
        var queue = admission(running: 2, bytes: 100)
        let huge = try queue.enter(WorkCost(bytes: 1000)), small = try queue.enter(WorkCost(bytes: 1))
        #expect(queue.wait(huge, "huge") == ["huge"])
        #expect(queue.wait(small, "small") == [])
        #expect(queue.finish(huge, keeping: 0) == ["small"])
    }

    @Test func aResultCountsUntilItIsSent() throws {
        var queue = admission(pending: 2, bytes: 100)
        let first = try queue.enter(WorkCost(bytes: 80)), second = try queue.enter(WorkCost(bytes: 80))
        #expect(queue.wait(first, "first") == ["first"] && queue.wait(second, "second") == [])
        #expect(queue.finish(first, keeping: 30) == [])
        #expect(throws: ServerError.busy) { _ = try queue.enter(WorkCost()) }
        #expect(queue.finish(first, keeping: 0) == ["second"])
        #expect(queue.finish(second, keeping: 0) == [] && queue.pending == 0)
    }

    @Test func whoLeavesTheQueueMakesRoom() throws {
        var queue = admission(bytes: 100)
        let numbers = try (0..<3).map { _ in try queue.enter(WorkCost(client: "a", bytes: 60)) }
        #expect(queue.wait(numbers[0], "0") == ["0"])
        #expect(queue.wait(numbers[1], "1") == [] && queue.wait(numbers[2], "2") == [])
        #expect(queue.withdraw(numbers[1]).withdrawn == "1" && queue.pending == 2)
        #expect(queue.withdraw(numbers[0]).withdrawn == nil, "what runs has left the queue")
        #expect(queue.finish(numbers[0], keeping: 0) == ["2"])
    }
}

@Suite struct AbandonedWorkTests {
    /// A pool with as many threads as there are works.
    private struct Threads: WorkPool {
        func run<Result: Sendable>(_ work: @escaping @Sendable () throws -> Result) async throws -> Result {
            try await withCheckedThrowingContinuation { continuation in
                Thread.detachNewThread { continuation.resume(with: Swift.Result { try work() }) }
            }
        }
    }

    private final class Flag: Sendable {
        private let value = Atomic(false)

        var isSet: Bool { value.load(ordering: .acquiring) }
        func set() { value.store(true, ordering: .releasing) }
    }

    @Test func aRunningWorkIsToldAndAWaitingOneNeverRuns() async throws {
        let queue = RenderQueue(pool: Threads(), limits: QueueLimits(running: 1, pending: 9))
        let hasStarted = Flag(), second = Flag()
        await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                try await queue.run { token in
                    hasStarted.set()
                    while true {
                        try token.check()
                        Thread.sleep(forTimeInterval: 0.001)
                    }
                }
            }
            while !hasStarted.isSet { await Task.yield() }
            group.addTask { try await queue.run { _ in second.set() } }
            while queue.depth < 2 { await Task.yield() }
            group.cancelAll()
            for _ in 0..<2 { await #expect(throws: CancellationError.self) { try await group.next() } }
        }
        #expect(!second.isSet && queue.depth == 0)
    }

    @Test func aCancelledTaskDoesNotEvenWait() async {
        let queue = RenderQueue(pool: Threads(), limits: QueueLimits(running: 0, pending: 9))
        let task = Task {
            while !Task.isCancelled { await Task.yield() }
            try await queue.run { _ in }
        }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(queue.depth == 0)
    }

    @Test func aResponseHoldsItsBytesWhileItLives() async throws {
        let queue = RenderQueue(pool: ImmediatePool(), limits: QueueLimits(running: 2, pending: 9, bytes: 100))
        var response: ServerResponse? = try await queue.body(WorkCost(bytes: 90)) { _ in
            ServerResponse(String(repeating: "a", count: 50), type: "text/plain")
        }
        #expect(queue.depth == 1 && response?.body.count == 50)
        response = nil
        #expect(queue.depth == 0)
    }

    @Test func drawingStopsBetweenStrips() async throws {
        let build = try TestBuild()
        let maps = try TestService(try build.write())
        let layer = try #require(maps.store.current?.latest.raster("risk"))
        let target = try RequestTarget(
            "/wms?version=1.3.0&layers=risk&crs=CRS:84&bbox=40,30,48,36&width=600&height=600")
        let view = try WMSMapRequest(target, largestSide: 4096).view
        let token = WorkToken()
        token.cancel()
        for layers in [[MapLayer.surface(layer)], [.surface(layer), .surface(layer)]] {
            let composer = MapComposer(view: view, layers: layers, isTransparent: true, background: [0, 0, 0])
            #expect(throws: CancellationError.self) { try composer.png(token) }
        }
    }
}

@Suite struct PictureBudgetTests {
    let build: TestBuild
    let maps: TestService

    init() throws {
        build = try TestBuild()
        maps = try TestService(try build.write())
    }

    private static func target(side: Int, layers: Int) -> String {
        "/wms?SERVICE=WMS&VERSION=1.3.0&REQUEST=GetMap&CRS=CRS:84&BBOX=40,30,48,36&STYLES=&FORMAT=image/png&WIDTH=\(side)"
            + "&HEIGHT=\(side)&LAYERS=" + Array(repeating: "risk", count: layers).joined(separator: ",")
    }

    @Test func pixelsTimesLayersAreLimited() async {
        let refused = await maps.get(Self.target(side: 4096, layers: 5))
        #expect(refused.status == 400 && refused.text.contains("times the number of layers may be at most 67108864"))
        #expect(await maps.get(Self.target(side: 64, layers: 16)).status == 200)
    }

    @Test(arguments: [
        // Both edges at the pole in degrees: no box is left.
        "bbox-crs=EPSG:3857&bbox=0,3e8,1,9e8", "bbox-crs=EPSG:3857&bbox=0,-9e8,1,-3e8",
        "subset=Lat(1e300:1e308),Lon(0:1)", "subset=Lat(-1e308:1e308),Lon(-1e308:1e308)",
        "scale-size=Lon(nan),Lat(0x8)",
        "scale-size=Lon(1e300),Lat(8)", "width=9223372036854775807", "bbox=40,30,48,1e308",
    ])
    func extremesOfRectanglesAreRefused(query: String) async {
        for end in ["map", "coverage"] {
            #expect(await maps.get("/collections/risk/\(end)?\(query)").status == 400, "\(end)?\(query)")
        }
    }

    @Test func aClientThatWentIsCountedAsSuch() async {
        let maps = maps
        let answer = await Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return await maps.get(Self.target(side: 64, layers: 1))
        }.value
        #expect(answer.status == 499 && answer.kind == "abandoned")
    }
}
