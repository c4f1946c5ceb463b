// SPDX-License-Identifier: Apache-2.0

import Geo

/// Finds the region that holds a position.
struct ProvinceIndex: Sendable {
    private struct Entry: Sendable {
        let id: String
        let extent: Extent
        let area: MultiPolygon
    }

    private let entries: [Entry]

    /// Regions without an area are left out; of overlapping regions the first counts.
    init(_ regions: [Region]) {
        entries = regions.compactMap { region in
            region.area.extent.map { Entry(id: region.id, extent: $0, area: region.area) }
        }
    }

    /// Id of the region around the position; nil when none holds it.
    func region(at coordinate: Coordinate) -> String? {
        let point = coordinate.point
        return entries.first { $0.extent.contains(point) && $0.area.contains(point) }?.id
    }
}
