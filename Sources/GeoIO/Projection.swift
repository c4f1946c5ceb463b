// SPDX-License-Identifier: Apache-2.0

import CGDAL
import Geo

/// Owns an OGR coordinate transformation.
final class Projection {
    private let handle: OGRCoordinateTransformationH
    private let names: (source: String, target: String)

    init(from source: SpatialReference, to target: SpatialReference) throws(GeoIOError) {
        let names = (source: source.crs.definition, target: target.crs.definition)
        self.names = names
        handle = try ErrorCapture.run { errors throws(GeoIOError) in
            let options = OCTNewCoordinateTransformationOptions()
            defer { OCTDestroyCoordinateTransformationOptions(options) }
            if let pipeline = WGS84Pipeline.operation(from: source.crs, to: target.crs) {
                OCTCoordinateTransformationOptionsSetOperation(options, pipeline, 0)
            }
            let made = OCTNewCoordinateTransformationEx(source.handle, target.handle, options)
            guard let made else {
                throw .noTransformation(from: names.source, to: names.target, reason: errors.reason)
            }
            return made
        }
    }

    deinit { OCTDestroyCoordinateTransformation(handle) }

    func apply(to coordinates: inout CoordinateColumns) throws(GeoIOError) {
        let count = coordinates.count
        guard count > 0 else { return }
        guard count <= Int(Int32.max) else {
            throw .invalidArgument(what: "\(count) points in one transformation", remedy: "Transform in parts")
        }
        let given = coordinates
        var succeeded = [Int32](repeating: 0, count: count)
        ErrorCapture.run { _ in
            _ = OCTTransformEx(handle, Int32(count), &coordinates.x, &coordinates.y, nil, &succeeded)
        }
        let failed = (0..<count).first {
            succeeded[$0] == 0 || !coordinates.x[$0].isFinite || !coordinates.y[$0].isFinite
        }
        guard let failed else { return }
        throw .untransformablePoint(x: given.x[failed], y: given.y[failed], from: names.source, to: names.target)
    }

    func bounds(of extent: Extent, densify: Int) throws(GeoIOError) -> Extent {
        var west = 0.0, south = 0.0, east = 0.0, north = 0.0
        let points = Int32(clamping: max(0, densify))
        let done = ErrorCapture.run { _ in
            OCTTransformBounds(
                handle, extent.minX, extent.minY, extent.maxX, extent.maxY, &west, &south, &east, &north, points)
        }
        guard done != 0, let image = Extent(minX: west, minY: south, maxX: east, maxY: north) else {
            throw .untransformablePoint(x: extent.minX, y: extent.minY, from: names.source, to: names.target)
        }
        return image
    }
}

/// Short ways between systems on WGS 84, for which PROJ need not search its database (some 20 ms per pair).
enum WGS84Pipeline {
    /// The PROJ pipeline, or nil where either system is not plainly on WGS 84.
    static func operation(from source: CoordinateReferenceSystem, to target: CoordinateReferenceSystem) -> String? {
        guard source != target, let inverse = step(of: source), let forward = step(of: target) else { return nil }
        // OGR hands a pipeline the coordinates in the authority's order, latitude first for WGS 84.
        let start =
            source == .geographic
            ? "+step +proj=axisswap +order=2,1 +step +proj=unitconvert +xy_in=deg +xy_out=rad" : "+step +inv \(inverse)"
        let end =
            target == .geographic
            ? "+step +proj=unitconvert +xy_in=rad +xy_out=deg +step +proj=axisswap +order=2,1" : "+step \(forward)"
        return "+proj=pipeline \(start) \(end)"
    }

    private static func step(of crs: CoordinateReferenceSystem) -> String? {
        if crs == .geographic { return "" }
        if crs == .webMercator { return "+proj=webmerc +datum=WGS84" }
        let words = crs.definition.split(separator: " ")
        guard words.first == "+proj=laea", words.contains("+datum=WGS84"), words.contains("+units=m"),
            words.allSatisfy(isPlain)
        else { return nil }
        return words.filter { $0 != "+no_defs" }.joined(separator: " ")
    }

    /// Only parameters whose meaning is the same in a definition and in a pipeline step.
    private static func isPlain(_ word: Substring) -> Bool {
        ["+proj", "+lat_0", "+lon_0", "+x_0", "+y_0", "+datum", "+units", "+no_defs"]
            .contains { word == $0 || word.hasPrefix("\($0)=") }
    }
}
