// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo

/// Which files of a build folder are wanted. The catalog and the mark of the folder are always written.
public struct OutputSelection: Sendable, Hashable {
    /// Names relative to the folder, `study/` for the copy of the study; nil for a selection by kind.
    public let names: Set<String>?
    /// Kinds that are left out where no names are given.
    private let leftOut: Set<Kind>

    /// Files that are much of the work of a build.
    private enum Kind { case sheet, picture, list }

    /// Every file that there is.
    public static let all = OutputSelection(names: nil, leftOut: [])
    /// Every file but the finished maps, which take longer than most else.
    public static let withoutSheets = OutputSelection(names: nil, leftOut: [.sheet])
    /// Neither finished maps nor pictures, nor what grows with the number of incidents or outlines the classes: what a
    /// time line of maps and figures needs.
    public static let timeLine = OutputSelection(names: nil, leftOut: [.sheet, .picture, .list])

    /// These files alone.
    public init(only names: Set<String>) { self.init(names: names, leftOut: []) }

    private init(names: Set<String>?, leftOut: Set<Kind>) {
        self.names = names
        self.leftOut = leftOut
    }

    /// Whether a file is wanted.
    public func contains(_ name: String) -> Bool {
        if name == Catalog.fileName { return true }
        if let names { return names.contains(name) }
        return Self.kind(of: name).map { !leftOut.contains($0) } ?? true
    }

    /// Whether any of some files is wanted.
    public func containsAny(_ names: some Sequence<String>) -> Bool { names.contains(where: contains) }

    /// The same files and some more.
    public func adding(_ more: Set<String>) -> OutputSelection {
        names.map { OutputSelection(only: $0.union(more)) } ?? self
    }

    /// Layers of features that are lists of incidents or outlines of classes.
    private static let lists = [FeatureLayer.Kind.isobands, .incidentPoints, .incidentAreas].map(\.layerName)

    private static func kind(of name: String) -> Kind? {
        if name == ContributionTable.fileName { return .list }
        let parts = name.lastPathName.split(separator: ".")
        guard let stem = parts.first else { return nil }
        if parts.count == 3, parts[1] == "map" { return .sheet }
        if lists.contains(String(stem)) { return .list }
        return parts.count > 1 && (parts[1] == "png" || parts[1] == "pgw") ? .picture : nil
    }
}

extension Catalog {
    /// The catalog of the wanted files alone: layers without any are not listed, and the main layer is one that is.
    public func listing(_ selection: OutputSelection) -> Catalog {
        guard selection.names != nil else { return self }
        var catalog = self
        catalog.layers = layers.compactMap { layer in
            var kept = layer
            kept.files = layer.files.filter { selection.contains($0.path) }
            return kept.files.isEmpty ? nil : kept
        }
        if !selection.contains("\(CatalogReference.folder)/") { catalog.reference = nil }
        if catalog.layer(named: mainLayer) == nil {
            catalog.mainLayer = catalog.layers.first { $0.kind == .raster }?.name ?? ""
        }
        return catalog
    }
}

extension BuildFolder {
    /// Removes from a folder that is being filled what is not wanted: for builds that have to be whole until they are
    /// judged.
    /// - Throws: `BuildFolderError`.
    public static func prune(_ folder: String, to selection: OutputSelection) throws(BuildFolderError) {
        guard selection.names != nil else { return }
        for entry in FolderEntry.all(below: folder).reversed() where entry.name != BuildMark.fileName {
            if entry.kind == .folder {
                // Fails where something is left in it.
                rmdir("\(folder)/\(entry.name)")
            } else if !selection.contains(entry.name), !selection.contains(Self.top(of: entry.name)) {
                guard unlink("\(folder)/\(entry.name)") == 0 else {
                    throw .after("remove", path: "\(folder)/\(entry.name)", code: errno)
                }
            }
        }
    }

    /// `study/` for `study/places.csv`.
    private static func top(of name: String) -> String {
        name.firstIndex(of: "/").map { String(name[...$0]) } ?? name
    }
}
