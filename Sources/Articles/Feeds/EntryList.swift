// SPDX-License-Identifier: Apache-2.0

/// Makes articles of the entries of one file: `feed.xml#1`, `feed.xml#2` and on.
struct EntryList {
    let name: String
    let limits: ArticleLimits
    let language: ArticleLanguage?

    /// - Parameter notes: what was said of the file; it goes to the first article.
    func articles(_ entries: [Entry], notes: [String], isNumbered: Bool = true) throws(ArticleError) -> [Article] {
        var notes = notes
        if entries.count > limits.articles {
            notes.append("entries after the first \(limits.articles) were left out: \(entries.count - limits.articles)")
        }
        let read = entries.prefix(limits.articles)
        let isEmpty = read.map { $0.title.isEmpty && $0.isEmpty }
        let empty = isEmpty.count { $0 }
        if empty > 0 { notes.append("entries without text were left out: \(empty)") }
        var articles: [Article] = []
        for (number, entry) in read.enumerated() where !isEmpty[number] {
            let called = isNumbered ? "\(name)#\(number + 1)" : name
            let own = articles.isEmpty ? notes : []
            if let article = entry.article(name: called, limits: limits, language: language, notes: own) {
                articles.append(article)
            }
        }
        if articles.isEmpty { throw .noText(name: name) }
        return articles
    }
}

extension Entry {
    /// Whether no letter can be in it.
    var isEmpty: Bool {
        switch body {
        case .plain(let text), .markup(let text): text.isEmpty
        case .tree(let tree): tree.bytes.isEmpty
        }
    }
}
