// SPDX-License-Identifier: Apache-2.0

import CGDAL
import Geo

/// Owns an OGR spatial reference whose axis order is always x = longitude or easting, y = latitude or northing.
///
/// GDAL's default follows the authority, where EPSG:4326 is latitude first, and swaps silently: this is the only
/// place that makes spatial references.
final class SpatialReference {
    let handle: OGRSpatialReferenceH
    let crs: CoordinateReferenceSystem

    /// Throws `unknownCRS`. `EPSG:4326` is taken as the longitude-latitude system that it is here.
    init(_ given: CoordinateReferenceSystem) throws(GeoIOError) {
        let crs = given.definition == "EPSG:4326" ? .geographic : given
        self.crs = crs
        handle = try ErrorCapture.run { errors throws(GeoIOError) in
            guard let handle = OSRNewSpatialReference(nil) else {
                throw .unknownCRS(definition: given.definition, reason: errors.reason)
            }
            guard Self.isDefinition(crs.definition),
                OSRSetFromUserInput(handle, Self.shortcut(for: crs)) == OGRERR_NONE
            else {
                OSRDestroySpatialReference(handle)
                throw .unknownCRS(definition: given.definition, reason: errors.reason)
            }
            OSRSetAxisMappingStrategy(handle, OAMS_TRADITIONAL_GIS_ORDER)
            return handle
        }
    }

    /// The reference of a layer or a raster.
    static func copy(of other: OGRSpatialReferenceH) throws(GeoIOError) -> SpatialReference {
        let crs = CoordinateReferenceSystem(definition(of: other))
        return crs == .geographic ? try SpatialReference(crs) : SpatialReference(cloning: other, crs)
    }

    private init(cloning other: OGRSpatialReferenceH, _ crs: CoordinateReferenceSystem) {
        self.crs = crs
        handle = OSRClone(other)
        OSRSetAxisMappingStrategy(handle, OAMS_TRADITIONAL_GIS_ORDER)
    }

    deinit { OSRDestroySpatialReference(handle) }

    /// The reference as WKT 2, for drivers and datasets.
    var wkt: String { Self.export(handle, ["FORMAT=WKT2_2019"]) }

    /// A name is looked up in PROJ's database, never as a file or an address, which GDAL would open.
    private static func isDefinition(_ text: String) -> Bool {
        !text.isEmpty && !text.contains("://") && !text.hasPrefix("/") && !text.hasPrefix(".")
    }

    /// Longitude-latitude WGS 84 without the database look-up of `OGC:CRS84`, which takes some ten milliseconds; the
    /// axis mapping makes the two the same.
    private static func shortcut(for crs: CoordinateReferenceSystem) -> String {
        crs == .geographic ? "WGS84" : crs.definition
    }

    /// `EPSG:n` where the reference is a known one, else WKT.
    private static func definition(of handle: OGRSpatialReferenceH) -> String {
        if let authority = OSRGetAuthorityName(handle, nil), let code = OSRGetAuthorityCode(handle, nil) {
            let name = "\(String(cString: authority)):\(String(cString: code))"
            return ["EPSG:4326", "OGC:CRS84"].contains(name) ? CoordinateReferenceSystem.geographic.definition : name
        }
        return export(handle, ["FORMAT=WKT2_2019"])
    }

    private static func export(_ handle: OGRSpatialReferenceH, _ options: [String]) -> String {
        var text: UnsafeMutablePointer<CChar>?
        defer { VSIFree(text) }
        _ = withStringList(options) { OSRExportToWktEx(handle, &text, UnsafePointer(OpaquePointer($0))) }
        return text.map { String(cString: $0) } ?? ""
    }
}
