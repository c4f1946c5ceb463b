// SPDX-License-Identifier: Apache-2.0

import Gazetteer
import Geo
import Layers
import Places
import Studies
import Zones

/// The results of second-level units, made like those of provinces. Only units with polygons are told apart: the discs
/// that stand for others overlap.
struct DistrictSummary {
    private let content: BuildContent
    private let regions: [Region]
    private let zones: [AreaFootprint]

    /// Nil where the study has no such polygons.
    /// - Throws: `GeoIOError` when a polygon cannot be brought to the plane.
    init?(of content: BuildContent) throws {
        let regions = content.names.gazetteer.content.districtAreas
            .filter { content.study.isAssessed($0.country) }.sorted { $0.id < $1.id }
        guard !regions.isEmpty else { return nil }
        self.content = content
        self.regions = regions
        zones = try content.shapes.districts {
            var footprints = content.scored.footprints
            return try regions.map { Coverage.footprint(of: try footprints.region($0.id), on: content.plane.grid) }
        }
    }

    /// One result per unit in the order of their ids; `iso3166_2` is the province's.
    /// - Throws: `StudyError` for settings that are none.
    func results() throws -> [(region: Region, result: ProvinceResult)] {
        let scored = content.scored, located = content.evidence.located.incidents
        let home = home(of: located)
        let counts = withRestricted(
            ZoneEvidenceCounter.counts(of: scored.masses, located: located, zones: zones, home: home))
        let summary = ProvinceSummary(
            study: content.study, provinces: regions, zones: zones, relativeRisk: content.relativeRisk,
            intensity: scored.surfaces.intensity,
            evidence: ProvinceEvidence(
                counts: counts, withheld: withheld, unlocated: scored.provinces.unlocated),
            located: LocatedReports.sums(
                of: scored.masses, located: located, provinces: regions, zones: zones,
                settings: try content.study.surfaceSettings(threads: 1), home: home),
            forecast: content.forecast?.forecast, refused: coarse)
        return zip(regions, summary.results()).map { region, result in
            var result = result
            result.iso3166_2 = content.names.gazetteer.province(ofDistrict: region.id) ?? ""
            return (region, result)
        }
    }

    /// The counts with the events that are told for the units themselves.
    private func withRestricted(_ counts: [ZoneEvidenceCounter.Counts]) -> [ZoneEvidenceCounter.Counts] {
        guard let restricted = content.evidence.restricted else { return counts }
        return zip(regions, counts).map { region, counts in
            var counts = counts
            let released = restricted.released(inDistrict: region.id)
            counts.incidents += released
            counts.claims += released
            return counts
        }
    }

    /// Units in whose province restricted events are told for the province alone: no chance of theirs may be stated.
    private var coarse: Set<String> {
        guard let restricted = content.evidence.restricted, content.forecast?.forecast.isOfUnits == true else {
            return []
        }
        return Set(
            regions.map(\.id).filter { id in
                content.names.gazetteer.province(ofDistrict: id).map(restricted.tellsProvinceAlone) ?? true
            })
    }

    /// The unit that an incident lies in, whatever its cells are shared with: the one that its place is, or the one around
    /// its position.
    private func home(of located: LocatedIncidents) -> (Int) -> Int? {
        let numbers = Dictionary(uniqueKeysWithValues: regions.indices.map { (regions[$0].id, $0) })
        let index = ProvinceIndex(regions, forManyPositions: located.indices.count > 1000)
        return { incident in
            switch located.place(incident).law {
            case .point(let center, _): index.region(at: center).flatMap { numbers[$0] }
            case .area(.regions(let ids)): ids.count == 1 ? numbers[ids[0]] : nil
            case .area, .unlocated: nil
            }
        }
    }

    /// The units of provinces whose figures the tier withholds.
    private var withheld: Set<String> {
        let provinces = content.scored.provinces.withheld
        return Set(
            regions.map(\.id).filter { id in
                content.names.gazetteer.province(ofDistrict: id).map(provinces.contains) ?? !provinces.isEmpty
            })
    }
}
