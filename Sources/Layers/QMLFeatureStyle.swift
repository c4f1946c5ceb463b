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
            label="\(StyleText.escaped(rule.label.en))" filter="\(StyleText.escaped(filter(rule.condition)))"/>
            """
        }.joined(separator: "\n")
    }

    /// The condition as an expression of QGIS.
    static func filter(_ condition: FeatureStyle.Condition) -> String {
        switch condition {
        case .others: return "ELSE"
        case .equal(let field, let text): return "\"\(field)\" = '\(text)'"
        case .within(let field, let lower, let upper):
            let from = "\"\(field)\" >= \(StyleText.exact(lower))"
            return upper.isFinite ? "\(from) AND \"\(field)\" < \(StyleText.exact(upper))" : from
        }
    }
}

/// One symbol of QGIS.
public enum QMLSymbol {
    /// The symbol of a rule, under the rule's position as its name.
    public static func text(_ style: FeatureStyle, rule index: Int) -> String {
        let symbol = style.rules[index].symbol, type = style.isOfPoints ? "marker" : "fill"
        let properties = style.isOfPoints ? marker(symbol) : fill(symbol)
        let options = properties.map { "            <Option name=\"\($0.0)\" value=\"\($0.1)\" type=\"QString\"/>" }
        return """
                  <symbol name="\(index)" type="\(type)" alpha="1" clip_to_extent="1" force_rhr="0">
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
