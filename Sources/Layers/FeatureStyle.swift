// SPDX-License-Identifier: Apache-2.0

import GeoIO
public import JSON

/// How the features of a layer are drawn: the first rule that a feature meets gives its symbol.
///
/// Style files of other programs, legends and the colours inside files are all derived from this one value.
public struct FeatureStyle: Sendable, Hashable {
    /// Which features a rule is for.
    public enum Condition: Sendable, Hashable {
        /// All that no rule before it took.
        case others
        /// Those with a text in a field.
        case equal(field: String, text: String)
        /// Those with a number of a field from `lower` on and below `upper`; an infinite bound is none.
        case within(field: String, lower: Float, upper: Float)
    }

    /// Colours and lines.
    public struct Symbol: Sendable, Hashable {
        /// Of the inside; transparent for none.
        public var fill: RGBA
        /// Of the outline.
        public var outline: RGBA
        /// Of the outline, pixels.
        public var width = 1.0
        /// Whether the outline is dashed: what it encloses is not known more exactly.
        public var isDashed = false
    }

    /// Features that look alike.
    public struct Rule: Sendable, Hashable {
        /// Stable key.
        public let id: String
        /// What the legend says.
        public let label: TextByLanguage
        /// Which features.
        public let condition: Condition
        /// How they look.
        public let symbol: Symbol
    }

    /// Name of the layer.
    public let layer: String
    /// What the legend is headed.
    public let title: TextByLanguage
    /// Units of the values; empty where there are none.
    public let units: TextByLanguage
    /// Whether the features are points; areas otherwise.
    public let isOfPoints: Bool
    /// In the order in which they are asked.
    public let rules: [Rule]

    /// The symbol of a feature by the values of its fields.
    func symbol(_ value: (_ field: String) -> FieldValue?) -> Symbol? {
        rules.first { $0.condition.holds(value) }?.symbol
    }
}

extension FeatureStyle {
    /// The symbol of a feature by the values of its fields as JSON has them.
    public func symbol(_ value: (_ field: String) -> JSONValue?) -> Symbol? {
        symbol { field -> FieldValue? in
            switch value(field) {
            case .string(let text): .text(text)
            case let number?: number.double.map { .real($0) }
            case nil: nil
            }
        }
    }
}

extension Float {
    /// The decimal number that a palette states: fields hold decimals, and the float of 0.001 is a little more.
    var decimal: Double { Double("\(self)") ?? Double(self) }
}

extension FeatureStyle.Condition {
    fileprivate func holds(_ value: (String) -> FieldValue?) -> Bool {
        switch self {
        case .others: return true
        case .equal(let field, let text): return value(field) == .text(text)
        case .within(let field, let lower, let upper):
            switch value(field) {
            case .real(let number): return number >= lower.decimal && number < upper.decimal
            case .integer(let number): return Double(number) >= lower.decimal && Double(number) < upper.decimal
            default: return false
            }
        }
    }
}

// MARK: The layers of a build

extension FeatureStyle {
    private static let border = RGBA(red: 90, green: 90, blue: 90, alpha: 255)
    private static let ink = RGBA(red: 40, green: 40, blue: 40, alpha: 255)
    private static let paper = RGBA(red: 255, green: 255, blue: 255, alpha: 255)

    /// The style of a layer of a build.
    /// - Parameters:
    ///   - kind: what its features are.
    ///   - main: palette of the build's main layer, by which areas are coloured.
    ///   - wording: what legends say.
    public static func of(
        _ kind: FeatureLayer.Kind, title: TextByLanguage, main: Style, wording: Wording = .english
    ) -> FeatureStyle {
        let rules: [Rule] =
            switch kind {
            case .provinces, .districts: classes(of: main, field: kind.valueField(of: main))
            case .isobands: bands(of: main)
            case .incidentPoints: [point(wording)]
            case .incidentAreas: [area(wording)]
            case .routes: [corridor(wording)]
            }
        let isColored = kind == .provinces || kind == .districts || kind == .isobands
        return FeatureStyle(
            layer: kind.layerName, title: title, units: isColored ? main.units : TextByLanguage(en: ""),
            isOfPoints: kind == .incidentPoints, rules: rules)
    }

    private static func classes(of style: Style, field: String) -> [Rule] {
        let last = style.classes.count - 1
        return style.classes.enumerated().map { index, entry in
            Rule(
                id: entry.id, label: entry.label,
                condition: .within(field: field, lower: entry.lower, upper: index == last ? .infinity : entry.upper),
                symbol: Symbol(fill: entry.rgba, outline: border))
        } + [others(style)]
    }

    private static func bands(of style: Style) -> [Rule] {
        style.classes.map { entry in
            Rule(
                id: entry.id, label: entry.label, condition: .equal(field: "class", text: entry.id),
                symbol: Symbol(fill: entry.rgba, outline: entry.rgba, width: 0.5))
        }
    }

    private static func others(_ style: Style) -> Rule {
        Rule(
            id: style.notAssessed.id, label: style.notAssessed.label, condition: .others,
            symbol: Symbol(fill: style.notAssessed.rgba, outline: border))
    }

    private static func point(_ wording: Wording) -> Rule {
        Rule(
            id: "incident", label: wording.text(.pointSymbol), condition: .others,
            symbol: Symbol(fill: ink, outline: paper))
    }

    private static func area(_ wording: Wording) -> Rule {
        Rule(
            id: "area", label: wording.text(.areaSymbol), condition: .others,
            symbol: Symbol(fill: .transparent, outline: ink, width: 1.5, isDashed: true))
    }

    private static func corridor(_ wording: Wording) -> Rule {
        let purple = RGBA(red: 110, green: 80, blue: 160, alpha: 255)
        return Rule(
            id: "corridor", label: wording.text(.corridorSymbol), condition: .others,
            symbol: Symbol(fill: RGBA(purple.color, opacity: 70.0 / 255), outline: purple))
    }
}

extension FeatureLayer.Kind {
    /// Name of the layer in a build.
    public var layerName: String {
        switch self {
        case .provinces: "provinces"
        case .districts: FeatureLayer.districtsName
        case .isobands: "isobands"
        case .incidentPoints: "incident-points"
        case .incidentAreas: "incident-areas"
        case .routes: "routes"
        }
    }

    /// What a reader calls the layer.
    /// - Parameter main: the title of the layer whose classes bands are of.
    public func title(_ wording: Wording, main: TextByLanguage) -> TextByLanguage {
        switch self {
        case .provinces: wording.text(.provinces)
        case .districts: wording.text(.districts)
        case .isobands: wording.text(.isobands) { ["title": main[$0]] }
        case .incidentPoints: wording.text(.incidentPoints)
        case .incidentAreas: wording.text(.incidentAreas)
        case .routes: wording.text(.routes)
        }
    }

    /// Whether the features are single incidents.
    public var isOfEvents: Bool { self == .incidentPoints || self == .incidentAreas }

    /// The field that names a feature.
    var nameField: String {
        switch self {
        case .provinces, .districts: "name_en"
        case .isobands: "label_en"
        case .incidentPoints, .incidentAreas, .routes: "title"
        }
    }

    /// The field of provinces and districts that the main layer's palette is for.
    fileprivate func valueField(of main: Style) -> String {
        SurfaceLayer(rawValue: main.layer) == .chance30d
            ? ProvinceResult.CodingKeys.chance.rawValue : ProvinceResult.CodingKeys.relativeRisk.rawValue
    }
}

extension FeatureLayer {
    /// The features with the colours of the style as an OGR feature style.
    func drawn(_ vector: VectorLayer) -> VectorLayer {
        guard let drawing else { return vector }
        let names = vector.fields.map(\.name)
        let features = vector.features.map { feature in
            var drawn = feature
            let symbol = drawing.symbol { name in names.firstIndex(of: name).map { feature.values[$0] } }
            drawn.drawing = symbol.map { $0.ogrText(isOfPoints: drawing.isOfPoints) } ?? ""
            return drawn
        }
        return VectorLayer(
            name: vector.name, summary: vector.summary, metadata: vector.metadata, fields: vector.fields,
            features: features, shape: vector.shape)
    }
}

extension FeatureStyle.Symbol {
    /// As the OGR feature style specification writes it.
    fileprivate func ogrText(isOfPoints: Bool) -> String {
        if isOfPoints { return "SYMBOL(c:\(fill.hexWithAlpha),s:0.6)" }
        let pen = "PEN(c:\(outline.hexWithAlpha),w:\(width)px)"
        return fill.alpha == 0 ? pen : "BRUSH(fc:\(fill.hexWithAlpha));\(pen)"
    }
}

extension RGBA {
    /// `#RRGGBBAA`.
    var hexWithAlpha: String {
        let digits = String(alpha, radix: 16)
        return color.hex + (digits.count == 1 ? "0" : "") + digits
    }
}
