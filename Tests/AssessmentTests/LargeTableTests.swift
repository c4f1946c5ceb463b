// SPDX-License-Identifier: Apache-2.0

@testable import Assessment
import Foundation
import Gazetteer
import Geo
import Incidents
import Layers
@testable import Places
@testable import Studies
import Testing

@Suite("What large tables are held in")
struct LargeTableTests {
    @Test("A raster over the provinces gives the answers of their polygons")
    func provinces() throws {
        let study = try ResolvedStudy(file: BuiltInBuild.file)
        let regions = try study.loadGazetteer().content.provinces
        let exact = ProvinceIndex(regions), quick = ProvinceIndex(regions, forManyPositions: true)
        var inside = 0
        for step in 0..<4000 {
            // A walk that comes to all parts of the study and a little beyond, and never repeats itself.
            let x = 33 + 19 * (Double(step) * 0.618_033_988_7).truncatingRemainder(dividingBy: 1)
            let y = 27 + 13 * (Double(step) * 0.754_877_666_2).truncatingRemainder(dividingBy: 1)
            let position = try #require(Coordinate(longitude: x, latitude: y))
            let region = exact.region(at: position)
            #expect(quick.region(at: position) == region, "\(position)")
            inside += region == nil ? 0 : 1
        }
        #expect(inside > 900)
        #expect(
            ProvinceIndex([], forManyPositions: true).region(at: try #require(Coordinate(longitude: 0, latitude: 0)))
                == nil)
    }

    /// Four incidents: a point at its claim, a place of the gazetteer, a disc around a position, nothing.
    private func entries() throws -> (IncidentCollection, [LocatedIncident]) {
        let position = try #require(Coordinate(longitude: 44.1, latitude: 33.2))
        let elsewhere = try #require(Coordinate(longitude: 40, latitude: 35))
        let day = DayInterval(CalendarDay(daysSinceEpoch: 20_000))
        let claims = (0..<4).map { number in
            Claim(
                id: "c\(number)", incidentID: "c\(number)", conflictGroup: "", type: .ied,
                place: ClaimedPlace(name: "P", precision: .near, coordinate: position), period: day,
                datePrecision: .day,
                quantity: nil, actor: "",
                attribution: Attribution(claimant: "", rootSource: "r", rootKind: .media, sourceID: "s"),
                status: .reported, note: "", origin: RecordOrigin(file: "t", line: number))
        }
        let laws: [LocationLaw] = [
            .point(position, sigma: Meters(2000)), .point(elsewhere, sigma: Meters(2000)),
            .area(.disc(center: position, radius: Meters(30_000), within: "IQ-BG")), .unlocated,
        ]
        let incidents = GroupedIncidents(claims).incidents
        let entries = zip(incidents, laws).enumerated().map { number, pair in
            LocatedIncident(
                incident: pair.0,
                place: LocatedPlace(
                    law: pair.1, name: "N\(number)", province: "IQ-BG", country: "IQ", precision: .near,
                    isFacility: number == 1, isBoundaryAmbiguous: false, note: ""),
                weight: Double(number) / 2 + 0.5, access: number == 2 ? .restricted : .open,
                terms: number == 3 ? .aggregatesOnly : .redistributable)
        }
        return (incidents, entries)
    }

    @Test("A located incident comes out as it went in")
    func located() throws {
        let (incidents, entries) = try entries()
        var located = LocatedIncidents(of: incidents)
        for (position, entry) in entries.enumerated() { located.append(entry, at: position) }
        func check(_ wanted: [LocatedIncident]) {
            #expect(located.map(\.place) == wanted.map(\.place))
            #expect(located.indices.map { located.place($0) } == wanted.map(\.place))
            #expect(located.map(\.incident.id) == wanted.map(\.incident.id))
            #expect(located.map(\.weight) == wanted.map(\.weight))
            #expect(located.map(\.access) == wanted.map(\.access))
            #expect(located.map(\.terms) == wanted.map(\.terms))
            #expect(located.indices.map { located.isDrawn($0) } == wanted.map(\.isDrawn))
            #expect(located.indices.map { located.period($0) } == wanted.map(\.incident.period))
            #expect(located.drawnCount == wanted.count(where: \.isDrawn))
        }
        check(entries)
        located.removeAll { $0.weight == 1 }
        check([entries[0], entries[2], entries[3]])
    }

    @Test("An input that needs more memory than it may have is refused with a sentence, and nothing is written")
    func memory() throws {
        let study = try ResolvedStudy(file: BuiltInBuild.file)
        let folder = FileManager.default.temporaryDirectory.appending(path: "memory-\(UUID().uuidString)").path
        let options = Pipeline.Options(out: folder, maxMemory: 1 << 20)
        let error = #expect(throws: MemoryShortage.self) { try Pipeline(study: study, options: options).run() }
        let sentence = try #require(error).description
        #expect(sentence.hasPrefix("articles: 98 incident reports need "))
        #expect(sentence.contains("1 MiB may be used (--max-memory)"))
        #expect(!FileManager.default.fileExists(atPath: folder))
    }

    @Test("Without a limit of its own a build takes what the system has")
    func system() throws {
        let budget = MemoryBudget(stated: nil)
        #expect(try #require(budget.limit) > 1 << 26)
        try budget.check(claims: 1000, of: "t.csv")
        #expect(throws: MemoryShortage.self) { try budget.check(claims: 1 << 40, of: "t.csv") }
    }
}
