// SPDX-License-Identifier: Apache-2.0

public import Geo

/// An incident as a sheet marks it.
public struct MapMark: Sendable, Hashable {
    /// What happened, in few kinds that each have a shape.
    public enum Kind: Int, Sendable, Hashable, CaseIterable {
        /// A bomb, an air strike, an exploding depot.
        case explosion
        /// Fighting and attacks.
        case fighting
        /// Violence against civilians and abductions.
        case people
        /// All else.
        case other
    }

    /// Position in the units of the plane; of an area, a place inside it.
    public var position: PlanarPoint
    /// What happened.
    public var kind: Kind
    /// Where it may have happened, when it is known to an area only; nil when it is known to a place.
    public var area: MultiPolygon?

    /// Takes the parts as they are.
    public init(position: PlanarPoint, kind: Kind, area: MultiPolygon? = nil) {
        self.position = position
        self.kind = kind
        self.area = area
    }
}

/// The incidents that a sheet marks.
public struct MapMarks: Sendable, Hashable {
    /// In the order of their importance.
    public var marks: [MapMark]
    /// Days before the as-of day from which they are; nil for all days of the evidence.
    public var days: Int?

    /// Takes the parts as they are.
    public init(_ marks: [MapMark] = [], days: Int? = nil) {
        self.marks = marks
        self.days = days
    }
}
