// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo
import JSON
import Layers
import TileEncoding

/// Reads the catalog of a folder and refuses what no build writes: it comes from outside, and everything that is served
/// later trusts its names, numbers and dates.
enum CatalogCheck {
    static let mostLayers = 64
    private static let mostFiles = 256
    private static let mostBytes = 16 << 20
    private static let mostSources = 10_000

    static func read(_ folder: OpenedFolder) throws -> (Catalog, [UInt8]) {
        let bytes = try folder.contents(Catalog.fileName, limit: mostBytes)
        let path = "\(folder.name)/\(Catalog.fileName)"
        do {
            // Clients get these bytes as they are, and Foundation takes more for JSON than they do.
            try check(version: try JSONValue.parse(bytes), path)
            let catalog = try JSONDecoder().decode(Catalog.self, from: Data(bytes))
            if let fault = fault(in: catalog) {
                throw BuildLoadError(description: "'\(path)' is not a catalog of a build: \(fault); build it again")
            }
            return (catalog, bytes)
        } catch let error as JSONFault {
            throw BuildLoadError(description: "'\(path)' is \(error)")
        } catch let error as DecodingError {
            throw BuildLoadError(description: "'\(path)' is not a catalog of a build: \(error)")
        }
    }

    /// The version first: the members of another one may not decode at all.
    private static func check(version document: JSONValue, _ path: String) throws(BuildLoadError) {
        guard let version = document["format_version"]?.double else { return }
        if version > Double(Catalog.currentFormatVersion) {
            throw BuildLoadError(
                description: "'\(path)' was written by a later version of riskmap; use that version to serve it")
        }
        if version < Double(Catalog.currentFormatVersion) {
            throw BuildLoadError(
                description: "'\(path)' was written by an earlier version of riskmap, whose score of 0 to 100 is no "
                    + "longer made; build the folder again")
        }
    }

    /// What is wrong, in words that follow a colon; nil for a sound catalog.
    private static func fault(in catalog: Catalog) -> String? {
        if CalendarDay(parsing: catalog.asOf) == nil { return "as_of is no day, YYYY-MM-DD" }
        if !isBox(catalog.extent) { return "extent must be west, south, east and north in degrees" }
        if !(catalog.cellSize > 0 && catalog.cellSize < 1e7) { return "cell_size_m must be a length" }
        if catalog.sources.count > mostSources { return "it names more than \(mostSources) sources" }
        if catalog.layers.count > mostLayers { return "it names more than \(mostLayers) layers" }
        if let fault = catalog.counts.fault { return fault }
        let names = catalog.layers.map(\.name)
        if Set(names).count < names.count { return "two layers have one name" }
        if let file = catalog.reference?.files.first(where: { !OpenedFolder.isPlain($0.path) }) {
            return "the base map names the file '\(file.path.prefix(80))'; names must be plain, without '..'"
        }
        return catalog.layers.lazy.compactMap(fault).first
    }

    private static func fault(in layer: CatalogLayer) -> String? {
        let name = layer.name.prefix(80)
        // Names become parts of addresses and names of XML elements.
        guard isName(layer.name) else {
            return "the layer name '\(name)' has other characters than a to z, 0 to 9, - and _"
        }
        guard layer.style.isEmpty || isName(layer.style) else { return "layer '\(name)' has no usable style name" }
        guard layer.extent.isEmpty || isBox(layer.extent) else { return "the extent of layer '\(name)' is none" }
        guard layer.files.count <= mostFiles else { return "layer '\(name)' names more than \(mostFiles) files" }
        guard let file = layer.files.first(where: { !OpenedFolder.isPlain($0.path) }) else { return nil }
        return "layer '\(name)' names the file '\(file.path.prefix(80))'; names must be plain, without '..' or a "
            + "leading '/' or '.'"
    }

    private static func isName(_ text: String) -> Bool {
        (1...64).contains(text.utf8.count) && text.first?.isLetter == true
            && text.unicodeScalars.allSatisfy {
                ("a"..."z").contains($0) || ("A"..."Z").contains($0) || ("0"..."9").contains($0) || $0 == "-"
                    || $0 == "_"
            }
    }

    /// A layer whose features all lie on one line has no area, and is none the worse for it.
    private static func isBox(_ values: [Double]) -> Bool {
        values.count == 4 && values.allSatisfy(\.isFinite) && values[0] <= values[2] && values[1] <= values[3]
            && values[0] >= -180 && values[2] <= 180 && values[1] >= -90 && values[3] <= 90
    }
}
