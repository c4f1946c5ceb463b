// SPDX-License-Identifier: Apache-2.0

import Geo
import Layers

/// Gives names their places in one plane of pixels, the most important first; a name that finds no room is left out
/// together with its dot.
struct LabelPlacer {
    let labels: [ReferenceLabel]
    let texts: [MeasuredLabel]
    /// Web map zoom level that the scale is nearest to.
    let zoom: Int
    /// Within which names have to lie.
    let bounds: Frame
    /// Pixels of a degree of longitude.
    let pixelsPerDegree: Double
    /// Pixels of positions in degrees, y downwards; nil where these have no place in the plane.
    let pixels: ([PlanarPoint]) -> [PlanarPoint]?

    private var grid = FrameGrid()
    /// Dots of large towns, which names of areas leave free.
    private var dots = FrameGrid()
    /// The same dots by the towns' names.
    private var namesakes: [String: [PlanarPoint]] = [:]
    private var placed: [LabelSheet.Placed] = []

    init(
        _ labels: [ReferenceLabel], _ texts: [MeasuredLabel], zoom: Int, bounds: Frame, pixelsPerDegree: Double,
        pixels: @escaping ([PlanarPoint]) -> [PlanarPoint]?
    ) {
        self.labels = labels
        self.texts = texts
        self.zoom = zoom
        self.bounds = bounds
        self.pixelsPerDegree = pixelsPerDegree
        self.pixels = pixels
    }

    /// Free pixels around each name.
    private static let margin = 3.0
    /// Pixels from the middle of a dot to the name.
    private static let gap = 6.0

    static func frame(ofDot dot: PlanarPoint) -> Frame { Frame(x: dot.x - 5, y: dot.y - 5, width: 10, height: 10) }

    /// - Parameter candidates: numbers of the labels to place, the most important first.
    mutating func sheet(of candidates: [Int]) -> LabelSheet {
        let shown = candidates.filter { labels[$0].zooms.contains(zoom) && !texts[$0].lines.isEmpty }
        reserveDots(shown)
        for index in shown {
            switch labels[index].kind {
            case .country, .province: placeArea(index)
            case .river: placeRiver(index)
            case .capital, .city, .town, .village: placeTown(index)
            }
        }
        return LabelSheet(placed)
    }

    private func isFree(_ frame: Frame) -> Bool {
        bounds.contains(frame) && grid.isFree(frame.inset(-Self.margin))
    }

    private mutating func take(_ entry: LabelSheet.Placed, _ frame: Frame) {
        grid.take(frame)
        placed.append(entry)
    }

    // MARK: Towns

    private mutating func reserveDots(_ shown: [Int]) {
        for index in shown where labels[index].kind == .capital || labels[index].kind == .city {
            guard case .point(let position) = labels[index].place, let pixel = pixels([position])?.first else {
                continue
            }
            dots.take(Self.frame(ofDot: pixel))
            namesakes[labels[index].name.main, default: []].append(pixel)
        }
    }

    private mutating func placeTown(_ index: Int) {
        guard case .point(let position) = labels[index].place, let pixel = pixels([position])?.first else { return }
        let dot = PlanarPoint(x: pixel.x.rounded(), y: pixel.y.rounded()), frame = Self.frame(ofDot: dot)
        guard bounds.contains(frame), grid.isFree(frame) else { return }
        // Both languages as soon as the town is not new to the map, else one.
        let most = zoom > labels[index].zooms.lowerBound || labels[index].kind == .capital ? 2 : 1
        for lines in (1...min(most, texts[index].lines.count)).reversed() {
            let size = texts[index].size(lines: lines)
            guard let place = Self.around(dot, size).first(where: isFree) else { continue }
            let alignment: TextStyle.Alignment =
                place.x > dot.x ? .left : place.maxX < dot.x ? .right : .center
            grid.take(frame)
            take(.init(label: index, lines: lines, frame: place, alignment: alignment, dot: dot), place)
            return
        }
    }

    /// Right of the dot first, then left, above and below: the order in which readers find a name.
    private static func around(_ dot: PlanarPoint, _ size: (width: Double, height: Double)) -> [Frame] {
        let (width, height) = size
        let middle = (height / 2).rounded(), half = (width / 2).rounded()
        let corners = [
            (dot.x + gap, dot.y - middle), (dot.x - gap - width, dot.y - middle),
            (dot.x + gap, dot.y - height), (dot.x + gap, dot.y),
            (dot.x - gap - width, dot.y - height), (dot.x - gap - width, dot.y),
            (dot.x - half, dot.y - gap - height), (dot.x - half, dot.y + gap),
        ]
        return corners.map { Frame(x: $0.0, y: $0.1, width: width, height: height) }
    }

    // MARK: Areas

    private mutating func placeArea(_ index: Int) {
        guard case .multiPoint(let positions) = labels[index].place, let pixels = pixels(positions) else { return }
        for lines in (1...min(2, texts[index].lines.count)).reversed() {
            let size = texts[index].size(lines: lines)
            // A name longer than its area would be read as that of a neighbour.
            guard size.width <= labels[index].room * pixelsPerDegree else { continue }
            for pixel in pixels {
                let frame = Frame(
                    x: (pixel.x - size.width / 2).rounded(), y: (pixel.y - size.height / 2).rounded(),
                    width: size.width, height: size.height)
                guard isFree(frame), dots.isFree(frame), !isBesideNamesake(index, pixel) else { continue }
                take(.init(label: index, lines: lines, frame: frame, alignment: .center), frame)
                return
            }
        }
    }

    /// Pixels around a town within which its name says that of its province too.
    private static let namesakeReach = 90.0

    private func isBesideNamesake(_ index: Int, _ pixel: PlanarPoint) -> Bool {
        namesakes[labels[index].name.main]?.contains { town in
            abs(town.x - pixel.x) < Self.namesakeReach && abs(town.y - pixel.y) < Self.namesakeReach
        } ?? false
    }

    // MARK: Rivers

    /// Pixels from one name of a river to the next.
    private static let riverSpacing = 480.0
    /// Of a river of many thousand pixels, names enough for any window.
    private static let mostRiverNames = 2000

    private mutating func placeRiver(_ index: Int) {
        guard case .lines(let lines) = labels[index].place else { return }
        let size = texts[index].size(lines: 1)
        var names: [PlanarPoint] = []
        for stretch in lines.lazy.compactMap(pixels).flatMap({ RiverCourse.stretches(of: $0, length: size.width * 1.1) }
        )
        where names.count < Self.mostRiverNames {
            let center = stretch.center(height: size.height)
            let isNear = names.suffix(64).contains {
                abs($0.x - center.x) + abs($0.y - center.y) < Self.riverSpacing
            }
            let bounds = stretch.bounds(of: size)
            guard !isNear, isFree(bounds) else { continue }
            let frame = Frame(
                x: center.x - size.width / 2, y: center.y - size.height / 2, width: size.width, height: size.height)
            names.append(center)
            take(
                .init(label: index, lines: 1, frame: frame, alignment: .center, dot: nil, angle: stretch.angle),
                bounds)
        }
    }
}
