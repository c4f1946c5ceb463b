// SPDX-License-Identifier: Apache-2.0

public import Geo

/// What anybody holds who has a build's folder: its surfaces, areas and counts, and what its listed incidents explain.
public struct OutsiderView {
    /// A surface by the name of its layer.
    public typealias Surface = (name: String, raster: Raster<Float>)

    /// The surfaces of the folder, in one plane.
    public var surfaces: [Surface]
    /// Name of the surface in which events add up.
    public var additive: String
    /// Corridors multiply the additive surface by these values; nil for none.
    public var corridorFactor: Raster<Float>?
    /// What the listed incidents alone would look like, one surface per half-life, on the cells of the additive one.
    public var explained: [Raster<Float>]
    /// How one event looks.
    public var kernels: KnownKernels
    /// Plane in which the kernels are round; its cells in metres.
    public var plane: CoordinateReferenceSystem
    /// Side of a computing cell in metres.
    public var cellSize: Double
    /// Class areas in degrees.
    public var bands: [MultiPolygon]
    /// Zones with published figures, and those without.
    public var zones: [PublishedZone]
    /// Incidents that the catalog counts as drawn in all zones together; nil where it states none.
    public var countedIncidents: Int?

    /// Takes the parts as they are.
    public init(
        surfaces: [Surface], additive: String, corridorFactor: Raster<Float>? = nil, explained: [Raster<Float>] = [],
        kernels: KnownKernels, plane: CoordinateReferenceSystem, cellSize: Double, bands: [MultiPolygon] = [],
        zones: [PublishedZone] = [], countedIncidents: Int? = nil
    ) {
        self.surfaces = surfaces
        self.additive = additive
        self.corridorFactor = corridorFactor
        self.explained = explained
        self.kernels = kernels
        self.plane = plane
        self.cellSize = cellSize
        self.bands = bands
        self.zones = zones
        self.countedIncidents = countedIncidents
    }

    /// A surface by its name.
    func surface(named name: String) -> Raster<Float>? { surfaces.first { $0.name == name }?.raster }

    /// The surface in which events add up, corridors taken out; nil when the folder has none.
    var additiveSurface: Raster<Float>? {
        guard var raster = surface(named: additive) else { return nil }
        guard let factor = corridorFactor, factor.grid == raster.grid else { return raster }
        for (index, value) in factor.values.enumerated() where value > 1 { raster.values[index] /= value }
        return raster
    }
}

/// A zone for which a build publishes figures, or withholds them.
public struct PublishedZone: Sendable {
    /// Stable key.
    public let id: String
    /// Its area in degrees.
    public let area: MultiPolygon
    /// Number of incidents; nil where it is withheld.
    public let incidents: Int?

    /// Takes the parts as they are.
    public init(id: String, area: MultiPolygon, incidents: Int?) {
        self.id = id
        self.area = area
        self.incidents = incidents
    }
}

/// The answers that a build gives to questions about positions and drawn areas.
public protocol QueryAnswers {
    /// The intensity that is answered for each position; nil where nothing is assessed.
    func intensities(at positions: [Coordinate]) throws -> [Double?]
    /// The intensity that is answered for an area in degrees; nil where nothing is assessed.
    func intensity(over area: MultiPolygon) throws -> Double?
}
