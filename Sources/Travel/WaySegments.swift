// SPDX-License-Identifier: Apache-2.0

import Geo

/// A part of a way of at most 10 km.
struct WaySegment: Sendable, Hashable {
    /// Metres along the way.
    let start: Double
    private(set) var length = 0.0
    /// Metres across gaps and on straight edges.
    private(set) var assumed = 0.0, straight = 0.0
    /// Its line in degrees.
    private(set) var line: [PlanarPoint]

    /// Metres of a segment; the last of a way is what is left.
    static let size = 10_000.0
    /// Metres between the places where a segment is asked for its risk.
    private static let step = 1000.0

    init(start: Double, at point: PlanarPoint) {
        self.start = start
        line = [point]
    }

    mutating func extend(to point: PlanarPoint, by meters: Double, _ kind: RoadGraph.Kind) {
        line.append(point)
        length += meters
        switch kind {
        case .road: break
        case .straight: straight += meters
        case .assumed: assumed += meters
        }
    }

    /// The position at a distance along it.
    func position(at distance: Double) -> PlanarPoint {
        var left = distance
        for (a, b) in zip(line, line.dropFirst()) {
            let meters = GroundLength.meters(a, b)
            if meters > 0, left <= meters { return a.toward(b, share: max(0, left / meters)) }
            left -= meters
        }
        return line[line.count - 1]
    }

    /// Positions along it, at most a kilometre apart.
    var samples: [PlanarPoint] {
        let count = max(1, Int(checked: (length / Self.step).rounded(.up)) ?? 1)
        return (0..<count).map { position(at: (Double($0) + 0.5) * length / Double(count)) }
    }

    /// The middle.
    var middle: PlanarPoint { position(at: length / 2) }
}

extension PlanarPoint {
    fileprivate func toward(_ other: PlanarPoint, share: Double) -> PlanarPoint {
        PlanarPoint(x: x + (other.x - x) * share, y: y + (other.y - y) * share)
    }
}

extension RoadGraph {
    /// Segments of 10 km from the start of a way; the last is what is left.
    func segments(of way: Way) -> [WaySegment] {
        guard let first = way.vertices.first else { return [] }
        var current = WaySegment(start: 0, at: positions[first]), done: [WaySegment] = []
        for (index, edge) in way.edges.enumerated() {
            let (from, to) = (positions[way.vertices[index]], positions[way.vertices[index + 1]])
            let length = edges[edge].length
            var used = 0.0
            while used < length {
                let room = WaySegment.size - current.length
                let part = min(room, length - used)
                used = part < room ? length : used + part
                let point = used >= length ? to : from.toward(to, share: used / length)
                current.extend(to: point, by: part, edges[edge].kind)
                guard part >= room else { continue }
                done.append(current)
                current = WaySegment(start: current.start + current.length, at: point)
            }
        }
        // What rounding leaves is no segment.
        return current.length > 1 || done.isEmpty ? done + [current] : done
    }
}
