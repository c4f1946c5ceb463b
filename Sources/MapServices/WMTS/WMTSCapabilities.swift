// SPDX-License-Identifier: Apache-2.0

import Geo
import Layers
import TileEncoding

/// The capabilities document of the Web Map Tile Service 1.0.0, for parameters and for plain addresses alike.
struct WMTSCapabilities {
    let context: AnswerContext
    /// Names of the operations.
    let operations: [String]
    let layers: [MapLayer]
    /// The sets that layers are linked to; tiles are answered in all sets, whichever are listed.
    let linked: [TileMatrixSet]

    private var build: Build { context.set.latest }

    func text() -> String {
        var xml = XMLText()
        let attributes = [
            ("xmlns", "http://www.opengis.net/wmts/1.0"), ("xmlns:ows", "http://www.opengis.net/ows/1.1"),
            ("xmlns:xlink", "http://www.w3.org/1999/xlink"),
            ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
            (
                "xsi:schemaLocation",
                "http://www.opengis.net/wmts/1.0 http://schemas.opengis.net/wmts/1.0/wmtsGetCapabilities_response.xsd"
            ),
            ("version", "1.0.0"),
        ]
        xml.element("Capabilities", attributes) { xml in
            identification(&xml)
            provider(&xml)
            operationsMetadata(&xml)
            xml.element("Contents") { xml in
                for layer in layers { self.layer(layer, &xml) }
                for set in TileMatrixSet.allCases { matrixSet(set, &xml) }
            }
            xml.element("ServiceMetadataURL", [("xlink:href", "\(context.base)/wmts/1.0.0/WMTSCapabilities.xml")])
        }
        return xml.text
    }

    private func identification(_ xml: inout XMLText) {
        xml.element("ows:ServiceIdentification") { xml in
            xml.element("ows:Title", [], build.title.main)
            xml.element("ows:Abstract", [], build.statements.absence.main + " " + build.statements.intendedUse.main)
            xml.element("ows:Keywords") { xml in
                for word in Build.keywords {
                    xml.element("ows:Keyword", [], word)
                }
            }
            xml.element("ows:ServiceType", [], "OGC WMTS")
            xml.element("ows:ServiceTypeVersion", [], "1.0.0")
            xml.element("ows:Fees", [], "none")
            xml.element("ows:AccessConstraints", [], build.attribution.isEmpty ? "none" : build.attribution)
        }
    }

    /// Who runs the server, as far as the operator has said.
    private func provider(_ xml: inout XMLText) {
        guard let contact = context.contact else { return }
        xml.element("ows:ServiceProvider") { xml in
            xml.element("ows:ProviderName", [], contact.organization)
            xml.element("ows:ServiceContact") { xml in
                xml.element("ows:IndividualName", [], contact.person)
                if !contact.email.isEmpty {
                    xml.element("ows:ContactInfo") { xml in
                        xml.element("ows:Address") { $0.element("ows:ElectronicMailAddress", [], contact.email) }
                    }
                }
            }
        }
    }

    private func operationsMetadata(_ xml: inout XMLText) {
        xml.element("ows:OperationsMetadata") { xml in
            for name in operations {
                xml.element("ows:Operation", [("name", name)]) { xml in
                    xml.element("ows:DCP") { xml in
                        xml.element("ows:HTTP") { xml in
                            xml.element("ows:Get", [("xlink:href", "\(context.base)/wmts?")]) { xml in
                                xml.element("ows:Constraint", [("name", "GetEncoding")]) { xml in
                                    xml.element("ows:AllowedValues") { $0.element("ows:Value", [], "KVP") }
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    private func layer(_ layer: MapLayer, _ xml: inout XMLText) {
        xml.element("Layer") { xml in
            xml.element("ows:Title", [], layer.title.main)
            xml.element("ows:Abstract", [], layer.sentences(build))
            xml.element("ows:Keywords") { $0.element("ows:Keyword", [], layer.name) }
            xml.element("ows:WGS84BoundingBox", [("crs", "urn:ogc:def:crs:OGC:2:84")]) { xml in
                xml.element("ows:LowerCorner", [], "\(layer.bounds.west) \(layer.bounds.south)")
                xml.element("ows:UpperCorner", [], "\(layer.bounds.east) \(layer.bounds.north)")
            }
            xml.element("ows:Identifier", [], layer.name)
            xml.element("Style", [("isDefault", "true")]) { xml in
                xml.element("ows:Title", [], layer.legendTitle.main)
                xml.element("ows:Identifier", [], "default")
                guard layer.isAssessed else { return }
                xml.element(
                    "LegendURL",
                    [("format", "image/png"), ("xlink:href", "\(context.base)/legend/\(layer.name).png")])
            }
            xml.element("Format", [], "image/png")
            for format in layer.isAssessed ? FeatureInfoDocument.formats : [] { xml.element("InfoFormat", [], format) }
            time(layer.days(in: context.set), &xml)
            for set in linked { link(layer, set, &xml) }
            resource(layer, &xml)
        }
    }

    private func time(_ days: [String], _ xml: inout XMLText) {
        guard let latest = days.last else { return }
        xml.element("Dimension") { xml in
            xml.element("ows:Identifier", [], "Time")
            xml.element("ows:UOM", [], "ISO8601")
            xml.element("Default", [], latest)
            for day in days { xml.element("Value", [], day) }
        }
    }

    /// The link of a layer to a set with the tiles that hold data at each zoom.
    private func link(_ layer: MapLayer, _ set: TileMatrixSet, _ xml: inout XMLText) {
        guard let degrees = layer.bounds.extent,
            let extent = set == .webMercatorQuad ? WebMercator.project(degrees) : degrees
        else { return }
        xml.element("TileMatrixSetLink") { xml in
            xml.element("TileMatrixSet", [], set.rawValue)
            xml.element("TileMatrixSetLimits") { xml in
                for zoom in 0...Self.deepestZoom(layers) {
                    guard let range = set.tiles(touching: extent, zoom: zoom) else { continue }
                    xml.element("TileMatrixLimits") { xml in
                        xml.element("TileMatrix", [], String(zoom))
                        xml.element("MinTileRow", [], String(range.rows.lowerBound))
                        xml.element("MaxTileRow", [], String(range.rows.upperBound))
                        xml.element("MinTileCol", [], String(range.columns.lowerBound))
                        xml.element("MaxTileCol", [], String(range.columns.upperBound))
                    }
                }
            }
        }
    }

    private func resource(_ layer: MapLayer, _ xml: inout XMLText) {
        let time = context.set.days.isEmpty ? "" : "{Time}/"
        let address =
            "\(context.base)/wmts/1.0.0/\(layer.name)/default/\(time){TileMatrixSet}/{TileMatrix}/{TileRow}/{TileCol}.png"
        xml.element(
            "ResourceURL", [("format", "image/png"), ("resourceType", "tile"), ("template", address)])
    }

    private func matrixSet(_ set: TileMatrixSet, _ xml: inout XMLText) {
        let crs = set == .webMercatorQuad ? "urn:ogc:def:crs:EPSG::3857" : "urn:ogc:def:crs:OGC:1.3:CRS84"
        xml.element("TileMatrixSet") { xml in
            xml.element("ows:Identifier", [], set.rawValue)
            xml.element("ows:SupportedCRS", [], crs)
            // The well-known sets of CRS84 start one level away from this one.
            if set == .webMercatorQuad {
                xml.element("WellKnownScaleSet", [], "urn:ogc:def:wkss:OGC:1.0:GoogleMapsCompatible")
            }
            for zoom in 0...Self.deepestZoom(layers) {
                xml.element("TileMatrix") { xml in
                    xml.element("ows:Identifier", [], String(zoom))
                    xml.element("ScaleDenominator", [], "\(set.scaleDenominator(zoom: zoom))")
                    xml.element("TopLeftCorner", [], "\(set.origin.x) \(set.origin.y)")
                    xml.element("TileWidth", [], "256")
                    xml.element("TileHeight", [], "256")
                    xml.element("MatrixWidth", [], String(set.columns(zoom: zoom)))
                    xml.element("MatrixHeight", [], String(set.rows(zoom: zoom)))
                }
            }
        }
    }

    static func deepestZoom(_ layers: [MapLayer]) -> Int { layers.map(\.maxZoom).max() ?? 9 }
}
