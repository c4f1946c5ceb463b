// SPDX-License-Identifier: Apache-2.0

import CGDAL
import Geo

/// One open layer and the features still to come.
final class VectorLayerReader {
    let columns: RecordColumns
    /// Features handed out so far.
    private(set) var featuresRead = 0
    let layer: OGRLayerH
    private let dataset: Dataset
    private let path: String
    private let fields: [VectorField]
    private var feature: Feature?
    let assumedCRS: CoordinateReferenceSystem?
    private let isSheet: Bool
    private let calendar: WorkbookCalendar

    init(_ named: VectorSource) throws(GeoIOError) {
        let source = try named.inArchive()
        path = SourceName.shown(source.path)
        assumedCRS = source.assumedCRS
        let dataset = try Dataset(opening: source.path, kind: .vector, options: source.options)
        isSheet = Self.isWorkbook(dataset)
        calendar = WorkbookCalendar(path: source.path)
        layer = try Self.layer(of: dataset, source)
        self.dataset = dataset
        fields = VectorField.all(of: layer)
        columns = RecordColumns(fields.map(\.name))
        OGR_L_ResetReading(layer)
    }

    static func layerNames(of dataset: Dataset) -> [String] {
        (0..<GDALDatasetGetLayerCount(dataset.handle)).compactMap { index in
            OGR_L_GetName(GDALDatasetGetLayer(dataset.handle, index)).map { String(cString: $0) }
        }
    }

    /// The next feature, valid until the next call; nil at the end.
    func nextFeature() throws(GeoIOError) -> OGRFeatureH? {
        feature = nil
        let next = try ErrorCapture.run { errors throws(GeoIOError) in
            let next = OGR_L_GetNextFeature(layer)
            guard next != nil || errors.failures.isEmpty else {
                throw .interruptedRead(path: path, feature: featuresRead, reason: errors.reason)
            }
            return next
        }
        guard let next else { return nil }
        featuresRead += 1
        feature = Feature(owning: next)
        return next
    }

    /// The 1-based number of the feature; of a sheet the number of its row, also where GDAL takes the first for a header.
    func line(of feature: OGRFeatureH) -> Int { isSheet ? max(1, Int(OGR_F_GetFID(feature))) : featuresRead }

    private static func isWorkbook(_ dataset: Dataset) -> Bool {
        guard let driver = GDALGetDatasetDriver(dataset.handle), let name = GDALGetDriverShortName(driver) else {
            return false
        }
        return ["XLSX", "XLS", "ODS"].contains(String(cString: name))
    }

    /// - Throws: `GeoIOError.invalidArgument` for texts of a workbook that counts from 1904 which may be days.
    func values(of feature: OGRFeatureH) throws(GeoIOError) -> [String] {
        guard calendar.startsLate else { return fields.map { $0.text(of: feature) } }
        return try fields.map { field throws(GeoIOError) in
            try calendar.corrected(field.text(of: feature), of: field, path: path, line: line(of: feature))
        }
    }

    private static func layer(of dataset: Dataset, _ source: VectorSource) throws(GeoIOError) -> OGRLayerH {
        if let name = source.layer {
            let layer = ErrorCapture.run { _ in GDALDatasetGetLayerByName(dataset.handle, name) }
            guard let layer else {
                throw .unknownLayer(path: SourceName.shown(source.path), layer: name, known: layerNames(of: dataset))
            }
            return layer
        }
        let layers = filled(of: dataset, source.path)
        guard let layer = layers.first else { throw .noLayers(path: SourceName.shown(source.path)) }
        guard layers.count == 1 else {
            throw .ambiguousLayer(path: SourceName.shown(source.path), known: layerNames(of: dataset))
        }
        return layer
    }

    /// The layers that a choice may fall on: those of a file that hold something, or all where none does. A GPX file has five,
    /// of which most are empty.
    static func filled(of dataset: Dataset, _ path: String) -> [OGRLayerH] {
        let all = (0..<GDALDatasetGetLayerCount(dataset.handle)).compactMap { GDALDatasetGetLayer(dataset.handle, $0) }
        // Counting the rows of a database may take long.
        guard all.count > 1, Dataset.isPlainFile(path) || path.hasPrefix("/vsizip/") else { return all }
        let filled = all.filter { layer in ErrorCapture.run { _ in holdsSomething(layer) } }
        return filled.isEmpty ? all : filled
    }

    private static func holdsSomething(_ layer: OGRLayerH) -> Bool {
        OGR_L_ResetReading(layer)
        defer { OGR_L_ResetReading(layer) }
        guard let feature = OGR_L_GetNextFeature(layer) else { return false }
        OGR_F_Destroy(feature)
        return true
    }

    private final class Feature {
        let handle: OGRFeatureH
        init(owning handle: OGRFeatureH) { self.handle = handle }
        deinit { OGR_F_Destroy(handle) }
    }
}
