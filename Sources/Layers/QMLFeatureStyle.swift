// SPDX-License-Identifier: Apache-2.0

/// QGIS layer style of features: a rule-based renderer, as QGIS 3.22 writes and reads it.
enum QMLFeatureStyle {
    static func text(_ style: FeatureStyle) -> String {
        """
        <!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
        <qgis version="3.22.0" styleCategories="Symbology" minScale="1e+08" maxScale="0" hasScaleBasedVisibilityFlag="0">
          <renderer-v2 type="RuleRenderer" forceraster="0" symbollevels="0" enableorderby="0">
            <rules key="{riskmap-\(StyleText.escaped(style.layer))}">
        \(rules(style))
            </rules>
            <symbols>
        \(style.rules.indices.map { QMLSymbol.text(style, rule: $0) }.joined(separator: "\n"))
            </symbols>
          </renderer-v2>
          <blendMode>0</blendMode>
          <featureBlendMode>0</featureBlendMode>
          <layerOpacity>1</layerOpacity>
        </qgis>

        """
    }

    private static func rules(_ style: FeatureStyle) -> String {
        style.rules.enumerated().map { index, rule in
            """
                  <rule key="{riskmap-\(StyleText.escaped(rule.id))}" symbol="\(index)" \
            label="\(StyleText.escaped(rule.label.main))" filter="\(StyleText.escaped(filter(rule.condition)))"/>
            """
        }.joined(separator: "\n")
    }

    /// The condition as an expression of QGIS.
    static func filter(_ condition: FeatureStyle.Condition) -> String {
        switch condition {
        case .others: return "ELSE"
        case .equal(let field, let text): return "\"\(field)\" = '\(text)'"
        case .within(let field, let lower, let upper):
            let from = "\"\(field)\" >= \(StyleText.number(lower))"
            return upper.isFinite ? "\(from) AND \"\(field)\" < \(StyleText.number(upper))" : from
        }
    }
}

/// The renderer of a layer of vector tiles in a project of QGIS: the rules of a style, each with its symbol.
public enum QMLTileRenderer {
    /// The element `renderer`.
    public static func text(_ style: FeatureStyle) -> String {
        let rules = style.rules.enumerated().map { index, rule in
            let expression = expression(rule.condition, among: style.rules)
            return """
                <style name="\(StyleText.escaped(rule.label.main))" layer="\(StyleText.escaped(style.layer))" \
                geometry="\(style.isOfPoints ? 0 : 2)" enabled="1" expression="\(StyleText.escaped(expression))" \
                min-zoom="-1" max-zoom="-1"><symbols>
                \(QMLSymbol.text(style, rule: index, name: "0"))
                </symbols></style>
                """
        }
        return "<renderer type=\"basic\"><styles>\(rules.joined())</styles></renderer>"
    }

    /// Tiles know no "else": what no other rule takes has a value that none of them is for.
    private static func expression(_ condition: FeatureStyle.Condition, among rules: [FeatureStyle.Rule]) -> String {
        guard condition == .others else { return QMLFeatureStyle.filter(condition) }
        let others = rules.map(\.condition).filter { $0 != .others }.map { "(\(QMLFeatureStyle.filter($0)))" }
        return others.isEmpty ? "" : "NOT coalesce(\(others.joined(separator: " OR ")), false)"
    }
}

/// One symbol of QGIS.
enum QMLSymbol {
    /// The symbol of a rule, under the rule's position as its name unless another is given.
    static func text(_ style: FeatureStyle, rule index: Int, name: String? = nil) -> String {
        let symbol = style.rules[index].symbol, type = style.isOfPoints ? "marker" : "fill"
        let properties = style.isOfPoints ? marker(symbol) : fill(symbol)
        let options = properties.map { "            <Option name=\"\($0.0)\" value=\"\($0.1)\" type=\"QString\"/>" }
        return """
                  <symbol name="\(name ?? "\(index)")" type="\(type)" alpha="1" clip_to_extent="1" force_rhr="0">
                    <layer class="\(style.isOfPoints ? "SimpleMarker" : "SimpleFill")" enabled="1" pass="0" locked="0">
                      <Option type="Map">
            \(options.joined(separator: "\n"))
                      </Option>
            \(properties.map { "          <prop k=\"\($0.0)\" v=\"\($0.1)\"/>" }.joined(separator: "\n"))
                    </layer>
                  </symbol>
            """
    }

    private static func fill(_ symbol: FeatureStyle.Symbol) -> [(String, String)] {
        [
            ("color", color(symbol.fill)), ("style", symbol.fill.alpha == 0 ? "no" : "solid"),
            ("outline_color", color(symbol.outline)), ("outline_style", symbol.isDashed ? "dash" : "solid"),
            ("outline_width", "\(symbol.width)"), ("outline_width_unit", "Pixel"),
        ]
    }

    private static func marker(_ symbol: FeatureStyle.Symbol) -> [(String, String)] {
        [
            ("name", "circle"), ("color", color(symbol.fill)), ("size", "8"), ("size_unit", "Pixel"),
            ("outline_color", color(symbol.outline)), ("outline_style", "solid"),
            ("outline_width", "\(symbol.width)"), ("outline_width_unit", "Pixel"),
        ]
    }

    private static func color(_ color: RGBA) -> String { "\(color.red),\(color.green),\(color.blue),\(color.alpha)" }
}
