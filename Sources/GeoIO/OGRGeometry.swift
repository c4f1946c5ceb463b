// SPDX-License-Identifier: Apache-2.0

import CGDAL
import Geo

/// Owns an OGR geometry.
final class OGRGeometry {
    private let handle: OGRGeometryH

    init(owning handle: OGRGeometryH) { self.handle = handle }

    convenience init(_ geometry: Geometry) throws(GeoIOError) {
        let binary = WKBWriter(geometry).bytes
        let made = try ErrorCapture.run { errors throws(GeoIOError) in
            var made: OGRGeometryH?
            let status = OGR_G_CreateFromWkb(binary, nil, &made, Int32(binary.count))
            guard status == OGRERR_NONE, let made else {
                throw .geometry(operation: "hand to GDAL", reason: errors.reason)
            }
            return made
        }
        OGR_G_CloseRings(made)
        self.init(owning: made)
    }

    convenience init(_ area: MultiPolygon) throws(GeoIOError) { try self.init(.area(area)) }

    deinit { OGR_G_DestroyGeometry(handle) }

    /// Lends the handle. A bare handle would not keep its owner alive: Swift may free an object as soon as its last
    /// property is read, which may be before the call that gets the value.
    func withHandle<Result, Failure: Error>(
        _ body: (OGRGeometryH) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try withExtendedLifetime(self) { () throws(Failure) in try body(handle) }
    }

    /// All parts, sorted by kind.
    func parts(operation: String) throws(GeoIOError) -> WKBReader {
        do {
            return try OGRGeometry.parts(of: handle)
        } catch {
            throw .geometry(operation: operation, reason: error.reason)
        }
    }

    /// The geometry as a value, or nil for an empty point; curves become lines, Z and M are dropped.
    static func value(of handle: OGRGeometryH) throws(GeometryFault) -> Geometry? {
        let type = OGR_GT_Flatten(OGR_G_GetGeometryType(handle))
        if type == wkbPoint {
            guard OGR_G_IsEmpty(handle) == 0 else { return nil }
            return .point(PlanarPoint(x: OGR_G_GetX(handle, 0), y: OGR_G_GetY(handle, 0)))
        }
        return try value(of: parts(of: handle), type: type)
    }

    private static func value(of parts: WKBReader, type: OGRwkbGeometryType) throws(GeometryFault) -> Geometry? {
        let kinds = [!parts.points.isEmpty, !parts.lines.isEmpty, !parts.polygons.isEmpty].count { $0 }
        guard kinds <= 1 else { throw GeometryFault("a collection mixes points, lines and areas") }
        if !parts.polygons.isEmpty || isSurface(type) { return .area(MultiPolygon(parts.polygons)) }
        if !parts.lines.isEmpty || isCurve(type) { return .lines(parts.lines) }
        if !parts.points.isEmpty || type == wkbMultiPoint { return .multiPoint(parts.points) }
        return nil
    }

    private static func isSurface(_ type: OGRwkbGeometryType) -> Bool {
        OGR_GT_IsSubClassOf(type, wkbSurface) != 0 || OGR_GT_IsSubClassOf(type, wkbMultiSurface) != 0
    }

    private static func isCurve(_ type: OGRwkbGeometryType) -> Bool {
        OGR_GT_IsSubClassOf(type, wkbCurve) != 0 || OGR_GT_IsSubClassOf(type, wkbMultiCurve) != 0
    }

    /// Flattens the geometry in place and reads its parts.
    private static func parts(of handle: OGRGeometryH) throws(GeometryFault) -> WKBReader {
        if let linear = linearized(handle) {
            defer { OGR_G_DestroyGeometry(linear) }
            return try plainParts(of: linear)
        }
        return try plainParts(of: handle)
    }

    /// A copy made of straight segments and polygons, where the geometry has other members; else nil.
    private static func linearized(_ handle: OGRGeometryH) -> OGRGeometryH? {
        let type = OGR_GT_Flatten(OGR_G_GetGeometryType(handle))
        if OGR_G_HasCurveGeometry(handle, 1) != 0 { return OGR_G_GetLinearGeometry(handle, 0, nil) }
        if type == wkbTriangle || type == wkbTIN || type == wkbPolyhedralSurface {
            return OGR_G_ForceToMultiPolygon(OGR_G_Clone(handle))
        }
        return nil
    }

    private static func plainParts(of handle: OGRGeometryH) throws(GeometryFault) -> WKBReader {
        OGR_G_FlattenTo2D(handle)
        var binary = [UInt8](repeating: 0, count: OGR_G_WkbSizeEx(handle))
        guard OGR_G_ExportToIsoWkb(handle, wkbNDR, &binary) == OGRERR_NONE else {
            throw GeometryFault("the geometry cannot be exported")
        }
        let result = binary.withUnsafeBytes { bytes in
            Result { () throws(GeometryFault) in try WKBReader(bytes) }
        }
        return try result.get()
    }
}
