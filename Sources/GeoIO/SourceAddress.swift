// SPDX-License-Identifier: Apache-2.0

import Foundation

/// What the name of a data source means, told from the name alone, and the drivers that may open it.
///
/// GDAL left to itself goes by content: a file named `.geojson` may turn out to describe another file, or a service
/// of the network. Here the name decides, and no other driver is asked.
struct SourceAddress {
    /// Where the bytes are.
    enum Place: Equatable {
        /// A file or folder of this machine.
        case file
        /// A file inside an archive of this machine, or in GDAL's memory.
        case virtualFile
        /// A file of the network, named as such: `/vsicurl/`, `/vsis3/` and the like.
        case network
        /// A PostgreSQL database.
        case database
    }

    let place: Place
    /// The drivers that may open it, none of which reads another file or address that the content names.
    let drivers: [String]
    /// The address that the network may be asked for; nil where it may not.
    let networkName: String?

    /// - Parameter drivers: the drivers that may open it whatever its ending says; none: those of its ending.
    /// - Throws: `unknownFormat` for a name whose ending says no format that is read, `refusedSource` for a service,
    ///   an address of the web, and a virtual file that may lead elsewhere.
    init(_ name: String, kind: Dataset.Kind, drivers chosen: [String] = []) throws(GeoIOError) {
        (place, networkName) = try Self.place(of: name)
        if place == .database {
            guard kind == .vector else { throw .unknownFormat(path: SourceName.shown(name), known: kind.endings) }
            drivers = ["PostgreSQL"]
        } else if !chosen.isEmpty {
            drivers = chosen
        } else {
            guard let drivers = kind.drivers(for: name) else { throw .unknownFormat(path: name, known: kind.endings) }
            self.drivers = drivers
        }
    }

    /// Options that keep a driver from fetching or writing anything beside the file; others do not know them.
    var options: [String] { drivers == ["GML"] ? ["DOWNLOAD_SCHEMA=NO", "WRITE_GFS=NO"] : [] }

    private static func place(of name: String) throws(GeoIOError) -> (Place, String?) {
        if ["PG:", "postgresql://", "postgres://"].contains(where: name.hasPrefix) { return (.database, nil) }
        if name.hasPrefix("/vsi") { return try virtualPlace(of: name) }
        if Dataset.isPlainFile(name) { return (.file, nil) }
        let isWeb = name.contains("://")
        throw .refusedSource(
            source: SourceName.shown(name),
            reason: isWeb ? "an address of the web" : "a connection that is not PG:",
            remedy: isWeb
                ? "Write /vsicurl/ before the address to read a file from there" : "Name a file, or PG:dbname=...")
    }

    private static func virtualPlace(of name: String) throws(GeoIOError) -> (Place, String?) {
        var rest = name[...]
        while let archive = archives.first(where: { rest.hasPrefix($0) }) {
            rest = rest.dropFirst(archive.count)
            // `/vsizip/{a.zip}/b.shp` is the same as `/vsizip/a.zip/b.shp`.
            if rest.first == "{" { rest = rest.dropFirst() }
        }
        if networks.contains(where: { rest.hasPrefix($0) }) { return (.network, networkName(in: rest)) }
        guard !rest.hasPrefix("/vsi") || rest.hasPrefix("/vsimem/") else {
            throw .refusedSource(
                source: SourceName.shown(name), reason: "a virtual file that may lead elsewhere",
                remedy: "Known are /vsizip/, /vsitar/ and /vsigzip/ for archives, and /vsicurl/, /vsis3/, /vsigs/, "
                    + "/vsiaz/ and their like for the network")
        }
        return (.virtualFile, nil)
    }

    /// The archive or file that is fetched: what GDAL opens first.
    private static func networkName(in rest: Substring) -> String {
        let end =
            rest.range(of: "}")
            ?? [".zip/", ".tar/", ".tgz/", ".tar.gz/"].lazy.compactMap { suffix in
                rest.range(of: suffix).map { $0.lowerBound..<rest.index(before: $0.upperBound) }
            }.first
        guard let end else { return String(rest) }
        return String(rest[end].first == "}" ? rest[..<end.lowerBound] : rest[..<end.upperBound])
    }

    private static let archives = ["/vsizip/", "/vsitar/", "/vsigzip/"]
    private static let networks = [
        "/vsicurl/", "/vsicurl?", "/vsis3/", "/vsigs/", "/vsiaz/", "/vsiadls/", "/vsioss/", "/vsiswift/",
    ]
}

extension Dataset.Kind {
    /// The endings of names that are read, for messages.
    var endings: [String] { formats.keys.sorted().map { ".\($0)" } }

    /// Nil where the ending says no format that is read.
    func drivers(for name: String) -> [String]? {
        // A file that the caller has opened already has a number for a name.
        if self == .raster, name.hasPrefix("/proc/self/fd/") { return ["GTiff"] }
        // An address may end in a query.
        let path = name.hasPrefix("/vsi") ? name.prefix { $0 != "?" || name.hasPrefix("/vsicurl?") } : name[...]
        let parts = path.split(separator: "/").last?.lowercased().split(separator: ".").map(String.init) ?? []
        if parts.count > 2, let drivers = formats[parts.suffix(2).joined(separator: ".")] { return drivers }
        return parts.count > 1 ? formats[parts[parts.count - 1]] : nil
    }

    private var formats: [String: [String]] { self == .vector ? Self.vectorFormats : Self.rasterFormats }

    private static let vectorFormats: [String: [String]] = [
        "geojson": ["GeoJSON"], "json": ["GeoJSON", "TopoJSON", "ESRIJSON"], "topojson": ["TopoJSON"],
        "geojsonl": ["GeoJSONSeq"], "geojsons": ["GeoJSONSeq"], "ndjson": ["GeoJSONSeq"], "gpkg": ["GPKG"],
        "gpkg.zip": ["GPKG"], "fgb": ["FlatGeobuf"], "shp": ["ESRI Shapefile"], "dbf": ["ESRI Shapefile"],
        "shz": ["ESRI Shapefile"], "shp.zip": ["ESRI Shapefile"], "gdb": ["OpenFileGDB"], "gdb.zip": ["OpenFileGDB"],
        "csv": ["CSV"], "tsv": ["CSV"], "txt": ["CSV"], "kml": ["LIBKML", "KML"], "kmz": ["LIBKML"], "gpx": ["GPX"],
        "gml": ["GML"], "xlsx": ["XLSX"], "ods": ["ODS"], "xls": ["XLS"], "parquet": ["Parquet"],
        "tab": ["MapInfo File"], "mif": ["MapInfo File"], "pbf": ["MVT"],
    ]
    private static let rasterFormats: [String: [String]] = [
        "tif": ["GTiff"], "tiff": ["GTiff"], "png": ["PNG"],
    ]
}
