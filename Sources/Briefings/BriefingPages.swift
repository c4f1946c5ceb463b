// SPDX-License-Identifier: Apache-2.0

import Cartography
import Geo
import Layers

/// Lays a briefing out on A4 pages: once without drawing, to count them, and once for good.
struct BriefingPages {
    private let briefing: Briefing
    private let pages: PaperPages
    private var top = Self.margin
    private var page = 1
    private var total = 0
    /// Nothing is drawn where pages are only counted.
    private var isDrawing = false

    private static let margin = 42.0, foot = 34.0, indent = 11.0
    private static let mapHeight = 226.0
    private static let width = PaperPages.width - 2 * margin

    /// - Throws: `CartographyError` where the font is missing.
    init(_ briefing: Briefing) throws {
        self.briefing = briefing
        pages = try PaperPages(title: briefing.title, day: briefing.asOf)
    }

    /// Pages that the briefing takes.
    func count() -> Int {
        var trial = self
        trial.draw()
        return trial.page
    }

    /// The bytes of the PDF.
    /// - Throws: `CartographyError`.
    func pdf() throws -> [UInt8] {
        var whole = self
        (whole.isDrawing, whole.total) = (true, count())
        whole.draw()
        whole.endPage()
        return try pages.finish()
    }

    // MARK: Looks

    private var language: Language { briefing.language }
    private var isFromRight: Bool { language.isRightToLeft }

    private func look(_ size: Double, isBold: Bool = false, tone: PageText.Tone = .plain) -> PageText {
        PageText(size, isBold: isBold, tone: tone, language: language)
    }

    private var body: PageText { look(8.4) }

    // MARK: Flow

    private mutating func draw() {
        drawHead()
        drawMap()
        for section in briefing.sections { draw(section) }
    }

    private var bottom: Double { PaperPages.height - Self.margin - Self.foot }

    /// Room for so much, on the next page where this one has it no more.
    private mutating func reserve(_ height: Double) {
        if top + height <= bottom || top == Self.margin { return }
        endPage()
        if isDrawing { pages.endPage() }
        page += 1
        top = Self.margin
    }

    private func endPage() {
        guard isDrawing else { return }
        let y = PaperPages.height - Self.margin - 14
        pages.rule(at: PlanarPoint(x: Self.margin, y: y), width: Self.width)
        var number = look(7, tone: .muted)
        number.isTrailing = true
        let text = briefing.wording.text(
            .briefingPage, ["page": "\(page)", "pages": "\(total)"], in: language)
        let origin = PlanarPoint(x: Self.margin, y: y + 4)
        pages.draw(briefing.foot, look(7, tone: .muted), at: origin, width: Self.width * 0.8)
        pages.draw(text, number, at: origin, width: Self.width)
    }

    /// A text at the left of the column, indented at the side where its lines begin.
    private mutating func place(_ text: String, _ look: PageText, indent: Double = 0, after: Double = 3) {
        let width = Self.width - indent, height = pages.height(of: text, look, width: width)
        reserve(height)
        let x = Self.margin + (isFromRight ? 0 : indent)
        if isDrawing { pages.draw(text, look, at: PlanarPoint(x: x, y: top), width: width) }
        top += height + after
    }

    // MARK: Parts

    private mutating func drawHead() {
        var stamp = look(8, isBold: true, tone: .muted)
        stamp.isTrailing = true
        if isDrawing {
            pages.draw(briefing.stamp, stamp, at: PlanarPoint(x: Self.margin, y: top + 6), width: Self.width)
        }
        let title = look(17, isBold: true, tone: .heading)
        let height = pages.height(of: briefing.title, title, width: Self.width - 110)
        let x = Self.margin + (isFromRight ? 110 : 0)
        if isDrawing {
            pages.draw(briefing.title, title, at: PlanarPoint(x: x, y: top), width: Self.width - 110)
        }
        top += height + 2
        place(briefing.subtitle, look(8.4, tone: .muted), after: 6)
        place(briefing.finding, look(10.6, isBold: true), after: 6)
        drawWarning(briefing.absence)
    }

    private mutating func drawWarning(_ text: String) {
        let style = look(9, isBold: true), height = pages.height(of: text, style, width: Self.width - 16) + 8
        reserve(height)
        if isDrawing {
            pages.warningBox(at: PlanarPoint(x: Self.margin, y: top), width: Self.width, height: height)
            pages.draw(text, style, at: PlanarPoint(x: Self.margin + 8, y: top + 4), width: Self.width - 16)
        }
        top += height + 8
    }

    private mutating func drawMap() {
        reserve(Self.mapHeight)
        if isDrawing {
            pages.draw(
                briefing.map.map, at: PlanarPoint(x: Self.margin, y: top), width: Self.width, height: Self.mapHeight)
        }
        top += Self.mapHeight + 8
    }

    private mutating func draw(_ section: Briefing.Section) {
        let heading = look(10.4, isBold: true, tone: .heading)
        // A heading never stands alone at the end of a page.
        reserve(pages.height(of: section.heading, heading, width: Self.width) + 26)
        place(section.heading, heading, after: 2)
        for block in section.blocks { draw(block) }
        top += 4
    }

    private mutating func draw(_ block: Briefing.Block) {
        switch block {
        case .paragraph(let text): place(text, body)
        case .list(let items): for item in items { draw(item) }
        case .table(let rows): for row in rows { draw(row) }
        }
    }

    private mutating func draw(_ item: Briefing.Item) {
        let height = pages.height(of: item.text, body, width: Self.width - Self.indent)
        reserve(height)
        if isDrawing {
            let x = isFromRight ? Self.margin + Self.width - Self.indent : Self.margin
            pages.draw("\u{2022}", body, at: PlanarPoint(x: x, y: top), width: Self.indent)
        }
        place(item.text, body, indent: Self.indent, after: item.details.isEmpty ? 2 : 1)
        for detail in item.details { place(detail, look(7.6, tone: .muted), indent: 2 * Self.indent, after: 1) }
        if !item.details.isEmpty { top += 1.5 }
    }

    /// What it is on the side where lines begin, and the value beside it.
    private mutating func draw(_ row: Briefing.Row) {
        let left = Self.width * 0.5, right = Self.width - left - 8, value = look(8.4, isBold: true)
        let height = max(
            pages.height(of: row.label, body, width: left), pages.height(of: row.value, value, width: right))
        reserve(height)
        if isDrawing {
            let (labelX, valueX) =
                isFromRight ? (Self.margin + right + 8, Self.margin) : (Self.margin, Self.margin + left + 8)
            pages.draw(row.label, body, at: PlanarPoint(x: labelX, y: top), width: left)
            pages.draw(row.value, value, at: PlanarPoint(x: valueX, y: top), width: right)
            pages.rule(at: PlanarPoint(x: Self.margin, y: top + height + 1), width: Self.width)
        }
        top += height + 3
    }
}

extension Briefing {
    /// What stands below every page.
    var foot: String {
        let provenance = "RiskMap, \(asOf), input \(digest.prefix(12))"
        return "\(title). \(stamp). \(absence) \(language.isRightToLeft ? "\u{2066}\(provenance)\u{2069}" : provenance)"
    }
}
