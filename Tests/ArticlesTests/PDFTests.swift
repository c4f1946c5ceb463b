// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Articles

@Suite("PDF")
struct PDFTests {
    private static let isInstalled: Bool = PDFReader.program != nil

    /// A PDF of the given pages, each a list of lines.
    private static func pdf(_ pages: [[String]]) -> [UInt8] {
        var objects = ["<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
        let parent = 2 + 2 * pages.count
        for lines in pages {
            let shown = lines.map { $0 == " " ? "T*" : "(\($0)) Tj T*" }.joined(separator: " ")
            let stream = "BT /F1 11 Tf 72 760 Td 14 TL \(shown) ET"
            objects.append("<< /Length \(stream.utf8.count) >>\nstream\n\(stream)\nendstream")
            objects.append(
                "<< /Type /Page /Parent \(parent) 0 R /MediaBox [0 0 595 842] /Contents \(objects.count) 0 R "
                    + "/Resources << /Font << /F1 1 0 R >> >> >>")
        }
        let kids = pages.indices.map { "\(3 + 2 * $0) 0 R" }.joined(separator: " ")
        objects.append("<< /Type /Pages /Count \(pages.count) /Kids [\(kids)] >>")
        objects.append("<< /Type /Catalog /Pages \(parent) 0 R >>")
        var text = "%PDF-1.4\n", places: [Int] = []
        for (number, object) in objects.enumerated() {
            places.append(text.utf8.count)
            text += "\(number + 1) 0 obj\n\(object)\nendobj\n"
        }
        let table = text.utf8.count
        text += "xref\n0 \(objects.count + 1)\n0000000000 65535 f \n"
        for place in places { text += String(repeating: "0", count: 10 - "\(place)".count) + "\(place) 00000 n \n" }
        text += "trailer << /Size \(objects.count + 1) /Root \(objects.count) 0 R >>\nstartxref\n\(table)\n%%EOF"
        return Array(text.utf8)
    }

    @Test("Paragraphs are put together across lines and pages", .enabled(if: isInstalled, "pdftotext is installed"))
    func paragraphs() throws {
        let bytes = Self.pdf([
            [
                "The Courier - Page 1", " ", "Convoy leaves the camp at night", " ",
                "Twelve buses with about 480 people left the camp on Tuesday,",
                "and the office said that an escort would stay with them.", " ",
                "A second convoy is expected on Friday, the office said, but it", "gave no number of people and",
            ], ["The Courier - Page 2", " ", "did not say which road it would take."],
        ])
        let article = try #require(try ArticleReader().articles(bytes: bytes, name: "a.pdf").first)
        article.expectSound()
        #expect(
            article.told == [
                "headline: Convoy leaves the camp at night",
                "body: Twelve buses with about 480 people left the camp on Tuesday, and the office said that an escort would stay with them. "
                    + "A second convoy is expected on Friday, the office said, but it gave no number of people and did not say which road it would take.",
            ])
        #expect(article.notes.count == 1)
    }

    @Test("A PDF that is none", .enabled(if: isInstalled, "pdftotext is installed"))
    func broken() {
        #expect {
            try ArticleReader().articles(bytes: Array("%PDF-1.4\njunk".utf8), name: "a.pdf")
        } throws: { error in
            if case ArticleError.pdfFailed = error { true } else { false }
        }
    }

    @Test("A program that says too much or takes too long is ended")
    func limits() throws {
        let loud = try ChildProcess(seconds: 20, mostBytes: 1000).run("/bin/cat", ["/dev/zero"])
        #expect(loud.ended != nil)
        let slow = try ChildProcess(seconds: 1, mostBytes: 1000).run("/bin/sleep", ["30"])
        #expect(slow.ended == "took more than 1 seconds")
    }
}
