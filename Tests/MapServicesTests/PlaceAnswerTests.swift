// SPDX-License-Identifier: Apache-2.0

import Geo
import JSON
import Layers
import Testing

@testable import MapServices

extension QueryRouteTests.Echo {
    func search(_ text: String, limit: Int, language: Language?) -> [UInt8] {
        JSONValue.array([.string(text), .integer(limit), .string(language?.code ?? "")]).bytes
    }

    func restrictedMarks() -> [RestrictedMark] { [] }

    func claims(ofIncident id: String) -> [ContributingClaim]? {
        id == "i1"
            ? [ContributingClaim(id: "c1", text: "Ten hurt", claimant: "Police", source: "Paper", isInConflict: true)]
            : nil
    }

    func placeDay(latitude: Double, longitude: Double) -> PlaceDay {
        latitude > 80
            ? PlaceDay(place: "there", refusal: "not assessed")
            : PlaceDay(place: "\(latitude), \(longitude)", relativeRisk: 1.5)
    }

    func placeDay(named name: String) throws -> PlaceDay {
        if name == "Atlantis" { throw QueryFailure.unknownName(name, suggestions: ["Anbar"]) }
        return PlaceDay(place: name, relativeRisk: 2, chance: 12.5, expected: 3.1, expectedLow: 1, expectedHigh: 7)
    }
}

@Suite struct PlaceAnswerTests {
    let build: TestBuild
    let maps: TestService

    init() throws {
        build = try TestBuild()
        try build.write("a", day: "2026-01-15")
        try build.write("b", day: "2026-02-15")
        maps = try TestService(build.root, queries: QueryRouteTests.Echo())
    }

    @Test func searchesReachTheIndex() async {
        #expect(await maps.get("/search?q=al-An").text == "[\"al-An\",8,\"\"]")
        #expect(await maps.get("/search?q=%D9%86+%D9%87&limit=50&lang=AR").text == "[\"ن ه\",50,\"ar\"]")
        let longest = String(repeating: "a", count: PlaceSearchAnswers.longestText)
        #expect(await maps.get("/search?q=" + longest).status == 200)
        for query in [
            "", "?q=", "?q=a&limit=0", "?q=a&limit=51", "?q=a&limit=x", "?q=a&lang=xx", "?q=a" + longest, "?q=%ff",
        ] {
            #expect(await maps.get("/search" + query).status == 400, "\(query)")
        }
        #expect(await maps.get("/search?q=a", method: "POST").status == 405)
    }

    @Test func aSeriesHasOneEntryForEachDay() async throws {
        let named = try await maps.json("/query/series?name=Anbar")
        #expect(named["place"]?.text == "Anbar")
        let days = try #require(named["days"]?.elements)
        #expect(days.map { $0["day"]?.text } == ["2026-01-15", "2026-02-15"])
        #expect(
            days[0] == [
                "day": "2026-01-15", "relative_risk": 2, "chance": 12.5, "chance_class": nil, "expected": 3.1,
                "expected_p05": 1, "expected_p95": 7, "refusal": nil,
            ])
        let silent = try await maps.json("/query/series?lat=85&lon=0")
        #expect(silent["days"]?.elements?.allSatisfy { $0["refusal"] == "not assessed" } == true)
        #expect(await maps.get("/query/series?name=Atlantis").status == 404)
        for query in ["", "?lat=1", "?lon=1", "?lat=91&lon=0", "?lat=nan&lon=0", "?name=a&lat=1&lon=1"] {
            #expect(await maps.get("/query/series" + query).status == 400, "\(query)")
        }
    }

    @Test func builtDaysThatAreClosedAreNoPartOfASeries() async throws {
        try build.write("c", day: "2026-03-15", tier: .partner)
        try maps.store.reload()
        let open = try await maps.json("/query/series?name=Anbar")
        #expect(open["days"]?.elements?.count == 2)
        let all = try await maps.json(
            "/query/series?name=Anbar", [("Authorization", "Bearer " + TestService.token)])
        #expect(all["days"]?.elements?.count == 3)
    }

    @Test func oneIncidentIsToldWhole() async throws {
        let mark = try await maps.json("/marks/i1")
        #expect(mark["title"]?.text == "A <b>clash</b> & more" && mark["precision"] == "point")
        #expect(mark["claims"]?.elements?.first?["claimant"] == "Police")
        #expect(mark["conflicts"] == ["Ten hurt (claimed by Police)"])
        let unlocated = try await maps.json("/marks/i2")
        #expect(unlocated["precision"] == "unlocated" && unlocated["latitude"] == JSONValue.null)
        #expect(await maps.get("/marks/i3").status == 404)
        #expect(await maps.get("/marks/..%2fx").status == 400)
    }

    @Test func aBuildWithoutIncidentsHasNoMarks() async throws {
        let empty = try TestBuild()
        try empty.write(hasIncidents: false)
        let maps = try TestService(empty.root)
        let view = try await maps.json("/marks")
        #expect(view["total"] == 0 && view["marks"] == [] && view["clusters"] == [])
        #expect(await maps.get("/search?q=a").status == 404, "nothing answers questions")
    }

    @Test func marksOfClosedBuildsNeedTheToken() async throws {
        let closed = try TestBuild()
        try closed.write(tier: .internal)
        let maps = try TestService(closed.root)
        #expect(await maps.get("/marks").status == 401)
        #expect(await maps.get("/marks/i1").status == 401)
        #expect(await maps.get("/marks", [("Authorization", "Bearer " + TestService.token)]).status == 200)
    }

    @Test func featuresAreToldAsATable() async throws {
        let table = await maps.get("/collections/incidents/items?f=csv")
        #expect(table.status == 200 && table.header("Content-Type") == "text/csv; charset=utf-8; header=present")
        #expect(table.header("Content-Disposition") == "attachment; filename=\"incidents.csv\"")
        let lines = table.text.split(separator: "\n")
        #expect(
            lines[0] == "id,title,first_day,last_day,latitude,longitude,west,south,east,north,notice")
        #expect(lines[1].hasPrefix("i1,A <b>clash</b> & more,2026-01-20,2026-01-21,33.3,43.1,,,,,Absence"))
        #expect(lines[2].hasPrefix("i2,Unlocated,2026-02-01,2026-02-01,,,,,,,"))
        let boxed = await maps.get("/collections/incidents/items?f=csv&bbox=43,33,44,34&limit=1")
        #expect(boxed.header("OGC-NumberMatched") == "1" && boxed.text.split(separator: "\n").count == 2)
        let page = await maps.get("/collections/provinces/items?f=csv&limit=1")
        #expect(page.header("Link")?.contains("offset=1") == true && page.header("OGC-NumberReturned") == "1")
        #expect(await maps.get("/collections/incidents/items?f=xls").status == 400)
        let links = try await maps.json("/collections/incidents/items?f=json&bbox=43,33,44,34")["links"]?.elements ?? []
        #expect(
            links.contains {
                $0["href"]?.text?.contains("/items?bbox=") == true && $0["type"]?.text?.hasPrefix("text/csv") == true
            })
    }

    @Test(arguments: [
        ("=1+1", "'=1+1"), ("+cmd", "'+cmd"), ("-2", "-2"), ("-2x", "'-2x"), ("@a", "'@a"), ("'=a", "''=a"),
        ("a=b", "a=b"), ("\tx", "'\tx"), ("", ""), ("بغداد", "بغداد"),
    ])
    func formulasAreGuarded(text: String, expected: String) { #expect(FeatureTable.guarded(text) == expected) }
}
