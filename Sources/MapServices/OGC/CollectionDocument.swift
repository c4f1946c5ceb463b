// SPDX-License-Identifier: Apache-2.0

import Geo
import JSON
import Layers
import TileEncoding

/// A collection of OGC API: a raster or a feature layer with the links to what can be had of it.
struct CollectionDocument {
    let context: AnswerContext
    let build: Build

    private func address(_ name: String) -> String { "\(context.base)/collections/\(name)" }

    var list: JSONValue {
        let collections =
            context.rasters(build).map(raster) + context.vectors(build).map(vector)
            + context.references(build).map(reference)
        return [
            "links": [
                Link("self", "\(context.base)/collections", MediaType.json).json,
                Link("alternate", "\(context.base)/collections?f=html", MediaType.html).json,
            ],
            "collections": .array(collections),
        ]
    }

    func raster(_ layer: ServedSurface) -> JSONValue {
        let own = address(layer.name)
        var links: [Link] = [
            Link("self", own, MediaType.json, layer.title.main), Link("alternate", "\(own)?f=html", MediaType.html),
            .ogc("map", "\(own)/map", "image/png", "Map as PNG"),
            .ogc("tilesets-map", "\(own)/map/tiles", MediaType.json, "Map tiles"),
            .ogc("coverage", "\(own)/coverage", MediaType.geoTIFF, "Values as GeoTIFF"),
            .ogc("legend", "\(context.base)/legend/\(layer.name).png", "image/png", "Legend"),
        ]
        if layer.comparison == nil {
            links.append(
                Link(
                    "enclosure", "\(context.base)/data/\(layer.name).tif",
                    "image/tiff; application=geotiff; profile=cloud-optimized", "The whole layer"))
        }
        return common(layer.name, layer.title.main, layer.summary, layer.bounds, links).merging([
            "dataType": "coverage", "layerDataType": "Coverage",
            "minScaleDenominator": .double(TileMatrixSet.webMercatorQuad.scaleDenominator(zoom: layer.maxZoom)),
            "units": .string(layer.style.units.main),
        ])
    }

    func vector(_ layer: ServedFeatures) -> JSONValue {
        let own = address(layer.name)
        let links: [Link] = [
            Link("self", own, MediaType.json, layer.title.main), Link("alternate", "\(own)?f=html", MediaType.html),
            Link("items", "\(own)/items", MediaType.geoJSON, "Features"),
            Link("items", "\(own)/items?f=html", MediaType.html, "Features as a page"),
            Link("items", "\(own)/items?f=csv", FeatureTable.mediaType, "Features as a table"),
            .ogc("queryables", "\(own)/queryables", MediaType.schema, "Properties"),
            .ogc("tilesets-vector", "\(own)/tiles", MediaType.json, "Vector tiles"),
        ]
        return common(layer.name, layer.title.main, layer.summary, layer.bounds, links).merging([
            "itemType": "feature", "dataType": "vector", "layerDataType": "Vector",
            "crs": ["http://www.opengis.net/def/crs/OGC/1.3/CRS84"],
            "storageCrs": "http://www.opengis.net/def/crs/OGC/1.3/CRS84",
        ])
    }

    /// Ground or names of the base map: pictures and vector tiles, no values and no items.
    func reference(_ layer: ServedReference) -> JSONValue {
        let own = address(layer.name)
        let links: [Link] = [
            Link("self", own, MediaType.json, layer.title.main), Link("alternate", "\(own)?f=html", MediaType.html),
            .ogc("map", "\(own)/map", "image/png", "Map as PNG"),
            .ogc("tilesets-map", "\(own)/map/tiles", MediaType.json, "Map tiles"),
            .ogc("tilesets-vector", "\(own)/tiles", MediaType.json, "Vector tiles"),
        ]
        return common(layer.name, layer.title.main, layer.summary, layer.bounds, links).merging([
            "dataType": "map",
            "minScaleDenominator": .double(
                TileMatrixSet.webMercatorQuad.scaleDenominator(zoom: ServedReference.maxZoom)),
        ])
    }

    private func common(
        _ name: String, _ title: String, _ summary: String, _ box: DegreeBox, _ links: [Link]
    ) -> JSONValue {
        var extent: JSONValue = [
            "spatial": ["bbox": [box.json], "crs": "http://www.opengis.net/def/crs/OGC/1.3/CRS84"]
        ]
        if let first = context.set.days.first, let last = context.set.days.last {
            extent = extent.merging([
                "temporal": [
                    "interval": [[.string(first + "T00:00:00Z"), .string(last + "T00:00:00Z")]],
                    "trs": "http://www.opengis.net/def/uom/ISO-8601/0/Gregorian",
                ]
            ])
        }
        return [
            "id": .string(name), "title": .string(title), "description": .string(summary),
            "attribution": .string(build.attribution), "extent": extent, "links": links.json,
        ]
    }
}
