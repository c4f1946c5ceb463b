// SPDX-License-Identifier: Apache-2.0

import Geo
import GeoIO

/// Public roads of a layer, in degrees.
struct RoadLines: Sendable {
    /// Lines of the roads.
    private(set) var lines: [[PlanarPoint]] = []
    /// Features that are roads, that are none for vehicles or for the public, and that could not be read.
    private(set) var roads = 0, leftOut = 0, unreadable = 0
    /// Whether the layer tells classes, and whether it tells directions.
    private(set) var hasClasses = false, hasDirections = false

    /// Takes lines as they are.
    init(lines: [[PlanarPoint]]) {
        self.lines = lines
        roads = lines.count
    }

    /// Reads a layer.
    /// - Throws: `GeoIOError` where it cannot be read, `RouteError.emptyRoads` where it holds no road.
    init(path: String, layer: String?) throws {
        // The driver of OpenStreetMap's own files gives five layers, of which one has the roads.
        let isExtract = path.hasSuffix(".pbf") || path.hasSuffix(".osm")
        let source = VectorSource(path: path, layer: layer ?? (isExtract ? "lines" : nil))
        let columns = try source.columns()
        hasClasses = RoadClass.isTold(in: columns)
        hasDirections = columns.position(of: "oneway") != nil
        var faults = 0
        try source.forEachRecord(onFault: { _ in faults += 1 }) { record in
            guard case .lines(let parts)? = record.geometry, RoadClass.isPublicRoad(record) else {
                leftOut += 1
                return
            }
            roads += 1
            lines += parts
        }
        unreadable = faults
        if lines.isEmpty { throw RouteError.emptyRoads(file: path) }
    }
}
