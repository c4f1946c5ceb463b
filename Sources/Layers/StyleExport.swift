// SPDX-License-Identifier: Apache-2.0

import Geo

/// The style files of other programs, derived from a `Style`: the same classes, colours and opacities in each.
public enum StyleExport: String, Sendable, Hashable, CaseIterable {
    /// QGIS layer style of a raster.
    case qml
    /// OGC Styled Layer Descriptor 1.0.
    case sld
    /// MapLibre (Mapbox) style document.
    case mapLibre = "maplibre.json"
    /// Colour file of `gdaldem color-relief`.
    case gdal = "gdal.txt"

    /// `LAYER.qml`, `LAYER.sld`, `LAYER.maplibre.json`, `LAYER.gdal.txt`.
    public func fileName(for style: Style) -> String { "\(style.layer).\(rawValue)" }

    /// The file's text; a MapLibre document refers to the layer's files by relative addresses.
    /// - Parameters:
    ///   - isMain: whether the class polygons are those of the layer.
    ///   - attribution: text that a MapLibre map must show.
    /// - Throws: `EncodingError` for a bound that is not finite.
    public func text(of style: Style, isMain: Bool, attribution: String = "") throws -> String {
        switch self {
        case .qml: QMLStyle.text(style)
        case .sld: SLDStyle.text(style)
        case .mapLibre:
            try MapLibreStyle.text(style, sources: .files(of: style, isMain: isMain, attribution: attribution))
        case .gdal: GDALColorFile.text(style)
        }
    }
}

extension StyleExport {
    /// Those that there are for features.
    public static let ofFeatures: [StyleExport] = [.qml, .sld, .mapLibre]

    /// The text of a layer of features; nil for a form that knows rasters alone.
    /// - Parameters:
    ///   - source: where a MapLibre document finds the features: a GeoJSON file or vector tiles.
    ///   - attribution: text that a MapLibre map must show.
    /// - Throws: `EncodingError` for a bound that is not finite.
    public func text(of style: FeatureStyle, source: String, attribution: String) throws -> String? {
        switch self {
        case .qml: QMLFeatureStyle.text(style)
        case .sld: SLDFeatureStyle.text(style)
        case .mapLibre: try MapLibreStyle.text(style, source: source, attribution: attribution)
        case .gdal: nil
        }
    }
}

/// Numbers and markup that the style files share.
enum StyleText {
    /// The largest float below the bound: where a program counts an upper bound to the lower class, this value makes
    /// our half-open classes exact for float32 data.
    static func below(_ bound: Float) -> String { bound.isFinite ? "\(Double(bound.nextDown))" : "inf" }

    /// The bound as float32 data hold it: a float of 0.01 is a little less than the decimal 0.01, and programs compare
    /// it as a double.
    static func exact(_ bound: Float) -> String {
        Double(bound) == Double("\(bound)") ? number(bound) : "\(Double(bound))"
    }

    /// A bound without a needless `.0`; exact in decimal as the palette file writes it.
    static func number(_ value: Float) -> String {
        value == value.rounded() && abs(value) < 1e9 ? Int(checked: Double(value)).map(String.init) ?? "" : "\(value)"
    }

    /// Alpha as an opacity of 0 to 1 that rounds back to the same step of 255.
    static func opacity(_ alpha: UInt8) -> String {
        // checked: at most 10,000
        let thousandths = Int((Double(alpha) / 255 * 10_000).rounded())
        let digits = String(thousandths % 10_000)
        return "\(thousandths / 10_000)." + String(repeating: "0", count: 4 - digits.count) + digits
    }

    static func escaped(_ text: String) -> String {
        var result = ""
        for character in text {
            switch character {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            default: result.append(character)
            }
        }
        return result
    }
}
