// SPDX-License-Identifier: Apache-2.0

/// What the members beside the rows of a service's answer say: that there are more pages, or why there are no rows.
struct ServiceAnswer {
    /// Texts of the members that are no list of objects, by their names in small letters without marks between words.
    private let members: [String: String]
    private let hasRows: Bool

    init(_ answer: JSONCell) {
        guard case .object(let found) = answer else {
            members = [:]
            hasRows = true
            return
        }
        hasRows = found.contains { !Self.errors.contains(Self.key($0.key)) && $0.value.list != nil }
        let texts = found.map { name, cell in
            (Self.key(name), Self.texts(cell).filter { !$0.isEmpty }.joined(separator: ", "))
        }
        members = Dictionary(
            texts.sorted { $0.0 < $1.0 }.filter { !$0.1.isEmpty }, uniquingKeysWith: { first, _ in first })
    }

    /// All texts of a value; rows are no words of the service.
    private static func texts(_ cell: JSONCell) -> [String] {
        switch cell {
        case .text(let text): [text]
        case .array(let items): items.prefix(mostWords).flatMap { texts($0) }
        case .object(let members): members.sorted { $0.key < $1.key }.flatMap { texts($0.value) }
        }
    }

    private static let mostWords = 10

    private static func key(_ name: String) -> String { name.lowercased().filter { $0 != "_" && $0 != "-" } }

    // MARK: Refusals

    private static let errors: Set<String> = [
        "error", "errors", "errormessage", "errordescription", "detail", "message",
    ]
    /// The first status of HTTP that is an error.
    private static let firstErrorStatus = 400

    /// The words of a service that gave no rows; nil where it gave some, or says nothing of an error.
    var refusal: String? {
        guard !hasRows else { return nil }
        let status = members["status"] ?? members["statuscode"] ?? members["code"]
        let isBad = status.flatMap { Int($0) }.map { $0 >= Self.firstErrorStatus } ?? (members["success"] == "false")
        let words = members.filter { Self.errors.contains($0.key) }.sorted { $0.key < $1.key }.map(\.value)
        guard isBad || members["error"] != nil || members["errors"] != nil else { return nil }
        let isNumber = status.flatMap { Int($0) } != nil
        let parts = (isBad && isNumber ? [status ?? ""] : []) + words
        return parts.isEmpty ? "nothing of the reason" : String(parts.joined(separator: ", ").prefix(300))
    }

    // MARK: Pages

    private static let nextPages = ["next", "nextpageurl", "nextpage", "nextlink", "@odata.nextlink", "nextcursor"]
    private static let previousPages = ["previous", "previouspageurl", "prev", "previouspage"]
    private static let totals = [
        "totalcount", "total", "count", "totalrecords", "totalresults", "numfound", "totalrows",
    ]
    /// Rows that ACLED gives at most where no limit is asked for.
    private static let limitOfACLED = 5000

    /// What is known to be missing beside so many rows; nil where nothing is.
    func lacking(rows: Int) -> String? {
        guard let sign = sign(rows: rows) else { return nil }
        return
            "the file is not the whole answer of the service (\(sign)); what is not in it counts as not reported. Fetch all "
            + "pages into one file"
    }

    private func sign(rows: Int) -> String? {
        if let pages = number(["totalpages", "pages", "pagecount"]), pages > 1 { return "it has \(pages) pages" }
        if let total = number(Self.totals), total > rows { return "\(rows) of \(total) rows" }
        if Self.nextPages.contains(where: { says($0) }) { return "it names a next page" }
        if Self.previousPages.contains(where: { says($0) }) { return "it names a page before" }
        if members["count"] == "\(rows)", rows == Self.limitOfACLED, members["success"] != nil {
            return "\(rows) rows are the most that an answer of ACLED has"
        }
        return nil
    }

    private func number(_ names: [String]) -> Int? { names.lazy.compactMap { members[$0].flatMap { Int($0) } }.first }

    private func says(_ name: String) -> Bool { members[name].map { $0 != "null" && $0 != "false" } ?? false }
}
