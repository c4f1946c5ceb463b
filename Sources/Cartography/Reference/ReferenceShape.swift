// SPDX-License-Identifier: Apache-2.0

public import Geo

/// A part of the ground of a base map, in pixels of a picture, y downwards.
public struct ReferenceShape: Sendable {
    /// What the ground shows; the order of the cases is that of drawing.
    public enum Kind: Sendable, Hashable {
        /// Water, as far as the study knows land from sea.
        case sea
        /// A country.
        case land
        /// Where land and water meet.
        case coast
        /// A province of the study.
        case study
        /// Roughly where the people of a town live.
        case builtUp
        /// A river; 1 the greatest, 3 the least.
        case river(rank: Int)
        /// A road; 1 a motorway, 2 a trunk road, 3 a main road or one of unknown class, 4 and 5 lesser ones.
        case road(rank: Int)
        /// A border between provinces of the study.
        case provinceBorder
        /// A border that both sides accept; `isOuter`: away from the study.
        case border(isOuter: Bool)
        /// A border that is disputed or not final; `isOuter`: away from the study.
        case disputedBorder(isOuter: Bool)

        /// The first web map zoom level at which it is drawn.
        public var firstZoom: Int {
            switch self {
            case .sea, .land, .coast, .study, .border, .disputedBorder: 0
            case .provinceBorder: 5
            case .builtUp: 8
            case .river(let rank): [0, 4, 6, 8][min(max(rank, 0), 3)]
            case .road(let rank): [0, 5, 6, 7, 9, 11][min(max(rank, 0), 5)]
            }
        }

        var order: Int {
            switch self {
            case .sea: 0
            case .land: 1
            case .coast: 2
            case .study: 3
            case .builtUp: 4
            case .river: 5
            case .road(let rank): 10 - min(max(rank, 1), 5)
            case .provinceBorder: 11
            case .border(let isOuter), .disputedBorder(let isOuter): isOuter ? 12 : 13
            }
        }
    }

    let kind: Kind
    let geometry: Geometry
    /// How far along its line the part begins, pixels: dashes run on from tile to tile.
    let start: Double
    let rows: ClosedRange<Double>

    /// - Parameters:
    ///   - geometry: in pixels; a point stands for a disc of `radius`.
    ///   - start: how far along its line a cut-out part of it begins, pixels.
    ///   - radius: of the disc around a point, pixels.
    public init(_ kind: Kind, _ geometry: Geometry, start: Double = 0, radius: Double = 0) {
        self.kind = kind
        self.geometry = geometry
        self.start = start
        self.radius = radius
        let heights = geometry.points.lazy.map(\.y)
        let least = heights.min() ?? 0, reach = radius + 6
        rows = (least - reach)...(max(least, heights.max() ?? 0) + reach)
    }

    let radius: Double
}
