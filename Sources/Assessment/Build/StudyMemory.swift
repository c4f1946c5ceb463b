// SPDX-License-Identifier: Apache-2.0

import Geo
import GeoIO
import Places
import Queries
import Studies
import Synchronization
import Zones

/// What has been read and made of a study and is the same on every day: builds of several days make it once.
///
/// A build of one day has one of its own, so that both go one way. For one thread at a time.
final class StudyMemory {
    var names: StudyNames?
    var routes: [Route]?
    /// Cells of the provinces, in the order of the names.
    var zones: [AreaFootprint]?
    var ground: RecordGround?
    /// Shapes that writers make, on threads of their own.
    let shapes = KeptShapes()

    private var reading: StudyReading?
    private var footprints: LawFootprints?
    private var distances: [Route: Raster<Float>] = [:]

    /// The inputs as they are read for the day of a study.
    func reading(of study: ResolvedStudy, _ make: () throws -> StudyReading) rethrows -> StudyReading {
        if let reading, reading.key == ReadingKey(study) { return reading }
        // The old rows go before the new ones come.
        reading = nil
        let made = try make()
        reading = made
        return made
    }

    /// Keeps what locating has learnt.
    func keep(_ locating: LocatingMemory) { reading?.locating = locating }

    /// An empty list of footprints that knows those of earlier days, whose order and number no result may depend on.
    func footprints(_ make: () -> LawFootprints) -> LawFootprints { footprints?.restarted ?? make() }

    /// Keeps shapes and cells for the days that come.
    func keep(_ footprints: LawFootprints) { self.footprints = footprints }

    /// Distance of each cell to the lines of a corridor, metres.
    func distance(to route: Route, _ make: () throws -> Raster<Float>) rethrows -> Raster<Float> {
        if let known = distances[route] { return known }
        let made = try make()
        distances[route] = made
        return made
    }
}

/// What of a study's day decides how its inputs are read: which years a date may mean, and what was known.
struct ReadingKey: Hashable {
    let year: Int
    let knownOn: CalendarDay?

    init(_ study: ResolvedStudy) {
        year = study.asOf.components.year
        knownOn = study.knownOn
    }
}

/// The inputs of a study, read and digested.
struct StudyReading {
    let key: ReadingKey
    let read: ReadEvidence
    /// What the files add to the digest of every day.
    let files: InputDigest
    /// What locating has learnt so far; nil before the first time.
    var locating: LocatingMemory?
}

/// Shapes of a study in the plane that are made when they are first asked for. Any number of threads may ask.
final class KeptShapes: Sendable {
    private let districts = Mutex<[AreaFootprint]?>(nil)
    private let outlines = Mutex<[Set<String>: MultiPolygon]>([:])

    /// Cells of the districts, in the order of their ids.
    func districts(_ make: () throws -> [AreaFootprint]) rethrows -> [AreaFootprint] {
        if let known = districts.withLock({ $0 }) { return known }
        let made = try make()
        districts.withLock { $0 = made }
        return made
    }

    /// The union of some provinces.
    func outline(of provinces: Set<String>, _ make: () throws -> MultiPolygon) rethrows -> MultiPolygon {
        if let known = outlines.withLock({ $0[provinces] }) { return known }
        let made = try make()
        outlines.withLock { $0[provinces] = made }
        return made
    }
}
