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

    init(_ source: VectorSource) throws(GeoIOError) {
        path = SourceName.shown(source.path)
        assumedCRS = source.assumedCRS
        let dataset = try Dataset(opening: source.path, kind: .vector, options: source.options)
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

    func values(of feature: OGRFeatureH) -> [String] { fields.map { $0.text(of: feature) } }

    private static func layer(of dataset: Dataset, _ source: VectorSource) throws(GeoIOError) -> OGRLayerH {
        if let name = source.layer {
            let layer = ErrorCapture.run { _ in GDALDatasetGetLayerByName(dataset.handle, name) }
            guard let layer else {
                throw .unknownLayer(path: SourceName.shown(source.path), layer: name, known: layerNames(of: dataset))
            }
            return layer
        }
        guard let layer = GDALDatasetGetLayer(dataset.handle, 0) else {
            throw .noLayers(path: SourceName.shown(source.path))
        }
        guard GDALDatasetGetLayerCount(dataset.handle) == 1 else {
            throw .ambiguousLayer(path: SourceName.shown(source.path), known: layerNames(of: dataset))
        }
        return layer
    }

    private final class Feature {
        let handle: OGRFeatureH
        init(owning handle: OGRFeatureH) { self.handle = handle }
        deinit { OGR_F_Destroy(handle) }
    }
}
