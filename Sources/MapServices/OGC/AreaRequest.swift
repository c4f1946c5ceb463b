// SPDX-License-Identifier: Apache-2.0

import Geo
import TileEncoding

/// The rectangle and size of a request to OGC API Maps or Coverages.
struct AreaRequest: Sendable {
    let crs: NamedCRS
    let view: MapView

    /// - Parameters:
    ///   - bounds: what is shown where no box is given.
    ///   - cell: size of a pixel in degrees where no size is given.
    init(_ target: RequestTarget, bounds: DegreeBox, cell: Double, largestSide: Int) throws(ServerError) {
        crs =
            try target.text("crs").map { text throws(ServerError) in try NamedCRS.named(Self.plain(text)) }
            ?? NamedCRS.degrees
        guard let extent = try Self.extent(target, crs) ?? Self.whole(bounds, crs) else {
            throw .parameter(name: "bbox", reason: "is needed with this coordinate reference system")
        }
        let isDegrees = crs.plane == .geographic
        let pixel = isDegrees ? cell : cell * TileMatrixSet.mercatorLimit / 180
        let size = try Self.size(target, largestSide)
        let natural = (width: extent.width / pixel, height: extent.height / pixel)
        // One side given: the other keeps the shape. None: the size of the cells, made to fit the limit.
        let factor = min(1, Double(largestSide) / max(natural.width, natural.height))
        let shape = extent.height / extent.width
        let width = size.width.map(Double.init) ?? size.height.map { Double($0) / shape } ?? natural.width * factor
        let height = size.height.map(Double.init) ?? size.width.map { Double($0) * shape } ?? natural.height * factor
        let limit = Double(largestSide)
        guard width <= limit + 0.5, height <= limit + 0.5,
            let view = MapView(
                plane: crs.plane, extent: extent, width: max(1, Int(checked: width.rounded()) ?? 0),
                height: max(1, Int(checked: height.rounded()) ?? 0))
        else { throw .parameter(name: "width", reason: "and height may be at most \(largestSide)") }
        self.view = view
    }

    /// `[EPSG:3857]` and `<address>` as the plain name inside.
    private static func plain(_ text: String) -> String {
        String(text.drop { $0 == "[" || $0 == "<" }.prefix { $0 != "]" && $0 != ">" })
    }

    private static func whole(_ bounds: DegreeBox, _ crs: NamedCRS) -> Extent? {
        switch crs.plane {
        case .geographic: bounds.extent
        case .webMercator: bounds.extent.flatMap { WebMercator.project($0) }
        case .projected: nil
        }
    }

    private static func extent(_ target: RequestTarget, _ crs: NamedCRS) throws(ServerError) -> Extent? {
        if let numbers = try subset(target) { return try crs.extent(numbers, name: "subset", northFirst: false) }
        guard let text = target.text("bbox") else { return nil }
        let six = NumberText.list(text, count: 6).map { [$0[0], $0[1], $0[3], $0[4]] }
        guard let numbers = NumberText.list(text, count: 4) ?? six else {
            throw .parameter(name: "bbox", reason: "must be four finite numbers separated by commas")
        }
        guard let name = target.text("bbox-crs") else {
            return try moved(NamedCRS.degrees.extent(numbers, name: "bbox", northFirst: false), to: crs)
        }
        let boxCRS = try NamedCRS.named(plain(name))
        return try moved(
            boxCRS.extent(numbers, name: "bbox", northFirst: boxCRS.isNorthFirst), from: boxCRS, to: crs)
    }

    /// A box in degrees or in the map's own system in the map's system.
    private static func moved(
        _ extent: Extent, from source: NamedCRS = .degrees, to target: NamedCRS
    ) throws(ServerError) -> Extent {
        if source.plane == target.plane { return extent }
        switch (source.plane, target.plane) {
        case (.geographic, .webMercator):
            guard let moved = WebMercator.project(extent) else { break }
            return moved
        case (.webMercator, .geographic):
            guard let moved = WebMercator.unproject(extent) else { break }
            return moved
        default: break
        }
        throw .parameter(name: "bbox-crs", reason: "must be that of the map, and the box must have an area in it")
    }

    /// `subset=Lat(33:34),Lon(44:45)`, the axes in any order, as west, south, east, north.
    private static func subset(_ target: RequestTarget) throws(ServerError) -> [Double]? {
        let texts = target.query.filter { $0.name == "subset" }.map(\.value)
        guard !texts.isEmpty else { return nil }
        var ranges: [String: (Double, Double)] = [:]
        let wrong = ServerError.parameter(name: "subset", reason: "must be of the form Lat(33:34),Lon(44:45)")
        for part in texts.joined(separator: ",").split(separator: ",") {
            guard let open = part.firstIndex(of: "("), part.last == ")" else { throw wrong }
            let sides = part[part.index(after: open)...].dropLast().split(separator: ":")
            guard sides.count == 2, let low = NumberText.finite(sides[0]), let high = NumberText.finite(sides[1]) else {
                throw wrong
            }
            ranges[part[..<open].lowercased()] = (low, high)
        }
        guard let x = ranges["lon"] ?? ranges["long"] ?? ranges["x"] ?? ranges["e"],
            let y = ranges["lat"] ?? ranges["y"] ?? ranges["n"]
        else { throw wrong }
        return [x.0, y.0, x.1, y.1]
    }

    private static func size(
        _ target: RequestTarget, _ largestSide: Int
    ) throws(ServerError) -> (width: Int?, height: Int?) {
        if let text = target.text("scale-size") ?? target.text("scalesize") {
            var sizes: [String: Int] = [:]
            for part in text.split(separator: ",") {
                let sides = part.split { $0 == "(" || $0 == ")" }
                guard sides.count == 2, let number = NumberText.finite(sides[1]).flatMap({ Int(checked: $0) }),
                    (1...largestSide).contains(number)
                else { throw .parameter(name: "scale-size", reason: "must be of the form Lon(400),Lat(300)") }
                sizes[sides[0].lowercased()] = number
            }
            return (sizes["lon"] ?? sizes["long"] ?? sizes["x"], sizes["lat"] ?? sizes["y"])
        }
        return (
            try target.integer("width", in: 1...largestSide), try target.integer("height", in: 1...largestSide)
        )
    }
}
