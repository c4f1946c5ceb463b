// SPDX-License-Identifier: Apache-2.0

import Gazetteer
import Geo
import Layers
import Queries

/// What a build says along a segment.
struct SegmentRisk {
    private let service: QueryService
    private let relativeRisk: Raster<Float>
    private let towns: [(name: String, position: Coordinate)]
    private let decimals: Int

    /// Metres within which a town is named.
    private static let nearTown = Meters.kilometers(50)
    /// Most incidents that are told.
    private static let mostReasons = 5

    /// - Throws: what reading the build throws.
    init(_ service: QueryService) throws {
        self.service = service
        relativeRisk = try service.build.relativeRisk()
        decimals = service.build.catalog.tier == .public ? 2 : 5
        towns = try service.gazetteer().content.places.compactMap { place in
            guard place.feature == .city || place.feature == .town, !place.isRestricted else { return nil }
            return place.coordinate.map { (place.name, $0) }
        }
    }

    /// - Throws: what reading the build throws; places without figures are no error.
    func segment(_ part: WaySegment, number: Int) throws -> RouteAnswer.Segment {
        let values = part.samples.map(value).filter { !$0.isNaN }
        let answer = try answer(at: part.middle)
        let forecast = answer.found.flatMap(Self.forecast)
        let shares = values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
        return RouteAnswer.Segment(
            number: number, from: Self.kilometers(part.start), to: Self.kilometers(part.start + part.length),
            near: town(near: part.middle), assumed: Self.kilometers(part.assumed),
            straight: Self.kilometers(part.straight), relativeRisk: shares?.rounded(toSignificant: 4),
            relativeRiskMax: values.max()?.rounded(toSignificant: 4),
            assessedShare: (Double(values.count) / Double(part.samples.count)).rounded(toDecimals: 2),
            forecast: forecast, refusal: answer.refusal ?? answer.found?.result.forecast?.refusal,
            line: line(part.line))
    }

    /// Incidents that contribute most around a position.
    /// - Throws: what reading the build throws.
    func reasons(at point: PlanarPoint) throws -> [Contribution] {
        let parts = try answer(at: point, why: true).found?.withoutQuotes.contributions ?? []
        return Array(parts.filter { $0.kind == .incident }.prefix(Self.mostReasons))
    }

    static func kilometers(_ meters: Double) -> Double { (meters / 1000).rounded(toDecimals: 1) }

    /// NaN outside and where nothing is assessed.
    private func value(at point: PlanarPoint) -> Double {
        guard let cell = relativeRisk.grid.cell(at: WebMercator.project(point)) else { return .nan }
        return Double(relativeRisk[column: cell.column, row: cell.row])
    }

    private func answer(at point: PlanarPoint, why: Bool = false) throws -> (found: QueryAnswer?, refusal: String?) {
        guard let position = Coordinate(longitude: point.x, latitude: point.y) else { return (nil, nil) }
        do {
            return (try service.answer(at: position, why: why), nil)
        } catch QueryError.notAssessed {
            return (
                nil, "the middle of the segment lies outside the area that the evidence covers; nothing is known there"
            )
        } catch QueryError.withheld {
            return (nil, "withheld: what restricted sources report around its middle is too little to be told")
        }
    }

    /// Nil in studies of reports.
    private static func forecast(_ answer: QueryAnswer) -> RouteAnswer.Forecast? {
        guard let stated = answer.result.forecast else { return nil }
        return RouteAnswer.Forecast(
            expected: stated.expected, expectedLow: stated.expectedLow, expectedHigh: stated.expectedHigh,
            chance: stated.chance, chanceNear: answer.chances[SurfaceLayer.chance30dNear.name]?.value,
            chanceClass: stated.chanceClass)
    }

    private func town(near point: PlanarPoint) -> String? {
        guard let position = Coordinate(longitude: point.x, latitude: point.y) else { return nil }
        let near = towns.lazy.map { (name: $0.name, distance: $0.position.distance(to: position)) }
        guard let town = near.min(by: { ($0.distance, $0.name) < ($1.distance, $1.name) }) else { return nil }
        return town.distance <= Self.nearTown ? town.name : nil
    }

    /// Rounded, each position once, and at least two.
    private func line(_ line: [PlanarPoint]) -> [[Double]] {
        let rounded = line.map { [$0.x.rounded(toDecimals: decimals), $0.y.rounded(toDecimals: decimals)] }
        let kept = rounded.indices.filter { $0 == 0 || rounded[$0] != rounded[$0 - 1] }.map { rounded[$0] }
        return kept.count == 1 ? kept + kept : kept
    }
}
