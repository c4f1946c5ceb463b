// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The form in which a document is answered.
enum DocumentForm: Sendable {
    case json, html

    /// `f=` decides; without it a browser, which names `text/html` before any JSON, gets HTML, everyone else JSON.
    static func of(_ target: RequestTarget, _ request: ServerRequest) throws(ServerError) -> DocumentForm {
        switch target.value("f")?.lowercased() {
        case "html": return .html
        case "json", "geojson", "application/json", "application/geo+json": return .json
        case .some(let other): throw .unsupportedFormat(other)
        case nil: break
        }
        let accept = (request.header("accept") ?? "").lowercased()
        guard let html = accept.range(of: "text/html") else { return .json }
        guard let json = accept.range(of: "json") else { return .html }
        return html.lowerBound < json.lowerBound ? .html : .json
    }
}
