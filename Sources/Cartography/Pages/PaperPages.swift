// SPDX-License-Identifier: Apache-2.0

import CCairo
public import Geo
import Layers

/// How a text on a page looks.
public struct PageText: Sendable, Hashable {
    /// What its colour says.
    public enum Tone: Sendable, Hashable {
        /// Running text, what stands behind it, and headings.
        case plain, muted, heading
    }

    /// Size of the letters in points.
    public var size: Double
    /// Whether the letters are bold.
    public var isBold: Bool
    /// What the colour says.
    public var tone: Tone
    /// Fonts draw some letters by language, and lines run by it.
    public var language: Language
    /// Whether it stands at the end of its lines.
    public var isTrailing: Bool

    /// Takes the parts as they are.
    public init(
        _ size: Double, isBold: Bool = false, tone: Tone = .plain, language: Language = .english,
        isTrailing: Bool = false
    ) {
        self.size = size
        self.isBold = isBold
        self.tone = tone
        self.language = language
        self.isTrailing = isTrailing
    }

    /// Without a mark in front, a line that begins with a name in Latin letters would run from the left.
    fileprivate func directed(_ text: String) -> String { language.isRightToLeft ? "\u{200F}" + text : text }

    fileprivate func style(width: Double?) -> TextStyle {
        var style = TextStyle(size: size, isBold: isBold, language: language)
        style.ink =
            switch tone {
            case .plain: MapInks.text
            case .muted: MapInks.mutedText
            case .heading: MapInks.accent
            }
        style.wrap = width
        if isTrailing, !language.isRightToLeft { style.alignment = .right }
        return style
    }
}

/// Pages of paper as one PDF, drawn in points from the upper left corner. The same drawing gives the same bytes.
public final class PaperPages {
    /// A4, upright, in points.
    public static let width = 210 / 25.4 * 72, height = 297 / 25.4 * 72

    private let canvas: Canvas
    private let surface: OpaquePointer
    private let sink = PageSink()

    /// - Parameters:
    ///   - title: of the document.
    ///   - day: when it is said to be made, `YYYY-MM-DD`: a clock would give other bytes each time.
    /// - Throws: `CartographyError` where the font is missing.
    public init(title: String, day: String) throws(CartographyError) {
        let surface = cairo_pdf_surface_create_for_stream(
            PageSink.write, Unmanaged.passUnretained(sink).toOpaque(), Self.width, Self.height)!  // checked: never nil
        self.surface = surface
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, title)
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, day + "T00:00:00Z")
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_MOD_DATE, day + "T00:00:00Z")
        canvas = try Canvas(drawingOn: surface, width: Self.width, height: Self.height)
        try canvas.checkFont()
    }

    deinit { cairo_surface_destroy(surface) }

    /// Height that a text takes at a width.
    public func height(of text: String, _ look: PageText, width: Double) -> Double {
        text.isEmpty ? 0 : canvas.measure(look.directed(text), look.style(width: width)).height
    }

    /// Width of a text on one line.
    public func width(of text: String, _ look: PageText) -> Double {
        canvas.measure(look.directed(text), look.style(width: nil)).width
    }

    /// Draws a text with its upper left corner at a point, its lines broken at a width, and returns its height.
    @discardableResult
    public func draw(_ text: String, _ look: PageText, at point: PlanarPoint, width: Double) -> Double {
        if text.isEmpty { return 0 }
        // The end of lines that run from the right is the left: one line there needs no width.
        let isAtLeft = look.isTrailing && look.language.isRightToLeft
        return canvas.draw(look.directed(text), look.style(width: isAtLeft ? nil : width), at: point)
    }

    /// A thin line from a point to the right.
    public func rule(at point: PlanarPoint, width: Double) {
        canvas.line(from: point, to: PlanarPoint(x: point.x + width, y: point.y), MapInks.rule)
    }

    /// A box for what must not be overlooked.
    public func warningBox(at point: PlanarPoint, width: Double, height: Double) {
        let frame = Frame(x: point.x, y: point.y, width: width, height: height)
        canvas.fill(frame, MapInks.warningFill)
        canvas.stroke(frame, MapInks.warningEdge)
    }

    /// A map, with its classes below it, inside a rectangle.
    public func draw(_ map: PlaceMap, at point: PlanarPoint, width: Double, height: Double) {
        canvas.scoped {
            cairo_translate(canvas.context, point.x, point.y)
            cairo_scale(canvas.context, PlaceMap.points, PlaceMap.points)
            map.draw(
                on: canvas,
                in: Frame(x: 0, y: 0, width: width / PlaceMap.points, height: height / PlaceMap.points))
        }
    }

    /// Ends the page; what is drawn next stands on the next one.
    public func endPage() { cairo_show_page(canvas.context) }

    /// Ends the document.
    /// - Returns: the bytes of the PDF.
    /// - Throws: `CartographyError` when anything could not be drawn.
    public func finish() throws(CartographyError) -> [UInt8] {
        try canvas.check()
        cairo_surface_finish(surface)
        guard cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS else {
            throw .drawing(reason: String(cString: cairo_status_to_string(cairo_surface_status(surface))))
        }
        return sink.bytes
    }
}

/// Collects what Cairo writes.
private final class PageSink {
    var bytes: [UInt8] = []

    static let write: cairo_write_func_t = { closure, data, length in
        guard let closure, let data else { return CAIRO_STATUS_WRITE_ERROR }
        Unmanaged<PageSink>.fromOpaque(closure).takeUnretainedValue().bytes
            .append(contentsOf: UnsafeBufferPointer(start: data, count: Int(length)))
        return CAIRO_STATUS_SUCCESS
    }
}
