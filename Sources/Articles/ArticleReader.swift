// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo

/// Reads articles out of files: text, HTML, PDF, feeds and JSON. Nothing is fetched: what a file refers to stays unread.
public struct ArticleReader: Sendable {
    /// The most that is read.
    public let limits: ArticleLimits
    /// The language of every article, whatever a page states; nil to tell it from the page and its letters.
    public let language: ArticleLanguage?

    /// Takes both as they are.
    public init(limits: ArticleLimits = ArticleLimits(), language: ArticleLanguage? = nil) {
        self.limits = limits
        self.language = language
    }

    /// The articles of a file, in its order.
    /// - Throws: `ArticleError`.
    public func articles(file: String) throws -> [Article] {
        try articles(bytes: Self.bytes(of: file, most: limits), name: file)
    }

    /// The articles of the bytes of a file.
    /// - Parameter name: what the file is called; its ending helps to tell its form.
    /// - Throws: `ArticleError`.
    public func articles(bytes: [UInt8], name: String) throws -> [Article] {
        let form = FileForm.of(bytes, name: name)
        try check(bytes.count, form, name)
        switch form {
        case .text: return [try text(bytes, name)]
        case .page: return [try PageReader(name: name, language: language).article(bytes)]
        case .xml: return try FeedReader(name: name, limits: limits, language: language).articles(bytes)
        case .json: return try JSONReader(name: name, limits: limits, language: language).articles(bytes)
        case .pdf: return [try PDFReader(name: name, limits: limits, language: language).article(bytes)]
        }
    }

    private func text(_ bytes: [UInt8], _ name: String) throws(ArticleError) -> Article {
        let decoded = try TextDecoding(name: name).decode(bytes)
        return try PlainTextReader(name: name, limits: limits, language: language).article(decoded)
    }

    private func check(_ count: Int, _ form: FileForm, _ name: String) throws(ArticleError) {
        let limit =
            switch form {
            case .text: limits.textBytes
            case .page, .xml, .json: limits.markupBytes
            case .pdf: limits.pdfBytes
            }
        if count > limit { throw .tooLong(name: name, bytes: count, limit: limit) }
    }

    private static func bytes(of file: String, most limits: ArticleLimits) throws(ArticleError) -> [UInt8] {
        let limit = max(limits.textBytes, limits.markupBytes, limits.pdfBytes)
        guard let handle = FileHandle(forReadingAtPath: file) else {
            throw .unreadable(
                name: file, reason: FileManager.default.fileExists(atPath: file) ? "cannot be opened" : "no such file")
        }
        defer { try? handle.close() }
        var bytes: [UInt8] = []
        do {
            while let data = try handle.read(upToCount: 1 << 20), !data.isEmpty {
                bytes.append(contentsOf: data)
                if bytes.count > limit { throw ArticleError.tooLong(name: file, bytes: bytes.count, limit: limit) }
            }
        } catch let error as ArticleError {
            throw error
        } catch {
            throw .unreadable(name: file, reason: "cannot be read")
        }
        return bytes
    }
}
