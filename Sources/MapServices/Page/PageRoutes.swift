// SPDX-License-Identifier: Apache-2.0

import JSON
import Layers
import TileEncoding

/// Files of the map page: our own, built into the program, and Leaflet's from the system.
struct PageAssets: Sendable {
    private let leafletFolder: String

    init(leafletFolder: String) { self.leafletFolder = leafletFolder }

    /// Contents and media type of a name; nil for a name that is not one of those listed here.
    func asset(_ name: String) -> (bytes: [UInt8], type: String)? {
        switch name {
        case "page.css": (PackageResources.page_css, "text/css; charset=utf-8")
        case "page.js": (PackageResources.page_js, "text/javascript; charset=utf-8")
        case "document.css": (PackageResources.document_css, "text/css; charset=utf-8")
        case "icon.svg": (PackageResources.icon_svg, "image/svg+xml")
        case "leaflet.js": leaflet(name, "text/javascript; charset=utf-8")
        case "leaflet.css": leaflet(name, "text/css; charset=utf-8")
        default: nil
        }
    }

    private func leaflet(_ name: String, _ type: String) -> (bytes: [UInt8], type: String)? {
        OpenedFile(path: "\(leafletFolder)/\(name)")?.readAll().map { ($0, type) }
    }
}

extension MapService {
    /// The page itself; everything it loads comes from this server.
    func mapPage(_ context: AnswerContext) -> ServerResponse {
        ServerResponse(PackageResources.page_html, type: "text/html; charset=utf-8", kind: "page")
            .with("Cache-Control", "no-cache").with("Vary", "Accept")
            .with(
                "Content-Security-Policy",
                "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; frame-ancestors *")
    }

    /// `/assets/...`, `/page.json` and what browsers ask for by habit.
    func page(_ context: AnswerContext) throws(ServerError) -> ServerResponse {
        switch context.path {
        case ["page.json"]:
            return ServerResponse(pageDocument(context).bytes, type: MediaType.json, kind: "page")
                .with("Cache-Control", "no-cache")
        case ["favicon.ico"]:
            return ServerResponse(PackageResources.icon_svg, type: "image/svg+xml", kind: "page")
        case ["robots.txt"]:
            return ServerResponse(
                "User-agent: *\nDisallow: /tiles/\nDisallow: /wms\n", type: "text/plain", kind: "page")
        default:
            guard context.path.count == 2, let asset = assets.asset(context.path[1]) else {
                throw .unknown(kind: "page", name: "/" + context.path.joined(separator: "/"))
            }
            return ServerResponse(asset.bytes, type: asset.type, kind: "page").with("Cache-Control", "max-age=3600")
        }
    }

    /// What the page's script needs to know.
    private func pageDocument(_ context: AnswerContext) -> JSONValue {
        let build = context.set.latest
        let layers = context.rasters(build).map { layer -> JSONValue in
            [
                "is_difference": .bool(layer.comparison != nil),
                "name": .string(layer.name), "title": Self.bilingual(layer.title),
                "units": Self.bilingual(layer.style.units), "bounds": layer.bounds.json,
                "maxzoom": .double(Double(layer.maxZoom)), "legend": Self.legendDocument(layer),
            ]
        }
        let builds = context.set.builds.map { build -> JSONValue in
            ["day": .string(build.day), "tag": .string(build.tag)]
        }
        let provinces = context.vectors(build).first { $0.name == "provinces" }
        let view = provinces?.bounds ?? context.rasters(build).first?.bounds ?? build.bounds
        let statements = build.statements
        return [
            "title": Self.bilingual(build.title), "main_layer": .string(SurfaceLayer.main.name),
            "builds": .array(builds), "layers": .array(layers),
            "compared_days": .array(context.set.comparable.builds.map { .string($0.day) }),
            "provinces": provinces.map { .string($0.name) } ?? .null, "view": view.json,
            "queries": .bool(build.queries != nil),
            "attribution": .string(build.attribution),
            "statements": [
                "absence": Self.bilingual(statements.absence),
                "intended_use": Self.bilingual(statements.intendedUse),
                "boundaries": Self.bilingual(statements.boundaries),
            ],
        ]
    }

    private static func bilingual(_ text: BilingualText) -> JSONValue {
        ["en": .string(text.en), "ar": .string(text.ar)]
    }
}
