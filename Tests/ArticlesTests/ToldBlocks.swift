// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Articles

extension Article {
    /// Each block as `kind: text`, its line breaks as blanks.
    var told: [String] {
        let scalars = Array(text.unicodeScalars)
        return blocks.map { block in
            var view = String.UnicodeScalarView()
            view.append(contentsOf: scalars[block.scalars])
            return "\(block.kind.rawValue): "
                + String(view).split(whereSeparator: \.isWhitespace).joined(separator: " ")
        }
    }

    /// The kinds alone.
    var kinds: [BlockKind] { blocks.map(\.kind) }

    /// What every article promises of its blocks.
    func expectSound() {
        let scalars = Array(text.unicodeScalars), bytes = Array(text.utf8)
        var scalar = 0, byte = 0
        for block in blocks {
            #expect(block.scalars.lowerBound >= scalar && block.scalars.upperBound <= scalars.count)
            #expect(block.bytes.lowerBound >= byte && block.bytes.upperBound <= bytes.count)
            #expect(!block.bytes.isEmpty && block.bytes.count <= Article.longestBlock)
            #expect(!block.rule.isEmpty)
            guard block.scalars.upperBound <= scalars.count, block.bytes.upperBound <= bytes.count else { return }
            var view = String.UnicodeScalarView()
            view.append(contentsOf: scalars[block.scalars])
            #expect(Array(String(view).utf8) == Array(bytes[block.bytes]))
            (scalar, byte) = (block.scalars.upperBound, block.bytes.upperBound)
        }
    }
}

/// The article of a file of the given name and text.
func read(_ text: String, as name: String = "a.txt") throws -> Article {
    let articles = try ArticleReader().articles(bytes: Array(text.utf8), name: name)
    let article = try #require(articles.first)
    article.expectSound()
    return article
}
