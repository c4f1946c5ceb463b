// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo

/// Finds the nearest of many candidates.
struct CandidateIndex {
    /// A position with its place on the unit sphere.
    private struct Entry {
        let position: Coordinate
        let x, y, z: Double

        init(_ position: Coordinate) {
            let degree = Double.pi / 180
            let (latitude, longitude) = (position.latitude * degree, position.longitude * degree)
            let level = cos(latitude)
            self.position = position
            x = level * cos(longitude)
            y = level * sin(longitude)
            z = sin(latitude)
        }

        /// Square of the straight line through the sphere.
        func chord(to other: Entry) -> Double {
            let (dx, dy, dz) = (x - other.x, y - other.y, z - other.z)
            return dx * dx + dy * dy + dz * dz
        }
    }

    /// The nearest so far.
    private struct Best {
        var distance = Meters(.infinity)
        /// Chords above this belong to greater distances, rounding included: less than a metre apart, all are measured.
        var chord = Double.infinity

        mutating func take(_ distance: Meters, chord: Double) {
            self.distance = min(self.distance, distance)
            self.chord = min(self.chord, chord * (1 + 1e-9) + 1e-14)
        }
    }

    /// Candidates by latitude.
    private let sorted: [Entry]

    init(_ candidates: [Coordinate]) {
        sorted = candidates.sorted { $0.latitude < $1.latitude }.map(Entry.init)
    }

    /// Distance to the nearest candidate; infinite when there is none.
    func distance(to position: Coordinate) -> Meters {
        guard !sorted.isEmpty else { return Meters(.infinity) }
        var best = Best()
        let start = sorted.partitioningIndex { $0.position.latitude >= position.latitude }, entry = Entry(position)
        for candidate in sorted[start...] where !improve(&best, candidate, entry) { break }
        for candidate in sorted[..<start].reversed() where !improve(&best, candidate, entry) { break }
        return best.distance
    }

    /// False when no candidate further along the meridian can be nearer.
    private func improve(_ best: inout Best, _ candidate: Entry, _ entry: Entry) -> Bool {
        let northward = abs(candidate.position.latitude - entry.position.latitude) * 6_371_008.8 * .pi / 180
        if northward > best.distance.value { return false }
        let chord = candidate.chord(to: entry)
        // The exact distance costs ten times as much.
        if chord <= best.chord { best.take(candidate.position.distance(to: entry.position), chord: chord) }
        return true
    }
}
