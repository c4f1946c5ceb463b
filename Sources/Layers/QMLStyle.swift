// SPDX-License-Identifier: Apache-2.0

/// QGIS layer style: a single-band pseudocolour renderer with discrete classes, as QGIS 3.22 writes and reads it.
enum QMLStyle {
    static func text(_ style: Style) -> String {
        let gap = premultiplied(style.notAssessed.rgba)
        return """
            <!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
            <qgis version="3.22.0" styleCategories="Symbology|Legend" minScale="1e+08" maxScale="0" \
            hasScaleBasedVisibilityFlag="0">
              <pipe>
                <provider>
                  <resampling enabled="false" maxOversampling="2" zoomedInResamplingMethod="nearestNeighbour" \
            zoomedOutResamplingMethod="nearestNeighbour"/>
                </provider>
                <rasterrenderer type="singlebandpseudocolor" band="1" opacity="1" alphaBand="-1" \
            classificationMin="\(StyleText.number(style.range.lowerBound))" \
            classificationMax="\(maximum(style))" \
            nodataColor="\(gap.red),\(gap.green),\(gap.blue),\(gap.alpha)">
                  <rasterTransparency/>
                  <minMaxOrigin>
                    <limits>None</limits>
                    <extent>WholeRaster</extent>
                    <statAccuracy>Estimated</statAccuracy>
                  </minMaxOrigin>
                  <rastershader>
                    <colorrampshader colorRampType="DISCRETE" classificationMode="1" clip="1" \
            labelPrecision="6" minimumValue="\(StyleText.number(style.range.lowerBound))" \
            maximumValue="\(maximum(style))">
            \(items(style))
                    </colorrampshader>
                  </rastershader>
                </rasterrenderer>
                <brightnesscontrast brightness="0" contrast="0" gamma="1"/>
                <huesaturation colorizeOn="0" saturation="0" grayscaleMode="0"/>
                <rasterresampler maxOversampling="2"/>
                <resamplingStage>resamplingFilter</resamplingStage>
              </pipe>
              <blendMode>0</blendMode>
            </qgis>

            """
    }

    private static func items(_ style: Style) -> String {
        style.classes.enumerated().map { index, entry in
            item(entry, value: index == style.classes.count - 1 ? maximum(style) : StyleText.below(entry.upper))
        }
        .joined(separator: "\n")
    }

    /// QGIS counts a value that equals an item's to that item, so an item stands just below our bound; only the top
    /// class holds its own.
    private static func item(_ entry: StyleClass, value: String) -> String {
        let label = StyleText.escaped(entry.label.main)
        return """
                      <item value="\(value)" color="\(entry.rgba.color.hex)" \
            alpha="\(entry.rgba.alpha)" label="\(label)"/>
            """
    }

    /// QGIS multiplies the colours of classes by their alpha, but not the one of cells without a value, before it
    /// lays both over the map: written as it stands, the grey veil would come out white.
    private static func premultiplied(_ rgba: RGBA) -> RGBA {
        // checked: two numbers of 8 bits over 255
        func part(_ value: UInt8) -> UInt8 { UInt8((Double(value) * Double(rgba.alpha) / 255).rounded()) }
        return RGBA(red: part(rgba.red), green: part(rgba.green), blue: part(rgba.blue), alpha: rgba.alpha)
    }

    private static func maximum(_ style: Style) -> String {
        let top = style.range.upperBound
        return top.isFinite ? StyleText.exact(top) : "inf"
    }
}
