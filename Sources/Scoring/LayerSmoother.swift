// SPDX-License-Identifier: Apache-2.0

import Geo
import Surfaces

/// Smooths the mass of one bandwidth.
struct LayerSmoother {
    let layer: BandwidthLayer
    let evidence: SurfaceEvidence
    let spreadShares: [[Double]]
    let settings: SurfaceSettings

    /// Adds the layer's surface, in weighted events per 1,000 km2 per 30 days.
    func add(to values: inout [Float]) {
        // Imprecise events have the kernel alone; they ride on the group of that sigma or on a lattice of their own.
        var areasPending = layer.hasAreas
        for group in layer.groups {
            var lattice = lattice(sigma: group.sigma)
            lattice.spread(count: group.members.count) { range, x, y, mass in
                layer.fill(group, range, &x, &y, &mass)
                for index in mass.indices { mass[index] *= RiskSurface.perThousandSquareKilometers }
            }
            if areasPending, group.sigma == areaSigma {
                lattice.add(areaBlock())
                areasPending = false
            }
            add(lattice, to: &values)
        }
        if areasPending {
            var lattice = lattice(sigma: areaSigma)
            lattice.add(areaBlock())
            add(lattice, to: &values)
        }
    }

    /// Sigma of the imprecise events.
    var areaSigma: Double { GaussianLattice.resolvable(layer.bandwidth, cellSize: evidence.grid.cellSize) }

    /// An empty lattice over the grid.
    func lattice(sigma: Double) -> GaussianLattice {
        let grid = evidence.grid
        return GaussianLattice(
            columns: (grid.columns, grid.cellSize), rows: (grid.rows, grid.cellSize), sigma: sigma, reading: .mean,
            accuracy: settings.accuracy)
    }

    /// Cells of one footprint with a unit mass spread over them, edge correction included, per unit of the intensity.
    func block(footprint: Int, edges: CellEdges) -> CellBlock {
        let indices = evidence.footprints[footprint].indices
        let shares = zip(indices, spreadShares[footprint]).map { index, share in
            Float(share * RiskSurface.perThousandSquareKilometers / edges.share(Int(index)))
        }
        return CellBlock(indices: indices, values: shares, gridColumns: evidence.grid.columns)
    }

    /// Edge shares of the cells at the sigma of the imprecise events.
    func cellEdges() -> CellEdges { CellEdges(evidence.grid, sigma: areaSigma, correction: settings.edge) }

    private func areaBlock() -> CellBlock {
        let grid = evidence.grid, edges = cellEdges()
        var cells = [Double](repeating: 0, count: grid.count)
        for (footprint, mass) in layer.footprintMasses(count: evidence.footprints.count).enumerated() where mass > 0 {
            for (index, share) in zip(evidence.footprints[footprint].indices, spreadShares[footprint]) {
                cells[Int(index)] += mass * share
            }
        }
        let values = cells.enumerated().map {
            $1 == 0 ? 0 : Float($1 * RiskSurface.perThousandSquareKilometers / edges.share($0))
        }
        return CellBlock(gridColumns: grid.columns, gridRows: grid.rows, values: values)
    }

    private func add(_ lattice: GaussianLattice, to values: inout [Float]) {
        let surface = lattice.surface(threads: settings.threads)
        for cell in 0..<values.count { values[cell] += surface[cell] }
    }
}

/// Mass inside the window of a Gaussian whose centre lies anywhere in a cell, for each cell.
struct CellEdges {
    private let columns: [Double]
    private let rows: [Double]

    init(_ grid: Grid, sigma: Double, correction: EdgeCorrection) {
        switch correction {
        case .none:
            columns = [Double](repeating: 1, count: grid.columns)
            rows = [Double](repeating: 1, count: grid.rows)
        case .jonesDiggle:
            columns = WindowEdge.cellShares(count: grid.columns, size: grid.cellSize, sigma: sigma)
            rows = WindowEdge.cellShares(count: grid.rows, size: grid.cellSize, sigma: sigma)
        }
    }

    func share(_ cell: Int) -> Double { columns[cell % columns.count] * rows[cell / columns.count] }
}
