// SPDX-License-Identifier: Apache-2.0

public import Geo

/// What can go wrong between RiskMap and geospatial files. `reason` holds GDAL's own words.
public enum GeoIOError: Error, Sendable, Hashable {
    /// There is no file of this name.
    case missingFile(path: String)
    /// A directory was given where a file is needed.
    case isDirectory(path: String)
    /// A pipe, a socket or a device was given, which cannot be read twice.
    case noPlainFile(path: String)
    /// The file has no bytes.
    case emptyFile(path: String)
    /// No driver can read the file.
    case unreadable(path: String, reason: String)
    /// The ending of the name says no format that is read.
    case unknownFormat(path: String, known: [String])
    /// A source that is never opened, because it may lead to other files or into the network; no password in it.
    case refusedSource(source: String, reason: String, remedy: String)
    /// A database or service does not answer; `source` has no password.
    case noConnection(source: String, reason: String)
    /// The data source has no layer at all.
    case noLayers(path: String)
    /// The data source has no layer of this name.
    case unknownLayer(path: String, layer: String, known: [String])
    /// The data source has several layers, and none was named.
    case ambiguousLayer(path: String, known: [String])
    /// One feature cannot be used; `origin` has its 1-based number.
    case badFeature(origin: RecordOrigin, reason: String)
    /// Reading stopped in the middle, after `feature` features.
    case interruptedRead(path: String, feature: Int, reason: String)
    /// PROJ does not know the definition.
    case unknownCRS(definition: String, reason: String)
    /// PROJ knows no way from one system to the other.
    case noTransformation(from: String, to: String, reason: String)
    /// The point (in the units of `from`, x before y) has no image in `to`.
    case untransformablePoint(x: Double, y: Double, from: String, to: String)
    /// A geometry operation failed.
    case geometry(operation: String, reason: String)
    /// An argument is outside what the function can do.
    case invalidArgument(what: String, remedy: String)
    /// The output cannot be written: no permission, no folder, a full disk, a value the format cannot hold.
    case unwritable(path: String, reason: String)
    /// Any other failure of a raster operation.
    case raster(operation: String, path: String?, reason: String)
}

extension GeoIOError: CustomStringConvertible {
    /// One sentence: what, where, what to do.
    public var description: String {
        switch self {
        case .missingFile, .isDirectory, .noPlainFile, .emptyFile, .unreadable, .noConnection, .noLayers, .unknownLayer,
            .ambiguousLayer, .unknownFormat, .refusedSource:
            openingSentence
        case .badFeature(let origin, let reason):
            "\(origin): the geometry of this feature cannot be used: \(reason). Repair or remove the feature."
        case .interruptedRead(let path, let feature, let reason):
            "\(path): reading stopped after feature \(feature): \(reason). The file may be damaged or cut short."
        case .unknownCRS, .noTransformation, .untransformablePoint:
            systemSentence
        case .geometry(let operation, let reason):
            "The geometry operation '\(operation)' failed: \(reason). Check the geometry's validity."
        case .invalidArgument(let what, let remedy):
            "\(what). \(remedy)."
        case .unwritable(let path, let reason):
            "\(path): cannot be written: \(reason). Check the folder, its permissions and the free space."
        case .raster(let operation, let path, let reason):
            "\(path.map { "\($0): " } ?? "")the raster operation '\(operation)' failed: \(reason)."
        }
    }

    private var openingSentence: String {
        switch self {
        case .missingFile(let path): "\(path): there is no such file. Check the path."
        case .isDirectory(let path): "\(path): this is a directory. Give the path of a file in it."
        case .noPlainFile(let path):
            "\(path): a pipe, a socket or a device. Write what it gives to a file: layers are read more than once."
        case .emptyFile(let path): "\(path): the file is empty. Fetch or export it again."
        case .unreadable(let path, let reason):
            "\(path): not in the format that its name says: \(reason). Check the file, or name it by its format."
        case .unknownFormat(let path, let known):
            "\(path): the ending of the name says no format that is read. Known are \(known.joined(separator: ", "))."
        case .refusedSource(let source, let reason, let remedy):
            "\(source): \(reason) is not opened. \(remedy)."
        case .noConnection(let source, let reason):
            "\(source): cannot be opened: \(reason). Check the address, the user and the network."
        case .noLayers(let path): "\(path): the file holds no layer. Check that it is the right file."
        case .unknownLayer(let path, let layer, let known):
            "\(path): no layer '\(layer)'. The layers are: \(known.joined(separator: ", "))."
        case .ambiguousLayer(let path, let known):
            "\(path): several layers. Name one of: \(known.joined(separator: ", "))."
        default: ""
        }
    }

    private var systemSentence: String {
        switch self {
        case .unknownCRS(let definition, let reason):
            "Unknown coordinate reference system '\(definition)': \(reason). Give an EPSG code such as EPSG:4326, "
                + "a PROJ string or WKT."
        case .noTransformation(let from, let to, let reason):
            "No transformation from '\(from)' to '\(to)': \(reason). Check both systems."
        case .untransformablePoint(let x, let y, let from, let to):
            "The point x = \(x), y = \(y) of '\(from)' has no image in '\(to)'. Check the coordinate, its axis order "
                + "(x is longitude or easting) and its system."
        default: ""
        }
    }
}
