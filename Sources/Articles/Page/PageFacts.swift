// SPDX-License-Identifier: Apache-2.0

import Geo
import JSON

/// What a page states of itself in its head: meta elements, JSON-LD, times.
struct PageFacts {
    private(set) var title = ""
    private(set) var publisher = ""
    private(set) var address = ""
    private(set) var published: CalendarDay?
    private(set) var language: ArticleLanguage?
    /// A language that is neither English nor Arabic.
    private(set) var otherLanguage: String?

    private var metas: [String: String] = [:]
    private var linked: [JSONValue] = []
    private var canonical = "", element = "", time: CalendarDay?, dated: CalendarDay?

    /// Longer JSON-LD is no description of an article.
    private static let longestLinked = 1 << 20

    init(_ tree: PageTree) {
        for number in tree.nodes.indices { read(number, tree) }
        let article = linked.first(where: Self.isArticle)
        publisher = first([
            meta("og:site_name"), Self.name(article?["publisher"]),
            meta("application-name", "publisher", "dc.publisher"),
        ])
        title = first([Self.text(article?["headline"]), meta("og:title", "twitter:title", "dc.title"), element])
        if title == element || title.hasSuffix(publisher) { title = Self.withoutOutlet(title, publisher) }
        address =
            [canonical, meta("og:url"), Self.text(article?["url"]), Self.text(article?["mainEntityOfPage"])]
            .first(where: Self.isAddress) ?? ""
        published = day(article)
        if language == nil {
            setLanguage(Self.text(article?["inLanguage"]) + meta("og:locale", "language", "content-language"))
        }
    }

    private func first(_ values: [String]) -> String { values.first { !$0.isEmpty } ?? "" }

    private func meta(_ names: String...) -> String { names.lazy.compactMap { metas[$0] }.first { !$0.isEmpty } ?? "" }

    private mutating func read(_ number: Int, _ tree: PageTree) {
        switch tree.nodes[number].name {
        case "meta": readMeta(number, tree)
        case "html": setLanguage(tree.attribute("lang", of: number) ?? tree.attribute("xml:lang", of: number) ?? "")
        case "title": if element.isEmpty { element = TextFacts.line(tree.text(of: number)) }
        case "link":
            if tree.attribute("rel", of: number)?.lowercased() == "canonical" {
                canonical = tree.attribute("href", of: number) ?? ""
            }
        case "script": readLinked(number, tree)
        case "time": readTime(number, tree)
        case "span", "div", "p", "li": readDated(number, tree)
        default: break
        }
    }

    private mutating func readMeta(_ number: Int, _ tree: PageTree) {
        guard let value = tree.attribute("content", of: number), !value.isEmpty else { return }
        for key in ["property", "name", "itemprop"] {
            guard let name = tree.attribute(key, of: number)?.lowercased(), metas[name] == nil else { continue }
            metas[name] = TextFacts.line(value)
        }
    }

    private mutating func readLinked(_ number: Int, _ tree: PageTree) {
        guard tree.attribute("type", of: number)?.lowercased() == "application/ld+json", linked.count < 1000 else {
            return
        }
        let text = Array(tree.text(of: number).utf8)
        guard text.count <= Self.longestLinked, let value = try? JSONValue.parse(text) else { return }
        for item in value.elements ?? [value] {
            linked.append(item)
            linked += item["@graph"]?.elements ?? []
        }
    }

    /// The first time that is marked as that of publication, or the first of the page.
    private mutating func readTime(_ number: Int, _ tree: PageTree) {
        let written = tree.attribute("datetime", of: number) ?? String(tree.text(of: number).prefix(100))
        guard let day = WrittenDay.day(in: written) else { return }
        let isMarked =
            tree.attribute("pubdate", of: number) != nil || tree.attribute("itemprop", of: number) == "datePublished"
        if isMarked, metas["datepublished"] == nil { metas["datepublished"] = "\(day)" }
        if time == nil { time = day }
    }

    /// A small element whose class speaks of a date, and whose text is one.
    private mutating func readDated(_ number: Int, _ tree: PageTree) {
        guard dated == nil, tree.nodes[number].end - number <= 8,
            let name = tree.attribute("class", of: number)?.lowercased(),
            name.contains("date") || name.contains("publish") || name.contains("timestamp")
        else { return }
        for node in tree.nodes[number..<tree.nodes[number].end] where node.isText && node.range.count <= 80 {
            let reading = WrittenDay.reading(Folding.folded(String(decoding: tree.bytes[node.range], as: UTF8.self)))
            if let reading, reading.isAlone { dated = reading.day }
        }
    }

    private func day(_ article: JSONValue?) -> CalendarDay? {
        let stated = [
            Self.text(article?["datePublished"]), meta("article:published_time", "og:published_time"),
            meta(
                "datepublished", "publish-date", "publish_date", "publisheddate", "publishdate",
                "article_date_original", "publication_date", "parsely-pub-date", "pubdate"),
            meta(
                "sailthru.date", "date", "dc.date", "dc.date.issued", "dcterms.created", "cxenseparse:recs:publishtime"),
            meta("article:published", "og:article:published_time", "article.published"),
        ]
        return stated.lazy.compactMap { $0.isEmpty ? nil : WrittenDay.day(in: $0) }.first ?? time ?? dated
    }

    private mutating func setLanguage(_ stated: String) {
        let code = stated.lowercased().prefix { $0.isLetter }
        guard language == nil, otherLanguage == nil, code.count >= 2, code.count <= 8 else { return }
        language = ArticleLanguage(rawValue: String(code))
        if language == nil, code != "und" { otherLanguage = String(code) }
    }

    private static func isArticle(_ value: JSONValue) -> Bool {
        let types = value["@type"]?.elements?.compactMap(\.text) ?? [text(value["@type"])]
        return types.contains {
            $0.hasSuffix("Article") || $0.hasSuffix("Posting") || $0 == "Report" || $0 == "AnalysisNewsArticle"
        }
    }

    private static func text(_ value: JSONValue?) -> String {
        guard let value else { return "" }
        return TextFacts.line(
            value.text ?? value["@id"]?.text ?? value["name"]?.text ?? value.elements?.first?.text ?? "")
    }

    static func name(_ value: JSONValue?) -> String {
        guard let value else { return "" }
        return TextFacts.line(value["name"]?.text ?? value.text ?? value.elements?.first?["name"]?.text ?? "")
    }

    /// Only addresses of the web: `javascript:` and files are none.
    static func isAddress(_ value: String) -> Bool {
        let lower = value.prefix(8).lowercased()
        return (lower.hasPrefix("https://") || lower.hasPrefix("http://")) && value.utf8.count <= 2048
            && !value.unicodeScalars.contains { ShapeScanner.isBlank($0.value) || $0 == "\"" || $0 == "<" || $0 == ">" }
    }

    /// "Title - Outlet" and "Title | Outlet" without the outlet.
    private static func withoutOutlet(_ title: String, _ publisher: String) -> String {
        for sign in [" | ", " - ", " – ", " — ", " :: ", " » "] {
            let parts = title.split(separator: sign, omittingEmptySubsequences: true)
            guard parts.count > 1, let last = parts.last else { continue }
            let isOutlet = last == publisher || (sign == " | " && last.count <= 40 && last.count * 2 < title.count)
            if isOutlet { return String(title.dropLast(last.count + sign.count)) }
        }
        return title
    }
}
