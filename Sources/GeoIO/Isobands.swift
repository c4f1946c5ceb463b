// SPDX-License-Identifier: Apache-2.0

import CGDAL
public import Geo

/// The area in which a surface lies between two values.
public struct Isoband: Sendable, Hashable {
    /// Smallest value of the band.
    public let lower: Double
    /// Value at which the next band begins.
    public let upper: Double
    /// In the plane of the raster.
    public let area: MultiPolygon
}

/// Cuts a raster into areas of equal class.
public enum Isobands {
    /// One band for each pair of neighbouring breaks between which the surface has values, from low to high.
    ///
    /// A band holds its lower break and not its upper one, except for the last, which holds both. Values below the
    /// first or above the last break, and NaN, belong to no band. The surface is taken as linear between the centres
    /// of cells and level in the outer half of the border cells: the bands together cover the raster, and neighbours
    /// share their edges. Areas are valid.
    public static func polygons(of raster: Raster<Float>, breaks: [Double]) throws(GeoIOError) -> [Isoband] {
        let ascend = zip(breaks, breaks.dropFirst()).allSatisfy { $0 < $1 }
        guard breaks.count >= 2, ascend, breaks.allSatisfy(\.isFinite) else {
            throw .invalidArgument(what: "Class breaks \(breaks)", remedy: "Give two or more finite, ascending values")
        }
        let valid = raster.values.lazy.filter { !$0.isNaN }
        guard let least = valid.min().map(Double.init), let most = valid.max().map(Double.init) else { return [] }
        let levels = breaks.filter { $0 > least && ($0 < most || ($0 == most && $0 != breaks.last)) }
        var bands: [Isoband] = []
        for (index, area) in try slices(of: raster, levels: levels, most: most).enumerated() where !area.isEmpty {
            // Below the first level the surface begins somewhere between two breaks, or below all of them.
            let start = index == 0 ? breaks.lastIndex { $0 <= least } : breaks.firstIndex(of: levels[index - 1])
            guard let start, start + 1 < breaks.count else { continue }
            bands.append(Isoband(lower: breaks[start], upper: breaks[start + 1], area: area))
        }
        return bands
    }

    /// The areas below the first level, between each two, and from the last level up.
    private static func slices(
        of raster: Raster<Float>, levels: [Double], most: Double
    ) throws(GeoIOError) -> [MultiPolygon] {
        // GDAL needs a level: one above all values leaves the whole surface in one piece.
        let cuts = levels.isEmpty ? [most + max(1, abs(most))] : levels
        var slices = [MultiPolygon](repeating: MultiPolygon([]), count: cuts.count + 1)
        for piece in try contour(raster, levels: cuts) {
            // GDAL's outermost bounds are no numbers to rely on: a slice is known by the level on its other side.
            let isFirst = abs(piece.upper - cuts[0]) <= 1e-9 * max(1, abs(cuts[0]))
            let index = isFirst ? 0 : 1 + nearest(to: piece.lower, in: cuts)
            slices[index].polygons += try valid(piece.area).polygons
        }
        return slices
    }

    private static func nearest(to value: Double, in levels: [Double]) -> Int {
        levels.indices.min { abs(levels[$0] - value) < abs(levels[$1] - value) } ?? 0
    }

    private static func valid(_ area: MultiPolygon) throws(GeoIOError) -> MultiPolygon {
        try GeometryOperations.validityProblem(of: area) == nil ? area : GeometryOperations.makeValid(area)
    }

    private struct Piece {
        let lower: Double
        let upper: Double
        let area: MultiPolygon
    }

    private static func contour(_ raster: Raster<Float>, levels: [Double]) throws(GeoIOError) -> [Piece] {
        let source = try MemoryDataset(raster, noData: .nan)
        let target = try MemoryLayer(realFields: ["lower", "upper"])
        let options = [
            "POLYGONIZE=YES", "NODATA=nan", "ELEV_FIELD_MIN=0", "ELEV_FIELD_MAX=1",
            "FIXED_LEVELS=" + levels.map { "\($0)" }.joined(separator: ","),
        ]
        try ErrorCapture.run { errors throws(GeoIOError) in
            let status = withStringList(options) {
                GDALContourGenerateEx(source.band(1), target.layer, $0, nil, nil)
            }
            guard status == CE_None, errors.failures.isEmpty else {
                throw .raster(operation: "contour", path: nil, reason: errors.reason)
            }
        }
        return try target.features().map { Piece(lower: $0.reals[0], upper: $0.reals[1], area: $0.area) }
    }
}
