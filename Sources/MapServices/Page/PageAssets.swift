// SPDX-License-Identifier: Apache-2.0

import Layers

/// Files of the map page: our own, built into the program, and Leaflet's from the system.
struct PageAssets: Sendable {
    private let leafletFolder: String

    init(leafletFolder: String) { self.leafletFolder = leafletFolder }

    /// Media types of all of them.
    static let types = ["text/css", "text/javascript", "image/svg+xml"]

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
