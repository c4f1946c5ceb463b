// SPDX-License-Identifier: Apache-2.0

import Geo

/// A shape written in one cell as well-known text: `POLYGON ((...))`, `MULTIPOLYGON`, `LINESTRING`, `MULTILINESTRING`,
/// `MULTIPOINT`; x is the longitude, and Z and M are dropped.
struct WrittenShape {
    let geometry: Geometry

    private static let longest = 1 << 20

    /// Nil for points, for all other texts, and where a ring or a line has too few corners.
    init?(_ text: String) {
        guard text.utf8.count <= Self.longest, let open = text.firstIndex(of: "(") else { return nil }
        var kind = text[..<open].uppercased()
        if kind.hasPrefix("SRID=4326;") { kind.removeFirst("SRID=4326;".count) }
        let name = kind.split(separator: " ").first.map(String.init) ?? ""
        var reader = NestedLists(text[open...])
        guard let list = reader.list(), reader.isAtEnd, let found = Self.geometry(name, list) else { return nil }
        geometry = found
    }

    private static func geometry(_ name: String, _ list: NestedLists.List) -> Geometry? {
        switch name {
        case "POLYGON": polygon(list).map { .area(MultiPolygon([$0])) }
        case "MULTIPOLYGON": all(list.members, polygon).map { .area(MultiPolygon($0)) }
        case "LINESTRING": line(list).map { .lines([$0]) }
        case "MULTILINESTRING": all(list.members, line).map { .lines($0) }
        case "MULTIPOINT": points(list).map { .multiPoint($0) }
        default: nil
        }
    }

    private static func polygon(_ list: NestedLists.List) -> Polygon? {
        guard let rings = all(list.members, { $0.points.count >= 4 ? $0.points : nil }) else { return nil }
        return Polygon(shell: rings[0], holes: Array(rings.dropFirst()))
    }

    private static func line(_ list: NestedLists.List) -> [PlanarPoint]? { list.points.count >= 2 ? list.points : nil }

    /// Points with or without brackets of their own.
    private static func points(_ list: NestedLists.List) -> [PlanarPoint]? {
        let points = list.members.isEmpty ? list.points : list.members.flatMap(\.points)
        return points.count >= 2 ? points : nil
    }

    /// All of them, at least one; nil where one is not what it should be.
    private static func all<Value>(
        _ members: [NestedLists.List], _ read: (NestedLists.List) -> Value?
    ) -> [Value]? {
        let values = members.compactMap(read)
        return values.isEmpty || values.count < members.count ? nil : values
    }
}

/// Brackets in brackets around coordinates.
private struct NestedLists {
    struct List {
        var members: [List] = []
        var points: [PlanarPoint] = []
    }

    /// Deeper than any shape.
    private static let deepest = 4
    private var rest: Substring

    init(_ text: Substring) { rest = text }

    var isAtEnd: Bool { rest.allSatisfy(\.isWhitespace) }

    /// What stands between two brackets; nil where it is neither lists nor coordinates.
    mutating func list(depth: Int = 0) -> List? {
        guard depth < Self.deepest, take("(") else { return nil }
        var list = List()
        repeat {
            rest = rest.drop(while: \.isWhitespace)
            if rest.first == "(" {
                guard let member = self.list(depth: depth + 1) else { return nil }
                list.members.append(member)
            } else {
                guard let point = point() else { return nil }
                list.points.append(point)
            }
        } while take(",")
        return take(")") && (list.members.isEmpty || list.points.isEmpty) ? list : nil
    }

    private mutating func take(_ sign: Character) -> Bool {
        rest = rest.drop(while: \.isWhitespace)
        guard rest.first == sign else { return false }
        rest.removeFirst()
        return true
    }

    /// Two numbers on the earth; a third and a fourth are dropped.
    private mutating func point() -> PlanarPoint? {
        let text = rest.prefix { $0 != "," && $0 != ")" && $0 != "(" }
        rest = rest[text.endIndex...]
        let numbers = text.split(whereSeparator: \.isWhitespace).map { Double($0) }
        guard (2...4).contains(numbers.count), let x = numbers[0], let y = numbers[1],
            Coordinate(longitude: x, latitude: y) != nil
        else { return nil }
        return PlanarPoint(x: x, y: y)
    }
}
