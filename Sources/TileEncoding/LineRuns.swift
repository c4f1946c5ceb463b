// SPDX-License-Identifier: Apache-2.0

public import Geo
import JSON

/// A part of a line that is in sight of a picture.
public struct LineRun: Sendable, Hashable {
    /// Pixels, y downwards; first and last may lie outside.
    public let points: [PlanarPoint]
    /// Length of the line before the part, pixels: dashes go on from there, whichever picture shows the part.
    public let start: Double
}

extension FeaturePlacer {
    /// The parts of a feature's lines that are in sight, cut at their own points alone.
    public func runs(of feature: TileFeature) -> [LineRun] {
        guard case .lines(let lines)? = feature.geometry else { return [] }
        return lines.compactMap(pixels).flatMap(runs)
    }

    private func runs(_ line: [PlanarPoint]) -> [LineRun] {
        var runs: [LineRun] = []
        var run: [PlanarPoint] = []
        var start = 0.0, length = 0.0
        func end() {
            if run.count > 1 { runs.append(LineRun(points: run, start: start)) }
            run = []
        }
        for (a, b) in zip(line, line.dropFirst()) {
            if mayCross(a, b) {
                if run.isEmpty { (run, start) = ([a], length) }
                run.append(b)
            } else {
                end()
            }
            length += ((b.x - a.x) * (b.x - a.x) + (b.y - a.y) * (b.y - a.y)).squareRoot()
        }
        end()
        return runs
    }

    private func mayCross(_ a: PlanarPoint, _ b: PlanarPoint) -> Bool {
        max(a.x, b.x) >= cut.minX && min(a.x, b.x) <= cut.maxX && max(a.y, b.y) >= cut.minY
            && min(a.y, b.y) <= cut.maxY
    }
}

extension FeatureCollection {
    /// The features of several files, in their order.
    public init(joining collections: [FeatureCollection]) {
        self.init(features: collections.flatMap(\.features))
    }

    /// The features with fewer points: no line moves farther than the tolerance in degrees, and neighbouring areas keep one
    /// border. An area of which nothing is left keeps its place in the order, without a geometry.
    public func simplified(tolerance: Double) -> FeatureCollection {
        let areas = features.map { feature -> MultiPolygon in
            if case .area(let area)? = feature.geometry { area } else { MultiPolygon([]) }
        }
        let simple = SharedBoundarySimplifier.simplify(areas, tolerance: tolerance)
        return FeatureCollection(
            features: zip(features, simple).map { feature, area in
                switch feature.geometry {
                case .area: feature.with(area.isEmpty ? nil : .area(area))
                case .lines(let lines):
                    feature.with(.lines(SharedBoundarySimplifier.simplify(lines, tolerance: tolerance)))
                default: feature
                }
            })
    }
}

extension TileFeature {
    /// An area without properties.
    public init(area: MultiPolygon) {
        self.init(
            id: .null, properties: [], geometry: .area(area), bounds: FeatureBounds(Geometry.area(area).points),
            geometryJSON: .null)
    }

    /// Lines without properties.
    public init(lines: [[PlanarPoint]]) {
        self.init(
            id: .null, properties: [], geometry: .lines(lines), bounds: FeatureBounds(lines.lazy.flatMap { $0 }),
            geometryJSON: .null)
    }

    /// The feature with another geometry at the same place.
    func with(_ geometry: Geometry?) -> TileFeature {
        TileFeature(id: id, properties: properties, geometry: geometry, bounds: bounds, geometryJSON: geometryJSON)
    }
}
