// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo
import Layers

/// The results of the provinces in the builds of a folder.
struct BuildHistory {
    private struct Entry {
        let asOf: String
        let provinces: [String: ProvinceResult]
    }

    private let entries: [Entry]

    /// Reads the builds below a folder that are of the same study, tier and method; others are passed over.
    /// - Throws: `OpenedFolderError` when there is no such folder.
    init(folder: String, like service: QueryService) throws {
        _ = try OpenedFolder(path: folder)
        let own = service.build.catalog, codes = Set(service.build.provinces.map(\.iso3166_2))
        let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
        entries = names.compactMap { name in
            guard let build = try? BuildReading(folder: OpenedFolder(path: "\(folder)/\(name)")),
                build.catalog.tier == own.tier, build.catalog.cellSize == own.cellSize,
                Set(build.provinces.map(\.iso3166_2)) == codes
            else { return nil }
            return Entry(
                asOf: build.catalog.asOf,
                provinces: Dictionary(build.provinces.map { ($0.iso3166_2, $0) }) { first, _ in first })
        }
    }

    /// What builds of the months before a day say of a province.
    func values(
        of province: String, months: Int, before day: String, isNumbered: Bool
    ) -> [(day: String, value: Double)] {
        guard let last = CalendarDay(parsing: day) else { return [] }
        let first = last.advanced(by: -(months * 1461 / 48)).description
        return entries.filter { first <= $0.asOf && $0.asOf < day }.compactMap { entry in
            let result = entry.provinces[province]
            return (isNumbered ? result?.forecast?.expected : result?.locatedReports).map { (entry.asOf, $0) }
        }
    }
}
