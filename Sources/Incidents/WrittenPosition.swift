// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo

/// A position of a grid in metres, before it is carried to degrees.
public struct GridPosition: Sendable, Hashable {
    /// Zone of the Universal Transverse Mercator grid, 1 to 60.
    public let zone: Int
    /// Whether it lies north of the equator.
    public let isNorth: Bool
    /// Metres.
    public let easting, northing: Double

    /// Whether a zone has such metres.
    static func areMetres(_ easting: Double, _ northing: Double) -> Bool {
        (100_000...900_000).contains(easting) && (0...10_000_000).contains(northing)
    }

    /// Whether metres that no zone has would be some the other way round: the first is too large for an easting.
    static func areExchanged(_ easting: Double, _ northing: Double) -> Bool {
        easting > 900_000 && areMetres(northing, easting)
    }

    /// A zone of one or two digits; nil for others than 1 to 60.
    static func zone(_ digits: Substring) -> Int? { Int(digits).flatMap { (1...60).contains($0) ? $0 : nil } }

    /// Takes the parts as they are.
    public init(zone: Int, isNorth: Bool, easting: Double, northing: Double) {
        self.zone = zone
        self.isNorth = isNorth
        self.easting = easting
        self.northing = northing
    }
}

/// A zone of the grid as it is written: `38`, `38N`, `38 S`, `UTM 38R`. The letter is a side of the equator or, as receivers
/// write it, the band of latitude of the Military Grid Reference System.
struct GridZone: Hashable {
    private let number: Int
    private let letter: Character?

    /// Nil for other zones than 1 to 60 and for letters that no band has.
    init?(_ text: String) {
        let pattern = /(?i)(?:UTM\s*)?(?:ZONE\s*)?(\d{1,2})(?:\.0)?\s*([C-HJ-NP-X])?/
        guard let found = WrittenText.plain(text).wholeMatch(of: pattern)?.output,
            let number = GridPosition.zone(found.1)
        else { return nil }
        self.number = number
        letter = found.2?.uppercased().first
    }

    /// The positions that metres of the zone may mean: two for S, which is the band from 32 to 40 degrees north too.
    func positions(_ easting: Double, _ northing: Double, isSouthern: Bool) -> [GridPosition] {
        let sides: [Bool] = letter == "S" ? [true, false] : [letter.map { $0 >= "N" } ?? !isSouthern]
        return sides.map { GridPosition(zone: number, isNorth: $0, easting: easting, northing: northing) }
    }
}

/// A position written in one cell.
enum WrittenPosition: Hashable {
    /// x is the longitude.
    case degrees(PlanarPoint)
    case grid(GridPosition)
    /// A grid whose letter may be a band or a side of the equator.
    case grids([GridPosition])
    /// A position that a link to a map names.
    case link(PlanarPoint)

    /// Reads `lat lon` with altitude and accuracy behind it, as forms write it, `lat, lon`, degrees with N and E in either
    /// order, `POINT (lon lat)`, GeoJSON, `38N 330000 4022000`, military grid references, `geo:36.3,43.1` and links to maps.
    init?(_ text: String) {
        guard text.utf8.count <= 400 else { return nil }
        let plain = Self.unbracketed(WrittenText.plain(text))
        if let point = Self.wellKnown(plain) ?? Self.json(plain) ?? Self.pair(plain) ?? Self.named(plain) {
            self = .degrees(point)
        } else if let grids = Self.utm(plain) {
            self = grids.count == 1 ? .grid(grids[0]) : .grids(grids)
        } else if let grid = MilitaryGrid.position(plain) {
            self = .grid(grid)
        } else if let point = PositionAddress.geoURI(plain) {
            self = .degrees(point)
        } else if let point = PositionAddress.link(plain) {
            self = .link(point)
        } else {
            return nil
        }
    }

    /// `(36.335, 43.119)` without its brackets.
    private static func unbracketed(_ text: String) -> String {
        let text = WrittenText.trimmed(text)
        guard text.hasPrefix("("), text.hasSuffix(")") else { return text }
        return WrittenText.trimmed(text.dropFirst().dropLast())
    }

    /// Numbers under names, in either order: `lat: 36.335, lon: 43.119`, `{"lat":36.335,"lng":43.119}`.
    private static func named(_ text: String) -> PlanarPoint? {
        guard text.lowercased().contains("lat") else { return nil }
        func number(_ pattern: Regex<(Substring, Substring)>) -> Double? {
            let found = text.matches(of: pattern)
            return found.count == 1 ? WrittenNumber.decimal(String(found[0].output.1)) : nil
        }
        guard let y = number(/(?i)\b(?:lat|latitude)\b["']?\s*[:=]?\s*["']?(-?\d+(?:\.\d+)?)/),
            let x = number(/(?i)\b(?:lon|lng|long|longitude)\b["']?\s*[:=]?\s*["']?(-?\d+(?:\.\d+)?)/),
            // Nothing else stands beside the two, such as a side of the equator.
            text.matches(of: /\d+(?:\.\d+)?/).count == 2, text.firstMatch(of: /\d\s*°?\s*[NSEWnsew]\b/) == nil
        else { return nil }
        return PlanarPoint(x: x, y: y)
    }

    private static func wellKnown(_ text: String) -> PlanarPoint? {
        let pattern =
            /(?i)(?:SRID=4326;\s*)?(?:MULTI)?POINT\s*(?:Z|M|ZM)?\s*\(\s*\(?\s*([-+\d.eE]+)\s+([-+\d.eE]+)[^)]*\)\s*\)?/
        guard let found = text.wholeMatch(of: pattern)?.output, let x = Double(found.1), let y = Double(found.2) else {
            return nil
        }
        return PlanarPoint(x: x, y: y)
    }

    private struct Point: Decodable { let type: String, coordinates: [Double] }

    private static func json(_ text: String) -> PlanarPoint? {
        guard text.first == "{", let point = try? JSONDecoder().decode(Point.self, from: Data(text.utf8)),
            point.type == "Point", point.coordinates.count >= 2
        else { return nil }
        return PlanarPoint(x: point.coordinates[0], y: point.coordinates[1])
    }

    /// Two degrees; without letters the latitude comes first.
    private static func pair(_ text: String) -> PlanarPoint? {
        let words = text.split(separator: " ").map(String.init)
        if (2...4).contains(words.count), let point = numbers(words) { return point }
        for separator in [";", ", ", ",", "/"] as [String] {
            let parts = text.components(separatedBy: separator).map { WrittenText.trimmed($0) }
            // Of numbers with a slash, `10/2` is as well a part of a date.
            if separator == "/", !parts.allSatisfy({ $0.contains(".") }) || parts.count != 2 { continue }
            if parts.count == 2, let point = point(parts[0], parts[1]) { return point }
            if (3...4).contains(parts.count), let point = numbers(parts) { return point }
        }
        // Degrees with spaces inside: behind the letter the second begins.
        if let found = text.wholeMatch(of: /(.*\d.*?[NSns])\s*[,;\/]?\s*(.*\d.*[EWew])/)?.output {
            return point(String(found.1), String(found.2))
        }
        if let found = text.wholeMatch(of: /([NSns].*\d.*?)[,;\/\s]*([EWew].*\d.*)/)?.output {
            return point(String(found.1), String(found.2))
        }
        return nil
    }

    /// The first two of numbers that each stand for themselves; altitude and accuracy may follow.
    private static func numbers(_ texts: [String]) -> PlanarPoint? {
        let isPair = texts.count == 2 && texts.allSatisfy { $0.last?.isLetter == true || $0.first?.isLetter == true }
        guard isPair || texts.allSatisfy({ WrittenNumber.decimal($0) != nil }) else { return nil }
        return point(texts[0], texts[1])
    }

    private static func point(_ first: String, _ second: String) -> PlanarPoint? {
        guard let a = WrittenDegrees(first), let b = WrittenDegrees(second) else { return nil }
        switch (a.isLatitude, b.isLatitude) {
        case (nil, nil), (true, false): return PlanarPoint(x: b.value, y: a.value)
        case (false, true): return PlanarPoint(x: a.value, y: b.value)
        default: return nil
        }
    }

    /// Why a text that is no position is none: what else it is.
    static func fault(of text: String) -> RejectionReason {
        let plain = WrittenText.plain(text)
        let exchanged = /(?i)(?:UTM\s*)?(?:ZONE\s*)?\d{1,2}\s*[C-HJ-NP-X][,;\s]+\d{7}(?:\.\d+)?[,;\s]+\d{6}(?:\.\d+)?/
        if plain.wholeMatch(of: exchanged) != nil { return .swappedGrid }
        return PositionAddress.kind(of: plain).map { .unreadPosition($0) } ?? .badDegrees
    }

    /// `38N 330000 4022000`, `38 N 330000mE 4022000mN`; a letter other than N and S is the band.
    private static func utm(_ text: String) -> [GridPosition]? {
        let pattern =
            /(?i)((?:UTM\s*)?(?:ZONE\s*)?\d{1,2}\s*[C-HJ-NP-X])[,;\s]+(?:E\s*)?(\d{6}(?:\.\d+)?)\s*(?:M?\s*E)?[,;\s]+(?:N\s*)?(\d{1,8}(?:\.\d+)?)\s*(?:M?\s*N)?/
        let last =
            /(?i)(\d{6}(?:\.\d+)?)\s*m?\s*E?[,;\s]+(\d{1,8}(?:\.\d+)?)\s*m?\s*N?[,;\s]+((?:UTM\s*)?(?:ZONE\s*)?\d{1,2}\s*[C-HJ-NP-X])/
        if let found = text.wholeMatch(of: last)?.output, let zone = GridZone(String(found.3)),
            let easting = Double(found.1), let northing = Double(found.2)
        {
            return zone.positions(easting, northing, isSouthern: false)
        }
        guard let found = text.wholeMatch(of: pattern)?.output, let zone = GridZone(String(found.1)),
            let easting = Double(found.2), let northing = Double(found.3)
        else { return nil }
        return zone.positions(easting, northing, isSouthern: false)
    }
}

/// References of the Military Grid Reference System: zone, band, a square of 100 km by two letters, and digits.
enum MilitaryGrid {
    private static let rows = Array("ABCDEFGHJKLMNPQRSTUV")
    private static let bands = Array("CDEFGHJKLMNPQRSTUVWX")
    private static let columns = [Array("STUVWXYZ"), Array("ABCDEFGH"), Array("JKLMNPQR")]

    /// The middle of the square that the reference names; nil for all else and for the poles.
    static func position(_ text: String) -> GridPosition? { square(text)?.middle }

    /// A square of the grid: its middle, and its side in metres.
    struct Square {
        let middle: GridPosition
        let side: Double

        /// Points along its edge, four to a side, from the south-west anticlockwise, the first one again at the end.
        var edge: [GridPosition] {
            let steps = (0..<4).map { Double($0) / 4 }
            let ring =
                steps.map { ($0, 0.0) } + steps.map { (1, $0) } + steps.map { (1 - $0, 1) } + steps.map { (0, 1 - $0) }
            return (ring + [ring[0]]).map { x, y in
                GridPosition(
                    zone: middle.zone, isNorth: middle.isNorth, easting: middle.easting + (x - 0.5) * side,
                    northing: middle.northing + (y - 0.5) * side)
            }
        }
    }

    /// The square that the reference names; nil for all else and for the poles.
    static func square(_ text: String) -> Square? {
        let plain = text.uppercased().replacing(" ", with: "")
        guard let found = plain.wholeMatch(of: /(\d{1,2})([C-HJ-NP-X])([A-HJ-NP-Z])([A-HJ-NP-V])(\d{0,10})/)?.output,
            let zone = GridPosition.zone(found.1), found.5.count.isMultiple(of: 2),
            let band = bands.firstIndex(of: found.2.first ?? " "),
            let column = columns[zone % 3].firstIndex(of: found.3.first ?? " "),
            let row = rows.firstIndex(of: found.4.first ?? " ")
        else { return nil }
        let half = found.5.count / 2, size: Double = pow(10, Double(5 - half))
        let inColumn: Double = (Double(found.5.prefix(half)) ?? 0) * size + size / 2
        let inRow: Double = (Double(found.5.suffix(half)) ?? 0) * size + size / 2
        let easting: Double = Double(column + 1) * 100_000 + inColumn
        // Rows of even zones start five letters later, and come again every 2,000 km: the band tells which is meant.
        let shifted = (row + (zone.isMultiple(of: 2) ? 15 : 0)) % 20
        let isNorth = band >= 10
        let lowest = northing(ofLatitude: Double(band * 8 - 80)) + (isNorth ? 0 : 10_000_000)
        var northing = Double(shifted) * 100_000 + inRow
        // The grid's lines bend against the parallels: half a square of tolerance.
        while northing < lowest - 50_000 { northing += 2_000_000 }
        return Square(
            middle: GridPosition(zone: zone, isNorth: isNorth, easting: easting, northing: northing), side: size)
    }

    /// Metres along the middle of a zone from the equator, to a kilometre or so.
    private static func northing(ofLatitude latitude: Double) -> Double {
        let angle: Double = latitude * Double.pi / 180
        let bend: Double = -16_038.5087 * sin(2 * angle) + 16.8326 * sin(4 * angle)
        return 0.9996 * (6_367_449.1458 * angle + bend)
    }
}
