// SPDX-License-Identifier: Apache-2.0

import JSON
import Layers
import TileEncoding

/// What the map page loads, all of it from this server, and what browsers ask for by habit.
struct MapPage: ServedProtocol {
    let assets: PageAssets

    var routes: [Route] {
        [
            Route("/page.json", id: "page", "What the map page shows", formats: .types([MediaType.json])) {
                ServerResponse(Self.document($0).bytes, type: MediaType.json, kind: "page")
                    .with("Cache-Control", "no-cache")
            },
            Route(
                "/assets/{file}", id: "asset", "A file of the map page",
                [.path("file", .text, "Name of the file")], formats: .types(PageAssets.types), answer: asset),
            Route("/favicon.ico", id: "icon", "Icon of the map page", formats: .types(["image/svg+xml"])) { _ in
                ServerResponse(PackageResources.icon_svg, type: "image/svg+xml", kind: "page")
            },
            Route("/robots.txt", id: "robots", "What crawlers leave alone", formats: .types(["text/plain"])) { _ in
                ServerResponse("User-agent: *\nDisallow: /tiles/\nDisallow: /wms\n", type: "text/plain", kind: "page")
            },
        ]
    }

    /// The page itself.
    var html: ServerResponse {
        ServerResponse(PackageResources.page_html, type: "text/html; charset=utf-8", kind: "page")
            .with("Cache-Control", "no-cache").with("Vary", "Accept")
            .with(
                "Content-Security-Policy",
                "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; frame-ancestors *")
    }

    private func asset(_ context: AnswerContext) throws(ServerError) -> ServerResponse {
        guard let asset = assets.asset(context.part("file")) else { throw context.unknownPage }
        return ServerResponse(asset.bytes, type: asset.type, kind: "page").with("Cache-Control", "max-age=3600")
    }

    /// What the page's script needs to know.
    private static func document(_ context: AnswerContext) -> JSONValue {
        let build = context.set.latest
        let layers = context.rasters(build).map { layer -> JSONValue in
            [
                "is_difference": .bool(layer.comparison != nil),
                "name": .string(layer.name), "title": bilingual(layer.title),
                "units": bilingual(layer.style.units), "bounds": layer.bounds.json,
                "maxzoom": .double(Double(layer.maxZoom)), "legend": LegendAnswers.json(layer, build),
            ]
        }
        let builds = context.set.builds.map { build -> JSONValue in
            ["day": .string(build.day), "tag": .string(build.tag)]
        }
        let provinces = context.vectors(build).first { $0.name == "provinces" }
        let view = provinces?.bounds ?? context.rasters(build).first?.bounds ?? build.bounds
        let statements = build.statements
        return [
            "title": bilingual(build.title), "main_layer": .string(build.mainLayer),
            "builds": .array(builds), "layers": .array(layers),
            "compared_days": .array(context.set.comparable.builds.map { .string($0.day) }),
            "provinces": provinces.map { .string($0.name) } ?? .null, "view": view.json,
            "queries": .bool(build.queries != nil),
            "transfers": build.files[TransferTable.fileName] == nil ? .null : TransferTexts.document(build.wording),
            "attribution": .string(build.attribution),
            "statements": [
                "absence": bilingual(statements.absence),
                "intended_use": bilingual(statements.intendedUse),
                "boundaries": bilingual(statements.boundaries),
            ],
        ]
    }

    static func bilingual(_ text: TextByLanguage) -> JSONValue {
        ["en": .string(text.main), "ar": .string(text.ar)]
    }
}
