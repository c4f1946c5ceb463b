// SPDX-License-Identifier: Apache-2.0

import Geo
import Incidents
import Scoring
import Studies

/// Weighted reports per 30 days by the province that they are located in, before kernels, corridors and floor.
///
/// A report counts once, wherever in the province it is: exactly, to a district, or to the province. So a vaguer report
/// never makes a province worse than an exact one.
struct LocatedReports {
    /// An area that lies in one province by this share is that province's alone: the rest is the noise of boundaries.
    private static let whole: Float = 0.9

    /// - Parameters:
    ///   - provinces: with their cells in the same order.
    ///   - masses: events of `located`, then those of restricted counts.
    ///   - home: the one unit that an incident is located in, by its position in `located`; the province of its place
    ///     where none is given.
    /// - Returns: the sums in the order of the provinces.
    static func sums(
        of masses: EventMasses, located: LocatedIncidents, provinces: [Region], zones: [AreaFootprint],
        settings: SurfaceSettings, home: ((Int) -> Int?)? = nil
    ) -> [Double] {
        var sums = [Double](repeating: 0, count: provinces.count)
        let evidence = masses.evidence, cells = ZoneCells(zones: zones, grid: evidence.grid)
        let numbers = Dictionary(uniqueKeysWithValues: provinces.indices.map { (provinces[$0].id, $0) })
        let home = home ?? { located.place($0).province.flatMap { numbers[$0] } }
        var known: [Int: [Float]] = [:]
        for (position, event) in evidence.events.enumerated() {
            let mass = ExpectedEvents(of: CollectionOfOne(event), asOf: evidence.asOf, settings: settings).total
            guard mass > 0 else { continue }
            let incident = position < masses.incidents.count ? masses.incidents[position] : nil
            if let number = incident.flatMap(home) {
                sums[number] += mass
                continue
            }
            let shares: [Float]
            switch event.location {
            case .point(let point, _): shares = cells.shares(at: point, on: evidence.grid)
            case .area(let area):
                shares = known[area] ?? Self.shares(of: evidence.footprints[area], cells)
                known[area] = shares
            }
            for (number, share) in shares.enumerated() where share > 0 { sums[number] += mass * Double(share) }
        }
        return sums
    }

    private static func shares(of footprint: AreaFootprint, _ cells: ZoneCells) -> [Float] {
        guard !footprint.isEmpty else { return [] }
        let inside = cells.overlaps(of: footprint).map { $0 / Float(footprint.cellCount) }
        guard let most = inside.max(), most >= whole, let zone = inside.firstIndex(of: most) else {
            return inside.map { $0 > ZoneEvidenceCounter.leastShare ? $0 : 0 }
        }
        return inside.indices.map { $0 == zone ? 1 : 0 }
    }
}
