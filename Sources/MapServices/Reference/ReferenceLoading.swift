// SPDX-License-Identifier: Apache-2.0

import Geo
import Layers
import Synchronization
import TileEncoding

/// Keeps the base maps of builds: those of one study are the same for all days, and names are measured and placed once.
final class ReferenceShelf: Sendable {
    private struct Entry {
        let tag: String
        let content: ReferenceContent
    }

    /// Base maps that are kept for the next build that has the same.
    private static let most = 4
    private let entries = Mutex<[Entry]>([])

    /// The base map of some files, made when they are new.
    func content(tag: String, _ make: () throws -> ReferenceContent) rethrows -> ReferenceContent {
        if let known = entries.withLock({ $0.first { $0.tag == tag } }) { return known.content }
        let made = try make()
        entries.withLock { entries in
            entries.insert(Entry(tag: tag, content: made), at: 0)
            if entries.count > Self.most { entries.removeLast() }
        }
        return made
    }
}

extension BuildLoader {
    /// The files of a build's base map, opened; their contents enter the tag.
    static func referenceFiles(
        _ reference: CatalogReference, _ folder: OpenedFolder, _ tag: inout ContentTag, tier: ReleaseTier
    ) throws -> [String: ServedFile] {
        var files: [String: ServedFile] = [:]
        for entry in reference.files {
            let file = try folder.open(entry.path)
            guard file.forEachPiece({ tag.add($0) }) else {
                throw BuildLoadError(description: "cannot read '\(folder.name)/\(entry.path)' to its end")
            }
            files[entry.path] = ServedFile(
                file: file, mediaType: CatalogFile.mediaType(of: entry.path), tier: tier)
        }
        return files
    }

    /// The base map of a build; nil in builds of earlier versions.
    func reference(
        _ catalog: Catalog, _ files: [String: ServedFile], _ wording: Wording, folder: OpenedFolder
    ) throws -> [ServedReference] {
        guard let reference = catalog.reference else { return [] }
        let names = [CatalogReference.areas, CatalogReference.lines, CatalogReference.labels]
        let bytes = try names.map { name -> [UInt8] in
            guard let bytes = files[name]?.file.readAll() else {
                throw BuildLoadError(
                    description: "'\(folder.name)' lists a base map without '\(name)'; build it again")
            }
            return bytes
        }
        var tag = ContentTag()
        for piece in bytes { tag.add(piece) }
        tag.add("\(reference.languages) \(catalog.extent)".utf8)
        let content = try shelf.content(tag: tag.text) {
            let collections = try zip(names, bytes).map { name, bytes in
                do {
                    return try FeatureCollection(geoJSON: bytes)
                } catch {
                    throw BuildLoadError(description: "'\(folder.name)/\(name)': \(error)")
                }
            }
            return try ReferenceContent(
                areas: collections[0], lines: collections[1], labels: collections[2],
                extent: DegreeBox(catalog.extent)?.extent,
                languages: reference.languages.isEmpty ? [.english] : reference.languages)
        }
        guard let bounds = DegreeBox(catalog.extent) else { return [] }
        return ServedReference.Part.allCases.map {
            ServedReference(
                part: $0, content: content, tier: catalog.tier, bounds: bounds,
                title: wording.text($0 == .base ? .referenceBase : .referenceLabels))
        }
    }
}
