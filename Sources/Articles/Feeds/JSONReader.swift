// SPDX-License-Identifier: Apache-2.0

import Geo
import JSON

/// Reads JSON: a feed (jsonfeed.org), an article, a list of articles, or one article a line.
struct JSONReader {
    let name: String
    let limits: ArticleLimits
    var language: ArticleLanguage?

    func articles(_ bytes: [UInt8]) throws(ArticleError) -> [Article] {
        let decoded = try TextDecoding(name: name).decode(bytes)
        let (values, isList) = try values(Array(decoded.text.utf8))
        var outlet = "", language = ""
        var entries: [Entry] = [], strange = 0
        for value in values {
            if let title = value["title"], value["items"] != nil {
                (outlet, language) = (title.text ?? "", Self.text(value, ["language"]))
            }
            for item in Self.items(value) {
                if let entry = entry(item, outlet, language) { entries.append(entry) } else { strange += 1 }
            }
        }
        var notes = decoded.notes
        if strange > 0 { notes.append("values that are no articles were left out: \(strange)") }
        guard !entries.isEmpty else {
            throw .malformed(
                name: name, reason: "no JSON object with a title and a text (title, text, content or body)")
        }
        let list = EntryList(name: name, limits: limits, language: self.language)
        return try list.articles(entries, notes: notes, isNumbered: isList || entries.count > 1)
    }

    /// The values of the file, and whether it holds a list.
    private func values(_ bytes: [UInt8]) throws(ArticleError) -> ([JSONValue], Bool) {
        let fault: JSONFault
        do {
            let value = try JSONValue.parse(bytes)
            if let elements = value.elements { return (elements, true) }
            return ([value], Self.list(value) != nil)
        } catch {
            fault = error
        }
        var values: [JSONValue] = []
        for line in bytes.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }) where line.contains(where: { $0 > 0x20 })
        {
            guard let value = try? JSONValue.parse(Array(line)) else {
                throw .malformed(name: name, reason: "\(fault)")
            }
            values.append(value)
        }
        return (values, true)
    }

    private static func list(_ value: JSONValue) -> [JSONValue]? {
        for key in ["items", "articles", "entries", "data", "results", "posts", "news"] {
            if let elements = value[key]?.elements { return elements }
        }
        return nil
    }

    private static func items(_ value: JSONValue) -> [JSONValue] { list(value) ?? [value] }

    private func entry(_ value: JSONValue, _ outlet: String, _ language: String) -> Entry? {
        guard case .object = value else { return nil }
        var entry = Entry()
        entry.title = TextFacts.line(Self.text(value, ["title", "headline", "name"]))
        let plain = Self.text(value, ["content_text", "text", "articleBody", "body_text", "plain_text"])
        let marked = Self.text(
            value, ["content_html", "html", "content", "body", "full_text", "description", "summary", "excerpt"])
        if !plain.isEmpty {
            entry.body = .plain(plain)
        } else {
            entry.body = marked.looksLikeMarkup ? .markup(marked) : .plain(marked)
        }
        if entry.title.isEmpty, plain.isEmpty, marked.isEmpty { return nil }
        let publisher = Self.text(value, ["publisher", "source", "site_name", "outlet", "site", "source_name"])
        entry.publisher = TextFacts.line(publisher.isEmpty ? outlet : publisher)
        entry.address = TextFacts.line(
            Self.text(value, ["url", "link", "address", "canonical_url", "external_url", "id"]))
        let day = Self.text(
            value,
            [
                "date_published", "published", "datePublished", "publishedAt", "published_at", "date", "pub_date",
                "pubDate",
            ])
        entry.published = WrittenDay.day(in: day)
        let spoken = Self.text(value, ["language", "lang", "inLanguage"])
        entry.language = spoken.isEmpty ? language : spoken
        return entry
    }

    /// The first member of these names that has a text, or an object with a name or a rendered text.
    private static func text(_ value: JSONValue, _ names: [String]) -> String {
        for name in names {
            guard let member = value[name] else { continue }
            let text =
                member.text ?? member["name"]?.text ?? member["title"]?.text ?? member["rendered"]?.text
                ?? member["#text"]?.text ?? paragraphs(member)
            if let text, !text.isEmpty { return text }
        }
        return ""
    }

    /// Some files hold a list of paragraphs.
    private static func paragraphs(_ value: JSONValue) -> String? {
        guard let texts = value.elements?.compactMap(\.text), !texts.isEmpty else { return nil }
        return texts.joined(separator: "\n\n")
    }
}
