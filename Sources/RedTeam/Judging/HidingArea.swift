// SPDX-License-Identifier: Apache-2.0

import Foundation
public import Geo

/// An area of which an output may tell that events happened in it, and nothing of where in it.
public final class HidingArea: Sendable {
    /// Stable key: a district's or a province's.
    public let id: String
    /// Its size in square kilometres.
    public let squareKilometers: Double

    private let shape: MultiPolygon
    private let extent: Extent?
    /// Positions of a lattice that lie inside; each stands for the same share of the area.
    private let samples: [Coordinate]

    /// Positions of the lattice along the longer side of the area's rectangle.
    private static let samplesAcross = 64

    /// - Parameter shape: in degrees.
    public init(id: String, shape: MultiPolygon) {
        self.id = id
        self.shape = shape
        extent = shape.extent
        let lattice = extent.map { Self.lattice($0) } ?? (points: [], squareKilometers: 0)
        samples = ScanLines.positions(lattice.points, inside: shape)
        squareKilometers = Double(samples.count) * lattice.squareKilometers
    }

    /// Radius of the disc of the same size, kilometres.
    public var radiusKilometers: Double { (squareKilometers / .pi).squareRoot() }

    /// Whether a position lies inside.
    public func contains(_ position: Coordinate) -> Bool {
        extent?.contains(position.point) == true && shape.contains(position.point)
    }

    /// Share of the area that lies at most `distance` from the nearest of the candidates: the chance that an event
    /// put anywhere in the area, each place alike, is found as near as that. Never less than the truth by more than
    /// the lattice's own grain.
    public func share(within distance: Meters, of candidates: [Coordinate]) -> Double {
        share(within: distance, profile: profile(of: candidates, CandidateIndex(candidates)))
    }

    /// What many events of one area share: distances in rising order.
    struct Profile {
        /// Of the area's lattice to the nearest candidate.
        let lattice: [Meters]
        /// Of each candidate to the area's rectangle; none for an area without one.
        let reaches: [Meters]
        /// Whether there is no candidate.
        let isEmpty: Bool
    }

    func profile(of candidates: [Coordinate], _ index: CandidateIndex) -> Profile {
        Profile(
            lattice: samples.map { index.distance(to: $0) }.sorted(), reaches: candidates.compactMap(reach).sorted(),
            isEmpty: candidates.isEmpty)
    }

    /// The same, from a profile of the candidates.
    func share(within distance: Meters, profile: Profile) -> Double {
        guard squareKilometers > 0, !profile.isEmpty else { return profile.isEmpty ? 0 : 1 }
        let near = profile.reaches.countWithin(distance)
        let discs = Double(near) * Double.pi * distance.kilometers * distance.kilometers / squareKilometers
        // Of few small discs the sum is exact; of many, which overlap and stick out, the lattice knows better.
        let grain = 1 / Double(samples.count + 1)
        if discs < 8 * grain { return min(1, discs) }
        return min(1, discs, Double(profile.lattice.countWithin(distance) + 1) * grain)
    }

    /// A position of the area, each alike; nil for an area without any.
    func randomPosition(_ generator: inout SeededGenerator) -> Coordinate? {
        guard let extent, !samples.isEmpty else { return nil }
        let (south, north) = (sin(extent.minY * .pi / 180), sin(extent.maxY * .pi / 180))
        for _ in 0..<10_000 {
            let longitude = extent.minX + generator.unit() * extent.width
            // Parallels are shorter in the north: even in the sine of the latitude is even on the ground.
            let latitude = asin(south + generator.unit() * (north - south)) * 180 / .pi
            if let position = Coordinate(longitude: longitude, latitude: latitude), contains(position) {
                return position
            }
        }
        return samples[generator.next(below: samples.count)]
    }

    /// Distance of a candidate to the area's rectangle; nil for an area without one.
    private func reach(_ candidate: Coordinate) -> Meters? {
        guard let extent else { return nil }
        let latitude = min(max(candidate.latitude, extent.minY), extent.maxY)
        let longitude = min(max(candidate.longitude, extent.minX), extent.maxX)
        return Coordinate(longitude: longitude, latitude: latitude).map { candidate.distance(to: $0) }
    }

    private static func lattice(_ extent: Extent) -> (points: [Coordinate], squareKilometers: Double) {
        let kilometersPerDegree = 6371.0088 * Double.pi / 180
        let middle = cos(extent.center.y * .pi / 180)
        let step = max(extent.height, extent.width * middle) / Double(samplesAcross)
        guard step > 0 else { return ([], 0) }
        let rows = max(1, Int(checked: (extent.height / step).rounded()) ?? 1)
        let points = (0..<rows).flatMap { row -> [Coordinate] in
            let latitude = extent.minY + (Double(row) + 0.5) * extent.height / Double(rows)
            let columns = max(1, Int(checked: (extent.width * cos(latitude * .pi / 180) / step).rounded()) ?? 1)
            return (0..<columns).compactMap { column in
                Coordinate(
                    longitude: extent.minX + (Double(column) + 0.5) * extent.width / Double(columns),
                    latitude: latitude)
            }
        }
        return (points, step * extent.height / Double(rows) * kilometersPerDegree * kilometersPerDegree)
    }
}

extension [Meters] {
    /// How many of the distances, which rise, are at most this one.
    func countWithin(_ distance: Meters) -> Int { partitioningIndex { $0 > distance } }
}
