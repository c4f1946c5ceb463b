// SPDX-License-Identifier: Apache-2.0

import Geo
import JSON
import Layers
import Testing
import TileEncoding

@testable import MapServices

@Suite struct NewsRouteTests {
    /// Tells what it was asked.
    private struct Echo: RiskQueries, RiskQueryOpener {
        func open(_ folder: OpenedFolder) -> any RiskQueries { self }
        func provinces() -> [UInt8] { [] }
        func place(named name: String, why: Bool) -> [UInt8] { [] }
        func point(latitude: Double, longitude: Double, why: Bool) -> [UInt8] { [] }
        func transfers() -> [UInt8] { [] }
        func area(geoJSON: [UInt8], check: () throws -> Void) -> [UInt8] { [] }
        func search(_ text: String, limit: Int, language: Language?) -> [UInt8] { [] }
        func restrictedMarks() -> [RestrictedMark] { [] }
        func claims(ofIncident id: String) -> [ContributingClaim]? { nil }
        func placeDay(latitude: Double, longitude: Double) -> PlaceDay { PlaceDay(place: "") }
        func placeDay(named name: String) -> PlaceDay { PlaceDay(place: name) }
        func news(since earlier: any RiskQueries) -> [UInt8] { Array("{\"news\":true}".utf8) }

        func briefing(_ question: BriefingQuestion) throws -> [UInt8] {
            if question.place == .name("Atlantis") {
                throw QueryFailure.unknownName("Atlantis", suggestions: ["Anbar"])
            }
            let place = "\(question.place)".replacing("\"", with: "")
            return JSONValue.array(
                [
                    .string(place), .bool(question.earlier != nil), .string(question.language ?? "-"),
                    .string(question.form),
                ]).bytes
        }
    }

    /// Held, for its folder goes with it.
    private let build: TestBuild
    private let maps: TestService

    init() throws {
        build = try TestBuild()
        maps = try TestService(try build.write(), queries: Echo())
    }

    @Test func newsNeedsAnEarlierDayThatIsServed() async {
        #expect(await maps.get("/query/news?since=2026-02-15").text == "{\"news\":true}")
        #expect(await maps.get("/query/news").status == 400)
        #expect(await maps.get("/query/news?since=1999-01-01").status == 404)
        #expect(await maps.get("/query/news?since=soon").status == 400)
    }

    @Test func briefingsReachTheirWriterInEveryForm() async {
        for (form, type) in [
            ("pdf", "application/pdf"), ("html", "text/html"), ("md", "text/markdown"), ("json", "application/json"),
        ] {
            let response = await maps.get("/briefing?name=Anbar&lang=ar&f=\(form)")
            #expect(response.status == 200 && response.text == "[\"name(Anbar)\",false,\"ar\",\"\(form)\"]")
            #expect(response.header("Content-Type")?.hasPrefix(type) == true, "\(form)")
        }
        #expect(await maps.get("/briefing?name=Anbar&since=2026-02-15").text.hasSuffix("true,\"-\",\"html\"]"))
        let point = await maps.get("/briefing?lat=33.5&lon=43.25&f=md")
        #expect(point.text.contains("33.5") && point.text.contains("43.25"))
    }

    @Test func faultsOfBriefingsAreTold() async {
        #expect(await maps.get("/briefing").status == 400)
        #expect(await maps.get("/briefing?lat=95&lon=3").status == 400)
        #expect(await maps.get("/briefing?name=Anbar&f=doc").status == 400)
        let unknown = await maps.get("/briefing?name=Atlantis")
        #expect(unknown.status == 404 && unknown.text.contains("nearest: Anbar"))
    }
}
