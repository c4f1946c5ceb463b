// SPDX-License-Identifier: Apache-2.0

import Geo
import JSON
import Layers
import TileEncoding

/// What is told of a pixel.
protocol PixelInfo: Sendable {
    /// Name of the layer.
    var layerName: String { get }
    /// Names and texts in the order in which they are shown.
    var members: [(name: String, text: String)] { get }
    /// A GeoJSON feature.
    var json: JSONValue { get }
}

/// What a surface shows at one pixel.
struct FeatureInfo: PixelInfo {
    var layerName: String { layer.name }

    let layer: ServedSurface
    let day: String
    /// Nil outside the raster, NaN where it is not assessed.
    let value: Float?
    /// Degrees, x = longitude; nil where the pixel lies beyond the plane.
    let place: PlanarPoint?

    /// The values of the two dates, for a change; NaN where one is not assessed.
    var earlier: Float?
    var later: Float?

    /// The class whose colour the pixel has; nil outside.
    var styleClass: StyleClass? {
        guard let value else { return nil }
        if value.isNaN { return layer.style.notAssessed }
        return layer.style.classIndex(of: value).map { layer.style.classes[$0] }
    }

    /// The value that the pixel shows, as text; empty where there is none, and of a change where it is no number of times.
    var valueText: String {
        guard layer.comparison != nil else { return Self.text(value, layer.style) }
        return value.map { $0 >= 0 && $0 <= RasterRatio.bounds.upperBound } == true ? Self.text(value, layer.style) : ""
    }

    /// How many times the earlier value the later one is, also where it may be chance; empty where that is no number.
    private var timesText: String {
        guard let ratio = layer.renderer.ratio, let earlier, let later,
            let times = ratio.times(later: later, earlier: earlier)
        else { return "" }
        return Self.text(times, layer.style)
    }

    /// Names and texts of the dates compared and of their values; none for a layer of one date.
    private var parts: [(name: String, text: String, isNumber: Bool)] {
        guard let comparison = layer.comparison else { return [] }
        return [
            ("earlier", comparison.earlierDay, false),
            ("earlier_value", Self.text(earlier, comparison.earlier.style), true),
            ("later", comparison.laterDay, false),
            ("later_value", Self.text(later, comparison.later.style), true), ("ratio", timesText, true),
        ]
    }

    /// The value in as few decimals as keep it in its class, two at least for values above one.
    private static func text(_ value: Float?, _ style: Style) -> String {
        guard let value, !value.isNaN else { return "" }
        for digits in 2...6 {
            let text = rounded(value, digits: digits)
            if let back = Float(text), style.classIndex(of: back) == style.classIndex(of: value),
                digits >= 4 || abs(value) >= 1
            {
                return text
            }
        }
        return "\(value)"
    }

    private static func rounded(_ value: Float, digits: Int) -> String {
        var factor = 1.0
        for _ in 0..<digits { factor *= 10 }
        return "\((Double(value) * factor).rounded() / factor)"
    }

    /// Names and texts in the order in which they are shown.
    var members: [(name: String, text: String)] {
        var members = [("layer", layer.name), ("title", layer.title.main)]
        members += [("value", valueText), ("units", layer.style.units.main)]
        members += [("class", styleClass?.id ?? ""), ("label", styleClass?.label.main ?? "")]
        if !day.isEmpty { members.append(("as_of", day)) }
        return members + parts.map { ($0.name, $0.text) }
    }

    /// A GeoJSON feature without geometry.
    var json: JSONValue {
        let value: JSONValue = valueText.isEmpty ? .null : .number(valueText)
        var properties: JSONValue = [
            "layer": .string(layer.name), "title": .string(layer.title.main), "value": value,
            "units": .string(layer.style.units.main), "class": styleClass.map { .string($0.id) } ?? .null,
            "label": styleClass.map { .string($0.label.main) } ?? .null,
            "label_ar": styleClass.map { .string($0.label.ar) } ?? .null,
            "color": styleClass.map { .string($0.rgba.color.hex) } ?? .null,
        ]
        if !day.isEmpty { properties = properties.merging(["as_of": .string(day)]) }
        for part in parts {
            let value: JSONValue = !part.isNumber ? .string(part.text) : part.text.isEmpty ? .null : .number(part.text)
            properties = properties.merging(.object([.init(part.name, value)]))
        }
        let geometry: JSONValue =
            place.map {
                ["type": "Point", "coordinates": [.double(Self.short($0.x)), .double(Self.short($0.y))]]
            } ?? .null
        return ["type": "Feature", "id": .string(layer.name), "geometry": geometry, "properties": properties]
    }

    /// Six decimals of a degree are a tenth of a metre.
    private static func short(_ degrees: Double) -> Double { (degrees * 1e6).rounded() / 1e6 }
}

extension FeatureInfo {
    /// What a pixel of a picture shows.
    ///
    /// - Parameter place: degrees of the pixel's centre.
    init(
        _ layer: ServedSurface, day: String, _ view: MapView, column: Int, row: Int, place: PlanarPoint?
    ) throws {
        self.layer = layer
        self.day = day
        self.place = place
        value = try layer.renderer.value(in: view, column: column, row: row)
        earlier = try layer.comparison?.earlier.value(in: view, column: column, row: row)
        later = try layer.comparison?.later.value(in: view, column: column, row: row)
    }
}

/// The answers to GetFeatureInfo in the formats offered.
enum FeatureInfoDocument {
    static let formats = ["text/plain", "text/html", "application/json", "application/vnd.ogc.gml"]

    static func response(_ infos: [any PixelInfo], format: String) throws(ServerError) -> ServerResponse {
        switch format.lowercased() {
        case "text/plain": ServerResponse(plain(infos), type: "text/plain; charset=utf-8", kind: "wms")
        case "text/html": ServerResponse(html(infos), type: "text/html; charset=utf-8", kind: "wms")
        case "application/json", "application/geo+json", "application/geojson":
            ServerResponse(json(infos).bytes, type: "application/json", kind: "wms")
        case "application/vnd.ogc.gml", "text/xml", "application/gml+xml":
            ServerResponse(gml(infos), type: "application/vnd.ogc.gml", kind: "wms")
        default: throw .unsupportedFormat(format)
        }
    }

    private static func plain(_ infos: [any PixelInfo]) -> String {
        infos.map { info in
            info.members.map { "\($0.name) = \($0.text)" }.joined(separator: "\n") + "\n"
        }.joined(separator: "\n")
    }

    private static func html(_ infos: [any PixelInfo]) -> String {
        var text = "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Value</title></head><body>"
        for info in infos {
            text += "<table>"
            for member in info.members {
                text += "<tr><th>\(member.name)</th><td>\(Markup.escaped(member.text))</td></tr>"
            }
            text += "</table>"
        }
        return text + "</body></html>"
    }

    private static func json(_ infos: [any PixelInfo]) -> JSONValue {
        ["type": "FeatureCollection", "features": .array(infos.map { $0.json })]
    }

    /// GML 2 as map servers have always answered it: one feature member per layer.
    private static func gml(_ infos: [any PixelInfo]) -> String {
        var xml = XMLText()
        let namespaces = [
            ("xmlns:wfs", "http://www.opengis.net/wfs"), ("xmlns:gml", "http://www.opengis.net/gml"),
            ("xmlns:riskmap", "urn:riskmap"),
        ]
        xml.element("wfs:FeatureCollection", namespaces) { xml in
            for (number, info) in infos.enumerated() {
                xml.element("gml:featureMember") { xml in
                    xml.element("riskmap:\(info.layerName)", [("fid", "\(info.layerName).\(number + 1)")]) { xml in
                        for member in info.members { xml.element("riskmap:\(member.name)", [], member.text) }
                    }
                }
            }
        }
        return xml.text
    }
}
