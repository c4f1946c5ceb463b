// SPDX-License-Identifier: Apache-2.0

import Geo
import Layers
import Queries

/// Makes the answer of ways that were found.
struct RouteTelling {
    let service: QueryService
    let plan: RoutePlanner.Plan
    let stops: [RouteStop]
    let roads: RoadLines
    let file: String
    let avoided: [AvoidedArea]

    /// - Throws: what reading the build throws.
    func answer() throws -> RouteAnswer {
        let risk = try SegmentRisk(service)
        let told = try plan.ways.map { way in
            let parts = plan.graph.segments(of: way)
            return (way, parts, try parts.enumerated().map { try risk.segment($1, number: $0 + 1) })
        }
        let measure = Self.measure(told.flatMap { $0.2 })
        let ways = try told.map { try self.way($0, $1, $2, measure, risk) }
        let catalog = service.build.catalog, places = told.isEmpty ? [] : self.places
        return RouteAnswer(
            from: places[0], to: places[places.count - 1], via: Array(places.dropFirst().dropLast()),
            avoided: avoided.map(\.name), tier: catalog.tier, asOf: catalog.asOf, period: catalog.period,
            measure: measure,
            roads: RouteAnswer.Roads(
                file: file, roads: roads.roads, leftOut: roads.leftOut, unreadable: roads.unreadable),
            ways: ways, notes: notes(ways, measure), attributions: catalog.attributions)
    }

    private var places: [RouteAnswer.Stop] {
        zip(stops, plan.access).map { stop, meters in
            RouteAnswer.Stop(name: stop.name, accessKilometers: SegmentRisk.kilometers(meters), note: stop.note)
        }
    }

    /// Numbers of a record where every segment that is assessed has one, so that all are compared by the same.
    static func measure(_ segments: [RouteAnswer.Segment]) -> RouteAnswer.Measure {
        let assessed = segments.filter { $0.relativeRiskMax != nil }
        let isOfRecord = !assessed.isEmpty && assessed.allSatisfy { $0.forecast?.expected != nil }
        return isOfRecord ? .expected : .relativeRisk
    }

    /// Number of the worst segment, the first of equals; nil where nothing is assessed.
    static func worst(_ segments: [RouteAnswer.Segment], by measure: RouteAnswer.Measure) -> Int? {
        func value(_ segment: RouteAnswer.Segment) -> Double? {
            measure == .expected ? segment.forecast?.expected : segment.relativeRiskMax
        }
        let known = segments.compactMap { segment in value(segment).map { (segment.number, $0) } }
        return known.max { ($0.1, -$0.0) < ($1.1, -$1.0) }?.0
    }

    private func way(
        _ way: Way, _ parts: [WaySegment], _ segments: [RouteAnswer.Segment], _ measure: RouteAnswer.Measure,
        _ risk: SegmentRisk
    ) throws -> RouteAnswer.Way {
        let graph = plan.graph, worst = Self.worst(segments, by: measure)
        let length = max(graph.length(of: way), .leastNormalMagnitude)
        let assumed = graph.length(of: way, on: .assumed), straight = graph.length(of: way, on: .straight)
        let shared = graph.length(of: way, sharedWith: plan.ways[0])
        return RouteAnswer.Way(
            length: SegmentRisk.kilometers(length), assumed: SegmentRisk.kilometers(assumed),
            straight: SegmentRisk.kilometers(straight),
            unknownShare: ((assumed + straight) / length).rounded(toDecimals: 3),
            sharedShare: (shared / length).rounded(toDecimals: 3), segments: segments, worst: worst,
            reasons: try worst.map { try risk.reasons(at: parts[$0 - 1].middle) } ?? [])
    }

    // MARK: What a reader must know

    private func notes(_ ways: [RouteAnswer.Way], _ measure: RouteAnswer.Measure) -> [String] {
        let unknown = ways.contains { way in way.segments.contains { $0.assessedShare < 1 } }
        var notes = stops.compactMap(\.note)
        if measure == .relativeRisk {
            notes.append("Segments are compared by the highest relative risk along them; that is no number of events.")
        } else {
            notes.append(
                "Numbers and their 90 % intervals are of reported events within 25 km of the middle of a segment in 30 "
                    + "days; neighbouring segments count the same events, so they must not be added.")
        }
        if unknown { notes.append("Parts of the way are not assessed: nothing is known there, which is not: safe.") }
        return notes + roadNotes + service.build.notes
    }

    private var roadNotes: [String] {
        var notes = [
            "The shortest way on the roads given, by length alone; whether a road or a checkpoint is open is not known."
        ]
        if roads.hasDirections { notes.append("One-way roads were taken both ways.") }
        if !roads.hasClasses { notes.append("The roads have no classes: all lines of the layer were taken for roads.") }
        if roads.unreadable > 0 { notes.append("Roads that could not be read: \(roads.unreadable).") }
        if plan.ways.count == 1 {
            notes.append("No other way differs by 30 % of its length and is less than twice as long.")
        }
        if plan.leftOut > 0 {
            notes.append(
                "Other ways left out because more than a third of them is assumed or straight: \(plan.leftOut).")
        }
        return notes
    }
}
