// SPDX-License-Identifier: Apache-2.0

/// Why a way is not told, with what to do.
public enum RouteError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The build carries no roads and none were given.
    case noRoads
    /// The layer holds no road.
    case emptyRoads(file: String)
    /// The layer has more vertices than are worked on.
    case tooManyVertices(limit: Int)
    /// The place has no position: a country, or larger.
    case noPosition(name: String)
    /// No road lies near the place; kilometres to the nearest, nil for none at all.
    case farFromRoads(name: String, kilometers: Double?)
    /// Two places that follow each other are one.
    case samePlace(from: String, to: String)
    /// The place lies in an area that is to be avoided.
    case insideAvoided(name: String, area: String)
    /// The roads do not join the places.
    case unreachable(names: [String], avoided: [String])
    /// Too much of the way is assumed or straight; kilometres.
    case tooStraight(share: Double, assumed: Double, straight: Double, length: Double)
    /// The file of an area to avoid cannot be used.
    case badArea(file: String, reason: String)
    /// More places or areas than a way may have.
    case tooMuch(what: String, limit: Int)

    /// What is wrong and what to do.
    public var description: String {
        switch self {
        case .noRoads:
            "the build folder carries no roads; give --roads a layer of them, such as an OpenStreetMap extract"
        case .emptyRoads(let file):
            "'\(file)' holds no road for vehicles; give a layer of lines, with OpenStreetMap's classes in 'highway'"
        case .tooManyVertices(let limit):
            "the roads have more than \(limit) vertices; cut the extract to the countries of the way, or leave out "
                + "residential roads"
        case .noPosition(let name): "'\(name)' has no one position to start or end at; name a town"
        case .farFromRoads(let name, let kilometers): Self.far(name, kilometers)
        case .samePlace(let from, let to):
            "'\(from)' and '\(to)' lie at one place of the roads; ask 'riskmap query' about it"
        case .insideAvoided(let name, let area):
            "'\(name)' lies in '\(area)', which is to be avoided; leave out that --avoid, or choose another place"
        case .unreachable(let names, let avoided): Self.apart(names, avoided)
        case .tooStraight(let share, let assumed, let straight, let length):
            "\(Self.percent(share)) of the way of \(Self.text(length)) km is not on known roads: "
                + "\(Self.text(straight)) km on straight edges of more than \(Self.text(RoadGraph.straightLength / 1000)) "
                + "km, \(Self.text(assumed)) km across gaps. More than a third is refused, because nobody could say "
                + "along which places the way leads; give --roads an OpenStreetMap extract of the countries"
        case .badArea(let file, let reason):
            "'\(file)' of --avoid cannot be used: \(reason). Give a GeoJSON polygon, multipolygon or feature, in degrees"
        case .tooMuch(let what, let limit): "more than \(limit) \(what); ask for parts of the way"
        }
    }

    private static func far(_ name: String, _ kilometers: Double?) -> String {
        let nearest = kilometers.map { "the nearest is \(text($0)) km away" } ?? "there is none at all"
        return
            "no road lies within \(text(RoutePlanner.farthestAccess / 1000)) km of '\(name)': \(nearest); name a place "
            + "on the roads, or give --roads a fuller layer"
    }

    private static func apart(_ names: [String], _ avoided: [String]) -> String {
        let places = names.map { "'\($0)'" }.joined(separator: ", ")
        guard !avoided.isEmpty else {
            return "the roads do not join \(places); give --roads a fuller layer, such as an OpenStreetMap extract"
        }
        return
            "no road joins \(places) outside of \(avoided.map { "'\($0)'" }.joined(separator: ", ")); avoid less, or "
            + "give --roads a fuller layer"
    }

    private static func text(_ value: Double) -> String {
        let tenths = (value * 10).rounded() / 10
        return tenths == tenths.rounded() ? "\(tenths)".replacing(".0", with: "") : "\(tenths)"
    }

    private static func percent(_ share: Double) -> String { text(share * 100) + " %" }
}
