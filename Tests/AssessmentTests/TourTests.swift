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
import Scoring
@testable import Studies
import TestSupport
import Testing
import Zones

/// Marked values of a page: `**0.7**<!-- weight -->` is the value `0.7` of the key `weight`.
private struct MarkedPage {
    let values: [(key: String, text: String)]

    init(_ name: String) throws {
        let page = try String(contentsOf: Repository.root.appending(path: name), encoding: .utf8)
        values = page.matches(of: /(?:\*\*|`)([^*`\n]+)(?:\*\*|`)<!-- ([a-z0-9_]+) -->/).map {
            (key: String($0.output.2), text: String($0.output.1))
        }
    }
}

/// What the tour found, by key.
private struct TourValues: Sendable {
    var texts: [String: String] = [:]
    var numbers: [String: Double] = [:]
}

/// The one record of the tour on its way through the stops of the pipeline.
private struct Tour {
    static let incidentID = "INC-ANBAR-BOMBING"
    static let position = Coordinate(longitude: 40.5, latitude: 33.5)!

    private(set) var values = TourValues()

    private let study: ResolvedStudy
    private let entry: LocatedIncident
    private let drawn: [LocatedIncident]
    private let plane: BuildGrid
    private let scored: ScoredEvidence
    private let anbar: ZoneContributions
    private let shares: [Contribution]

    init() throws {
        study = try ResolvedStudy(file: Repository.root.appending(path: "geodata/study.yaml").path)
        let run = try TracedRun(study: study), content = run.content
        let (names, located) = (run.names, run.located)
        (plane, scored) = (run.plane, content.scored)
        entry = try #require(located.incidents.first { $0.incident.id == Self.incidentID })
        drawn = located.incidents.filter(\.isDrawn)
        let zone = try #require(names.provinces.firstIndex { $0.id == "IQ-AN" })
        anbar = scored.surfaces.base.contributions(to: [scored.zones[zone]], routes: scored.surfaces.proximity)[0]
        shares = ContributionBuilder(
            located: located.incidents, incidentOfEvent: scored.masses.incidents, routes: content.evidence.routes,
            claims: content.phrases
        ).contributions(anbar)
        noteCounts(run.read.summary, located, provinces: names.provinces.count)
        try noteClaim()
        noteWeight(run.read.sources)
        try noteDecay()
        try noteCell()
        try noteProvince(names, zone: zone, located: located.incidents)
    }

    private mutating func noteCounts(_ read: ReadingSummary, _ located: LocatedEvidence, provinces: Int) {
        values.numbers["rows"] = Double(read.rows)
        values.numbers["claims"] = Double(read.claims)
        values.numbers["incidents"] = Double(located.incidents.count)
        values.numbers["unlocated"] = Double(located.unlocatedCount)
        values.numbers["unlocated_share"] = 100 * located.unlocatedMass / located.totalMass
        values.numbers["provinces"] = Double(provinces)
    }

    private mutating func noteClaim() throws {
        let claim = try #require(entry.incident.claims.first)
        let span = try #require(claim.attribution.span)
        values.texts["claim"] = claim.id
        values.texts["incident"] = claim.incidentID
        values.texts["source"] = claim.attribution.sourceID
        values.texts["place_text"] = claim.place.name
        values.texts["root_source"] = claim.attribution.rootSource
        values.texts["first_day"] = claim.period.first.description
        values.texts["last_day"] = claim.period.last.description
        values.texts["as_of"] = study.asOf.description
        values.texts["province"] = entry.place.province
        if case .area(.regions(let ids)) = entry.place.law { values.texts["region"] = ids.joined(separator: " ") }
        values.numbers["claim_line"] = Double(claim.origin.line)
        values.numbers["span_start"] = Double(span.start)
        values.numbers["span_end"] = Double(span.end)
        values.numbers["where_prec"] = Double(claim.place.precision.rawValue)
    }

    private mutating func noteWeight(_ sources: [String: Source]) {
        let model = study.study.model
        guard
            let weights = try? WeightModel(
                severity: SeverityTable(model.severity), reliability: ReliabilityTable(model.reliability),
                sources: Array(sources.values))
        else { return }
        let weight = weights.weight(of: entry.incident)
        values.numbers["severity"] = weight.severity
        values.numbers["count_factor"] = weight.countFactor
        values.numbers["reliability"] = weight.reliability
        values.numbers["weight"] = weight.value
    }

    /// What the incident still counts, and its part of the expected number of events, worked out from the formulas of
    /// docs/methods/stack.md and not from the surface.
    private mutating func noteDecay() throws {
        let period = entry.incident.period
        let counted = [30.0, 365.0].map { Decay.weight(of: period, asOf: study.asOf, halfLifeDays: $0) }
        let parts = [30.0, 365.0].map { halfLife in
            entry.weight * Decay.weight(of: period, asOf: study.asOf, halfLifeDays: halfLife)
                / drawn.reduce(0) {
                    $0 + $1.weight
                        * Decay.weight(of: $1.incident.period, asOf: study.asOf, halfLifeDays: halfLife)
                }
        }
        let expected = scored.surfaces.base.expected
        values.numbers["drawn_incidents"] = Double(drawn.count)
        (values.numbers["counts_30"], values.numbers["counts_365"]) = (counted[0], counted[1])
        (values.numbers["part_30"], values.numbers["part_365"]) = (100 * parts[0], 100 * parts[1])
        (values.numbers["recent"], values.numbers["baseline"]) = (expected.recent, expected.baseline)
        values.numbers["expected"] = expected.total
        let mass = study.intensity.stack.reduce(0.0) { sum, component in
            sum + component.weight * (component.halfLifeDays == 30 ? parts[0] : parts[1])
        }
        values.numbers["mass"] = expected.total * mass
        let footprint = try #require(scored.footprints.footprint(of: .regions(["region:western-anbar"])))
        let area = footprint.cellCount * plane.grid.cellAreaSquareKilometers
        values.numbers["area"] = area
        values.numbers["mean_density"] = expected.total * mass / area * 1000
    }

    private mutating func noteCell() throws {
        let grid = plane.grid
        let cell = try #require(grid.cell(at: plane.toPlane.transform(Self.position.point)))
        let index = grid.index(column: cell.column, row: cell.row)
        values.numbers["latitude"] = Self.position.latitude
        values.numbers["longitude"] = Self.position.longitude
        values.numbers["cell_base"] = Double(scored.surfaces.base.intensity.values[index])
        values.numbers["cell_factor"] = Double(scored.surfaces.proximity.factor.values[index])
        values.numbers["cell_intensity"] = Double(scored.surfaces.intensity.values[index])
        values.numbers["mean_intensity"] = scored.assessed.mean(of: scored.surfaces.intensity)
        values.numbers["floor"] = RiskSurfaces.floorReach * scored.surfaces.base.uniformIntensity
        values.numbers["cell_relative"] = Double(scored.surfaces.relativeRisk(in: scored.assessed).values[index])
    }

    private mutating func noteProvince(_ names: StudyNames, zone: Int, located: LocatedIncidents) throws {
        let event = try #require(
            scored.masses.incidents.firstIndex { located[$0].incident.id == Self.incidentID })
        values.numbers["province_part"] = anbar.events.first { $0.event == event }?.value
        values.numbers["province_uniform"] = anbar.uniform
        values.numbers["province_routes"] = anbar.routes.reduce(0, +)
        values.numbers["province_others"] = anbar.events.filter { $0.event != event }.reduce(0) { $0 + $1.value }
        values.numbers["province_intensity"] = anbar.mean
        values.numbers["share"] = shares.first { $0.id == Self.incidentID }.map { 100 * $0.share }
        let reports = LocatedReports.sums(
            of: scored.masses, located: located, provinces: names.provinces, zones: scored.zones,
            settings: try study.surfaceSettings(threads: 1))
        let summary = ProvinceSummary(
            study: study, provinces: names.provinces, zones: scored.zones,
            relativeRisk: scored.surfaces.relativeRisk(in: scored.assessed), intensity: scored.surfaces.intensity,
            evidence: scored.provinces, located: reports, forecast: nil)
        let result = summary.results()[zone]
        values.numbers["province_relative"] = result.relativeRisk
        values.numbers["province_max"] = result.relativeRiskMax
        values.numbers["province_reports"] = result.locatedReports
        values.numbers["province_rank"] = result.rank.map(Double.init)
    }
}

@Suite("The tour of docs/tour.md")
struct TourTests {
    private static let tour = Result { try Tour().values }

    @Test("every marked value of the page is what the library computes")
    func pageAgrees() throws {
        let tour = try Self.tour.get()
        for (key, text) in try MarkedPage("docs/tour.md").values {
            if let expected = tour.texts[key] {
                #expect(text == expected, "\(key) in docs/tour.md")
            } else {
                let number = try #require(tour.numbers[key], "docs/tour.md marks an unknown value: \(key)")
                let plain = text.replacing(",", with: "")
                let written = try #require(Double(plain), "\(key): '\(text)' is no number")
                // Half a unit of the last digit that the page gives.
                let decimals = plain.firstIndex(of: ".").map { plain.distance(from: $0, to: plain.endIndex) - 1 } ?? 0
                let tolerance = 0.5001 * pow(10, -Double(decimals))
                #expect(abs(number - written) <= tolerance, "\(key) in docs/tour.md is \(text), computed \(number)")
            }
        }
    }

    @Test("the page leaves out nothing that the tour computes")
    func pageIsComplete() throws {
        let tour = try Self.tour.get()
        let marked = Set(try MarkedPage("docs/tour.md").values.map(\.key))
        let computed = Set(tour.texts.keys).union(tour.numbers.keys)
        #expect(computed.subtracting(marked).sorted() == [])
    }

    @Test("the parts of the province's intensity add up to it")
    func partsAddUp() throws {
        let numbers = try Self.tour.get().numbers
        let parts = ["province_part", "province_others", "province_uniform", "province_routes"]
        let sum = try parts.map { try #require(numbers[$0]) }.reduce(0, +)
        let whole = try #require(numbers["province_intensity"])
        #expect(abs(sum - whole) <= 1e-5 * whole)
    }
}
