// SPDX-License-Identifier: Apache-2.0

/// OGC Styled Layer Descriptor 1.0: a raster symbolizer with a colour map of intervals.
///
/// An entry's quantity is the upper bound of its interval, which does not belong to it. Cells without a value stay
/// transparent: the format has no word for them.
enum SLDStyle {
    static func text(_ style: Style) -> String {
        document(
            layer: style.layer, title: "\(style.title.main) (\(style.units.main))",
            rules: """
                        <Rule>
                          <RasterSymbolizer>
                            <ColorMap type="intervals">
                \(entries(style))
                            </ColorMap>
                          </RasterSymbolizer>
                        </Rule>
                """)
    }

    /// A document of one layer with one style.
    /// - Parameter rules: the style's rules as they stand in it.
    static func document(layer: String, title: String, rules: String) -> String {
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <StyledLayerDescriptor version="1.0.0" xmlns="http://www.opengis.net/sld" \
        xmlns:ogc="http://www.opengis.net/ogc" xmlns:xlink="http://www.w3.org/1999/xlink" \
        xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
        xsi:schemaLocation="http://www.opengis.net/sld \
        http://schemas.opengis.net/sld/1.0.0/StyledLayerDescriptor.xsd">
          <NamedLayer>
            <Name>\(StyleText.escaped(layer))</Name>
            <UserStyle>
              <Title>\(StyleText.escaped(title))</Title>
              <FeatureTypeStyle>
        \(rules)
              </FeatureTypeStyle>
            </UserStyle>
          </NamedLayer>
        </StyledLayerDescriptor>

        """
    }

    private static func entries(_ style: Style) -> String {
        style.classes.enumerated().map { entry($1, isTop: $0 == style.classes.count - 1) }.joined(separator: "\n")
    }

    /// The top class is written with a bound that no value reaches: a half-open interval would leave out its own upper bound.
    private static func entry(_ entry: StyleClass, isTop: Bool) -> String {
        let quantity = isTop ? "1e+30" : StyleText.exact(entry.upper)
        return """
                      <ColorMapEntry color="\(entry.rgba.color.hex)" quantity="\(quantity)" \
            opacity="\(StyleText.opacity(entry.rgba.alpha))" label="\(StyleText.escaped(entry.label.main))"/>
            """
    }
}
