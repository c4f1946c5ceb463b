// SPDX-License-Identifier: Apache-2.0

import Geo
import Layers
import TileEncoding

/// Every layer of this server for QGIS, as tiles and maps with styles, dates and attribution: as a layer definition and as a
/// project.
struct QGISLayers {
    let context: AnswerContext
    let build: Build

    private var rasters: [ServedSurface] { context.rasters(build) }
    private var vectors: [ServedFeatures] { context.vectors(build) }
    private var labels: [ServedReference] { context.references(build).filter { $0.part == .labels } }
    private var ground: [ServedReference] { context.references(build).filter { $0.part == .base } }

    /// `.qlr`: what is added to a project.
    var layerDefinition: String {
        var xml = XMLText()
        xml.doctype("qgis-layer-definition")
        xml.element("qlr") { xml in
            // QGIS takes in what the outer group holds: the inner one keeps the layers together.
            xml.element("layer-tree-group", [("name", ""), ("checked", "Qt::Checked"), ("expanded", "1")]) {
                group(&$0)
            }
            xml.element("maplayers") { mapLayers(&$0) }
        }
        return xml.text
    }

    /// `.qgs`: a project of its own.
    var project: String {
        var xml = XMLText()
        xml.doctype("qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'")
        xml.element("qgis", [("projectname", build.title.main), ("version", "3.22.0")]) { xml in
            xml.element("title", [], build.title.main)
            xml.element("projectCrs") { webMercatorSystem(&$0) }
            xml.element("layer-tree-group") { group(&$0) }
            xml.element("mapcanvas", [("name", "theMapCanvas"), ("annotationsVisible", "1")]) { canvas(&$0) }
            xml.element("projectlayers") { mapLayers(&$0) }
            time(&xml)
            xml.element("properties") { xml in
                xml.element("SpatialRefSys") { xml in
                    xml.element("ProjectionsEnabled", [("type", "int")], "1")
                }
            }
        }
        return xml.text
    }

    /// The days of the builds, one a step of the temporal controller.
    private func time(_ xml: inout XMLText) {
        guard let first = context.set.days.first, let last = context.set.days.last else { return }
        xml.element(
            "ProjectTimeSettings",
            [("timeStep", "1"), ("timeStepUnit", "d"), ("frameRate", "1"), ("cumulativeTemporalRange", "0")]
        ) { xml in
            xml.element("TemporalRange") { xml in
                xml.element("start", [], "\(first)T00:00:00Z")
                xml.element("end", [], "\(last)T23:59:59Z")
            }
        }
    }

    private func canvas(_ xml: inout XMLText) {
        xml.element("units", [], "meters")
        if let extent = build.bounds.extent.flatMap(WebMercator.project) {
            xml.element("extent") { xml in
                for (name, value) in [
                    ("xmin", extent.minX), ("ymin", extent.minY), ("xmax", extent.maxX), ("ymax", extent.maxY),
                ] { xml.element(name, [], "\(value)") }
            }
        }
        xml.element("destinationsrs") { webMercatorSystem(&$0) }
    }

    // MARK: Tree

    private func group(_ xml: inout XMLText) {
        let named = Dictionary(grouping: rasters, by: Self.topic)
        xml.element("layer-tree-group", Self.groupAttributes(build.title.main)) { xml in
            for layer in labels { tree(layer.name, layer.title.main, "wms", checked: true, &xml) }
            xml.element("layer-tree-group", Self.groupAttributes("Features")) { xml in
                // What stands first is drawn on top: points over areas over provinces.
                for layer in vectors.reversed() {
                    tree(layer.name, layer.title.main, "vectortile", checked: false, &xml)
                }
            }
            for topic in Topic.allCases {
                guard let layers = named[topic] else { continue }
                xml.element("layer-tree-group", Self.groupAttributes(topic.rawValue)) { xml in
                    for layer in layers {
                        tree(layer.name, layer.title.main, "wms", checked: layer.name == rasters.first?.name, &xml)
                    }
                }
            }
            for layer in ground { tree(layer.name, layer.title.main, "wms", checked: true, &xml) }
        }
    }

    /// Headings under which surfaces stand.
    private enum Topic: String, CaseIterable {
        case risk = "Risk"
        case expected = "Expected events"
        case evidence = "Evidence"
        case change = "Change"
    }

    private static func topic(_ layer: ServedSurface) -> Topic {
        if layer.comparison != nil { return .change }
        switch SurfaceLayer(rawValue: layer.name) {
        case .relativeRisk, .chance30d, .chance7d, .chance30dNear, .chance7dNear: return .risk
        case .expected, .expectedNear, .expectedLow, .expectedHigh: return .expected
        case .change: return .change
        default: return .evidence
        }
    }

    private static func groupAttributes(_ name: String) -> [(String, String)] {
        [("name", name), ("checked", "Qt::Checked"), ("expanded", "1")]
    }

    private func id(_ name: String) -> String {
        "riskmap_\(name.map { $0.isLetter || $0.isNumber ? $0 : "_" }.map(String.init).joined())"
    }

    private func tree(_ name: String, _ title: String, _ provider: String, checked: Bool, _ xml: inout XMLText) {
        xml.element(
            "layer-tree-layer",
            [
                ("id", id(name)), ("name", title), ("providerKey", provider),
                ("checked", checked ? "Qt::Checked" : "Qt::Unchecked"), ("expanded", checked ? "1" : "0"),
            ])
    }

    // MARK: Layers

    private func mapLayers(_ xml: inout XMLText) {
        for layer in vectors { vector(layer, &xml) }
        for layer in rasters { raster(layer, &xml) }
        for layer in labels + ground { reference(layer, &xml) }
    }

    /// The Web Map Service rather than plain tiles: with it QGIS shows the legend, answers clicks and moves through time.
    private func source(_ layer: ServedSurface) -> String {
        let map =
            "contextualWMSLegend=0&crs=EPSG:3857&dpiMode=7&featureCount=10&format=image/png&layers=\(layer.name)&styles="
        let days = context.set.days(of: layer)
        let time =
            days.isEmpty
            ? ""
            : "&type=wmst&allowTemporalUpdates=true&temporalSource=provider&timeDimensionExtent=\(days.joined(separator: ","))"
        return map + time + "&url=\(AddressText.encoded(context.base + "/wms"))"
    }

    private func raster(_ layer: ServedSurface, _ xml: inout XMLText) {
        xml.element("maplayer", [("type", "raster"), ("autoRefreshEnabled", "0")]) { xml in
            xml.element("id", [], id(layer.name))
            xml.element("datasource", [], source(layer))
            xml.element("layername", [], layer.title.main)
            xml.element("abstract", [], layer.sentences(build))
            attribution(&xml)
            xml.element("provider", [], "wms")
            webMercator(&xml)
            if !context.set.days(of: layer).isEmpty {
                xml.element("temporal", [("enabled", "1"), ("mode", "1"), ("fetchMode", "0")]) { xml in
                    xml.element("fixedRange") { xml in
                        xml.element("start")
                        xml.element("end")
                    }
                }
            }
        }
    }

    /// Drawn for each picture that QGIS asks for, so that names are as sharp as its own.
    private func reference(_ layer: ServedReference, _ xml: inout XMLText) {
        let map =
            "contextualWMSLegend=0&crs=EPSG:3857&dpiMode=7&format=image/png&layers=\(layer.name)&styles="
            + "&url=\(AddressText.encoded(context.base + "/wms"))"
        xml.element("maplayer", [("type", "raster"), ("autoRefreshEnabled", "0")]) { xml in
            xml.element("id", [], id(layer.name))
            xml.element("datasource", [], map)
            xml.element("layername", [], layer.title.main)
            xml.element("abstract", [], layer.sentences(build))
            attribution(&xml)
            xml.element("provider", [], "wms")
            webMercator(&xml)
        }
    }

    private func vector(_ layer: ServedFeatures, _ xml: inout XMLText) {
        let tiles = AddressText.encoded(
            "\(context.base)/tiles/\(layer.name)/{z}/{x}/{y}.pbf\(context.timeQuery(build))")
        xml.element("maplayer", [("type", "vector-tile"), ("autoRefreshEnabled", "0")]) { xml in
            xml.element("id", [], id(layer.name))
            xml.element("datasource", [], "type=xyz&zmin=0&zmax=12&url=\(tiles)")
            xml.element("layername", [], layer.title.main)
            xml.element("abstract", [], layer.summary)
            attribution(&xml)
            webMercator(&xml)
            if let style = build.drawing(of: layer) { xml.raw(QMLTileRenderer.text(style)) }
        }
    }

    private func attribution(_ xml: inout XMLText) {
        xml.element("attribution", [("href", context.base + "/")], build.attribution)
        xml.element("resourceMetadata") { xml in
            xml.element("rights", [], build.attribution)
            xml.element("constraints", [("type", "use")], build.statements.absence.main)
        }
    }

    /// QGIS does not look a system up by its code alone: without the number of its own list, or the definition, a layer
    /// has none and lands in the wrong place.
    private func webMercator(_ xml: inout XMLText) { xml.element("srs") { webMercatorSystem(&$0) } }

    private func webMercatorSystem(_ xml: inout XMLText) {
        let members = [
            (
                "proj4",
                "+proj=merc +a=6378137 +b=6378137 +lat_ts=0 +lon_0=0 +x_0=0 +y_0=0 +k=1 +units=m +nadgrids=@null +wktext"
                    + " +no_defs"
            ),
            ("srsid", "3857"), ("srid", "3857"), ("authid", "EPSG:3857"),
            ("description", "WGS 84 / Pseudo-Mercator"), ("projectionacronym", "merc"),
            ("ellipsoidacronym", "EPSG:7030"), ("geographicflag", "false"),
        ]
        xml.element("spatialrefsys") { xml in
            for (name, text) in members { xml.element(name, [], text) }
        }
    }
}
