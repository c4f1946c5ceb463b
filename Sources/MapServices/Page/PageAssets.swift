// SPDX-License-Identifier: Apache-2.0

import Layers

/// Files of the map page: our own, built into the program, and Leaflet's with its plugin for marks from the system.
struct PageAssets: Sendable {
    private let leafletFolder: String

    init(leafletFolder: String) { self.leafletFolder = leafletFolder }

    /// Media types of all of them.
    static let types = ["text/css", "text/javascript", "image/svg+xml"]

    private static let script = "text/javascript; charset=utf-8"
    private static let style = "text/css; charset=utf-8"

    /// Contents and media type of a name; nil for a name that is not one of those listed here.
    func asset(_ name: String) -> (bytes: [UInt8], type: String)? {
        switch name {
        case "page.css": (PackageResources.page_css + PackageResources.paper_css, Self.style)
        case "page.js": (Self.pageScript, Self.script)
        case "document.css": (PackageResources.document_css, Self.style)
        case "icon.svg": (PackageResources.icon_svg, "image/svg+xml")
        case "leaflet.js": (file("leaflet.min.js") ?? file("leaflet.js")).map { ($0, Self.script) }
        case "leaflet.css": file("leaflet.css").map { ($0, Self.style) }
        case "markercluster.js": (markerCluster, Self.script)
        default: nil
        }
    }

    /// The parts of the page's script in one scope of their own, so that no part sees the window's names but by their names.
    private static let pageScript: [UInt8] = {
        let parts = [
            PackageResources.words_js, PackageResources.address_js, PackageResources.ground_js,
            PackageResources.legend_js, PackageResources.search_js, PackageResources.answer_js, PackageResources.why_js,
            PackageResources.marks_js, PackageResources.provinces_js, PackageResources.dates_js,
            PackageResources.transfers_js, PackageResources.takeaway_js, PackageResources.paper_js,
            PackageResources.start_js,
        ]
        return Array("(function () {\n'use strict';\n".utf8) + Array(parts.joined(separator: "\n".utf8))
            + Array("\n})();\n".utf8)
    }()

    /// The page does without the plugin: a system that lacks it answers an empty script.
    private var markerCluster: [UInt8] {
        file("leaflet.markercluster.min.js") ?? file("leaflet.markercluster.js") ?? Array("'use strict';\n".utf8)
    }

    private func file(_ name: String) -> [UInt8]? { OpenedFile(path: "\(leafletFolder)/\(name)")?.readAll() }
}
