// SPDX-License-Identifier: Apache-2.0

/// OGC Styled Layer Descriptor 1.0: a raster symbolizer with a colour map of intervals.
///
/// An entry's quantity is the upper bound of its interval, which does not belong to it. Cells without a value stay
/// transparent: the format has no word for them.
enum SLDStyle {
    static func text(_ style: Style) -> String {
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <StyledLayerDescriptor version="1.0.0" xmlns="http://www.opengis.net/sld" \
        xmlns:ogc="http://www.opengis.net/ogc" xmlns:xlink="http://www.w3.org/1999/xlink" \
        xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
        xsi:schemaLocation="http://www.opengis.net/sld \
        http://schemas.opengis.net/sld/1.0.0/StyledLayerDescriptor.xsd">
          <NamedLayer>
            <Name>\(StyleText.escaped(style.layer))</Name>
            <UserStyle>
              <Title>\(StyleText.escaped(style.title.en)) (\(StyleText.escaped(style.units.en)))</Title>
              <FeatureTypeStyle>
                <Rule>
                  <RasterSymbolizer>
                    <ColorMap type="intervals">
        \(style.classes.map(entry).joined(separator: "\n"))
                    </ColorMap>
                  </RasterSymbolizer>
                </Rule>
              </FeatureTypeStyle>
            </UserStyle>
          </NamedLayer>
        </StyledLayerDescriptor>

        """
    }

    /// An open or closed top class is written with a bound that no value of the layer reaches.
    private static func entry(_ entry: StyleClass) -> String {
        let quantity = entry.upper.isFinite ? StyleText.exact(entry.upper) : "1e+30"
        return """
                      <ColorMapEntry color="\(entry.rgba.color.hex)" quantity="\(quantity)" \
            opacity="\(StyleText.opacity(entry.rgba.alpha))" label="\(StyleText.escaped(entry.label.en))"/>
            """
    }
}
