// SPDX-License-Identifier: Apache-2.0

import Geo

/// What a request for marks asks for.
struct MarksRequest: Sendable {
    static let box = RouteParameter.query(
        "bbox", .box, "West, south, east, north in degrees; west above east crosses the antimeridian")
    static let zoom = RouteParameter.query("zoom", .whole(MarkCell.zooms), "Zoom of the map; 6 without it")
    static let first = RouteParameter.query("first", .text, "First day, YYYY-MM-DD")
    static let last = RouteParameter.query("last", .text, "Last day, YYYY-MM-DD")
    static let types = RouteParameter.query("types", .text, "Event types, separated by commas")
    static let clusters = RouteParameter.query("clusters", .truth, "false: the newest marks one by one")

    private static let usualZoom = 6

    /// Parts of the globe, west not above east; two where the view crosses the antimeridian.
    let boxes: [DegreeBox]
    let zoom: Int
    let first: CalendarDay?, last: CalendarDay?
    /// Nil for all.
    let types: Set<String>?
    /// Whether marks that lie close together are told as one.
    let isClustered: Bool

    init(_ target: RequestTarget) throws(ServerError) {
        boxes = try Self.boxes(target.text(Self.box.name))
        zoom = try target.integer(Self.zoom) ?? Self.usualZoom
        first = try Self.day(Self.first, target)
        last = try Self.day(Self.last, target)
        if let first, let last, last < first {
            throw .parameter(name: Self.last.name, reason: "lies before the first day")
        }
        types = target.text(Self.types.name).map { Set($0.split(separator: ",").map(String.init)) }
        isClustered = !["false", "0"].contains(target.value(Self.clusters.name)?.lowercased() ?? "true")
    }

    private static func day(_ parameter: RouteParameter, _ target: RequestTarget) throws(ServerError) -> CalendarDay? {
        guard let text = target.text(parameter.name) else { return nil }
        guard text.utf8.count == 10, let day = CalendarDay(parsing: text) else {
            throw .parameter(name: parameter.name, reason: "must be a day, YYYY-MM-DD")
        }
        return day
    }

    /// The whole globe without a box. Maps that go round it more than once send degrees beyond 180.
    private static func boxes(_ text: String?) throws(ServerError) -> [DegreeBox] {
        guard let text else { return [DegreeBox(west: -180, south: -90, east: 180, north: 90)] }
        guard let n = NumberText.list(text, count: 4), n.allSatisfy({ abs($0) <= 1e6 }) else {
            throw .parameter(name: box.name, reason: "must be four finite numbers separated by commas")
        }
        guard n[1] <= n[3] else {
            throw .parameter(name: box.name, reason: "must have its south-west corner first")
        }
        let south = max(-90, n[1]), north = min(90, n[3])
        guard south <= north else { return [] }
        func part(_ west: Double, _ east: Double) -> DegreeBox {
            DegreeBox(west: west, south: south, east: east, north: north)
        }
        let isCrossing = n[0] > n[2], width = isCrossing ? n[2] + 360 - n[0] : n[2] - n[0]
        guard width < 360, width >= 0 else { return [part(-180, 180)] }
        let west = n[0] - 360 * ((n[0] + 180) / 360).rounded(.down), east = west + width
        return east <= 180 ? [part(west, east)] : [part(west, 180), part(-180, east - 360)]
    }
}

extension DegreeBox {
    init(west: Double, south: Double, east: Double, north: Double) {
        (self.west, self.south, self.east, self.north) = (west, south, east, north)
    }

    func contains(_ point: PlanarPoint) -> Bool {
        point.x >= west && point.x <= east && point.y >= south && point.y <= north
    }
}
