// SPDX-License-Identifier: Apache-2.0

import Geo

/// How far from a named place something happened, and in which direction: "100 km west of".
struct Offset: Hashable {
    let distance: Meters
    /// Degrees clockwise from north; nil when the text states none.
    let bearing: Double?

    /// Where it leads from a place; the place itself when no direction is known.
    func end(from start: Coordinate) -> Coordinate {
        bearing.flatMap { start.moved(by: distance, bearing: $0) } ?? start
    }
}

/// Takes the words of a distance and a direction off a name.
struct OffsetReader {
    /// The words of the name, without those that say where it lies from there.
    private(set) var name: ArraySlice<String>
    /// Degrees clockwise from north.
    private(set) var bearing: Double?
    /// Whether any word relates the name to a place elsewhere.
    private(set) var isRelative = false
    /// Whether the words taken are of a language that inflects the name beside them.
    private(set) var isInflected = false

    /// Reads words from which the distance itself was taken.
    init(_ words: [String]) {
        name = words[...]
        while takeFirst() {}
        while takeLast() {}
    }

    private mutating func takeFirst() -> Bool {
        guard let first = name.first else { return false }
        // Of "west of East Ghouta" the second direction belongs to the name.
        if bearing == nil, let found = CompassWords.bearing(leading: name) {
            note(found.degrees, name.prefix(found.count))
            name = name.dropFirst(found.count)
            return true
        }
        guard isJoint(first) else { return false }
        name = name.dropFirst()
        return true
    }

    private mutating func takeLast() -> Bool {
        guard let last = name.last else { return false }
        if bearing == nil, let found = CompassWords.bearing(trailing: name) {
            note(found.degrees, name.suffix(found.count))
            name = name.dropLast(found.count)
            return true
        }
        guard isJoint(last) else { return false }
        name = name.dropLast()
        return true
    }

    private mutating func note(_ degrees: Double, _ words: ArraySlice<String>) {
        bearing = degrees
        isRelative = true
        isInflected = words.contains { CompassWords.isPostposition($0) || CompassWords.isConstruct($0) }
    }

    private mutating func isJoint(_ word: String) -> Bool {
        if Self.relations.contains(word) || StageReader.isNearWord(word) {
            isRelative = true
            return true
        }
        return Self.fillers.contains(word)
    }

    private static let relations = NameFolding.wordSet(
        """
        of from away off within outside radius de du des d'un من عن بعد مسافة ji uzaklıkta uzağında mesafede dûrî
        """)

    private static let fillers = NameFolding.wordSet(
        """
        in at on to the a an some about approximately approx roughly around nearly almost circa over under just less
        more than point located situated distance by and à au aux l la le environ une distance
        على في ب بـ إلى الى حوالي نحو قرابة تقريبا يقع تقع li bi ku nêzîkî yaklaşık takriben
        """)
}
