// SPDX-License-Identifier: Apache-2.0

import CCairo
import Foundation
import Geo

/// Draws incidents in shapes by kind: filled where their place is known, hollow where only an area is.
struct MarkPainter {
    /// Marks that lie on each other, drawn as one.
    struct Group {
        let center: PlanarPoint
        let isArea: Bool
        var counts: [MapMark.Kind: Int]

        var count: Int { counts.values.reduce(0, +) }
        /// The most frequent kind, the first of equals.
        var kind: MapMark.Kind {
            let order = MapMark.Kind.allCases
            return order.max { (counts[$0] ?? 0, -$0.rawValue) < (counts[$1] ?? 0, -$1.rawValue) } ?? .other
        }
        var radius: Double { MarkPainter.radius(count: count) }
        var frame: Frame {
            Frame(x: center.x - radius, y: center.y - radius, width: 2 * radius, height: 2 * radius)
        }
    }

    let groups: [Group]
    /// Outlines of areas, where they are few enough to be told apart.
    private let outlines: [[PlanarPoint]]

    private static let reach = 9.0
    private static let mostOutlines = 12

    init(_ marks: MapMarks, plane: MapPlane) {
        groups = Self.groups(marks.marks, plane)
        let areas = Set(marks.marks.compactMap(\.area))
        outlines = areas.count > Self.mostOutlines ? [] : Self.ordered(marks.marks).flatMap { plane.rings($0) }
    }

    private static func ordered(_ marks: [MapMark]) -> [MultiPolygon] {
        var seen: Set<MultiPolygon> = []
        return marks.compactMap(\.area).filter { seen.insert($0).inserted }
    }

    private static func groups(_ marks: [MapMark], _ plane: MapPlane) -> [Group] {
        var groups: [Group] = []
        for mark in marks {
            let center = plane.pixel(mark.position), isArea = mark.area != nil
            guard plane.frame.contains(Frame(x: center.x, y: center.y, width: 0, height: 0)) else { continue }
            let near = groups.firstIndex {
                $0.isArea == isArea && abs($0.center.x - center.x) < reach && abs($0.center.y - center.y) < reach
            }
            if let near {
                groups[near].counts[mark.kind, default: 0] += 1
            } else {
                groups.append(Group(center: center, isArea: isArea, counts: [mark.kind: 1]))
            }
        }
        return groups
    }

    static func radius(count: Int) -> Double { 3.7 + min(4, log2(Double(max(1, count)))) }

    func drawOutlines(on canvas: Canvas) {
        canvas.trace(outlines, closed: true)
        canvas.strokePath(MapInks.markArea)
    }

    func draw(on canvas: Canvas) {
        // The large ones first, so that none hides a small one.
        for group in groups.sorted(by: { $0.count > $1.count }) {
            Self.draw(group.kind, at: group.center, radius: group.radius, isArea: group.isArea, on: canvas)
        }
    }

    /// A shape within a circle of the radius.
    static func draw(_ kind: MapMark.Kind, at center: PlanarPoint, radius: Double, isArea: Bool, on canvas: Canvas) {
        let shape = outline(kind, center, radius)
        canvas.trace([shape], closed: true)
        canvas.strokePath(Pen(color: Ink(0xFFFFFF, alpha: 0.9), width: 3.2))
        canvas.fillRings([shape], isArea ? Ink(0xFFFFFF, alpha: 0.85) : MapInks.mark)
        canvas.trace([shape], closed: true)
        canvas.strokePath(Pen(color: MapInks.mark, width: isArea ? 1.4 : 0.8))
    }

    private static func outline(_ kind: MapMark.Kind, _ center: PlanarPoint, _ radius: Double) -> [PlanarPoint] {
        switch kind {
        case .explosion: star(center, outer: radius * 1.25, inner: radius * 0.55, points: 6)
        case .fighting: polygon(center, radius * 1.15, corners: 4, turn: 0)
        case .people: polygon(center, radius * 1.2, corners: 4, turn: .pi / 4)
        case .other: polygon(center, radius * 0.9, corners: 24, turn: 0)
        }
    }

    private static func polygon(
        _ center: PlanarPoint, _ radius: Double, corners: Int, turn: Double
    ) -> [PlanarPoint] {
        (0...corners).map { point(center, radius, turn + Double($0 % corners) / Double(corners) * 2 * .pi) }
    }

    private static func star(_ center: PlanarPoint, outer: Double, inner: Double, points: Int) -> [PlanarPoint] {
        (0...(2 * points)).map { step in
            let angle = Double(step % (2 * points)) / Double(points) * .pi
            return point(center, step.isMultiple(of: 2) ? outer : inner, angle)
        }
    }

    /// At an angle from the top, clockwise.
    private static func point(_ center: PlanarPoint, _ radius: Double, _ angle: Double) -> PlanarPoint {
        PlanarPoint(x: center.x + radius * sin(angle), y: center.y - radius * cos(angle))
    }
}
