// SPDX-License-Identifier: Apache-2.0

import Geo
import TileEncoding

/// The two versions of the Web Map Service that are spoken.
enum WMSVersion: String, Sendable {
    case v111 = "1.1.1"
    case v130 = "1.3.0"

    /// The version that a request for a map must name.
    static func stated(_ target: RequestTarget) throws(ServerError) -> WMSVersion {
        guard let text = target.text("version") ?? target.text("wmtver") else { throw .missing(name: "version") }
        guard let version = WMSVersion(rawValue: text) else {
            throw .parameter(name: "version", reason: "must be 1.3.0 or 1.1.1")
        }
        return version
    }

    /// Version negotiation (OGC 06-042, 6.2.4): the highest that is not higher than the one asked for, else the lowest.
    static func negotiated(_ text: String?) -> WMSVersion {
        guard let text else { return .v130 }
        let numbers = text.split(separator: ".").map { Int($0) ?? 0 } + [0, 0, 0]
        return (numbers[0], numbers[1], numbers[2]) < (1, 3, 0) ? .v111 : .v130
    }
}

/// A coordinate reference system by the name that a client gives it.
struct NamedCRS: Sendable, Hashable {
    let name: String
    let plane: MapPlane
    /// Whether version 1.3.0 writes latitude before longitude.
    let isNorthFirst: Bool

    /// Longitude before latitude, degrees.
    static let degrees = NamedCRS(name: "CRS:84", plane: .geographic, isNorthFirst: false)

    private static let everywhere: [NamedCRS] = [
        NamedCRS(name: "EPSG:3857", plane: .webMercator, isNorthFirst: false),
        NamedCRS(name: "EPSG:4326", plane: .geographic, isNorthFirst: true), degrees,
    ]

    /// The systems that capabilities list for a rectangle of degrees: those of the whole earth, and the zones of the Universal
    /// Transverse Mercator grid whose middle meridian crosses it, or the one around its middle.
    static func offered(over box: Extent?) -> [NamedCRS] {
        guard let box else { return everywhere }
        let isSouth = box.center.y < 0
        let crossed = (1...60).filter { (box.minX...box.maxX).contains(Double($0) * 6 - 183) }
        let middle = Int(checked: ((box.center.x + 180) / 6).rounded(.down)).map { min(max($0 + 1, 1), 60) } ?? 1
        let zones = crossed.isEmpty || crossed.count > mostZones ? [middle] : crossed
        return everywhere + zones.map { utm(zone: $0, isSouth: isSouth) }
    }

    /// Which systems are taken, in words.
    static let words = "EPSG:3857, EPSG:4326, CRS:84, and any zone of UTM (EPSG:32601 to 32660, 32701 to 32760)"

    private static let mostZones = 6

    private static func utm(zone: Int, isSouth: Bool) -> NamedCRS {
        let name = "EPSG:\(isSouth ? 32700 + zone : 32600 + zone)"
        return NamedCRS(name: name, plane: .projected(CoordinateReferenceSystem(name)), isNorthFirst: false)
    }

    /// Any zone of the grid, north or south, by its EPSG code.
    private static func utm(named name: String) -> NamedCRS? {
        guard name.hasPrefix("EPSG:"), let code = Int(name.dropFirst(5)) else { return nil }
        switch code {
        case 32601...32660: return utm(zone: code - 32600, isSouth: false)
        case 32701...32760: return utm(zone: code - 32700, isSouth: true)
        default: return nil
        }
    }

    /// The system of a name, which may also be an OGC address or one of the older names of Web Mercator.
    static func named(_ text: String) throws(ServerError) -> NamedCRS {
        let name = text.uppercased()
        let code = "HTTP://WWW.OPENGIS.NET/DEF/CRS/EPSG/0/"
        let aliases = [
            "EPSG:900913": "EPSG:3857", "EPSG:102100": "EPSG:3857", "OGC:CRS84": "CRS:84",
            "HTTP://WWW.OPENGIS.NET/DEF/CRS/OGC/1.3/CRS84": "CRS:84",
        ]
        let plain = aliases[name] ?? (name.hasPrefix(code) ? "EPSG:\(name.dropFirst(code.count))" : name)
        guard let crs = everywhere.first(where: { $0.name == plain }) ?? utm(named: plain) else {
            throw .unsupportedCRS(text)
        }
        return crs
    }

    /// The rectangle of four numbers in the order of the axes; x = east in the result.
    func extent(_ numbers: [Double], name: String, northFirst: Bool) throws(ServerError) -> Extent {
        let n = northFirst ? [numbers[1], numbers[0], numbers[3], numbers[2]] : numbers
        guard let extent = Extent(minX: n[0], minY: n[1], maxX: n[2], maxY: n[3]) else {
            throw .parameter(name: name, reason: "must have a least and a greater value on both axes")
        }
        let bound: Double = plane == .geographic ? 1000 : 1e9
        guard extent.minX > -bound, extent.minY > -bound, extent.maxX < bound, extent.maxY < bound else {
            throw .parameter(name: name, reason: "reaches beyond any map in this coordinate reference system")
        }
        return extent
    }
}

/// What GetMap and GetFeatureInfo have in common.
struct WMSMapRequest: Sendable {
    static let mostLayers = 16

    let version: WMSVersion
    let layers: [String]
    let view: MapView
    let isTransparent: Bool
    /// Red, green, blue behind an opaque picture.
    let background: [UInt8]

    init(_ target: RequestTarget, layersName: String = "layers", largestSide: Int) throws(ServerError) {
        version = try WMSVersion.stated(target)
        layers = try Self.layers(try target.required(layersName), layersName)
        let crsName = version == .v130 ? "crs" : "srs"
        guard let text = target.text(crsName) ?? target.text("crs") else { throw .missing(name: crsName) }
        let crs = try NamedCRS.named(text)
        guard let numbers = NumberText.list(try target.required("bbox"), count: 4) else {
            throw .parameter(name: "bbox", reason: "must be four finite numbers separated by commas")
        }
        let extent = try crs.extent(numbers, name: "bbox", northFirst: version == .v130 && crs.isNorthFirst)
        guard let width = try target.integer("width", in: 1...largestSide) else { throw .missing(name: "width") }
        guard let height = try target.integer("height", in: 1...largestSide) else { throw .missing(name: "height") }
        guard let view = MapView(plane: crs.plane, extent: extent, width: width, height: height) else {
            throw .parameter(name: "bbox", reason: "has no area")
        }
        self.view = view
        isTransparent = target.text("transparent")?.lowercased() == "true"
        background = try Self.color(target.text("bgcolor"))
    }

    private static func layers(_ text: String, _ name: String) throws(ServerError) -> [String] {
        let layers = text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        guard layers.count <= mostLayers else {
            throw .parameter(name: name, reason: "names more than \(mostLayers) layers")
        }
        guard layers.allSatisfy({ !$0.isEmpty }) else { throw .parameter(name: name, reason: "holds an empty name") }
        return layers
    }

    /// Style names, one for each layer or none at all; empty and `default` mean the only one.
    func checkStyles(_ text: String?, name: String = "styles") throws(ServerError) {
        guard let text, !text.isEmpty else { return }
        let styles = text.split(separator: ",", omittingEmptySubsequences: false)
        guard styles.count == layers.count || styles.allSatisfy(\.isEmpty) else {
            throw .parameter(name: name, reason: "must name one style for each layer")
        }
        for style in styles where !style.isEmpty && style != "default" { throw .styleNotDefined(String(style)) }
    }

    static func color(_ text: String?) throws(ServerError) -> [UInt8] {
        guard let text else { return [255, 255, 255] }
        let digits = text.lowercased().hasPrefix("0x") ? text.dropFirst(2) : text[...]
        guard digits.count == 6, digits.allSatisfy({ $0.isASCII && $0.isHexDigit }),
            let number = UInt32(digits, radix: 16)
        else { throw .parameter(name: "bgcolor", reason: "must be of the form 0xRRGGBB") }
        return [UInt8(number >> 16), UInt8(number >> 8 & 0xFF), UInt8(number & 0xFF)]
    }
}
