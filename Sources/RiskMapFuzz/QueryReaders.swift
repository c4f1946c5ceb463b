// SPDX-License-Identifier: Apache-2.0

import Geo
import JSON
import Layers
import Queries
import TileEncoding

extension FuzzedReader {
    /// `contributions.json` of a build folder that is otherwise in order; a table that is taken must be answered from.
    static let contributions = FuzzedReader(
        name: "contributions",
        sources: [
            "Sources/Layers/BuildDocument.swift", "Sources/Layers/DocumentRanges.swift",
            "Sources/Layers/Contributions.swift", "Sources/Layers/ReleasedLocation.swift",
            "Sources/Queries/ZoneExplanation.swift",
        ],
        // The ranking is made without the contributions.
        prepare: { try Questions.encoded(spareService.get().ranking()) }
    ) { bytes in
        let opened = try spareService.get()
        _ = try Workplace.write(bytes, to: "\(spareFolder())/\(ContributionTable.fileName)")
        let service = try opened.reopeningContributions()
        for place in Questions.places { try Questions.encoded(service.answer(at: place, why: true)) }
        try Questions.encoded(service.answer(named: "XX-KE", why: true))
        try Questions.encoded(service.answer(area: Questions.everything, why: true))
    }

    /// A drawn area, as GeoJSON, put to a build as the server does.
    static let area = FuzzedReader(
        name: "area",
        sources: [
            "Sources/Queries/DrawnArea.swift", "Sources/Places/AreaIndex.swift", "Sources/Zones/Coverage.swift",
        ],
        prepare: { _ = try builtService.get() }
    ) { bytes in
        guard case .area(let area) = try GeoJSONGeometry.read(JSONValue.parse(bytes)) else { return }
        try Questions.encoded(builtService.get().answer(area: area))
    }

    private static let shelf = GazetteerShelf()
    private static func spareFolder() throws -> String { try Workplace.spareBuildFolder("contributions") }
    /// The build whose contributions are replaced: its other files are read once.
    private static let spareService = Result {
        try QueryService(opened: OpenedFolder(path: spareFolder()), sharing: shelf)
    }
    private static let builtService = Result {
        try QueryService(opened: OpenedFolder(path: Workplace.buildFolder()), sharing: shelf)
    }
}

/// What is asked of a build, and how answers are looked at.
private enum Questions {
    /// One in each province.
    static let places = [(40.5, 34.5), (41.5, 34.5)].compactMap { Coordinate(longitude: $0.0, latitude: $0.1) }

    static let everything = MultiPolygon([
        Polygon(
            shell: [(39.0, 33.0), (43, 33), (43, 36), (39, 36), (39, 33)].map { PlanarPoint(x: $0.0, y: $0.1) })
    ])

    /// Every answer must have a form as JSON.
    static func encoded(_ answer: some Encodable) {
        let bytes = try? StableJSON.encode(answer)
        Promise.keep(bytes != nil, "\(answer) has no form as JSON")
    }
}
