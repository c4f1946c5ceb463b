// SPDX-License-Identifier: Apache-2.0

public import Geo
import GeoIO

extension TileFeature {
    /// A point that stands for the feature, in degrees: a point itself, a point well inside an area; nil for others and for
    /// areas that nothing can be found in.
    public var middle: PlanarPoint? {
        switch geometry {
        case .point(let point): point
        case .area(let area):
            (try? GeometryOperations.interiorPoint(of: area)) ?? area.extent?.center
        case .multiPoint, .lines, nil: nil
        }
    }
}
