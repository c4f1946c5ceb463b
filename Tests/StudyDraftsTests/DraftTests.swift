// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo
import Incidents
import Studies
import Tables
import TestSupport
import Testing

@testable import StudyDrafts

@Suite("New studies")
struct DraftTests {
    private static func unit(_ name: String, _ west: Double, _ south: Double, _ east: Double, _ north: Double)
        -> DraftUnit
    {
        let corners = [(west, south), (east, south), (east, north), (west, north), (west, south)]
        let shell = corners.map { PlanarPoint(x: $0.0, y: $0.1) }
        return DraftUnit(id: name, name: name, area: MultiPolygon([Polygon(shell: shell)]))
    }

    @Test("The rectangle has a margin, the plane its middle, the cell a round size")
    func frame() throws {
        let frame = try DraftFrame(around: [Self.unit("A", 20, 10, 24, 14)], country: "XX", stated: nil)
        #expect(frame.extent.minX <= 19 && frame.extent.maxX >= 25 && frame.extent.minY <= 9 && frame.extent.maxY >= 15)
        #expect(frame.center == frame.extent.center && frame.outside.isEmpty)
        #expect(frame.cell == .kilometers(2))
    }

    @Test("What lies far from the largest part, and beyond the 180th meridian, stays outside and is named")
    func parts() throws {
        let units = [
            Self.unit("Main", 30, 50, 60, 60), Self.unit("East", 60, 55, 178, 70),
            Self.unit("Beyond", -180, 65, -170, 68),
        ]
        let frame = try DraftFrame(around: units, country: "XX", stated: nil)
        #expect(frame.extent.minX > 0 && frame.extent.maxX <= 180)
        #expect(frame.outside == ["Beyond"])
    }

    @Test("The part where people live is on the map, and others that hold enough of them and lie near enough")
    func people() throws {
        let units = [
            Self.unit("Wild", -170, 55, -140, 70), Self.unit("Crowded", -100, 35, -80, 45),
            Self.unit("Near", -70, 30, -68, 32),
        ]
        let towns = [
            (PlanarPoint(x: -90, y: 40), 900), (PlanarPoint(x: -69, y: 31), 90), (PlanarPoint(x: -150, y: 60), 10),
        ]
        .map { (point: $0.0, people: $0.1) }
        let frame = try DraftFrame(around: units, country: "XX", towns: towns, stated: nil)
        #expect(frame.outside == ["Wild"] && frame.clipped(units).map(\.name) == ["Crowded", "Near"])
        #expect(frame.definition == nil)
        let wide = try DraftFrame(around: [Self.unit("Wide", 20, 50, 150, 70)], country: "XX", stated: nil)
        #expect(wide.definition?.hasPrefix("+proj=cea") == true)
    }

    @Test("A country around a pole is refused")
    func pole() {
        #expect(throws: StudyDraftError.self) {
            try DraftFrame(around: [Self.unit("Ice", -180, -90, 180, -80)], country: "AQ", stated: nil)
        }
    }

    private func guess(_ text: String) throws -> MappingGuess {
        try MappingGuess(TableReader(name: "table.csv", bytes: Array(text.utf8)))
    }

    @Test(
        "Columns are told by their names in several languages",
        arguments: [
            ("Date de l'incident;Région;Province;Localité;Type;Morts\n", "Région", "Province", "Localité"),
            ("fecha,departamento,municipio,lugar,tipo\n", "departamento", "municipio", "lugar"),
            ("التاريخ,المحافظة,المديرية,المكان,نوع الحادث\n", "المحافظة", "المديرية", "المكان"),
            ("дата,область,район,место,тип\n", "область", "район", "место"),
            ("Event Date,Admin1,Admin2,Location,Event type\n", "Admin1", "Admin2", "Location"),
        ])
    func columns(_ header: String, _ province: String, _ district: String, _ place: String) throws {
        let guess = try guess(header)
        #expect(guess["province"] == province && guess["district"] == district && guess["place"] == place)
        #expect(guess["date"] != nil && guess["type"] != nil && guess.missing == nil)
    }

    @Test("A table without a day or a place says which it lacks")
    func lacking() throws {
        #expect(try guess("province,type\n").missing == "the date")
        #expect(try guess("date,type\n").missing == "the place or the position")
        #expect(try guess("date,lat,lon\n").missing == nil)
    }

    @Test("The header may stand below titles")
    func titles() throws {
        let table = TableReader(
            name: "t.csv", bytes: Array("Incidents of the north,,\ndate,place,type\n2026-01-01,X,Battle\n".utf8))
        let guess = try MappingGuess.of(table)
        #expect(guess.missing == nil && guess["place"] == "place")
    }

    @Test(
        "Words are met at their start, short ones whole",
        arguments: [
            ("people died", nil), ("IED", EventType.ied), ("Столкновение", .battle), ("Mina antipersonal", .ied),
            ("Теракт", .violenceAgainstCivilians),
        ])
    func words(_ text: String, _ type: EventType?) {
        #expect(EventWords.type(of: text) == type)
    }

    @Test("Values of the type are read by their words; an unknown one is said to be unknown")
    func types() throws {
        let guess = try guess(
            "date,place,type\n2026-01-01,X,Enlèvement\n2026-01-01,X,Suicide bombing\n2026-01-01,X,Rain\n")
        #expect(guess.types.map(\.type) == [.abduction, .suicideAttack, nil])
    }

    @Test(
        "Texts stand in YAML as they are",
        arguments: ["plain", "a: b # c", "quote \" and \\", "line\nbreak", "{brace}", "naïve – ünï", "'", ""])
    func quoting(_ text: String) throws {
        let folder = try TemporaryFolder()
        let file = try folder.write("key: \(YAMLText.quoted(text))\n", to: "a.yaml")
        #expect(try StudyFile.read([String: String].self, at: file)["key"] == text)
    }

    @Test("A country is known by its codes and by its name in seven languages; another text is told what is near it")
    func countries() throws {
        let world = try WorldLayers(folder: Repository.geodata.appending(path: "world").path)
        for text in ["SD", "SDN", "sd", "Sudan", "Soudan", "السودان", "Судан"] {
            #expect(try world.country(text).code == "SD", "\(text)")
        }
        let error = #expect(throws: StudyDraftError.self) { try world.country("Sudann") }
        guard case .unknownCountry(_, let near) = error else {
            Issue.record("another error")
            return
        }
        #expect(near.first == "Sudan")
    }

    @Test("A new study reads back, has nothing of another country in it, and leaves nothing where it fails")
    func wholeStudy() throws {
        let folder = try TemporaryFolder()
        let day = try #require(CalendarDay(parsing: "2026-03-01"))
        var request = CountryDraft.Request(country: "Haiti", asOf: day)
        request.languages = [.french]
        let outcome = try CountryDraft(request, builtIn: Repository.geodata.path).write(to: folder.file("haiti"))
        #expect(outcome.country == "Haiti" && outcome.files.contains("study.yaml"))
        let study = try ResolvedStudy(file: folder.file("haiti/study.yaml"))
        #expect(study.languages == [.french] && study.study.assessed == ["HT"] && study.asOf == day)
        let text = try String(contentsOfFile: folder.file("haiti/study.yaml"), encoding: .utf8)
        #expect(!text.contains("IQ") && !text.contains("Syria"))
        request.boundaries = ["/nowhere.geojson"]
        #expect(throws: (any Error).self) {
            try CountryDraft(request, builtIn: Repository.geodata.path).write(to: folder.file("none"))
        }
        #expect(!FileManager.default.fileExists(atPath: folder.file("none")))
    }
}
