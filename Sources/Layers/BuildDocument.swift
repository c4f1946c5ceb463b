// SPDX-License-Identifier: Apache-2.0

public import Foundation
import JSON

/// A folder that holds no build this program can read.
public enum CatalogError: Error, Sendable, Hashable, CustomStringConvertible {
    /// There is no readable `catalog.json` (or `contributions.json`).
    case missing(path: String)
    /// The file is not what its name says.
    case malformed(path: String, reason: String)
    /// A later version wrote the folder.
    case laterFormat(path: String, version: Int)
    /// An earlier version wrote the folder, whose layers had other names and values.
    case earlierFormat(path: String, version: Int)

    /// What is wrong, where, and what to do.
    public var description: String {
        switch self {
        case .missing(let path): "there is no readable '\(path)'; run 'riskmap build' first, or name its folder"
        case .malformed(let path, let reason): "'\(path)' is damaged: \(reason); build the folder again"
        case .laterFormat(let path, let version):
            "'\(path)' has format version \(version), this program reads up to \(Catalog.currentFormatVersion); "
                + "use the newer program or build the folder again"
        case .earlierFormat(let path, let version):
            "'\(path)' has format version \(version) of an earlier program, whose score of 0 to 100 is no longer made; "
                + "build the folder again"
        }
    }
}

extension Catalog {
    /// Reads `catalog.json` of a build folder.
    public static func read(folder: String) throws(CatalogError) -> Catalog {
        try BuildDocument.read(Catalog.self, path: "\(folder)/\(fileName)")
    }

    /// Reads the contents of a `catalog.json`; `path` is for messages.
    public init(contents: Data, path: String) throws(CatalogError) {
        self = try BuildDocument.decode(Catalog.self, from: contents, path: path)
    }
}

extension ContributionTable {
    /// File name inside a build folder.
    public static let fileName = "contributions.json"

    /// Reads `contributions.json` of a build folder.
    public static func read(folder: String) throws(CatalogError) -> ContributionTable {
        try BuildDocument.read(ContributionTable.self, path: "\(folder)/\(fileName)")
    }

    /// Reads the contents of a `contributions.json`; `path` is for messages.
    public init(contents: Data, path: String) throws(CatalogError) {
        self = try BuildDocument.decode(ContributionTable.self, from: contents, path: path)
    }
}

/// Reading of the versioned JSON files of a build folder.
enum BuildDocument {
    private struct Version: Decodable {
        let formatVersion: Int

        private enum CodingKeys: String, CodingKey { case formatVersion = "format_version" }
    }

    static func read<Value: RangedDocument>(_ type: Value.Type, path: String) throws(CatalogError) -> Value {
        guard let data = FileManager.default.contents(atPath: path) else { throw .missing(path: path) }
        return try decode(type, from: data, path: path)
    }

    static func decode<Value: RangedDocument>(
        _ type: Value.Type, from data: Data, path: String
    ) throws(CatalogError) -> Value {
        do {
            // The version first: the members of a later one may not decode at all.
            let version = try StableJSON.decode(Version.self, from: data).formatVersion
            guard version <= Catalog.currentFormatVersion else {
                throw CatalogError.laterFormat(path: path, version: version)
            }
            guard version >= Catalog.currentFormatVersion else {
                throw CatalogError.earlierFormat(path: path, version: version)
            }
            let value = try StableJSON.decode(type, from: data)
            if let fault = value.fault { throw CatalogError.malformed(path: path, reason: fault) }
            return value
        } catch let error as CatalogError {
            throw error
        } catch let error as DecodingError {
            throw .malformed(path: path, reason: StyleFile.sentence(error))
        } catch {
            throw .malformed(path: path, reason: "it is not JSON")
        }
    }
}
