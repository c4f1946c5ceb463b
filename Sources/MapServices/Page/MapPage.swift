// SPDX-License-Identifier: Apache-2.0

import Geo
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
        let builds = context.set.builds.map { build -> JSONValue in
            ["day": .string(build.day), "tag": .string(build.tag)]
        }
        let provinces = context.vectors(build).first { $0.name == "provinces" }
        let view = provinces?.bounds ?? context.rasters(build).first?.bounds ?? build.bounds
        let document: JSONValue = [
            "title": PageTexts.json(build.title), "main_layer": .string(build.mainLayer),
            "builds": .array(builds), "layers": .array(context.rasters(build).map { layer($0, build) }),
            "compared_days": .array(context.set.comparable.builds.map { .string($0.day) }),
            "provinces": provinces.map { .string($0.name) } ?? .null, "view": view.json,
            "collections": .array(
                context.vectors(build).map { ["name": .string($0.name), "title": PageTexts.json($0.title)] }),
            "queries": .bool(build.queries != nil),
            "transfers": build.files[TransferTable.fileName] == nil ? .null : TransferTexts.document(build.wording),
            "attribution": .string(build.attribution),
            "languages": .array(build.wording.languages.map { .string($0.code) }),
        ]
        return document.merging(words(build)).merging(ofCatalog(build))
    }

    private static func layer(_ layer: ServedSurface, _ build: Build) -> JSONValue {
        [
            "is_difference": .bool(layer.comparison != nil),
            "name": .string(layer.name), "title": PageTexts.json(layer.title),
            "units": PageTexts.json(layer.style.units), "bounds": layer.bounds.json,
            "maxzoom": .double(Double(layer.maxZoom)), "legend": PageTexts.legend(layer, build),
        ]
    }

    private static func words(_ build: Build) -> JSONValue {
        let statements = build.statements
        return [
            "statements": [
                "absence": PageTexts.json(statements.absence),
                "intended_use": PageTexts.json(statements.intendedUse),
                "boundaries": PageTexts.json(statements.boundaries),
            ],
            "texts": PageTexts.document(build.wording),
        ]
    }

    /// What the catalog says of the build as a whole: its finding, how earlier statements came true, and its counts.
    private static func ofCatalog(_ build: Build) -> JSONValue {
        let catalog = build.catalogBytes.flatMap { try? JSONValue.parse($0) }
        let stamp = build.catalog?.forecast?.stamp(build.wording)
        return [
            "finding": catalog?["finding"] ?? .null, "note": stamp.map(PageTexts.json) ?? .null,
            "counts": catalog?["counts"] ?? .null, "reference": reference(build),
        ]
    }

    /// Names of the ground below the layers and of the names above them; null where the build has none.
    private static func reference(_ build: Build) -> JSONValue {
        func name(_ name: String) -> JSONValue { build.reference(name).map { .string($0.name) } ?? .null }
        return ["base": name("base"), "labels": name("labels")]
    }
}
