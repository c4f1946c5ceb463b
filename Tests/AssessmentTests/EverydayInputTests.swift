// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo
import GeoIO
import Incidents
import Layers
import Scoring
import Testing

@testable import Assessment
@testable import Studies
import TestSupport

@Suite("Everyday files as inputs of a study")
struct EverydayInputTests {
    private static let own = """
          - name: claims
            format: claims
            file: claims.csv
            incidents: incidents.csv
            access: open
        """

    /// The study with one other input.
    private func study(_ input: String, _ text: String, _ file: String) throws -> SquareStudy {
        let study = try SquareStudy()
        try study.edit(Self.own, "  - \(input)")
        try study.write(text, to: file)
        return study
    }

    private func feature(_ geometry: String, _ coordinates: String) -> String {
        """
        {"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"date": "2026-02-20"},
        "geometry": {"type": "\(geometry)", "coordinates": \(coordinates)}}]}
        """
    }

    private static let layer =
        "{name: field, format: table, file: a.geojson, access: open, mapping: {date: date, type: {constant: battle}}}"

    @Test("An incident drawn as an area is spread over it, and lies in the province that holds it")
    func area() throws {
        let square = "[[[40.2, 34.2], [40.8, 34.2], [40.8, 34.8], [40.2, 34.8], [40.2, 34.2]]]"
        let study = try study(Self.layer, feature("Polygon", square), "a.geojson")
        let run = try study.surfaces()
        let place = try #require(run.located.incidents.first).place
        #expect(place.province == "XX-DO" && place.country == "XX")
        #expect(run.masses.evidence.footprints.count == 1)
        let cells = try #require(run.masses.evidence.footprints.first)
        // 0.6 degrees by 0.6 at 34.5 N are 55 km by 66.6 km: 36.6 cells of 100 square kilometres.
        #expect(abs(cells.fractions.reduce(0, +) - 36.6) < 0.5)
        let inside = try #require(try run.intensity(longitude: 40.5, latitude: 34.5))
        let outside = try #require(try run.intensity(longitude: 41.7, latitude: 34.5))
        #expect(inside > 5 * outside)
        #expect(try study.build().output.contents()["contributions.json"] != nil)
    }

    @Test("A line and several points have the distance of lines around them; a self-crossing area is mended")
    func shapes() throws {
        for (kind, coordinates, provinces) in [
            ("LineString", "[[40.5, 34.5], [41.5, 34.5]]", nil),
            ("MultiPoint", "[[40.4, 34.5], [40.6, 34.5]]", "XX-DO"),
            ("Polygon", "[[[40.2, 34.2], [40.8, 34.8], [40.8, 34.2], [40.2, 34.8], [40.2, 34.2]]]", "XX-DO"),
        ] as [(String, String, String?)] {
            let run = try study(Self.layer, feature(kind, coordinates), "a.geojson").surfaces()
            #expect(run.located.incidents.first?.place.province == provinces, "\(kind)")
            #expect(run.masses.evidence.footprints.first?.isEmpty == false, "\(kind)")
        }
    }

    @Test("A shape goes out as it came in, rounded by the tier, and a restricted one as its province")
    func released() throws {
        let corners = [(40.123456, 34.2), (40.8, 34.2), (40.8, 34.8), (40.123456, 34.2)]
        let shell = corners.map { PlanarPoint(x: $0.0, y: $0.1) }
        let law = LocationLaw.area(.shape(.area(MultiPolygon([Polygon(shell: shell)])), distance: Meters(1000)))
        let policy = ReleasePolicy(tier: .public), province = AreaLaw.regions(["XX-DO"])
        let open = policy.released(law, access: .open, isFacility: false, area: province)
        guard case .shape(let shape) = open else {
            Issue.record("\(open)")
            return
        }
        #expect(shape.form == .areas && shape.coordinates[0][0][0] == [policy.rounded(40.123456), 34.2])
        let copy = try JSONDecoder().decode(ReleasedLocation.self, from: JSONEncoder().encode(open))
        #expect(copy == open)
        #expect(
            policy.released(law, access: .restricted, isFacility: false, area: province) == .regions(["XX-DO"]))
        let study = try study(Self.layer, feature("Polygon", "[[[40, 34], [41, 34], [41, 35], [40, 34]]]"), "a.geojson")
        let text = try #require(try study.build().output.contents()["contributions.json"])
        #expect(String(decoding: text, as: UTF8.self).contains(#""areas""#))
    }

    @Test("KoboToolbox: groups in names, GPS in one column, times with a zone that count in the study's")
    func kobo() throws {
        let text =
            "\"start\";\"grp/incident_type\";\"gps\";\"_id\"\n"
            + "\"2026-02-14T22:30:00.000Z\";\"Shelling\";\"34.5 40.5 221.4 4.8\";\"7\"\n"
            + "\"2026-02-14T22:30:00.000+03:00\";\"ied\";\"34,5 40,5 0 0\";\"8\"\n"
        let input =
            "{name: kobo, format: table, file: k.csv, access: open, time_zone: Asia/Baghdad, mapping: {date: start, "
            + "id: _id, position: gps, type: {column: grp/incident_type, values: {shelling: battle}}}}"
        let study = try study(input, text, "k.csv")
        let read = try EvidenceReading(study: study.resolved(), progress: { _ in }).read()
        #expect(read.claims.map { "\($0.period.first)" } == ["2026-02-15", "2026-02-14"])
        #expect(read.claims.map(\.type) == [.battle, .ied])
        #expect(read.claims.allSatisfy { $0.place.coordinate == Coordinate(longitude: 40.5, latitude: 34.5) })
    }

    @Test("GTD by mapping: days and months that are 0, numbers that are -99, codes as numbers in quotes")
    func gtd() throws {
        let text =
            "eventid,iyear,imonth,iday,latitude,longitude,attacktype1,nkill\n"
            + "1,2026,1,0,34.5,40.5,3,-99\n2,2025,0,0,34.5,40.5,2,4\n3,2026,1,9,34.5,40.5,3,\n"
        let input = """
            name: gtd
                format: table
                file: g.csv
                access: open
                mapping:
                  id: eventid
                  date: {columns: [iyear, imonth, iday]}
                  latitude: latitude
                  longitude: longitude
                  type: {column: attacktype1, values: {"3": ied, '2': battle}}
                  best: nkill
            """
        let study = try study(input, text, "g.csv")
        let read = try EvidenceReading(study: study.resolved(), progress: { _ in }).read()
        #expect(read.claims.map(\.period.length) == [31, 365, 1])
        #expect(read.claims.map(\.type) == [.ied, .battle, .ied])
        #expect(read.claims.map { $0.quantity?.best } == [nil, 4, nil])
    }

    @Test("Grid references become degrees")
    func grids() throws {
        let text = "d,g\n2026-02-01,38N 330000 4022000\n2026-02-01,38SLF3000022000\n2026-02-01,38SLF3x\n"
        let input =
            "{name: grid, format: table, file: g.csv, access: open, mapping: {date: d, position: g, type: {constant: ied}}}"
        let study = try study(input, text, "g.csv")
        let names = try StudyNames(study: study.resolved())
        var reading = EvidenceReading(study: try study.resolved(), progress: { _ in })
        reading.gazetteer = names.gazetteer
        let read = try reading.read()
        #expect(read.claims.count == 2 && read.summary.rejected == 1)
        for claim in read.claims {
            // Mosul lies at 36.33 N, 43.11 E.
            let position = try #require(claim.place.coordinate)
            #expect(abs(position.latitude - 36.327) < 0.005 && abs(position.longitude - 43.106) < 0.005, "\(position)")
        }
    }

    @Test(
        "An unknown encoding, calendar, zone or date format is refused by its key",
        arguments: [
            ("encoding: latin", "encoding: 'latin'"), ("calendar: mayan", "calendar"),
            ("time_zone: Mars/Base", "time_zone"),
            ("date_format: YDM", "date_format"),
        ])
    func keys(_ key: String, _ words: String) throws {
        let input =
            "{name: f, format: table, file: f.csv, access: open, \(key), mapping: {date: d, type: {constant: ied}, place: p}}"
        let study = try study(input, "d,p\n2026-02-01,Tarsid\n", "f.csv")
        #expect { try EvidenceReading(study: study.resolved(), progress: { _ in }).read() } throws: { error in
            "\(error)".contains(words)
        }
    }

    @Test("Hijri dates are read where the input says so")
    func hijri() throws {
        let input =
            "{name: f, format: table, file: f.csv, access: open, calendar: islamic-umalqura, mapping: {date: d, "
            + "type: {constant: ied}, place: p}}"
        let study = try study(input, "d,p\n1447-08-22,Tarsid\n", "f.csv")
        let read = try EvidenceReading(study: study.resolved(), progress: { _ in }).read()
        #expect(read.claims.map { "\($0.period.first)" } == ["2026-02-10"])
    }
}
