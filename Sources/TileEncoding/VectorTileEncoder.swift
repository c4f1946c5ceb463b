// SPDX-License-Identifier: Apache-2.0

import Geo
import JSON

/// Writes one layer of a Mapbox Vector Tile (specification 2.1).
struct VectorTileEncoder {
    private let clipper: TileClipper
    private let name: String
    private var keys: [String: UInt32] = [:]
    private var keyNames: [String] = []
    private var values: [JSONValue: UInt32] = [:]
    private var valueList: [JSONValue] = []
    private var features: [[UInt8]] = []

    init(name: String, tile: Extent) {
        self.name = name
        clipper = TileClipper(tile)
    }

    /// Adds what of the feature lies in the tile; the geometry is in the plane of the tile's extent.
    mutating func add(id: UInt64, geometry: Geometry, properties: [JSONValue.Member]) {
        let (type, commands) = commands(for: geometry)
        guard !commands.isEmpty else { return }
        var feature = ProtobufWriter()
        feature.append(field: 1, varint: id)
        feature.append(field: 2, packed: tags(properties))
        feature.append(field: 3, varint: type)
        feature.append(field: 4, packed: commands)
        features.append(feature.bytes)
    }

    /// The tile; empty when no feature lies in it.
    func encoded() -> [UInt8] {
        if features.isEmpty { return [] }
        var layer = ProtobufWriter()
        layer.append(field: 15, varint: 2)
        layer.append(field: 1, bytes: name.utf8)
        for feature in features { layer.append(field: 2, bytes: feature) }
        for key in keyNames { layer.append(field: 3, bytes: key.utf8) }
        for value in valueList { layer.append(field: 4, bytes: Self.encoded(value)) }
        layer.append(field: 5, varint: UInt64(TileClipper.extent))
        var tile = ProtobufWriter()
        tile.append(field: 3, bytes: layer.bytes)
        return tile.bytes
    }

    /// Positions of keys and values in the layer's lists; null has no form in a tile and is left out.
    private mutating func tags(_ properties: [JSONValue.Member]) -> [UInt32] {
        var tags: [UInt32] = []
        for member in properties where member.value != .null {
            if keys[member.name] == nil {
                keys[member.name] = UInt32(keyNames.count)
                keyNames.append(member.name)
            }
            if values[member.value] == nil {
                values[member.value] = UInt32(valueList.count)
                valueList.append(member.value)
            }
            tags += [keys[member.name]!, values[member.value]!]
        }
        return tags
    }

    /// Arrays and objects become their JSON text: tiles have no such values.
    private static func encoded(_ value: JSONValue) -> [UInt8] {
        var writer = ProtobufWriter()
        switch value {
        case .string(let text): writer.append(field: 1, bytes: text.utf8)
        case .bool(let truth): writer.append(field: 7, varint: truth ? 1 : 0)
        case .number(let digits):
            if let integer = Int64(digits) {
                writer.append(field: 6, varint: ProtobufWriter.zigzag(integer))
            } else {
                writer.append(field: 3, double: Double(digits) ?? .nan)
            }
        case .null, .array, .object, .encoded: writer.append(field: 1, bytes: value.bytes)
        }
        return writer.bytes
    }

    private func commands(for geometry: Geometry) -> (type: UInt64, commands: [UInt32]) {
        var cursor = GeometryCommands()
        switch geometry {
        case .point(let point):
            cursor.move(to: clipper.points([point]))
            return (1, cursor.commands)
        case .multiPoint(let points):
            cursor.move(to: clipper.points(points))
            return (1, cursor.commands)
        case .lines(let lines):
            for part in lines.lazy.flatMap(clipper.line) { cursor.draw(part, closed: false) }
            return (2, cursor.commands)
        case .area(let area):
            for ring in clipper.area(area).joined() { cursor.draw(ring, closed: true) }
            return (3, cursor.commands)
        }
    }
}

/// Command integers of a feature's geometry; positions are relative to the one before.
private struct GeometryCommands {
    private(set) var commands: [UInt32] = []
    private var x: Int32 = 0
    private var y: Int32 = 0

    mutating func move(to positions: [TileClipper.Position]) {
        guard !positions.isEmpty else { return }
        commands.append(UInt32(positions.count) << 3 | 1)
        for position in positions { append(position) }
    }

    mutating func draw(_ positions: [TileClipper.Position], closed: Bool) {
        move(to: [positions[0]])
        commands.append(UInt32(positions.count - 1) << 3 | 2)
        for position in positions.dropFirst() { append(position) }
        if closed { commands.append(1 << 3 | 7) }
    }

    private mutating func append(_ position: TileClipper.Position) {
        commands += [ProtobufWriter.zigzag(position.x &- x), ProtobufWriter.zigzag(position.y &- y)]
        x = position.x
        y = position.y
    }
}
