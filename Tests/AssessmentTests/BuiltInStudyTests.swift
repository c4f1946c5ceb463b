// SPDX-License-Identifier: Apache-2.0

@testable import Assessment
import Foundation
import Gazetteer
import Geo
import GeoIO
import Incidents
import Layers
@testable import Places
import PlacesFixtures
@testable import Queries
import Scoring
@testable import Studies
import Testing

@Suite("The built-in study")
struct BuiltInStudyTests {
    @Test("It has all provinces of both countries, each with a code, a name in both scripts and a relative risk")
    func provinces() throws {
        let features = try BuiltInBuild.build().output.features("provinces.geojson")
        #expect(features.count >= 32)
        for feature in features {
            let properties = BuildFiles.properties(feature)
            let code = try #require(properties["iso3166_2"] as? String)
            #expect(code.hasPrefix("IQ-") || code.hasPrefix("SY-"))
            #expect((properties["name_en"] as? String)?.isEmpty == false)
            #expect((properties["name_ar"] as? String)?.isEmpty == false, "\(code)")
            #expect(try #require(properties["relative_risk"] as? Double) >= 0)
        }
    }

    @Test("Every row is a claim: nothing is rejected and nothing unsettled")
    func rows() throws {
        let report = try BuiltInBuild.build().report
        #expect(report.reading.rows >= 90)
        #expect(report.reading.rejected == 0)
        #expect(report.placeProblems.isEmpty, "\(report.placeProblems)")
        #expect(report.notes.count <= 3, "\(report.notes)")
    }

    @Test("Anbar's answer names the bombing, its claims and its sources")
    func bombing() throws {
        let answer = try QueryService(folder: BuiltInBuild.build().output.folder).answer(named: "Anbar", why: true)
        let parts = try #require(answer.contributions)
        let bombing = try #require(parts.first { $0.id == "INC-ANBAR-BOMBING" })
        #expect(bombing.share > 0.1)
        #expect(!bombing.claims.isEmpty)
        #expect(bombing.claims.allSatisfy { !$0.claimant.isEmpty && !$0.source.isEmpty })
    }

    @Test("The bombing lies in a region that holds al-Qaim, on days that hold 6 February 2026")
    func westernAnbar() throws {
        let run = try TracedRun(study: ResolvedStudy(file: BuiltInBuild.file))
        let bombing = try #require(
            run.located.incidents.first { $0.incident.type == .suicideAttack && $0.weight > 0 && $0.isDrawn })
        #expect(bombing.incident.period.contains(try #require(CalendarDay(parsing: "2026-02-06"))))
        guard case .area(let law) = bombing.place.law else {
            Issue.record("the bombing is a point: \(bombing.place)")
            return
        }
        var footprints = LawFootprints(
            gazetteer: run.names.gazetteer, transform: run.plane.toPlane, grid: run.plane.grid)
        let area = try footprints.area(of: law)
        for (longitude, latitude) in [(41.095, 34.369), (40.9895, 34.3925)] {
            let point = try run.plane.toPlane.transform(PlanarPoint(x: longitude, y: latitude))
            #expect(try GeometryOperations.intersects(.point(point), .area(area)), "al-Qaim")
        }
        // The middle of the province lies 175 km away: a region of all Anbar would say too little.
        let province = try footprints.region("IQ-AN")
        #expect(GeometryOperations.area(of: area) < 0.6 * GeometryOperations.area(of: province))
    }

    @Test("The bombing's weight is spread: the highest cell of Anbar is not at the middle of its region")
    func noPeak() throws {
        let run = try TracedRun(study: ResolvedStudy(file: BuiltInBuild.file))
        let anbar = try #require(run.names.provinces.firstIndex { $0.id == "IQ-AN" })
        let values = run.zones[anbar].indices.map { Double(run.surfaces.base.intensity.values[Int($0)]) }
        let mean = values.reduce(0, +) / Double(values.count)
        #expect(try #require(values.max()) < 60 * mean, "one kernel at a centroid would stand 220-fold above the mean")
    }

    @Test("No layer or document shows 7,000 as moved")
    func plan() throws {
        let output = try BuiltInBuild.build().output
        // Of the transfers, plans have a list of their own.
        let data = try #require(output.contents()["transfers.json"])
        let transfers = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        for (list, entries) in transfers where list != "plans" && entries is [Any] {
            let text = String(decoding: try JSONSerialization.data(withJSONObject: entries), as: UTF8.self)
            #expect(!text.contains("7,000") && !text.contains("7000"), "\(list)")
        }
        #expect((transfers["plans"] as? [[String: Any]])?.first?["most"] as? Double == 7000)
        for (name, data) in try output.contents()
        where !name.hasPrefix("study/") && name.hasSuffix("json") && name != "transfers.json" {
            let text = String(decoding: data, as: UTF8.self)
            for range in text.ranges(of: "7,000 persons") {
                let after = text[range.upperBound...].prefix(40)
                #expect(after.contains("planned"), "\(name): …7,000 persons\(after)")
            }
        }
        for feature in try output.incidents() {
            let properties = BuildFiles.properties(feature)
            for key in ["quantity_min", "quantity_best", "quantity_max"] {
                let number = properties[key] as? Double
                #expect(number.map { $0 < 7000 || properties["type"] as? String != "transfer" } ?? true)
            }
            if properties["type"] as? String == "transfer" { #expect(properties["weight"] as? Double == 0) }
        }
    }

    @Test("No sum of the increment, the running total and the plan appears anywhere")
    func sums() throws {
        let output = try BuiltInBuild.build().output
        for (name, data) in try output.contents() where name.hasSuffix("geojson") || name == "contributions.json" {
            let text = String(decoding: data, as: UTF8.self)
            for sum in ["9,375", "9375 ", "2,375", "7,150", "9,225", "9,232"] {
                #expect(!text.contains(sum), "\(name)")
            }
        }
    }

    @Test("The five numbers for Shaddadi stay five claims of one incident, and no mean of them is printed")
    func shaddadi() throws {
        let output = try BuiltInBuild.build().output
        let escape = try #require(
            try output.contributions().incidents.first { $0.type == "prison_break" && $0.title.contains("Shaddadi") })
        let texts = escape.claims.map(\.text)
        for number in ["1,500", "1,000", "120", "150", "200"] {
            #expect(texts.contains { $0.contains("\(number) persons") }, "\(number) in \(texts)")
        }
        #expect(escape.claims.filter(\.isInConflict).count >= 5)
        #expect(!texts.contains { $0.contains("544") || $0.contains("594") })
        let answer = try QueryService(folder: output.folder).answer(named: "Hasakah")
        #expect(answer.conflicts.contains { $0.contains("Shaddadi") && $0.contains("1,500") && $0.contains("120") })
        #expect(answer.result.claimsInConflict >= 5)
    }

    @Test("Too few incidents for a forecast, and it says so")
    func insufficient() throws {
        let build = try BuiltInBuild.build()
        #expect(build.report.isThin)
        for answer in try QueryService(folder: build.output.folder).ranking() {
            #expect(answer.isThin)
            #expect(answer.notes.contains { $0.contains("Too few incidents for a forecast") })
        }
    }

    @Test("The same 150 people, told by five publications, are one fact with one root source")
    func oneFact() throws {
        let features = try BuiltInBuild.build().output.incidents().map(BuildFiles.properties)
        let moved = features.filter { $0["type"] as? String == "transfer" && $0["quantity_best"] as? Int == 150 }
        #expect(moved.count == 1)
        let claims = try #require(moved.first?["claim_list"] as? [[String: Any]])
        let counted = claims.filter { ($0["text"] as? String)?.contains("150 persons") == true }
        #expect(counted.count == 5)
        #expect(Set(counted.compactMap { $0["claimant"] as? String }) == ["US Central Command"])
    }

    @Test("Every output names its sources, its date and what it does not say")
    func statements() throws {
        let catalog = try BuiltInBuild.build().output.catalog()
        #expect(catalog.asOf == "2026-02-15")
        #expect(catalog.sources.contains { $0.aiGenerated })
        #expect(catalog.attributions.contains { $0.contains("OpenStreetMap") })
        #expect(catalog.attributions.contains { $0.contains("GeoNames") })
        #expect(catalog.statements.absence.en == "Absence of reports is not safety.")
    }

    @Test("The public build holds no line of a corridor and no track")
    func corridors() throws {
        let output = try BuiltInBuild.build().output
        let routes = try output.features("routes.geojson")
        #expect(routes.count == 6)
        for route in routes {
            #expect(["Polygon", "MultiPolygon"].contains(BuildFiles.geometryType(route)))
            #expect(["stated", "assumed"].contains(BuildFiles.properties(route)["basis"] as? String))
            #expect(BuildFiles.properties(route)["first_day"] as? String == "2026-01-21")
        }
    }
}

@Suite("The built-in study as of other days")
struct BuiltInDatesTests {
    @Test(
        "A map of any day of the transfers can be made; what had not begun is left out, and counted",
        arguments: ["2026-01-22", "2026-01-31", "2026-08-31"])
    func otherDays(asOf: String) throws {
        let out = FileManager.default.temporaryDirectory.appending(path: "dates-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: out) }
        var overrides = ResolvedStudy.Overrides()
        overrides.asOf = asOf
        overrides.cell = "50km"
        let study = try ResolvedStudy(file: BuiltInBuild.file, overrides: overrides)
        _ = try Pipeline(study: study, options: Pipeline.Options(out: out.path, threads: 2)).run()
        let incidents = try BuildFiles(folder: out.path).incidents().map(BuildFiles.properties)
        #expect(!incidents.isEmpty)
        #expect(incidents.allSatisfy { ($0["first_day"] as? String ?? "9") <= asOf })
        let all = try BuiltInBuild.build().output.incidents().count
        #expect(asOf < "2026-02-15" ? incidents.count < all : incidents.count >= all)
    }
}

@Suite("Geocoding with the built-in study")
struct BuiltInGeocodingTests {
    @Test(
        "Names and spellings that reports use find their province",
        arguments: [
            ("Anbar", "IQ-AN"), ("Al Anbar", "IQ-AN"), ("Nineveh", "IQ-NI"), ("Ninawa", "IQ-NI"), ("Ninewa", "IQ-NI"),
            ("al-Qaim", "IQ-AN"), ("Al Qa'im", "IQ-AN"), ("Husaybah", "IQ-AN"), ("al-Rutbah", "IQ-AN"),
            ("Rutba", "IQ-AN"), ("Hasakah", "SY-HA"), ("Hassakeh", "SY-HA"), ("Hasaka", "SY-HA"),
            ("Hasakeh", "SY-HA"), ("Al-Hassakah", "SY-HA"), ("al-Shaddadi", "SY-HA"), ("Shaddadi", "SY-HA"),
            ("Shadadah", "SY-HA"), ("al-Hol", "SY-HA"), ("al Hawl", "SY-HA"), ("Diyala", "IQ-DI"),
            ("Kirkuk", "IQ-KI"), ("Saladin", "IQ-SD"), ("Salah ad-Din", "IQ-SD"), ("Raqqa", "SY-RA"),
            ("Deir ez-Zor", "SY-DY"), ("Deir Ezzor", "SY-DY"), ("Sinjar", "IQ-NI"), ("Yarubiyah", "SY-HA"),
            ("Rumaylan", "SY-HA"), ("Rmeilan", "SY-HA"), ("Trebil", "IQ-AN"), ("Ain al-Asad", "IQ-AN"),
            ("Hawija", "IQ-KI"), ("Baghuz", "SY-DY"), ("Qamishli", "SY-HA"), ("Qamishlo", "SY-HA"),
            ("Mosul", "IQ-NI"), ("Tal Afar", "IQ-NI"), ("Abu Kamal", "SY-DY"), ("Albukamal", "SY-DY"),
            ("الأنبار", "IQ-AN"), ("نينوى", "IQ-NI"), ("الحسكة", "SY-HA"), ("القائم", "IQ-AN"), ("الرطبة", "IQ-AN"),
            ("الشدادي", "SY-HA"), ("الهول", "SY-HA"),
        ])
    func names(name: String, province: String) throws {
        let answer = Geocoder(gazetteer: try BuiltInGazetteer.load()).geocode(name)
        #expect(answer.match?.iso3166 == province, "\(answer)")
    }

    @Test(
        "Names of crossings between two countries find a crossing", arguments: ["Faysh Khabur", "Semalka", "al-Tanf"])
    func crossings(name: String) throws {
        let answer = Geocoder(gazetteer: try BuiltInGazetteer.load()).geocode(name)
        #expect(answer.match != nil, "\(answer)")
    }

    @Test("A name of several places is answered with candidates; the province settles it")
    func rabia() throws {
        let geocoder = Geocoder(gazetteer: try BuiltInGazetteer.load())
        #expect(geocoder.geocode("Rabia", province: "Ninawa").match?.iso3166 == "IQ-NI")
        let open = geocoder.geocode("al-Waleed")
        #expect(open.match != nil || !open.candidates.isEmpty)
    }

    @Test("An unknown name has no match and a sentence")
    func unknown() throws {
        let answer = Geocoder(gazetteer: try BuiltInGazetteer.load()).geocode("Xyzzyqq")
        #expect(answer.match == nil)
        #expect(!answer.note.isEmpty)
    }

    @Test("An unknown village with a known province falls back to the province")
    func fallback() throws {
        let answer = Geocoder(gazetteer: try BuiltInGazetteer.load()).geocode("Xyzzyqq", province: "Anbar")
        #expect(answer.status == .fallback)
        #expect(answer.match?.iso3166 == "IQ-AN")
    }
}
