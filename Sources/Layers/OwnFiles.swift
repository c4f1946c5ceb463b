// SPDX-License-Identifier: Apache-2.0

import Geo
import Foundation

/// What in a folder is RiskMap's own, and what is not.
struct OwnFiles {
    let folder: String
    /// Names of what RiskMap did not write or what was changed since, a folder with `/` at its end; in order.
    let foreign: [String]
    private let own: [FolderEntry]

    /// Looks into a folder; a missing one holds nothing.
    init(in folder: String) {
        self.folder = folder
        guard let itself = FolderEntry(folder, name: folder.lastPathName) else {
            (foreign, own) = ([], [])
            return
        }
        guard itself.kind == .folder else {
            (foreign, own) = ([itself.name], [])
            return
        }
        let list = OwnList(of: folder)
        let entries = FolderEntry.all(below: folder) { list.holds($0) }
        own = entries.filter(list.holds)
        foreign = entries.filter { !list.holds($0) }.map { entry in
            switch entry.kind {
            case .folder: entry.key
            case .file: list.names(entry) ? "\(entry.name) (changed since)" : entry.name
            case .other: "\(entry.name) (a link or device)"
            }
        }
    }

    /// Removes what is RiskMap's own, and the folder where nothing else is left in it.
    /// - Returns: whether the folder is gone.
    @discardableResult
    func remove() -> Bool {
        for entry in own where entry.kind == .file { unlink("\(folder)/\(entry.name)") }
        for entry in own.reversed() where entry.kind == .folder { rmdir("\(folder)/\(entry.name)") }
        return rmdir(folder) == 0 || errno == ENOENT
    }
}

/// What the catalog of any version of the program says of the files of its build.
private struct ListedFiles: Decodable {
    struct Layer: Decodable {
        let style: String
        let files: [CatalogFile]
    }

    let formatVersion: Int
    let softwareVersion, inputDigest: String
    let layers: [Layer]

    private enum CodingKeys: String, CodingKey {
        case formatVersion = "format_version", softwareVersion = "software_version", inputDigest = "input_digest",
            layers
    }

    /// Nil where the folder holds no catalog of a build.
    init?(in folder: String) {
        guard let data = FileManager.default.contents(atPath: "\(folder)/\(Catalog.fileName)"),
            let listed = try? JSONDecoder().decode(ListedFiles.self, from: data)
        else { return nil }
        self = listed
    }
}

/// What a build says of its own files: its mark, or in a build of an earlier program its catalog.
private struct OwnList {
    /// Bytes by path; nil where the build does not tell them.
    private var files: [String: Int?] = [:]

    init(of folder: String) {
        if let mark = BuildMark.read(folder) {
            files = mark.files.mapValues { $0 }
            files[BuildMark.fileName] = .some(nil)
        } else if let catalog = ListedFiles(in: folder) {
            add(catalog, folder)
        }
    }

    /// Whether the name is listed, whatever the file holds.
    func names(_ entry: FolderEntry) -> Bool { files[entry.key] != nil }

    func holds(_ entry: FolderEntry) -> Bool {
        guard entry.kind != .other, let bytes = files[entry.key] else { return false }
        return entry.kind == .folder || bytes == nil || bytes == entry.bytes
    }

    private mutating func add(_ catalog: ListedFiles, _ folder: String) {
        for file in catalog.layers.flatMap(\.files) { files[file.path] = file.bytes }
        var others = [Catalog.fileName, ContributionTable.fileName]
        for style in catalog.layers.map(\.style) {
            others += ["styles/\(style).json", "styles/\(style)-difference.json"]
        }
        others += ["study.yaml", "calibration.yaml", "SOURCES.md"].map { "study/\($0)" }
        others += Self.texts(in: "\(folder)/study/study.yaml").map { "study/\($0)" }
        let licences = FileSystem.entries("\(folder)/study/licences").filter { $0.hasSuffix(".txt") }
        others += licences.map { "study/licences/\($0)" }
        for name in others { files[name] = .some(nil) }
        for name in ["styles/", "study/", "study/licences/"] { files[name] = .some(nil) }
    }

    /// All texts in a JSON file: among them the names of the files that the study's copy needs.
    private static func texts(in path: String) -> [String] {
        func texts(_ value: Any) -> [String] {
            if let text = value as? String { return [text] }
            if let list = value as? [Any] { return list.flatMap(texts) }
            return (value as? [String: Any])?.values.flatMap(texts) ?? []
        }
        guard let data = FileManager.default.contents(atPath: path),
            let document = try? JSONSerialization.jsonObject(with: data)
        else { return [] }
        return texts(document)
    }
}
