// SPDX-License-Identifier: Apache-2.0

import JSON
import Layers
import Testing
import TileEncoding

@testable import MapServices

@Suite struct QueryRouteTests {
    /// Tells what it was asked.
    struct Echo: RiskQueries, RiskQueryOpener {
        func open(_ folder: OpenedFolder) -> any RiskQueries { self }

        func provinces() -> [UInt8] { Array("[\"all\"]".utf8) }

        func place(named name: String, why: Bool) throws -> [UInt8] {
            if name == "Atlantis" { throw QueryFailure.unknownName(name, suggestions: ["Anbar", "Erbil"]) }
            return JSONValue.array([.string(name), .bool(why)]).bytes
        }

        func point(latitude: Double, longitude: Double, why: Bool) throws -> [UInt8] {
            if latitude > 80 { throw QueryFailure.notAssessed("The position lies outside the study.") }
            return JSONValue.array([.double(latitude), .double(longitude), .bool(why)]).bytes
        }

        func transfers() -> [UInt8] { Array("{\"plans\":[]}".utf8) }

        func area(geoJSON: [UInt8], check: () throws -> Void) throws -> [UInt8] {
            if geoJSON.isEmpty || geoJSON.count > 100 { throw QueryFailure.tooMuch("The area is too much.") }
            return geoJSON
        }
    }

    let build: TestBuild
    let maps: TestService

    init() throws {
        build = try TestBuild()
        maps = try TestService(try build.write(), queries: Echo())
    }

    @Test func questionsReachTheQueryService() async {
        #expect(await maps.get("/query/provinces").text == "[\"all\"]")
        #expect(await maps.get("/query/transfers").text == "{\"plans\":[]}")
        #expect(await maps.get("/query/provinces/al-Anbar?why=true").text == "[\"al-Anbar\",true]")
        #expect(await maps.get("/query/provinces/%D9%86").text == "[\"ن\",false]")
        #expect(await maps.get("/query/point?lat=33.5&lon=43").text == "[33.5,43,false]")
        #expect(await maps.get("/query/area", method: "POST", body: Array("{}".utf8)).text == "{}")
    }

    @Test func thePageHasTextsOfTransfersWhereTheBuildHasAny() throws {
        let texts = TransferTexts.document(.ofEarlierBuilds)
        #expect(texts["title"]?["en"]?.text == "Transfers of detainees")
        #expect(texts["from"]?["en"]?.text == "From: {}" && texts["up_to"]?["en"]?.text == "up to {}")
        let names = [
            "increments", "running_totals", "plans", "held", "to", "place", "says", "roots", "machine_written",
        ]
        for name in names { #expect(texts[name]?["en"]?.text?.isEmpty == false, "\(name)") }
    }

    @Test func workOnAnAreaEndsWithItsClientAndWithItsTime() throws {
        let token = WorkToken(), wanted = RiskQuestions.limit(token, .seconds(3600))
        try wanted()
        token.cancel()
        #expect(throws: CancellationError.self) { try wanted() }
        let late = RiskQuestions.limit(WorkToken(), .zero)
        #expect(throws: QueryFailure.tooMuch("The area takes more than 0 seconds; simplify it, or ask for its parts."))
        {
            try late()
        }
    }

    @Test func faultsAreTold() async {
        let unknown = await maps.get("/query/provinces/Atlantis")
        #expect(unknown.status == 404 && unknown.text.contains("nearest: Anbar, Erbil"))
        let outside = await maps.get("/query/point?lat=85&lon=43")
        #expect(outside.status == 404 && outside.text.contains("outside the study"))
        for target in [
            "/query/point", "/query/point?lat=91&lon=0", "/query/point?lat=nan&lon=0", "/query/point?lat=1&lon=181",
            "/query/point?lat=1", "/query/point?lat=a&lon=b",
        ] {
            #expect(await maps.get(target).status == 400, "\(target)")
        }
        #expect(await maps.get("/query/area", method: "POST").status == 400)
        let wide = await maps.get("/query/area", method: "POST", body: [UInt8](repeating: 0x20, count: 200))
        #expect(wide.status == 422 && wide.text.contains("The area is too much."))
        let large = [UInt8](repeating: 0x20, count: MapService.largestBody + 1)
        #expect(await maps.get("/query/area", method: "POST", body: large).status == 413)
    }
}
