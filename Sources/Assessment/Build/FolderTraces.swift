// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo
import Incidents
import Layers
import RedTeam
import Studies

/// Looks in every file of a folder for what only restricted rows say.
struct FolderTraces {
    private let texts: TextSearch
    private let positions: PositionSearch

    /// Files that are text; all others are searched for long texts and for points in well-known binary.
    private static let textFiles: Set<String> = [
        "geojson", "json", "yaml", "csv", "kml", "qml", "sld", "xml", "txt", "md", "pgw", "tsv",
    ]

    /// - Parameters:
    ///   - evidence: all incidents; what open ones say may stand anywhere.
    ///   - sources: may be named.
    init(evidence: LocatedEvidence, truth: RestrictedTruth, sources: [String: Source]) {
        let located = evidence.incidents
        let restricted =
            located.indices.filter { located.access($0) == .restricted }.map { located[$0] }
            + (evidence.restricted?.hidden.map(\.entry) ?? [])
        let roots = restricted.flatMap(\.incident.rootSources).reduce(into: [:]) { $0[$1, default: 0] += 1 }
        let rows = restricted.map { entry in
            // A root source that many rows share tells none of them.
            Self.texts(of: entry) + entry.incident.rootSources.filter { roots[$0] ?? 0 < 3 }
        }
        let secret = Set(rows.joined())
        var open = Set(sources.values.flatMap { [$0.id, $0.publisher, $0.title] })
        for index in located.indices where located.access(index) == .open {
            for text in Self.texts(of: located[index]) where secret.contains(text) { open.insert(text) }
        }
        texts = TextSearch(rows.map { $0.filter { !open.contains($0) } })
        positions = PositionSearch(truth.events.map(\.position), known: truth.openPlaces)
    }

    /// What was found, by file.
    /// - Throws: an error of the file system.
    func search(_ folder: String) throws -> [FileTrace] {
        try FileManager.default.subpathsOfDirectory(atPath: folder).sorted().flatMap { name -> [FileTrace] in
            var isFolder: ObjCBool = false
            let exists = FileManager.default.fileExists(atPath: "\(folder)/\(name)", isDirectory: &isFolder)
            return exists && !isFolder.boolValue ? try traces(in: name, of: folder) : []
        }
    }

    private func traces(in name: String, of folder: String) throws -> [FileTrace] {
        let bytes = try Data(contentsOf: URL(filePath: "\(folder)/\(name)"), options: .mappedIfSafe)
        let isText = Self.textFiles.contains(name.pathEnding)
        var traces = [FileTrace(file: name, kind: .text, rows: texts.rows(in: bytes, isText: isText).count)]
        // Names and positions of towns are copied from public tables.
        let isOfGeodata = [Study.folderInBuild, CatalogReference.folder].contains { name.hasPrefix($0 + "/") }
        if !isOfGeodata {
            traces.append(
                FileTrace(file: name, kind: .position, rows: positions.rows(in: bytes, isText: isText).count))
        }
        return traces.filter { $0.rows > 0 }
    }

    /// A passage as it is, as outputs would cut it, and as JSON would write both.
    private static func forms(of quote: String) -> [String] {
        if quote.isEmpty { return [] }
        let plain = [quote, ClaimPassage.cut(quote)]
        return plain + plain.map { $0.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") }
    }

    private static func texts(of entry: LocatedIncident) -> [String] {
        let incident = entry.incident
        // A title made of type and place may name a province, which outputs do as well.
        let title = incident.title.hasPrefix(incident.type.title) ? [] : [incident.title]
        let rows = incident.claims.flatMap { claim in
            [claim.id, claim.note, "\(claim.origin.file.lastPathName):\(claim.origin.line)"] + forms(of: claim.quote)
        }
        return [incident.id] + title + rows
    }
}
