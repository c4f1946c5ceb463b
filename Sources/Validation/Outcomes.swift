// SPDX-License-Identifier: Apache-2.0

import Chance
import Geo
import Scoring

/// What happened around each cell's centre, by exact distances.
struct Outcomes {
    let ground: LadderGround
    private let around: Surroundings

    init(ground: LadderGround, radius: ChanceRadius) {
        self.ground = ground
        around = Surroundings(ground: ground, radius: radius.meters)
    }

    /// Whether an event lies within the radius of each cell.
    func hits(_ points: [PlanarPoint]) -> [Bool] {
        var hits = [Bool](repeating: false, count: ground.grid.count)
        for point in Set(points) { around.forEachCell(around: point) { hits[$0] = true } }
        return hits
    }

    /// Events within the radius of each cell.
    func counts(_ points: [PlanarPoint]) -> [Int32] { around.counts(points) }

    /// For each cell the windows, counted backwards from 0, in which something happened.
    ///
    /// - Parameter events: window and point of each event.
    func windows(_ events: [(window: Int, point: PlanarPoint)], count: Int) -> PastWindows {
        var byWindow = [[PlanarPoint]](repeating: [], count: count)
        for event in events where event.window < count { byWindow[event.window].append(event.point) }
        return PastWindows(
            hits: byWindow.map(hits), cells: ground.zones.indices.filter { ground.isAssessed($0) })
    }
}

/// The windows before an origin, the latest first, and whether something happened around each cell.
struct PastWindows {
    let hits: [[Bool]]
    let cells: [Int]

    /// (k + b) / (n + 1): of the latest n windows those with a hit, with the mean frequency of all places as one more.
    func climatology(windows wanted: Int) -> [Double] {
        let used = hits.prefix(max(1, wanted))
        var counts = [Int](repeating: 0, count: hits.first?.count ?? 0)
        for window in used { for cell in cells where window[cell] { counts[cell] += 1 } }
        let places = Double(cells.count * used.count)
        let mean = places > 0 ? cells.reduce(0.0) { $0 + Double(counts[$1]) } / places : 0
        return counts.map { (Double($0) + mean) / Double(used.count + 1) }
    }

    /// How often a hit followed a hit, and how often it followed none, in the latest windows.
    func persistence(windows wanted: Int) -> [Double] {
        let used = Array(hits.prefix(max(2, wanted)))
        var after = (hit: 0.0, hits: 0.0, none: 0.0, nones: 0.0)
        for (later, earlier) in zip(used, used.dropFirst()) {
            for cell in cells {
                if earlier[cell] {
                    after.hits += 1
                    if later[cell] { after.hit += 1 }
                } else {
                    after.nones += 1
                    if later[cell] { after.none += 1 }
                }
            }
        }
        let afterHit = after.hits > 0 ? after.hit / after.hits : 0
        let afterNone = after.nones > 0 ? after.none / after.nones : 0
        return (hits.first ?? []).map { $0 ? afterHit : afterNone }
    }
}
