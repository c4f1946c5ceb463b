// SPDX-License-Identifier: Apache-2.0

import Gazetteer
import Geo

/// Counts the incidents of each province and of each other area.
struct AreaCounts {
    let names: StudyNames
    let step: Double
    private(set) var provinces: [String: Int] = [:]
    private var others: [AreaLaw: Int] = [:]
    private let ids: Set<String>

    /// A picture of more areas would show none of them.
    private static let mostAreas = 2_000

    init(names: StudyNames, step: Double) {
        self.names = names
        self.step = step
        ids = Set(names.provinces.map(\.id))
    }

    mutating func add(_ area: AreaLaw) {
        switch area {
        case .disc(_, _, let province): provinces[province, default: 0] += 1
        case .regions(let regions):
            for id in regions where ids.contains(id) { provinces[id, default: 0] += 1 }
            let rest = regions.filter { !ids.contains($0) }
            if !rest.isEmpty { count(.regions(rest)) }
        case .buffer(let line, _): count(.buffer(line: line, distance: Meters(0)))
        case .shape: count(area)
        }
    }

    private mutating func count(_ area: AreaLaw) {
        if others[area] != nil || others.count < Self.mostAreas { others[area, default: 0] += 1 }
    }

    /// The areas beside provinces, most incidents first, and then by name and place.
    var areas: [IncidentArea] {
        others.flatMap { area, count in
            drawn(area).map { IncidentArea(name: $0.0, lines: $0.1, isClosed: $0.2, incidents: count) }
        }
        .filter { !$0.lines.isEmpty }
        .sorted { a, b in
            if a.incidents != b.incidents { return a.incidents > b.incidents }
            if a.name != b.name { return a.name < b.name }
            let first = a.lines[0].first, second = b.lines[0].first
            return (first?.x ?? 0, first?.y ?? 0) < (second?.x ?? 0, second?.y ?? 0)
        }
    }

    private func drawn(_ area: AreaLaw) -> [(String, [[PlanarPoint]], Bool)] {
        switch area {
        case .regions(let ids):
            return ids.compactMap { id in
                names.gazetteer.area(id: id).map { (id, rings($0), true) }
            }
        case .buffer(let id, _): return names.gazetteer.line(id: id).map { [($0.name, thinned($0.lines), false)] } ?? []
        case .shape(.area(let area), _): return [("", rings(area), true)]
        case .shape(.lines(let lines), _): return [("", thinned(lines), false)]
        case .shape(let points, _): return [("", points.corners.map { [$0, $0] }, false)]
        case .disc: return []
        }
    }

    private func rings(_ area: MultiPolygon) -> [[PlanarPoint]] { thinned(area.polygons.map(\.shell)) }

    /// A shape smaller than a step is kept as it is.
    private func thinned(_ lines: [[PlanarPoint]]) -> [[PlanarPoint]] {
        lines.map { line in
            let thinned = line.thinned(step: step)
            return thinned.count > 3 ? thinned : line
        }
    }
}
