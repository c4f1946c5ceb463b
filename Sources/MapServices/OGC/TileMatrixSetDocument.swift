// SPDX-License-Identifier: Apache-2.0

import Geo
import JSON
import TileEncoding

/// Tile matrix sets and tile sets as JSON, with the members of version 1.0 and of version 2.0 of the standard side by
/// side: clients in use read either.
enum TileMatrixSetDocument {
    static let deepestZoom = 16

    /// The set of an id; GDAL asks by the addresses that the documents give.
    static func named(_ id: String) throws(ServerError) -> TileMatrixSet {
        guard let set = TileMatrixSet(rawValue: id) else { throw .unknown(kind: "tile matrix set", name: id) }
        return set
    }

    static func uri(_ set: TileMatrixSet) -> String {
        "http://www.opengis.net/def/tilematrixset/OGC/1.0/\(set.rawValue)"
    }

    static func crs(_ set: TileMatrixSet) -> String {
        set == .webMercatorQuad
            ? "http://www.opengis.net/def/crs/EPSG/0/3857" : "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
    }

    static func list(base: String) -> JSONValue {
        let sets = TileMatrixSet.allCases.map { set -> JSONValue in
            [
                "id": .string(set.rawValue), "title": .string(set.rawValue), "uri": .string(uri(set)),
                "crs": .string(crs(set)),
                "links": [Link("self", "\(base)/tileMatrixSets/\(set.rawValue)", MediaType.json).json],
            ]
        }
        return ["tileMatrixSets": .array(sets)]
    }

    static func json(_ set: TileMatrixSet) -> JSONValue {
        let size = set.tileSize(zoom: 0)
        let corner = [
            set.origin.x + size * Double(set.columns(zoom: 0)), set.origin.y - size * Double(set.rows(zoom: 0)),
        ]
        let lower: JSONValue = [.double(set.origin.x), .double(corner[1])]
        let upper: JSONValue = [.double(corner[0]), .double(set.origin.y)]
        var box: JSONValue = [
            "type": "BoundingBoxType", "crs": .string(crs(set)), "lowerCorner": lower, "upperCorner": upper,
        ]
        box = box.merging(["lowerLeft": lower, "upperRight": upper])
        var members: JSONValue = [
            "type": "TileMatrixSetType", "id": .string(set.rawValue), "identifier": .string(set.rawValue),
            "title": .string(set.rawValue), "uri": .string(uri(set)), "crs": .string(crs(set)),
            "supportedCRS": .string(crs(set)), "orderedAxes": set == .webMercatorQuad ? ["E", "N"] : ["Lon", "Lat"],
            "boundingBox": box,
        ]
        if set == .webMercatorQuad {
            members = members.merging([
                "wellKnownScaleSet": "http://www.opengis.net/def/wkss/OGC/1.0/GoogleMapsCompatible"
            ])
        }
        let matrices = (0...deepestZoom).map { matrix(set, zoom: $0) }
        return members.merging(["tileMatrices": .array(matrices), "tileMatrix": .array(matrices)])
    }

    private static func matrix(_ set: TileMatrixSet, zoom: Int) -> JSONValue {
        let origin: JSONValue = [.double(set.origin.x), .double(set.origin.y)]
        return [
            "type": "TileMatrixType", "id": .string(String(zoom)), "identifier": .string(String(zoom)),
            "scaleDenominator": .double(set.scaleDenominator(zoom: zoom)),
            "cellSize": .double(set.tileSize(zoom: zoom) / 256), "cornerOfOrigin": "topLeft",
            "pointOfOrigin": origin, "topLeftCorner": origin, "tileWidth": 256, "tileHeight": 256,
            "matrixWidth": .double(Double(set.columns(zoom: zoom))),
            "matrixHeight": .double(Double(set.rows(zoom: zoom))),
        ]
    }

    /// Tiles of each zoom level that touch a rectangle.
    static func limits(_ set: TileMatrixSet, _ box: DegreeBox, deepest: Int) -> JSONValue {
        guard let degrees = box.extent,
            let extent = set == .webMercatorQuad ? WebMercator.project(degrees) : degrees
        else { return [] }
        return .array(
            (0...min(deepest, deepestZoom)).compactMap { zoom in
                set.tiles(touching: extent, zoom: zoom).map { range -> JSONValue in
                    [
                        "tileMatrix": .string(String(zoom)),
                        "minTileRow": .double(Double(range.rows.lowerBound)),
                        "maxTileRow": .double(Double(range.rows.upperBound)),
                        "minTileCol": .double(Double(range.columns.lowerBound)),
                        "maxTileCol": .double(Double(range.columns.upperBound)),
                    ]
                }
            })
    }
}
