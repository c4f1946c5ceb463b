// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo

/// The rectangle, the plane and the cell of a new study.
struct DraftFrame {
    /// Rectangle in degrees, margin included.
    let extent: Extent
    /// Centre of the equal-area plane, degrees.
    let center: PlanarPoint
    /// Side of a cell.
    let cell: Meters
    /// Names of units that lie wholly outside.
    let outside: [String]
    /// Whether parts of units lie outside.
    let isPartial: Bool
    /// What of the units is on the map, without the margin.
    private let shown: Extent

    /// Any plane of PROJ's instead of the one around the centre; nil where that one will do.
    ///
    /// Around a centre far away the corners of a wide rectangle have no image on a web map, and near the 180th meridian its
    /// edges come out on the other side. The cylindrical plane has meridians for edges.
    var definition: String? {
        let isWide = extent.width > Self.widest || extent.maxY > Self.highest || extent.minY < -Self.highest
        guard isWide || extent.minX < -Self.farthest || extent.maxX > Self.farthest else { return nil }
        return "+proj=cea +lat_ts=\(center.y) +lon_0=\(center.x) +datum=WGS84 +units=m +no_defs"
    }

    private static let widest = 60.0, highest = 75.0, farthest = 172.0

    /// The units without what lies outside of the map: whole units, and parts of them.
    func clipped(_ units: [DraftUnit]) -> [DraftUnit] {
        units.compactMap { unit in
            var unit = unit
            unit.area = MultiPolygon(
                unit.area.polygons.filter { $0.touches(shown) })
            return unit.area.isEmpty ? nil : unit
        }
    }

    /// Around the part of the units that belongs together: overseas parts and what lies beyond the 180th meridian stay outside.
    /// - Parameters:
    ///   - units: first-level units.
    ///   - towns: where people live, which decides what part is the main one.
    ///   - stated: a rectangle that is wanted instead.
    /// - Throws: `StudyDraftError.noFrame` near a pole.
    init(
        around units: [DraftUnit], country: String, towns: [(point: PlanarPoint, people: Int)] = [], stated: Extent?
    ) throws {
        let parts = units.flatMap(\.area.polygons).compactMap { Extent(around: $0.shell) }
        guard let main = DraftClusters(parts: parts, towns: towns).main else {
            throw StudyDraftError.noProvinces(country: country)
        }
        let extent = stated ?? Self.withMargin(main), shown = stated ?? main
        guard abs(extent.center.y) < Self.polar else {
            throw StudyDraftError.noFrame(
                country: country, reason: "lies around a pole, which Web Mercator and this program's tiles end before")
        }
        self.extent = extent
        center = PlanarPoint(
            x: extent.center.x.rounded(toDecimals: 2), y: extent.center.y.rounded(toDecimals: 2))
        cell = Self.cell(of: extent)
        outside = units.filter { !$0.area.polygons.contains { $0.touches(shown) } }.map(\.name)
        self.shown = shown
        isPartial = parts.contains { !$0.intersects(extent) }
    }

    private static let polar = 80.0
    private static let degree = 111.32
    private static let sizes = [2.0, 5, 10, 20, 25, 50]
    private static let mostCells = 250_000.0

    /// Of an angle in degrees.
    static func cosine(_ degrees: Double) -> Double { cos(degrees * .pi / 180) }

    /// A degree of latitude around, and as many kilometres east and west.
    private static func withMargin(_ extent: Extent) -> Extent {
        let stretch = 1 / max(0.2, Self.cosine(extent.center.y))
        func down(_ value: Double) -> Double { (value * 2).rounded(.down) / 2 }
        func up(_ value: Double) -> Double { (value * 2).rounded(.up) / 2 }
        return Extent(
            minX: max(-179.5, down(extent.minX - stretch)), minY: max(-84.5, down(extent.minY - 1)),
            maxX: min(179.5, up(extent.maxX + stretch)), maxY: min(84.5, up(extent.maxY + 1))) ?? extent
    }

    /// The smallest of some round sizes with which the grid stays quick.
    private static func cell(of extent: Extent) -> Meters {
        let height = extent.height * degree
        let width = extent.width * degree * max(0.1, Self.cosine(extent.center.y))
        let size = sizes.first { width * height / ($0 * $0) <= mostCells } ?? sizes[sizes.count - 1]
        return .kilometers(size)
    }
}

extension Polygon {
    /// Whether its own rectangle shares anything with another.
    fileprivate func touches(_ extent: Extent) -> Bool { Extent(around: shell)?.intersects(extent) == true }
}

/// Parts of a country that lie together, and what of them belongs on one map.
struct DraftClusters {
    /// Parts farther from each other than this, in degrees, are not together.
    private static let reach = 5.0
    /// Another cluster joins the most populous one where it has at least this share of its people and the rectangle around both
    /// stays within these degrees.
    private static let leastShare = 0.02, widest = 40.0

    private let clusters: [(extent: Extent, people: Double)]

    init(parts: [Extent], towns: [(point: PlanarPoint, people: Int)]) {
        clusters = Self.gathered(parts).map { extent in
            let people = towns.reduce(0) { extent.contains($1.point) ? $0 + Double($1.people) : $0 }
            return (extent, people)
        }
    }

    /// The rectangle of the most populous cluster, of the largest where no town is known, with those that join it; nil without
    /// any part.
    var main: Extent? {
        let ranked = clusters.sorted { ($0.people, size($0.extent)) > ($1.people, size($1.extent)) }
        guard let first = ranked.first else { return nil }
        return ranked.dropFirst().reduce(first.extent) { whole, other in
            let wider = whole.union(other.extent)
            let isFit = wider.width <= Self.widest && wider.height <= Self.widest
            return other.people > first.people * Self.leastShare && isFit ? wider : whole
        }
    }

    private func size(_ extent: Extent) -> Double { extent.width * extent.height }

    private static func gathered(_ parts: [Extent]) -> [Extent] {
        var clusters: [Extent] = []
        for part in parts.sorted(by: { ($0.minX, $0.minY) < ($1.minX, $1.minY) }) {
            var whole = part
            // A part may join clusters that were apart before it.
            while let index = clusters.firstIndex(where: { whole.expanded(by: reach)?.intersects($0) == true }) {
                whole = whole.union(clusters.remove(at: index))
            }
            clusters.append(whole)
        }
        return clusters
    }
}
