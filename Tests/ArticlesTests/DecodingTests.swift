// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import Articles

@Suite("Bytes and letters")
struct DecodingTests {
    private let reader = ArticleReader()

    @Test("UTF-8 is kept byte for byte, CR and NUL among it")
    func exact() throws {
        let text = "First line, é and \u{1F4F0}.\r\nSecond \u{0} line\u{2028}third\r\u{200F}الرابع  \n"
        let article = try read(text)
        #expect(Array(article.text.utf8) == Array(text.utf8))
        #expect(article.notes == ["NUL characters were kept: 1"])
        #expect(article.told.count == 4)
    }

    @Test("A byte order mark is left out and said")
    func mark() throws {
        let article = try #require(
            try reader.articles(bytes: [0xEF, 0xBB, 0xBF] + Array("Some words.".utf8), name: "a").first)
        #expect(article.text == "Some words.")
        #expect(article.notes.count == 1)
        #expect(article.blocks.first?.bytes == 0..<11)
    }

    @Test("Broken bytes are replaced and counted")
    func broken() throws {
        let bytes = Array("The river, café é è à ".utf8) + [0xFF, 0xC3] + Array(" rose in the night.".utf8)
        let article = try #require(try reader.articles(bytes: bytes, name: "a").first)
        #expect(article.text == "The river, café é è à \u{FFFD}\u{FFFD} rose in the night.")
        #expect(article.notes == ["bytes that are not UTF-8 were replaced by U+FFFD: 2"])
    }

    @Test("UTF-16, with a mark and without")
    func wide() throws {
        let text = "قال المجلس إن الطريق مغلق. Two words."
        let units = Array(text.utf16)
        let little = units.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] },
            big = units.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
        for bytes in [[0xFF, 0xFE] + little, [0xFE, 0xFF] + big, little, big] {
            let article = try #require(try reader.articles(bytes: bytes, name: "a").first)
            #expect(article.text == text)
            #expect(article.notes.count == 1)
        }
    }

    @Test("Code pages of Windows")
    func codePages() throws {
        // "قال المجلس إن الطريق مغلق" and "the café’s owner left the town in the night"
        let arabic: [UInt8] = [
            0xDE, 0xC7, 0xE1, 0x20, 0xC7, 0xE1, 0xE3, 0xCC, 0xE1, 0xD3, 0x20, 0xC5, 0xE4, 0x20, 0xC7, 0xE1, 0xD8, 0xD1,
            0xED, 0xDE,
        ]
        let western = Array("the caf".utf8) + [0xE9, 0x92] + Array("s owner left the town in the night".utf8)
        #expect(try reader.articles(bytes: arabic, name: "a").first?.text == "قال المجلس إن الطريق")
        #expect(
            try reader.articles(bytes: western, name: "a").first?.text == "the café’s owner left the town in the night")
    }

    @Test(
        "Files that are no text",
        arguments: [
            [0x50, 0x4B, 0x03, 0x04, 0x14, 0x00], [0x89, 0x50, 0x4E, 0x47, 0x0D],
            [0x00, 0x01, 0x02, 0x03, 0x80, 0x90, 0xFF, 0x00],
        ] as [[UInt8]])
    func binary(bytes: [UInt8]) {
        #expect {
            try reader.articles(bytes: bytes, name: "x.docx")
        } throws: { error in
            if case ArticleError.notText = error { true } else { false }
        }
    }

    @Test("Nothing to read", arguments: ["", "  \n\n ", "...!?", "\u{FEFF}"])
    func empty(text: String) {
        #expect(throws: ArticleError.noText(name: "e.txt")) {
            try reader.articles(bytes: Array(text.utf8), name: "e.txt")
        }
        #expect(ArticleError.noText(name: "e.txt").description.contains("no text"))
    }

    @Test("No such file")
    func missing() {
        #expect(throws: ArticleError.unreadable(name: "/no/such.txt", reason: "no such file")) {
            try reader.articles(file: "/no/such.txt")
        }
    }

    @Test("A file that is too long")
    func tooLong() {
        var limits = ArticleLimits()
        limits.textBytes = 10
        #expect(throws: ArticleError.tooLong(name: "a", bytes: 11, limit: 10)) {
            try ArticleReader(limits: limits).articles(bytes: Array("elevenbytes".utf8), name: "a")
        }
    }

    @Test("One endless line is cut between words, and between characters where there is no blank")
    func endless() throws {
        let words = try read(String(repeating: "كلمة word ", count: 30_000))
        #expect(words.blocks.count > 3)
        #expect(words.told.allSatisfy { $0.hasPrefix("body: ") })
        let letters = try read(String(repeating: "ب", count: 100_000))
        #expect(letters.blocks.count == 4)
        #expect(letters.blocks.map(\.scalars.count).reduce(0, +) == 100_000)
    }

    @Test("Very many lines are joined to blocks, and none is lost")
    func manyLines() throws {
        var limits = ArticleLimits()
        limits.lines = 100
        let text = String(repeating: "A line of a list.\n", count: 20_000)
        let article = try #require(try ArticleReader(limits: limits).articles(bytes: Array(text.utf8), name: "a").first)
        article.expectSound()
        #expect(article.blocks.count < 120)
        #expect(article.blocks.last?.bytes.upperBound == text.utf8.count - 1)
        #expect(article.notes.count == 1)
    }

    @Test("The caller's language counts")
    func language() throws {
        let given = try ArticleReader(language: .arabic).articles(bytes: Array("Some words.".utf8), name: "a")
        #expect(given.first?.language == .arabic)
    }
}
