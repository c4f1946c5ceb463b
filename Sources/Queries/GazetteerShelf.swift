// SPDX-License-Identifier: Apache-2.0

import Gazetteer
import Layers
import Places
import Synchronization

/// Names and boundaries that builds carry, read once for all builds that carry the same ones.
public final class GazetteerShelf: Sendable {
    /// Held by those who use it; the shelf itself keeps nothing alive.
    final class Entry: Sendable {
        let gazetteer: Gazetteer
        let provinces: ProvinceIndex
        /// Spellings by how they begin, made at the first search.
        let prefixes: Once<NamePrefixes>

        init(_ gazetteer: Gazetteer) {
            self.gazetteer = gazetteer
            provinces = ProvinceIndex(gazetteer.content.provinces)
            prefixes = Once { NamePrefixes(gazetteer) }
        }
    }

    private struct Place {
        weak var entry: Entry?
    }

    private let places = Mutex<[String: Place]>([:])

    /// Makes an empty shelf.
    public init() {}

    /// The gazetteer of the build, which must hold nothing but plain files in its copy of the study.
    func entry(of build: BuildReading) throws -> Entry {
        let digest = try build.studyDigest()
        if let known = places.withLock({ $0[digest]?.entry }) { return known }
        let entry = Entry(try build.study.loadGazetteer())
        return places.withLock { places in
            places = places.filter { $0.value.entry != nil }
            if let other = places[digest]?.entry { return other }
            places[digest] = Place(entry: entry)
            return entry
        }
    }
}
