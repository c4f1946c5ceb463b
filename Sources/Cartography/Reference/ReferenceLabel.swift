// SPDX-License-Identifier: Apache-2.0

public import Geo
public import Layers

/// A name on the base map with where it may stand and at which zoom levels it is worth its room.
public struct ReferenceLabel: Sendable, Hashable {
    /// What is named; names of one kind look alike everywhere.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// A country.
        case country
        /// A first-level unit of the study.
        case province
        /// The capital of a country.
        case capital
        /// A large city.
        case city
        /// A town.
        case town
        /// A village, a hamlet or a part of a city.
        case village
        /// A river.
        case river
    }

    /// What is named.
    public let kind: Kind
    /// The name in the languages of the study.
    public let name: TextByLanguage
    /// Degrees: the position of a town, positions inside an area, the best first, or the course of a river.
    public let place: Geometry
    /// Degrees of longitude that an area leaves free around its first position; 0 where that does not matter.
    public let room: Double
    /// Web map zoom levels at which the name may stand.
    public let zooms: ClosedRange<Int>

    /// Takes the parts as they are.
    public init(
        kind: Kind, name: TextByLanguage, place: Geometry, room: Double = 0, zooms: ClosedRange<Int> = 0...22
    ) {
        self.kind = kind
        self.name = name
        self.place = place
        self.room = room
        self.zooms = zooms
    }
}

/// How the names of a kind are written: as on sheets.
struct LabelLook: Hashable {
    let kind: ReferenceLabel.Kind
    /// The second language, below the first.
    let isBelow: Bool
    let language: Language

    var style: TextStyle {
        let style =
            switch kind {
            case .country: TextStyle(size: 13, ink: Ink(0x66645E), tracking: 2)
            case .province: TextStyle(size: 12.5, isBold: true, ink: Ink(0x323943))
            case .capital: TextStyle(size: 12.5, isBold: true)
            case .city: TextStyle(size: isBelow ? 11 : 12)
            case .town: TextStyle(size: 11)
            case .village: TextStyle(size: 10.5, ink: Ink(0x3A3F46))
            case .river: TextStyle(size: 11, isItalic: true, ink: Ink(0x2F6690), tracking: 0.6)
            }
        return style.of(language)
    }
}

extension ReferenceLabel.Kind {
    /// The rank by which sheets draw the symbol of a town; nil for what has none.
    var symbolRank: Int? {
        switch self {
        case .capital: 1
        case .city: 2
        case .town: 3
        case .village: 4
        case .country, .province, .river: nil
        }
    }
}
