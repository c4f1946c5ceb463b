// SPDX-License-Identifier: Apache-2.0

import Geo
import JSON
import Layers
import Synchronization
import TileEncoding

/// The incidents of a build that can be marked, in the order of a curve that fills the map: the marks of a cell of any zoom
/// stand next to each other, so that a view is answered in one pass without a table.
struct MarkIndex: Sendable {
    /// A mark with the position of its cell at the deepest zoom along the curve.
    struct Entry: Sendable {
        let code: UInt64
        let mark: IncidentMark
    }

    let entries: [Entry]
    /// Incidents known to no place.
    let unlocated: Int
    /// Incidents of restricted sources, which have no mark in any tier.
    let restricted: Int
    /// First and last day of any incident; empty without one.
    let firstDay: String, lastDay: String

    /// The layers of a build whose features are incidents; builds of earlier versions have all of them in one.
    static let layerNames = [
        FeatureLayer.Kind.incidentPoints.layerName, FeatureLayer.Kind.incidentAreas.layerName, "incidents",
    ]

    init(_ layers: [ServedFeatures]) {
        var entries: [Entry] = [], unlocated = 0, restricted = 0, places: [[UInt8]: MarkPlace?] = [:]
        for feature in layers.flatMap(\.features) {
            func member(_ name: String) -> JSONValue? { feature.properties.first { $0.name == name }?.value }
            if member("access")?.text == SourceAccess.restricted.rawValue {
                restricted += 1
                continue
            }
            let location = member("location"), key = location?.bytes ?? feature.geometryJSON.bytes
            // Incidents of one area have one polygon.
            let place = places[key] ?? MarkPlace(feature, location: location)
            places[key] = .some(place)
            guard let mark = IncidentMark(feature, place: place) else {
                unlocated += 1
                continue
            }
            entries.append(Entry(code: MarkCell.code(of: mark.place), mark: mark))
        }
        entries.sort { ($0.code, $0.mark.id) < ($1.code, $1.mark.id) }
        self.entries = entries
        (self.unlocated, self.restricted) = (unlocated, restricted)
        let days = entries.filter { $0.mark.days != nil }
        firstDay = days.map(\.mark.firstDay).min() ?? ""
        lastDay = days.map(\.mark.lastDay).max() ?? ""
    }
}

/// The index of one build, made at the first question.
final class MarkShelf: Sendable {
    private let index = Mutex<MarkIndex?>(nil)

    func index(of layers: [ServedFeatures]) -> MarkIndex {
        index.withLock { index in
            if let index { return index }
            let made = MarkIndex(layers)
            index = made
            return made
        }
    }
}

/// A fixed square of 64 pixels of the map of a zoom: clusters stay what they are while the map is moved.
struct MarkCell: Sendable, Hashable {
    let column: Int, row: Int

    /// Cells along a side of the map at zoom 0: 256 pixels.
    static let acrossAtZoom0 = 4
    static let zooms = 0...22

    /// Cells along a side.
    static func across(_ zoom: Int) -> Int { acrossAtZoom0 << zoom }

    /// Column and row, from the west and from the north, as fractions of the map.
    static func fractions(_ place: PlanarPoint) -> (x: Double, y: Double) {
        let world = TileMatrixSet.mercatorLimit, point = WebMercator.project(place)
        func fraction(_ value: Double) -> Double { min(max(0, value), 1.0.nextDown) }
        return (fraction((point.x + world) / (2 * world)), fraction((world - point.y) / (2 * world)))
    }

    /// The position along the curve (Morton's) of the cell at the deepest zoom.
    static func code(of place: PlanarPoint) -> UInt64 {
        let (x, y) = fractions(place), across = Double(self.across(zooms.upperBound))
        func cell(_ fraction: Double) -> UInt64 {
            Int(checked: (fraction * across).rounded(.down)).map(UInt64.init) ?? 0
        }
        return spread(cell(x)) | spread(cell(y)) << 1
    }

    /// The cell of a zoom that holds a code.
    init(code: UInt64, zoom: Int) {
        let own = code >> Self.shift(zoom)
        column = Int(Self.gathered(own))
        row = Int(Self.gathered(own >> 1))
    }

    /// Bits of a code that tell cells apart inside of one of the zoom.
    static func shift(_ zoom: Int) -> UInt64 { UInt64(2 * (zooms.upperBound - zoom)) }

    /// The bits with a gap before each.
    private static func spread(_ value: UInt64) -> UInt64 {
        var bits = value & 0xFFFF_FFFF
        bits = (bits | bits << 16) & 0x0000_FFFF_0000_FFFF
        bits = (bits | bits << 8) & 0x00FF_00FF_00FF_00FF
        bits = (bits | bits << 4) & 0x0F0F_0F0F_0F0F_0F0F
        bits = (bits | bits << 2) & 0x3333_3333_3333_3333
        return (bits | bits << 1) & 0x5555_5555_5555_5555
    }

    /// Every second bit, beginning with the lowest.
    private static func gathered(_ value: UInt64) -> UInt64 {
        var bits = value & 0x5555_5555_5555_5555
        bits = (bits | bits >> 1) & 0x3333_3333_3333_3333
        bits = (bits | bits >> 2) & 0x0F0F_0F0F_0F0F_0F0F
        bits = (bits | bits >> 4) & 0x00FF_00FF_00FF_00FF
        bits = (bits | bits >> 8) & 0x0000_FFFF_0000_FFFF
        return (bits | bits >> 16) & 0x0000_0000_FFFF_FFFF
    }
}
