// SPDX-License-Identifier: Apache-2.0

import Geo

/// What a file is made of.
enum FileForm: Hashable {
    case text, page, xml, json, pdf

    /// Told by the first bytes; the ending of the name decides only between a text and what looks like one.
    static func of(_ bytes: [UInt8], name: String) -> FileForm {
        let start = Self.start(of: bytes)
        let ending = name.pathEnding
        if bytes.starts(with: "%PDF-".utf8) { return .pdf }
        if ending == "pdf", bytes.prefix(1024).firstIndex(ofBytes: "%PDF-") != nil { return .pdf }
        switch ending {
        case "html", "htm", "xhtml", "shtml", "php", "aspx": return start.isEmpty ? .text : .page
        case "txt", "md", "text": return isPage(start) ? .page : isXML(start) ? .xml : .text
        default: break
        }
        if isXML(start) { return .xml }
        if isPage(start) { return .page }
        guard let first = start.first else { return .text }
        if first == UInt8(ascii: "{") || ending == "json" || ending == "jsonl" || ending == "ndjson" { return .json }
        if first == UInt8(ascii: "["), isListOfObjects(start) { return .json }
        return ["rss", "atom", "rdf", "xml"].contains(ending) && first == UInt8(ascii: "<") ? .xml : .text
    }

    /// The first letters in ASCII, in lower case; a mark, NUL bytes of UTF-16 and blanks before them are left out.
    private static func start(of bytes: [UInt8]) -> [UInt8] {
        let marks: [[UInt8]] = [[0xEF, 0xBB, 0xBF], [0xFF, 0xFE], [0xFE, 0xFF]]
        let mark = marks.first { bytes.starts(with: $0) }?.count ?? 0
        let letters = bytes.dropFirst(mark).drop { $0 <= 0x20 }.prefix(4096)
        guard let first = letters.first, first < 0x80 else { return [] }
        return letters.filter { $0 != 0 && $0 < 0x80 }.map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 }
    }

    private static func isListOfObjects(_ start: [UInt8]) -> Bool {
        start.dropFirst().first { $0 > 0x20 } == UInt8(ascii: "{")
    }

    private static func isPage(_ start: [UInt8]) -> Bool {
        guard start.first == UInt8(ascii: "<") else { return false }
        return [
            "<!doctype html", "<html", "<head", "<body", "<meta", "<title", "<div", "<article", "<p>", "<main", "<!--",
        ]
        .contains { start.starts(with: $0.utf8) } || start.firstIndex(ofBytes: "<html") != nil
    }

    private static func isXML(_ start: [UInt8]) -> Bool {
        guard start.first == UInt8(ascii: "<") else { return false }
        if start.firstIndex(ofBytes: "<html") != nil { return false }
        return ["<?xml", "<rss", "<feed", "<rdf:rdf"].contains { start.starts(with: $0.utf8) }
            || ["<rss", "<feed", "<rdf:rdf"].contains { start.firstIndex(ofBytes: $0) != nil }
    }
}
