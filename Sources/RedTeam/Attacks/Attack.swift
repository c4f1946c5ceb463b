// SPDX-License-Identifier: Apache-2.0

public import Geo
import GeoIO

/// A way to guess, from outputs alone, where single events happened.
public protocol Attack {
    /// Stable name in tables and in the catalog.
    var name: String { get }
    /// Positions at which the attacker would look for an event.
    /// - Throws: `GeoIOError` when a position has no image in another plane.
    func candidates(in view: OutsiderView) throws -> [Coordinate]
}

/// Positions of a plane in degrees.
enum Degrees {
    static func coordinates(of points: [PlanarPoint], in plane: CoordinateReferenceSystem) throws -> [Coordinate] {
        guard !points.isEmpty else { return [] }
        return try CoordinateTransform(from: plane, to: .geographic).transform(points).compactMap {
            Coordinate(longitude: $0.x, latitude: $0.y)
        }
    }
}

/// The peaks of one surface, placed within their cells.
struct MaximumAttack: Attack {
    var name: String { "maximum of \(layer)" }
    private let layer: String

    /// An attack on the surface of that name.
    init(layer: String) { self.layer = layer }

    func candidates(in view: OutsiderView) throws -> [Coordinate] {
        guard let raster = view.surface(named: layer) else { return [] }
        return try Degrees.coordinates(of: LocalMaxima.peaks(of: raster).map(\.point), in: raster.grid.crs)
    }
}

/// The places where the build's known kernels fit best, once what the listed incidents explain is taken away.
struct KernelAttack: Attack {
    let name = "fit of the known kernels"

    /// An attack on the additive surface.
    init() {}

    func candidates(in view: OutsiderView) throws -> [Coordinate] {
        guard let surface = view.additiveSurface else { return [] }
        let residual = Residual.of(surface, explained: view.explained)
        return try KernelSearch(view: view).positions(in: [residual, surface])
    }
}

/// What changed between two releases: peaks and fits of the differences, in either direction.
struct DifferenceAttack: Attack {
    let name: String
    private let earlier: OutsiderView

    /// - Parameters:
    ///   - name: which two releases are compared, such as `difference to the previous release`.
    ///   - earlier: the other release.
    init(name: String, earlier: OutsiderView) {
        self.name = name
        self.earlier = earlier
    }

    func candidates(in view: OutsiderView) throws -> [Coordinate] {
        guard let now = view.additiveSurface, let then = earlier.additiveSurface, now.grid == then.grid else {
            return []
        }
        let change = Residual.of(now, explained: [then] + view.explained + earlier.explained)
        guard Residual.saysAnything(change, of: now) else { return [] }
        let both = [change, Raster(grid: change.grid, values: change.values.map { -$0 })]
        let peaks = both.flatMap { LocalMaxima.peaks(of: $0, limit: 20).map(\.point) }
        return try Degrees.coordinates(of: peaks, in: now.grid.crs)
            + KernelSearch(view: view, limit: 20).positions(in: both)
    }
}
