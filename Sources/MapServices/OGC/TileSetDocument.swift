// SPDX-License-Identifier: Apache-2.0

import Geo
import JSON
import Layers
import TileEncoding

/// The tile sets of a layer, one for each tile matrix set.
struct TileSetDocument {
    let context: AnswerContext
    let build: Build
    private let name: String
    private let title: String
    /// `map` for rasters, `vector` for features.
    private let dataType: String
    /// Address of the list of tile sets.
    private let path: String
    private let box: DegreeBox
    private let deepest: Int

    init(context: AnswerContext, build: Build, surface: ServedSurface) {
        (self.context, self.build) = (context, build)
        (name, title, dataType) = (surface.name, surface.title.main, "map")
        path = "\(context.base)/collections/\(surface.name)/map/tiles"
        (box, deepest) = (surface.bounds, surface.maxZoom)
    }

    init(context: AnswerContext, build: Build, features: ServedFeatures) {
        (self.context, self.build) = (context, build)
        (name, title, dataType) = (features.name, features.title.main, "vector")
        path = "\(context.base)/collections/\(features.name)/tiles"
        (box, deepest) = (features.bounds, 12)
    }

    /// - Parameter isVector: vector tiles instead of pictures.
    init(context: AnswerContext, build: Build, reference: ServedReference, isVector: Bool) {
        (self.context, self.build) = (context, build)
        (name, title, dataType) = (reference.name, reference.title.main, isVector ? "vector" : "map")
        path = "\(context.base)/collections/\(reference.name)/\(isVector ? "tiles" : "map/tiles")"
        (box, deepest) = (reference.bounds, ServedReference.maxZoom)
    }

    /// Pictures of a raster layer or of the base map.
    init(context: AnswerContext, build: Build, drawn: MapLayer) throws(ServerError) {
        switch drawn {
        case .surface(let layer): self.init(context: context, build: build, surface: layer)
        case .reference(let layer): self.init(context: context, build: build, reference: layer, isVector: false)
        case .features: throw context.unknownPage
        }
    }

    /// All of them, each with the address of its document.
    var list: JSONValue {
        let sets = TileMatrixSet.allCases.map { set -> JSONValue in
            [
                "title": .string("\(title), \(set.rawValue)"), "dataType": .string(dataType),
                "crs": .string(TileMatrixSetDocument.crs(set)),
                "tileMatrixSetURI": .string(TileMatrixSetDocument.uri(set)),
                "tileMatrixSetId": .string(set.rawValue),
                "links": [
                    Link("self", "\(path)/\(set.rawValue)", MediaType.json, set.rawValue).json,
                    Link.ogc("tiling-scheme", "\(context.base)/tileMatrixSets/\(set.rawValue)", MediaType.json).json,
                ],
            ]
        }
        return ["tilesets": .array(sets), "links": [Link("self", path, MediaType.json).json]]
    }

    /// One tile set with the templates of its tiles.
    func json(_ set: TileMatrixSet, formats: [TileFormat]) -> JSONValue {
        let template = "\(path)/\(set.rawValue)/{tileMatrix}/{tileRow}/{tileCol}", query = context.timeQuery(build)
        let links =
            [
                Link("self", "\(path)/\(set.rawValue)", MediaType.json, title),
                .ogc("tiling-scheme", "\(context.base)/tileMatrixSets/\(set.rawValue)", MediaType.json, set.rawValue),
            ]
            + formats.map {
                Link("item", "\(template).\($0.suffix)\(query)", $0.mediaType, "Tiles", isTemplate: true)
            }
        return [
            "title": .string(title), "dataType": .string(dataType), "crs": .string(TileMatrixSetDocument.crs(set)),
            "tileMatrixSetURI": .string(TileMatrixSetDocument.uri(set)), "tileMatrixSetId": .string(set.rawValue),
            "tileMatrixSetLimits": TileMatrixSetDocument.limits(set, box, deepest: deepest),
            "boundingBox": [
                "lowerLeft": [.double(box.west), .double(box.south)],
                "upperRight": [.double(box.east), .double(box.north)],
                "crs": "http://www.opengis.net/def/crs/OGC/1.3/CRS84",
            ],
            "layers": [["id": .string(name), "dataType": .string(dataType)]], "links": links.json,
        ]
    }
}
