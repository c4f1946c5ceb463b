// SPDX-License-Identifier: Apache-2.0

import CCairo

/// The one font in which sheets and legends are drawn.
public enum SheetFont {
    /// Its name.
    public static let name = Typeface.name

    /// Letters of some texts that the font lacks, each once, in the order of the alphabet; none where the font itself is
    /// missing, which is refused when something is drawn.
    public static func missing(in texts: [String]) -> [Character] {
        let letters = Set(texts.joined().filter { $0.isLetter || $0.isNumber })
        guard !letters.isEmpty, let map = pango_cairo_font_map_get_default(),
            let context = pango_font_map_create_context(map), let description = pango_font_description_new()
        else { return [] }
        defer {
            pango_font_description_free(description)
            g_object_unref(UnsafeMutableRawPointer(context))
        }
        pango_font_description_set_family(description, name)
        pango_font_description_set_absolute_size(description, 12 * Double(PANGO_SCALE))
        guard let font = pango_context_load_font(context, description) else { return [] }
        defer { g_object_unref(UnsafeMutableRawPointer(font)) }
        return letters.filter { !$0.unicodeScalars.allSatisfy { pango_font_has_char(font, $0.value) != 0 } }.sorted()
    }
}
