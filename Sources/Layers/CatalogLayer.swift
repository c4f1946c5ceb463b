// SPDX-License-Identifier: Apache-2.0

/// What `catalog.json` says of one layer.
public struct CatalogLayer: Sendable, Hashable, Codable {
    /// Whether the layer is a surface or a set of features.
    public enum Kind: String, Sendable, Hashable, Codable { case raster, vector }

    /// Stem of the file names and key in URLs.
    public var name: String
    /// Surface or features.
    public var kind: Kind
    /// What a reader calls it.
    public var title: TextByLanguage
    /// One sentence: what a value means.
    public var summary: String
    /// Units of the values; empty for features.
    public var units: TextByLanguage
    /// Palette of the layer, a stem in `styles/`; empty when it has none.
    public var style: String
    /// Tier of the layer.
    public var tier: ReleaseTier
    /// Files inside the folder.
    public var files: [CatalogFile]
    /// West, south, east, north in degrees.
    public var extent: [Double]
    /// Figures of the surface; nil for features.
    public var statistics: LayerStatistics?
    /// Number of features; nil for a surface.
    public var featureCount: Int?

    /// Takes the parts as they are.
    public init(
        name: String, kind: Kind, title: TextByLanguage, summary: String, units: TextByLanguage, style: String,
        tier: ReleaseTier, files: [CatalogFile], extent: [Double], statistics: LayerStatistics?, featureCount: Int?
    ) {
        self.name = name
        self.kind = kind
        self.title = title
        self.summary = summary
        self.units = units
        self.style = style
        self.tier = tier
        self.files = files
        self.extent = extent
        self.statistics = statistics
        self.featureCount = featureCount
    }

    private enum CodingKeys: String, CodingKey {
        case name, kind, title, summary, units, style, tier, files, extent, statistics
        case featureCount = "feature_count"
    }
}

/// A file of a build folder.
public struct CatalogFile: Sendable, Hashable, Codable {
    /// Path relative to the folder.
    public var path: String
    /// Media type.
    public var mediaType: String
    /// Size in bytes.
    public var bytes: Int

    /// Takes the parts as they are.
    public init(path: String, mediaType: String, bytes: Int) {
        self.path = path
        self.mediaType = mediaType
        self.bytes = bytes
    }

    private enum CodingKeys: String, CodingKey { case path, mediaType = "media_type", bytes }

    /// Media type of a file by the end of its name.
    public static func mediaType(of path: String) -> String {
        let types = [
            "tif": "image/tiff; application=geotiff; profile=cloud-optimized", "png": "image/png",
            "pgw": "text/plain", "prj": "text/plain", "geojson": "application/geo+json",
            "gpkg": "application/geopackage+sqlite3", "kml": "application/vnd.google-earth.kml+xml",
            "csv": "text/csv", "json": "application/json", "xml": "application/xml", "qml": "application/xml",
            "sld": "application/vnd.ogc.sld+xml", "pdf": "application/pdf", "svg": "image/svg+xml",
            "txt": "text/plain", "fgb": "application/flatgeobuf",
        ]
        let end = path.lastIndex(of: ".").map { String(path[path.index(after: $0)...]) } ?? ""
        return types[end] ?? "application/octet-stream"
    }
}
