// SPDX-License-Identifier: Apache-2.0

public import Geo
public import Layers

/// A named area on a map, in the map's plane.
public struct MapArea: Sendable, Hashable {
    /// Name in the languages of the map; empty: no label.
    public var name: TextByLanguage
    /// Outline in the units of the plane.
    public var area: MultiPolygon
    /// False for a province without a figure (withheld, no value): it has the colour of what is not assessed to its border.
    public var isAssessed: Bool

    /// Takes the parts as they are.
    public init(name: TextByLanguage, area: MultiPolygon, isAssessed: Bool = true) {
        self.isAssessed = isAssessed
        self.name = name
        self.area = area
    }
}

/// Lines of one kind on a map, in the map's plane.
public struct MapLine: Sendable, Hashable {
    /// What the lines are.
    public enum Kind: Sendable, Hashable {
        /// A land border that both sides accept.
        case border
        /// A border or line that is disputed or not final: dashed.
        case disputedBorder
        /// A line inside a country that is no province border (the Kurdistan Region's): dotted.
        case internalLine
        /// A main road; 1 the greatest, 3 the least.
        case road(rank: Int)
        /// A river; 1 the greatest, 3 the least.
        case river(rank: Int)
        /// A route; only maps of the internal tier have any.
        case route
    }

    /// What the lines are.
    public var kind: Kind
    /// A river's name; empty: no label.
    public var name: String
    /// The lines in the units of the plane.
    public var lines: [[PlanarPoint]]

    /// Takes the parts as they are.
    public init(kind: Kind, name: String = "", lines: [[PlanarPoint]]) {
        self.kind = kind
        self.name = name
        self.lines = lines
    }
}

/// A town on a map.
public struct MapTown: Sendable, Hashable {
    /// Name in the languages of the map.
    public var name: TextByLanguage
    /// Position in the units of the plane.
    public var position: PlanarPoint
    /// 1 a capital, 2 a large city, 3 any other.
    public var rank: Int
    /// Whether it is the one beside the highest value, whose name has to be on the map.
    public var isHighest = false

    /// Takes the parts as they are.
    public init(name: TextByLanguage, position: PlanarPoint, rank: Int) {
        self.name = name
        self.position = position
        self.rank = rank
    }
}

/// A corridor of transfers on a map, as an area in the map's plane.
public struct MapCorridor: Sendable, Hashable {
    /// Name in the languages of the map, with what it adds; empty: it has no letter.
    public var name: TextByLanguage
    /// Outline in the units of the plane.
    public var area: MultiPolygon
    /// By road or by air.
    public var mode: Route.Mode
    /// Whether a report states it or an analyst assumes it.
    public var basis: Route.Basis

    /// Takes the parts as they are.
    public init(name: TextByLanguage, area: MultiPolygon, mode: Route.Mode, basis: Route.Basis) {
        (self.name, self.area, self.mode, self.basis) = (name, area, mode, basis)
    }
}

/// A small map of where the sheet lies, in the map's plane.
public struct MapLocator: Sendable, Hashable {
    /// What the small map shows at least.
    public var extent: Extent
    /// Land.
    public var countries: [MultiPolygon]
    /// What the study is of.
    public var study: [MultiPolygon]
    /// What the sheet shows.
    public var box: Extent

    /// Takes the parts as they are.
    public init(extent: Extent, countries: [MultiPolygon], study: [MultiPolygon], box: Extent) {
        (self.extent, self.countries, self.study, self.box) = (extent, countries, study, box)
    }
}

/// Everything that a finished map shows, as plain values: the drawing code knows neither files nor incidents.
///
/// All coordinates are in one plane, that of `surface.grid`. An equal-area plane in metres suits a map best: areas
/// compare, and one scale holds. Web Mercator works too with its `groundScale`.
public struct MapSpecification: Sendable {
    /// The paper.
    public var paper = SheetPaper.a4
    /// The surface; NaN: not assessed. Its grid gives the plane.
    public var surface: Raster<Float>
    /// Classes and colours.
    public var style: Style
    /// What part of the plane is shown at least; it is widened to the shape of the frame.
    public var extent: Extent
    /// Metres on the ground per unit of the plane at the middle latitude: 1 in an equal-area plane in metres, the
    /// cosine of the latitude in Web Mercator.
    public var groundScale: Double
    /// Provinces; the surface is drawn inside them only.
    public var provinces: [MapArea]
    /// Countries in and around the study, drawn muted below everything.
    public var countries: [MapArea]
    /// Borders, rivers, routes.
    public var lines: [MapLine]
    /// Corridors of transfer routes as areas.
    public var corridors: [MapCorridor]
    /// Incidents that are marked.
    public var marks = MapMarks()
    /// High bound over low bound (P95 / P05) by cell, on the grid of any extent in the same plane; nil where nothing is known
    /// of it. Hatched where it is high.
    public var doubt: Raster<Float>?
    /// Position of the highest value in the units of the plane; nil where no place stands out.
    public var highest: PlanarPoint?
    /// The province that the sheet is of; nil where it is of none.
    public var focus: MultiPolygon?
    /// Where the sheet lies; nil for no small map.
    public var locator: MapLocator?
    /// A few towns.
    public var towns: [MapTown]
    /// The words on the map.
    public var texts: MapTexts
    /// The languages of the map and what is said in them.
    public var wording = Wording.english
    /// Whether some place of the study has no value, so that the legend has to say how it looks.
    public var hasGaps = true
    /// Tier, for the stamp.
    public var tier: ReleaseTier

    /// A map without provinces, lines and towns; fill in what there is.
    public init(
        surface: Raster<Float>, style: Style, extent: Extent, groundScale: Double, texts: MapTexts, tier: ReleaseTier,
        provinces: [MapArea] = [], countries: [MapArea] = [], lines: [MapLine] = [], corridors: [MapCorridor] = [],
        towns: [MapTown] = []
    ) {
        self.surface = surface
        self.style = style
        self.extent = extent
        self.groundScale = groundScale
        self.texts = texts
        self.tier = tier
        self.provinces = provinces
        self.countries = countries
        self.lines = lines
        self.corridors = corridors
        self.towns = towns
    }
}

extension MapSpecification {
    /// Whether anything is hatched.
    var hasDoubt: Bool { doubt.map(HatchPainter.isNeeded) ?? false }

    /// The corridors that have names, each name once, with the letters that stand for them on the map.
    var letteredCorridors: [(letter: String, corridor: MapCorridor)] {
        let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ".map(String.init)
        var named: Set<String> = []
        let corridors = corridors.filter { !$0.name.main.isEmpty && named.insert($0.name.main).inserted }
        return Array(zip(letters, corridors))
    }
}
