// SPDX-License-Identifier: Apache-2.0

import CCairo
import Foundation
import Geo

/// Size and look of a text.
struct TextStyle {
    var size: Double
    var isBold = false
    var isItalic = false
    var isCondensed = false
    var ink = Ink(0x22262B)
    /// Width in pixels at which lines break; nil: one line.
    var wrap: Double?
    var alignment = Alignment.left
    /// Pixels between letters on top of the font's own.
    var tracking = 0.0
    /// Fonts draw some letters by language.
    var language = Language.english

    enum Alignment { case left, center, right }

    /// Base direction is right to left.
    var isRightToLeft: Bool { language.isRightToLeft }

    func of(_ language: Language) -> TextStyle {
        var style = self
        style.language = language
        // Space between them would tear joined letters apart.
        if language.isRightToLeft { style.tracking = 0 }
        return style
    }
}

/// The one font of all pictures, named so that they are the same on every machine; it has Latin, Cyrillic and Arabic letters.
enum Typeface {
    static let name = "DejaVu Sans"
}

extension Canvas {
    /// Width and height of a text in pixels as it would be drawn.
    func measure(_ text: String, _ style: TextStyle) -> (width: Double, height: Double) {
        withLayout(text, style) { layout in
            var logical = PangoRectangle()
            pango_layout_get_extents(layout, nil, &logical)
            return (Double(logical.width) / Double(PANGO_SCALE), Double(logical.height) / Double(PANGO_SCALE))
        }
    }

    /// Draws a text with its top left corner at the point and returns its height.
    @discardableResult
    func draw(_ text: String, _ style: TextStyle, at point: PlanarPoint, halo: Pen? = nil) -> Double {
        smallestText = min(smallestText, style.size)
        return withLayout(text, style) { layout in
            var logical = PangoRectangle()
            pango_layout_get_extents(layout, nil, &logical)
            // Wrapped lines are placed within the wrap width, whose left edge is the layout's origin.
            cairo_move_to(context, point.x, point.y)
            if let halo {
                pango_cairo_layout_path(context, layout)
                cairo_set_line_join(context, CAIRO_LINE_JOIN_ROUND)
                strokePath(halo)
                cairo_move_to(context, point.x, point.y)
            }
            setInk(style.ink)
            pango_cairo_show_layout(context, layout)
            cairo_new_path(context)
            return Double(logical.height) / Double(PANGO_SCALE)
        }
    }

    /// Throws when the machine would silently put another font in place of the pinned one.
    func checkFont() throws(CartographyError) {
        let found = withLayout("a", TextStyle(size: 12)) { layout -> String in
            let pango = pango_layout_get_context(layout)
            guard let description = pango_layout_get_font_description(layout),
                let font = pango_context_load_font(pango, description),
                let loaded = pango_font_describe(font)
            else { return "" }
            defer {
                pango_font_description_free(loaded)
                g_object_unref(UnsafeMutableRawPointer(font))
            }
            return pango_font_description_get_family(loaded).map { String(cString: $0) } ?? ""
        }
        guard found == Typeface.name else { throw .missingFont(name: Typeface.name) }
    }

    func withLayout<Result>(_ text: String, _ style: TextStyle, _ body: (OpaquePointer) -> Result) -> Result {
        let layout = pango_cairo_create_layout(context)!  // checked: nil only where no memory is left
        defer { g_object_unref(UnsafeMutableRawPointer(layout)) }
        let description = pango_font_description_new()
        defer { pango_font_description_free(description) }
        pango_font_description_set_family(description, Typeface.name)
        pango_font_description_set_absolute_size(description, style.size * Double(PANGO_SCALE))
        if style.isBold { pango_font_description_set_weight(description, PANGO_WEIGHT_BOLD) }
        if style.isItalic { pango_font_description_set_style(description, PANGO_STYLE_OBLIQUE) }
        if style.isCondensed { pango_font_description_set_stretch(description, PANGO_STRETCH_SEMI_CONDENSED) }
        pango_layout_set_font_description(layout, description)
        setOptions(layout, style)
        pango_layout_set_text(layout, text, -1)
        arrange(layout, style)
        return body(layout)
    }

    /// No hinting and grey smoothing: what a desktop's own settings say must not change the bytes.
    private func setOptions(_ layout: OpaquePointer, _ style: TextStyle) {
        let options = cairo_font_options_create()
        defer { cairo_font_options_destroy(options) }
        cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY)
        cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE)
        cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
        let pango = pango_layout_get_context(layout)
        pango_cairo_context_set_font_options(pango, options)
        pango_cairo_context_set_resolution(pango, 96)
        pango_context_set_round_glyph_positions(pango, 0)
        // Without one, Pango takes the language of the user's locale, and fonts draw some letters by language.
        pango_context_set_language(pango, pango_language_from_string(style.language.code))
    }

    private func arrange(_ layout: OpaquePointer, _ style: TextStyle) {
        if style.isRightToLeft {
            pango_context_set_base_dir(pango_layout_get_context(layout), PANGO_DIRECTION_RTL)
        }
        if let wrap = style.wrap {
            pango_layout_set_width(layout, Int32(wrap * Double(PANGO_SCALE)))
            pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR)
        }
        switch style.alignment {
        // With a base direction of its own, a right-to-left text starts on the right only when it is told to.
        case .left where style.isRightToLeft: pango_layout_set_alignment(layout, PANGO_ALIGN_RIGHT)
        case .left: pango_layout_set_alignment(layout, PANGO_ALIGN_LEFT)
        case .center: pango_layout_set_alignment(layout, PANGO_ALIGN_CENTER)
        case .right: pango_layout_set_alignment(layout, PANGO_ALIGN_RIGHT)
        }
        pango_layout_set_line_spacing(layout, 1.1)
        guard style.tracking != 0 else { return }
        let attributes = pango_attr_list_new()
        pango_attr_list_insert(attributes, pango_attr_letter_spacing_new(Int32(style.tracking * Double(PANGO_SCALE))))
        pango_layout_set_attributes(layout, attributes)
        pango_attr_list_unref(attributes)
    }
}
