// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo

/// Reads PDF through poppler's `pdftotext`, in the order in which the page is read.
struct PDFReader {
    let name: String
    let limits: ArticleLimits
    var language: ArticleLanguage?

    /// Where `pdftotext` is; nil where it is not installed.
    static var program: String? { program("pdftotext") }

    private static func program(_ name: String) -> String? {
        let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
        return path.split(separator: ":").filter { $0.hasPrefix("/") }.map { "\($0)/\(name)" }
            .first { FileManager.default.isExecutableFile(atPath: $0) }
    }

    /// The article of the bytes of a PDF file, which are put into a file for `pdftotext`.
    func article(_ bytes: [UInt8]) throws -> Article {
        guard let program = Self.program else { throw ArticleError.noPDFReader(name: name) }
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("articles-\(UUID().uuidString)")
        do {
            try FileManager.default.createDirectory(
                at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw ArticleError.pdfFailed(
                name: name, reason: "cannot be given the file: no temporary folder can be made")
        }
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appendingPathComponent("in.pdf")
        do {
            try Data(bytes).write(to: file)
        } catch {
            throw ArticleError.pdfFailed(name: name, reason: "cannot be given the file: the temporary folder is full")
        }
        return try article(ofText: text(program, file.path))
    }

    private func text(_ program: String, _ file: String) throws(ArticleError) -> [UInt8] {
        let child = ChildProcess(seconds: limits.pdfSeconds, mostBytes: limits.pdfTextBytes)
        var command = [program, "-enc", "UTF-8", "-eol", "unix", file, "-"]
        // A hostile file may ask for any amount of memory.
        if let limiter = Self.program("prlimit") {
            command = [limiter, "--as=4294967296", "--cpu=\(limits.pdfSeconds)", "--core=0"] + command
        }
        guard let answer = try? child.run(command[0], Array(command.dropFirst())) else {
            throw .pdfFailed(name: name, reason: "cannot be started")
        }
        if let ended = answer.ended { throw .pdfFailed(name: name, reason: ended) }
        if answer.status != 0, answer.output.isEmpty {
            let said = TextFacts.line(String(decoding: answer.errors.prefix(300), as: UTF8.self))
            throw .pdfFailed(name: name, reason: "cannot read it (\(said.isEmpty ? "status \(answer.status)" : said))")
        }
        return answer.output
    }

    private func article(ofText output: [UInt8]) throws(ArticleError) -> Article {
        let columns = ColumnText(String(decoding: output, as: UTF8.self), most: limits.lines)
        guard !columns.text.isEmpty else {
            throw .malformed(name: name, reason: "the PDF has no text, only pictures; read its letters with OCR first")
        }
        let reader = PlainTextReader(name: name, limits: limits, language: language)
        return try reader.article(DecodedText(text: columns.text, notes: columns.notes))
    }
}
