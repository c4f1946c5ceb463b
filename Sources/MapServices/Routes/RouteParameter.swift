// SPDX-License-Identifier: Apache-2.0

import JSON

/// One parameter of a route: where it stands in the address, what it takes, and what it means.
struct RouteParameter: Sendable {
    /// Where a value stands.
    enum Place: String, Sendable { case path, query }

    /// Which layers a name may be of.
    enum LayerKind: Sendable {
        case surfaces, features
        /// Surfaces and features: what has a legend and values.
        case assessed
        /// Surfaces and the base map.
        case pictures
        /// Features and the base map.
        case vectors
        case all
    }

    /// What values are taken.
    enum Values: Sendable {
        case text
        case choice([String])
        case whole(ClosedRange<Int>)
        case number(ClosedRange<Double>)
        case truth
        /// West, south, east, north.
        case box
        /// The name of a layer that the client may see.
        case layer(LayerKind)
        /// The day of a build; such a parameter does not exist where a single raster file is served.
        case day
        /// A day or an interval of days.
        case period
    }

    let name: String
    let place: Place
    let values: Values
    /// What the parameter means, in a few words.
    let summary: String
    let isRequired: Bool

    /// A part of the path, which is always there.
    static func path(_ name: String, _ values: Values, _ summary: String) -> RouteParameter {
        RouteParameter(name: name, place: .path, values: values, summary: summary, isRequired: true)
    }

    /// What may stand after the question mark.
    static func query(
        _ name: String, _ values: Values, _ summary: String, isRequired: Bool = false
    ) -> RouteParameter {
        RouteParameter(name: name, place: .query, values: values, summary: summary, isRequired: isRequired)
    }
}

/// Parameters that several protocols share.
extension RouteParameter {
    static let form = query("f", .choice(["json"]), "Form of the answer; browsers may also ask for html")
    static let box = query("bbox", .box, "West, south, east, north in degrees")
    static let day = query("datetime", .day, "Date of the assessment; an interval names the newest build in it")
    static let why = query("why", .truth, "Whether to tell what contributes")

    /// The zoom levels that any tile matrix set has.
    static let zooms = 0...22

    /// The coordinates of a tile as a part of an address, by the names that the protocol gives them.
    static func tile(zoom: String, row: String, column: String) -> [RouteParameter] {
        [
            path(zoom, .whole(zooms), "Zoom level"), path(row, .whole(0...4_194_303), "Row from the north"),
            path(column, .whole(0...8_388_607), "Column from the west"),
        ]
    }

    static let matrixSet = path("tileMatrixSetId", .choice(["WebMercatorQuad", "WorldCRS84Quad"]), "Tile matrix set")
}

extension RouteParameter.Values {
    /// The values as an OpenAPI schema; nil where what is served leaves no value.
    func schema(_ context: AnswerContext) -> JSONValue? {
        switch self {
        case .text: ["type": "string", "minLength": 1]
        case .choice(let texts): ["type": "string", "enum": .array(texts.map { .string($0) })]
        case .whole(let range): Self.range("integer", Double(range.lowerBound), Double(range.upperBound))
        case .number(let range): Self.range("number", range.lowerBound, range.upperBound)
        case .truth: ["type": "boolean"]
        case .box: ["type": "array", "items": ["type": "number"], "minItems": 4, "maxItems": 4]
        case .layer(let kind): Self.names(context.layerNames(kind))
        case .day: Self.names(context.set.days)
        case .period:
            ["type": "string", "pattern": "^20[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])$"]
        }
    }

    private static func range(_ type: String, _ low: Double, _ high: Double) -> JSONValue {
        ["type": .string(type), "minimum": .double(low), "maximum": .double(high)]
    }

    private static func names(_ names: [String]) -> JSONValue? {
        names.isEmpty ? nil : ["type": "string", "enum": .array(names.map { .string($0) })]
    }
}

extension RouteParameter {
    /// The parameter as OpenAPI describes it; nil where what is served leaves no value for it.
    func document(_ context: AnswerContext) -> JSONValue? {
        guard let schema = values.schema(context) else { return nil }
        var members: [JSONValue.Member] = [
            .init("name", .string(name)), .init("in", .string(place.rawValue)), .init("required", .bool(isRequired)),
        ]
        if case .box = values { members += [.init("style", "form"), .init("explode", false)] }
        return .object(members + [.init("description", .string(summary)), .init("schema", schema)])
    }
}

extension RequestTarget {
    /// The value of a parameter that is declared as a whole number; nil when it was not sent.
    func integer(_ parameter: RouteParameter) throws(ServerError) -> Int? {
        guard case .whole(let range) = parameter.values else { return nil }
        return try integer(parameter.name, in: range)
    }

    /// The value of a parameter that is declared as a number and has to be sent.
    func required(number parameter: RouteParameter) throws(ServerError) -> Double {
        guard case .number(let range) = parameter.values, let number = try number(parameter.name, in: range) else {
            throw .missing(name: parameter.name)
        }
        return number
    }
}
