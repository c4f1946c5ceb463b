// SPDX-License-Identifier: Apache-2.0

/// OGC Styled Layer Descriptor 1.0 of features: one rule with a filter for each symbol.
enum SLDFeatureStyle {
    static func text(_ style: FeatureStyle) -> String {
        SLDStyle.document(
            layer: style.layer, title: style.title.main,
            rules: style.rules.map { rule($0, style) }.joined(separator: "\n"))
    }

    private static func rule(_ rule: FeatureStyle.Rule, _ style: FeatureStyle) -> String {
        """
                <Rule>
                  <Name>\(StyleText.escaped(rule.id))</Name>
                  <Title>\(StyleText.escaped(rule.label.main))</Title>
        \(filter(rule.condition, among: style.rules.count))
        \(style.isOfPoints ? point(rule.symbol) : polygon(rule.symbol))
                </Rule>
        """
    }

    private static func filter(_ condition: FeatureStyle.Condition, among rules: Int) -> String {
        switch condition {
        case .others: return rules > 1 ? "          <ElseFilter/>" : ""
        case .equal(let field, let text): return filter(comparison("PropertyIsEqualTo", field, text))
        case .within(let field, let lower, let upper):
            let from = comparison("PropertyIsGreaterThanOrEqualTo", field, StyleText.number(lower))
            guard upper.isFinite else { return filter(from) }
            return filter(
                "<ogc:And>\(from)\(comparison("PropertyIsLessThan", field, StyleText.number(upper)))</ogc:And>")
        }
    }

    private static func filter(_ inner: String) -> String { "          <ogc:Filter>\(inner)</ogc:Filter>" }

    private static func comparison(_ name: String, _ field: String, _ value: String) -> String {
        "<ogc:\(name)><ogc:PropertyName>\(field)</ogc:PropertyName>"
            + "<ogc:Literal>\(StyleText.escaped(value))</ogc:Literal></ogc:\(name)>"
    }

    private static func polygon(_ symbol: FeatureStyle.Symbol) -> String {
        "          <PolygonSymbolizer>" + (symbol.fill.alpha == 0 ? "" : fill(symbol)) + stroke(symbol)
            + "</PolygonSymbolizer>"
    }

    private static func point(_ symbol: FeatureStyle.Symbol) -> String {
        "          <PointSymbolizer><Graphic><Mark><WellKnownName>circle</WellKnownName>" + fill(symbol)
            + stroke(symbol)
            + "</Mark><Size>8</Size></Graphic></PointSymbolizer>"
    }

    private static func fill(_ symbol: FeatureStyle.Symbol) -> String {
        "<Fill>\(parameter("fill", symbol.fill.color.hex))"
            + "\(parameter("fill-opacity", StyleText.opacity(symbol.fill.alpha)))</Fill>"
    }

    private static func stroke(_ symbol: FeatureStyle.Symbol) -> String {
        "<Stroke>\(parameter("stroke", symbol.outline.color.hex))\(parameter("stroke-width", "\(symbol.width)"))"
            + (symbol.isDashed ? parameter("stroke-dasharray", "6 4") : "") + "</Stroke>"
    }

    private static func parameter(_ name: String, _ value: String) -> String {
        "<CssParameter name=\"\(name)\">\(value)</CssParameter>"
    }
}
