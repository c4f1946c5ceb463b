// SPDX-License-Identifier: Apache-2.0

/// What an element of a page is for.
enum ElementRole: Hashable {
    /// Not shown to readers.
    case hidden
    /// All inside is of this kind, by the rule of this name.
    case kind(BlockKind, String)

    /// Told by the element's name, role and class; nil for most.
    static func role(of node: Int, in tree: PageTree, _ classes: inout ClassWords) -> ElementRole? {
        let name = tree.nodes[node].name
        if ElementNames.hidden.contains(name) || isHidden(node, tree) { return .hidden }
        if name == "figure", holdsMore(node, tree) { return nil }
        if let told = ElementNames.kinds[name] { return .kind(told, "element_\(name)") }
        if ["html", "body", "main", "article"].contains(name) { return nil }
        if let role = tree.attribute("role", of: node), let told = ElementNames.roles[role.lowercased()] {
            return .kind(told, "role_\(role.lowercased())")
        }
        if let told = property(node, tree) { return told }
        return classes.role(of: node, in: tree)
    }

    /// Figures also frame tables and quotations.
    private static func holdsMore(_ node: Int, _ tree: PageTree) -> Bool {
        tree.nodes[node..<min(tree.nodes[node].end, node + 20)].contains {
            $0.name == "table" || $0.name == "blockquote"
        }
    }

    private static func isHidden(_ node: Int, _ tree: PageTree) -> Bool {
        let range = tree.nodes[node].range
        guard !range.isEmpty else { return false }
        for (name, value) in tree.attributes[range] {
            switch name {
            case "hidden": if value.lowercased() != "until-found" { return true }
            case "aria-hidden": if value == "true" { return true }
            case "style":
                let style = value.lowercased().filter { $0 != " " }
                if style.contains("display:none") || style.contains("visibility:hidden") { return true }
            default: break
            }
        }
        return false
    }

    private static func property(_ node: Int, _ tree: PageTree) -> ElementRole? {
        switch tree.attribute("itemprop", of: node) {
        case "author", "datePublished", "dateModified", "publisher": .kind(.byline, "itemprop")
        case "alternativeHeadline": .kind(.heading, "itemprop")
        case "caption": .kind(.caption, "itemprop")
        case "keywords": .kind(.tagCloud, "itemprop")
        case "comment": .kind(.boilerplate, "itemprop")
        default: nil
        }
    }
}

/// Elements of HTML by what they do.
enum ElementNames {
    static let hidden: Set<String> = [
        "script", "style", "noscript", "template", "svg", "iframe", "object", "embed", "canvas", "audio", "video",
        "map",
        "select", "datalist", "textarea", "button", "head", "title", "link", "meta", "applet", "frameset", "noframes",
        "input",
    ]
    static let kinds: [String: BlockKind] = [
        "nav": .navigation, "menu": .navigation, "footer": .boilerplate, "aside": .related, "form": .boilerplate,
        "dialog": .boilerplate, "figcaption": .caption, "figure": .caption, "h1": .headline, "h2": .heading,
        "h3": .heading,
        "h4": .heading, "h5": .heading, "h6": .heading, "address": .byline,
    ]
    static let roles: [String: BlockKind] = [
        "navigation": .navigation, "menu": .navigation, "menubar": .navigation, "search": .navigation,
        "toolbar": .navigation,
        "contentinfo": .boilerplate, "complementary": .related, "dialog": .boilerplate, "alertdialog": .boilerplate,
        "tooltip": .boilerplate,
    ]
    /// Elements that begin and end a block.
    static let blocks: Set<String> = [
        "html", "body", "p", "div", "section", "article", "aside", "header", "footer", "nav", "main", "h1", "h2", "h3",
        "h4",
        "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd", "table", "thead", "tbody", "tfoot", "tr", "caption", "form",
        "fieldset", "legend", "figure", "figcaption", "blockquote", "pre", "address", "hr", "center", "details",
        "summary",
        "dialog", "menu", "hgroup", "dir", "search", "marquee",
    ]
    static let cells: Set<String> = ["td", "th"]
}

/// Words of classes and ids that sites share. What a class says is kept, for pages repeat few of them.
struct ClassWords {
    private var known: [String: ElementRole?] = [:]

    /// What the class and the id of an element say of it; nil for most.
    mutating func role(of node: Int, in tree: PageTree) -> ElementRole? {
        let range = tree.nodes[node].range
        guard !range.isEmpty else { return nil }
        var value = ""
        for (name, words) in tree.attributes[range] where name == "class" || name == "id" { value += words + " " }
        guard !value.isEmpty else { return nil }
        if let role = known[value] { return role }
        let role = Self.role(of: value)
        if known.count < 10_000 { known[value] = role }
        return role
    }

    /// Words within words count too: `PagePromo` is a promo.
    private static func role(of written: String) -> ElementRole? {
        let value = (written + parted(written)).lowercased()
        if hidden.contains(where: { value.contains($0) }) { return .hidden }
        let names = value.split { !$0.isLetter && !$0.isNumber }
        for (kind, rule, words) in groups where names.contains(where: { words.contains(String($0)) }) {
            return .kind(kind, rule)
        }
        for (first, second) in zip(names, names.dropFirst()) {
            if let (kind, rule) = pairs["\(first) \(second)"] { return .kind(kind, rule) }
        }
        return nil
    }

    private static func parted(_ written: String) -> String {
        var parted = "", previous = UInt32(0)
        for scalar in written.unicodeScalars {
            if ShapeScanner.isCapital(scalar.value), ShapeScanner.isSmall(previous) { parted += " " }
            parted.unicodeScalars.append(scalar)
            previous = scalar.value
        }
        return parted
    }

    private static let hidden = [
        "sr-only", "screen-reader-text", "visually-hidden", "visuallyhidden", "u-hidden", "d-none ",
    ]

    private static let groups: [(BlockKind, String, Set<String>)] = [
        (.boilerplate, "class_comments", ["comments", "comment", "commentlist", "disqus", "respond"]),
        (
            .related, "class_related",
            [
                "related", "relatedposts", "relatedarticles", "recommended", "recommendations", "recommendation",
                "recirc",
                "recirculation", "trending", "popular", "mostread", "outbrain", "taboola", "yarpp", "readmore",
                "sidebar",
                "widget", "widgets", "morestories", "latestnews", "mostpopular", "alsoread", "seealso", "teaser",
                "teasers",
                "crosslinks", "upnext", "readalso", "inlinelink",
            ]
        ),
        (.embedded, "class_message", ["tweet", "twitter", "instagram", "tiktok", "telegram"]),
        (
            .navigation, "class_share",
            ["share", "sharing", "shares", "social", "sharedaddy", "addtoany", "sharebar", "sharebuttons"]
        ),
        (
            .boilerplate, "class_notice",
            [
                "cookie", "cookies", "consent", "gdpr", "newsletter", "newsletters", "subscribe", "subscription",
                "signup",
                "advert", "advertisement", "advertising", "ads", "ad", "adsbygoogle", "adslot", "sponsored", "sponsor",
                "paywall",
                "popup", "modal", "donate", "donation", "copyright", "footer", "colophon", "promo", "promotion",
                "disclaimer",
            ]
        ),
        (
            .navigation, "class_navigation",
            [
                "nav", "navbar", "navigation", "menu", "submenu", "breadcrumb", "breadcrumbs", "pagination", "pager",
                "paging",
                "masthead", "topbar", "skip", "toolbar", "sitemap", "searchform", "toc", "ticker", "kicker", "eyebrow",
            ]
        ),
        (.tagCloud, "class_tags", ["tags", "tagcloud", "taglist", "keywords", "taxonomy", "hashtags", "topics"]),
        (.disclosure, "class_author", ["bio", "biography", "authorbio", "authorbox"]),
        (.caption, "class_caption", ["caption", "captions", "credit", "credits", "figcaption", "photocredit"]),
        (
            .byline, "class_byline",
            [
                "byline", "bylines", "author", "authors", "dateline", "meta", "postmeta", "timestamp", "pubdate",
                "published",
                "date", "datetime", "postdate", "entrymeta",
            ]
        ),
        (
            .heading, "class_subtitle",
            ["subtitle", "standfirst", "dek", "deck", "subheadline", "subheading", "subhead"]
        ),
    ]

    private static let pairs: [String: (BlockKind, String)] = [
        "most read": (.related, "class_related"), "read more": (.related, "class_related"),
        "more stories": (.related, "class_related"), "more news": (.related, "class_related"),
        "latest news": (.related, "class_related"), "also read": (.related, "class_related"),
        "read next": (.related, "class_related"), "see also": (.related, "class_related"),
        "next post": (.navigation, "class_navigation"), "prev post": (.navigation, "class_navigation"),
        "post navigation": (.navigation, "class_navigation"), "site header": (.navigation, "class_navigation"),
        "page header": (.navigation, "class_navigation"), "main header": (.navigation, "class_navigation"),
        "post tags": (.tagCloud, "class_tags"), "tag list": (.tagCloud, "class_tags"),
        "tag links": (.tagCloud, "class_tags"),
        "tags links": (.tagCloud, "class_tags"), "post tag": (.tagCloud, "class_tags"),
        "cat links": (.navigation, "class_navigation"), "about author": (.disclosure, "class_author"),
        "author box": (.disclosure, "class_author"), "author bio": (.disclosure, "class_author"),
        "fb post": (.embedded, "class_message"), "reading time": (.boilerplate, "class_notice"),
    ]
}
