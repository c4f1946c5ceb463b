// SPDX-License-Identifier: Apache-2.0

import Layers
import TileEncoding

/// A layer definition file for QGIS: every layer of this server, as tiles, named and grouped.
struct QGISLayerDefinition {
    let context: AnswerContext
    let build: Build

    var text: String {
        let rasters = context.rasters(build), vectors = context.vectors(build)
        var xml = XMLText()
        xml.doctype("qgis-layer-definition")
        xml.element("qlr") { xml in
            // QGIS takes in what the outer group holds: the inner one keeps the layers together.
            xml.element("layer-tree-group", [("name", ""), ("checked", "Qt::Checked"), ("expanded", "1")]) { xml in
                group(rasters, vectors, &xml)
            }
            xml.element("maplayers") { xml in
                for layer in vectors { vector(layer, &xml) }
                for layer in rasters { raster(layer, &xml) }
            }
        }
        return xml.text
    }

    private func group(_ rasters: [ServedSurface], _ vectors: [ServedFeatures], _ xml: inout XMLText) {
        xml.element("layer-tree-group", [("name", build.title.en), ("checked", "Qt::Checked"), ("expanded", "1")]) {
            xml in
            for layer in vectors { tree(layer.name, layer.title.en, "vectortile", checked: false, &xml) }
            for (index, layer) in rasters.enumerated() {
                tree(layer.name, layer.title.en, "wms", checked: index == 0, &xml)
            }
        }
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

    private func raster(_ layer: ServedSurface, _ xml: inout XMLText) {
        // The Web Map Service rather than plain tiles: with it QGIS shows the legend and answers clicks.
        let source =
            "contextualWMSLegend=0&crs=EPSG:3857&dpiMode=7&featureCount=10&format=image/png&layers=\(layer.name)"
            + "&styles=&url=\(AddressText.encoded(context.base + "/wms"))"
        xml.element("maplayer", [("type", "raster"), ("autoRefreshEnabled", "0")]) { xml in
            xml.element("id", [], id(layer.name))
            xml.element("datasource", [], source)
            xml.element("layername", [], layer.title.en)
            xml.element("abstract", [], layer.summary)
            xml.element("provider", [], "wms")
            webMercator(&xml)
        }
    }

    private func vector(_ layer: ServedFeatures, _ xml: inout XMLText) {
        let tiles = AddressText.encoded("\(context.base)/tiles/\(layer.name)/{z}/{x}/{y}.pbf")
        xml.element("maplayer", [("type", "vector-tile"), ("autoRefreshEnabled", "0")]) { xml in
            xml.element("id", [], id(layer.name))
            xml.element("datasource", [], "type=xyz&zmin=0&zmax=12&url=\(tiles)")
            xml.element("layername", [], layer.title.en)
            xml.element("abstract", [], layer.summary)
            webMercator(&xml)
        }
    }

    /// QGIS does not look a system up by its code alone: without the number of its own list, or the definition, a layer
    /// has none and lands in the wrong place.
    private func webMercator(_ xml: inout XMLText) {
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
        xml.element("srs") { xml in
            xml.element("spatialrefsys") { xml in
                for (name, text) in members { xml.element(name, [], text) }
            }
        }
    }
}
