// SPDX-License-Identifier: Apache-2.0

import Geo

/// Cuts lines and rings to a rectangle.
struct RectangleCut {
    let minX: Double, minY: Double, maxX: Double, maxY: Double

    func contains(_ point: PlanarPoint) -> Bool {
        point.x >= minX && point.x <= maxX && point.y >= minY && point.y <= maxY
    }

    /// The part of a segment inside (Liang and Barsky).
    func segment(_ a: PlanarPoint, _ b: PlanarPoint) -> (PlanarPoint, PlanarPoint)? {
        let dx = b.x - a.x, dy = b.y - a.y
        var enter = 0.0, leave = 1.0
        for (step, room) in [(-dx, a.x - minX), (dx, maxX - a.x), (-dy, a.y - minY), (dy, maxY - a.y)] {
            if step == 0 {
                if room < 0 { return nil }
            } else if step < 0 {
                enter = max(enter, room / step)
            } else {
                leave = min(leave, room / step)
            }
        }
        guard enter <= leave else { return nil }
        return (
            PlanarPoint(x: a.x + enter * dx, y: a.y + enter * dy),
            PlanarPoint(x: a.x + leave * dx, y: a.y + leave * dy)
        )
    }

    /// The parts of a line inside, each of at least two positions.
    func parts(of line: [PlanarPoint]) -> [[PlanarPoint]] {
        var parts: [[PlanarPoint]] = []
        for (a, b) in zip(line, line.dropFirst()) {
            guard let (start, end) = segment(a, b) else { continue }
            if parts.last?.last == start {
                parts[parts.count - 1].append(end)
            } else {
                parts.append([start, end])
            }
        }
        return parts
    }

    /// The part of an open ring inside, running along the rectangle where it leaves it; empty where nothing is.
    func ring(_ ring: some Sequence<PlanarPoint>) -> [PlanarPoint] {
        Side.allCases.reduce(Array(ring)) { cut($0, $1) }
    }

    private enum Side: CaseIterable { case west, east, north, south }

    /// Positive inside the side.
    private func room(_ point: PlanarPoint, _ side: Side) -> Double {
        switch side {
        case .west: point.x - minX
        case .east: maxX - point.x
        case .north: point.y - minY
        case .south: maxY - point.y
        }
    }

    /// Cuts an open ring along one side (Sutherland and Hodgman).
    private func cut(_ ring: [PlanarPoint], _ side: Side) -> [PlanarPoint] {
        guard var previous = ring.last else { return [] }
        var previousRoom = room(previous, side)
        var result: [PlanarPoint] = []
        for point in ring {
            let room = room(point, side)
            if (room >= 0) != (previousRoom >= 0) {
                let share = previousRoom / (previousRoom - room)
                result.append(
                    PlanarPoint(
                        x: previous.x + share * (point.x - previous.x), y: previous.y + share * (point.y - previous.y)))
            }
            if room >= 0 { result.append(point) }
            previous = point
            previousRoom = room
        }
        return result
    }
}
