// SPDX-License-Identifier: Apache-2.0

import Gazetteer
import Geo
import Incidents
import JSON

/// `riskmap ingest --review`: drafted claims beside the text that they were read from, for a person who accepts, mends or
/// rejects each of them. One file that needs nothing but itself; what was decided leaves it as a table of claims.
struct ReviewPage {
    /// The answer of `ingest` with the articles' texts (`format_version` 1).
    let document: JSONValue
    /// Outlines of the provinces behind the claims' places; empty for none.
    let provinces: [ReviewProvince]

    /// Takes the parts as they are. Provinces beside the document take the place of a `base_map` inside of it.
    init(document: JSONValue, provinces: [ReviewProvince] = []) {
        (self.document, self.provinces) = (document, provinces)
    }

    /// The page.
    func html() -> String {
        let data = ReviewData.text(of: content)
        let nonce = Self.nonce(of: data)
        return """
            \(Self.head(nonce))
            \(Self.decoded(PackageResources.review_html))
            <script type="application/json" id="data">\(data)</script>
            <script nonce="\(nonce)">
            \(Self.script)
            </script>
            </body>
            </html>

            """
    }

    private var content: JSONValue {
        var content = ReviewData.withoutFacilityPositions(document).merging(["codes": Self.codes])
        if !provinces.isEmpty { content = content.merging(["base_map": ReviewProvince.map(of: provinces)]) }
        return content
    }

    /// What a claim's columns may hold, from the types that read them: the page cannot offer what `build` would refuse.
    static let codes: JSONValue = [
        "event_type": .array(EventType.allCases.map { .string($0.rawValue) }),
        "status": .array(ClaimStatus.allCases.map { .string($0.rawValue) }),
        "bound": .array(QuantityBound.allCases.map { .string($0.rawValue) }),
        "count_kind": .array(CountKind.allCases.map { .string($0.rawValue) }),
        "root_kind": .array(RootSourceKind.allCases.map { .string($0.rawValue) }),
        "date_prec": .array(DatePrecision.allCases.map { .string(String($0.rawValue)) }),
        "where_prec": .array(LocationPrecision.allCases.map { .string(String($0.rawValue)) }),
        "facility": .array(FeatureClass.allCases.filter(\.isFacility).map { .string($0.rawValue) }),
    ]

    // MARK: Frame

    /// No script, style or address but those of the page itself, and no text that the page's script makes into markup.
    private static func policy(_ nonce: String) -> String {
        "default-src 'none'; script-src 'nonce-\(nonce)'; style-src 'nonce-\(nonce)'; base-uri 'none'; "
            + "form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
    }

    private static func head(_ nonce: String) -> String {
        """
        <!DOCTYPE html>
        <html lang="en" dir="ltr">
        <head>
        <meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" content="\(policy(nonce))">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="referrer" content="no-referrer">
        <title>RiskMap: review of claims</title>
        <style nonce="\(nonce)">
        \(decoded(PackageResources.frame_css))
        \(decoded(PackageResources.claims_css))
        </style>
        </head>
        """
    }

    /// One function around all parts, so that nothing of them is global.
    private static var script: String {
        let parts = [
            PackageResources.texts_js, PackageResources.model_js, PackageResources.checks_js,
            PackageResources.store_js, PackageResources.csv_js, PackageResources.article_js,
            PackageResources.map_js, PackageResources.table_js, PackageResources.claim_js, PackageResources.form_js,
            PackageResources.paper_js, PackageResources.app_js,
        ]
        return "(function () {\n'use strict';\n" + parts.map(decoded).joined(separator: "\n") + "\n}());"
    }

    private static func decoded(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

    /// The same for the same contents, so that a page is; FNV-1a of 64 bits. It is a second lock: the first is that no
    /// text of an article leaves its JSON block.
    private static func nonce(of data: String) -> String {
        let hash = data.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
