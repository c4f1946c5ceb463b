// SPDX-License-Identifier: Apache-2.0

import Articles
import Extraction
import Gazetteer
import Geo
import Incidents
import JSON
import Studies

/// What `riskmap ingest --format json` prints; docs/ingest.md documents each member, docs/schemas/ingest.schema.json states them.
struct IngestDocument {
    let readings: [ArticleReading]
    let grouping: DraftGrouping
    /// Whether the articles are published.
    let access: String
    /// Whether the articles' texts are part of it, as the page of review needs them.
    let hasText: Bool
    /// Files that could not be read, a sentence each.
    let notes: [String]

    var value: JSONValue {
        [
            "format_version": 1, "generator": .string("riskmap \(RiskMapVersion.text)"),
            "articles": .array(readings.map(article)), "claims": .array(claims),
            "incidents": .array(grouping.incidents.map(incident)),
            "transfers": .array(grouping.claims.filter { $0.claim.type == .transfer }.map(transfer)),
            "notes": .array(notes.map { .string($0) }),
        ]
    }

    // MARK: - Articles

    private func article(_ reading: ArticleReading) -> JSONValue {
        let article = reading.article
        var members: [JSONValue.Member] = [
            .init("source_id", .string(reading.sourceID)), .init("file", .string(article.name)),
            .init("title", .string(article.title)), .init("publisher", .string(article.publisher)),
            .init("address", .string(article.address)), .init("published", .day(reading.published)),
            .init("published_basis", .string(reading.publishedBasis)),
            .init("language", .string(article.language.rawValue)),
            .init("access", .string(access)),
            .init("machine_written", .bool(article.isMachineWritten)),
            .init("scalars", .integer(article.text.unicodeScalars.count)),
            .init("bytes", .integer(article.text.utf8.count)),
            .init("sha256", .string(InputDigest.hexadecimal(of: Array(article.text.utf8)))),
        ]
        if hasText { members.append(.init("text", .string(article.text))) }
        members += [
            .init("blocks", .array(article.blocks.map(block))),
            .init("mentions", .array(reading.mentions.map(mention))),
            .init("dates", .array(reading.dates.map(date))), .init("quantities", .array(reading.counts.map(count))),
            .init("left_out", .array(reading.leftOut.map(leftOut))),
            .init("notes", .texts(article.notes + [reading.publicationContradiction].compactMap { $0 })),
        ]
        return .object(members)
    }

    private func block(_ block: ArticleBlock) -> JSONValue {
        [
            "kind": .string(block.kind.rawValue), "char_start": .integer(block.scalars.lowerBound),
            "char_end": .integer(block.scalars.upperBound), "rule": .string(block.rule),
        ]
    }

    private func mention(_ read: ReadMention) -> JSONValue {
        let mention = read.mention, match = mention.resolution?.match
        var members = Self.span(read.surface, read.span)
        members += [
            .init("byte_start", .integer(read.bytes.lowerBound)), .init("byte_end", .integer(read.bytes.upperBound)),
            .init("kind", .string(mention.kind.rawValue)),
            .init("holder", mention.holder.map { .integer($0) } ?? .null),
            .init("place_id", .optional(match?.placeID)), .init("name", .optional(match?.name)),
            .init("feature", .optional(match?.feature.rawValue)),
            .init("country", .string(match?.country ?? mention.country)),
            .init("iso3166_2", .optional(match?.iso3166_2)), .init("latitude", .degrees(match?.coordinate?.latitude)),
            .init("longitude", .degrees(match?.coordinate?.longitude)),
            .init("where_prec", match.map { .integer($0.precision.rawValue) } ?? .null),
            .init("score", match.map { .double($0.score.rounded(toDecimals: 3)) } ?? .null),
            .init("matched_name", .optional(match?.matchedName)),
            .init("candidates", .array((mention.resolution?.candidates ?? []).prefix(5).map(candidate))),
            .init("doubts", .texts(mention.doubts)), .init("rules", .texts(mention.rules)),
        ]
        return .object(members)
    }

    private func candidate(_ match: Match) -> JSONValue {
        [
            "place_id": .string(match.placeID), "name": .string(match.name), "feature": .string(match.feature.rawValue),
            "country": .string(match.country), "iso3166_2": .optional(match.iso3166_2),
            "where_prec": .integer(match.precision.rawValue), "score": .double(match.score.rounded(toDecimals: 3)),
        ]
    }

    private func date(_ read: ReadDate) -> JSONValue {
        let time = read.time
        return .object(
            Self.span(read.surface, read.span) + [
                .init("meaning", .string(time.meaning.rawValue)), .init("date_start", .day(time.interval?.first)),
                .init("date_end", .day(time.interval?.last)), .init("date_prec", .integer(time.precision.rawValue)),
                .init("contradictory", .bool(time.isContradictory)), .init("rules", .texts(time.rules)),
            ])
    }

    private func count(_ read: ReadCount) -> JSONValue {
        let count = read.count
        return .object(
            Self.span(read.surface, read.span) + [
                .init("min", .optional(count.least)), .init("best", .optional(count.best)),
                .init("max", .optional(count.most)), .init("bound", .string(count.bound.rawValue)),
                .init("unit", .string(count.unit)), .init("noun", .string(read.noun)),
                .init("rules", .texts(count.rules)),
            ])
    }

    private func leftOut(_ words: LeftOut) -> JSONValue {
        .object(Self.span(words.surface, words.span) + [.init("reason", .string(words.reason))])
    }

    private static func span(_ surface: String, _ span: TextSpan) -> [JSONValue.Member] {
        [
            .init("surface", .string(surface)), .init("char_start", .integer(Int(span.start))),
            .init("char_end", .integer(Int(span.end))),
        ]
    }

    // MARK: - Claims

    private var claims: [JSONValue] {
        let titles = Dictionary(grouping.incidents.map { ($0.id, $0.title) }, uniquingKeysWith: { first, _ in first })
        return grouping.claims.map { claim($0, title: titles[$0.incidentID] ?? "") }
    }

    private func claim(_ draft: GroupedDraft, title: String) -> JSONValue {
        let claim = draft.claim, quantity = claim.quantity
        return [
            "claim_id": .string(draft.id), "incident_id": .string(draft.incidentID),
            "incident_title": .string(title), "conflict_group": .string(draft.conflictGroup),
            "event_type": .string(claim.type.rawValue), "place_text": .string(claim.place.text),
            "place_id": .string(claim.place.id), "country": .string(claim.place.country),
            "province": .string(claim.place.province), "where_prec": .integer(claim.place.precision.rawValue),
            "latitude": .degrees(claim.place.coordinate?.latitude),
            "longitude": .degrees(claim.place.coordinate?.longitude), "date_start": .day(claim.interval?.first),
            "date_end": .day(claim.interval?.last), "date_prec": .integer(claim.datePrecision.rawValue),
            "quantity_min": .optional(quantity?.min), "quantity_best": .optional(quantity?.best),
            "quantity_max": .optional(quantity?.max), "unit": .string(quantity?.unit ?? ""),
            "bound": .optional(quantity?.bound.rawValue), "count_kind": .optional(quantity?.kind.rawValue),
            "actor": .string(claim.actor), "target": .string(claim.target),
            "claimant": .string(claim.speaker.claimant), "root_source": .string(claim.speaker.root),
            "root_kind": .string(claim.speaker.kind.rawValue), "chain": .texts(claim.speaker.chain),
            "source_id": .string(draft.sourceID), "char_start": .integer(Int(claim.span.start)),
            "char_end": .integer(Int(claim.span.end)), "quote": .string(claim.quote),
            "status": .string(claim.status.rawValue), "note": .string(claim.doubts.joined(separator: " ")),
            "rules": .texts(claim.rules),
        ]
    }

    private func incident(_ incident: DraftIncident) -> JSONValue {
        let members = incident.members.map { grouping.claims[$0] }
        return [
            "incident_id": .string(incident.id), "title": .string(incident.title),
            "type": .string(incident.type.rawValue), "claims": .texts(members.map(\.id)),
            "sources": .texts(Self.distinct(members.map(\.sourceID))),
            "root_sources": .texts(Self.distinct(members.map(\.claim.speaker.root))),
        ]
    }

    private static func distinct(_ texts: [String]) -> [String] {
        var seen: Set<String> = []
        return texts.filter { seen.insert($0).inserted }
    }

    // MARK: - Transfers

    private func transfer(_ draft: GroupedDraft) -> JSONValue {
        let claim = draft.claim, quantity = claim.quantity
        let origin = claim.route?.origin, destination = claim.route?.destination
        return [
            "transfer_id": .string("T-\(draft.id)"), "claim_id": .string(draft.id),
            "count_type": .string((quantity?.kind ?? (claim.status == .planned ? .plan : .increment)).rawValue),
            "origin_text": .string(origin?.text ?? ""), "origin_place_id": .string(origin?.id ?? ""),
            "origin_prec": .integer((origin?.precision ?? .supranational).rawValue),
            "destination_text": .string(destination?.text ?? ""),
            "destination_place_id": .string(destination?.id ?? ""),
            "destination_prec": .integer((destination?.precision ?? .supranational).rawValue),
            "mode": .string(claim.route?.mode.isEmpty == false ? claim.route?.mode ?? "" : "not stated"),
            "date_start": .day(claim.interval?.first), "date_end": .day(claim.interval?.last),
            "quantity_min": .optional(quantity?.min), "quantity_best": .optional(quantity?.best),
            "quantity_max": .optional(quantity?.max), "bound": .optional(quantity?.bound.rawValue),
            "status": .string(claim.status == .planned ? "planned" : "done"),
            "claimant": .string(claim.speaker.claimant), "root_source": .string(claim.speaker.root),
            "source_id": .string(draft.sourceID), "char_start": .integer(Int(claim.span.start)),
            "char_end": .integer(Int(claim.span.end)),
        ]
    }
}

extension JSONValue {
    /// A text or `null`.
    static func optional(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }
    /// A number or `null`.
    static func optional(_ number: Double?) -> JSONValue { number.map { .double($0) } ?? .null }
    /// Texts in order.
    static func texts(_ texts: [String]) -> JSONValue { .array(texts.map { .string($0) }) }
    /// A day as `YYYY-MM-DD` or `null`.
    static func day(_ day: CalendarDay?) -> JSONValue { day.map { .string("\($0)") } ?? .null }
    /// Degrees with four decimals, about 10 m, or `null`.
    static func degrees(_ degrees: Double?) -> JSONValue { degrees.map { .double($0.rounded(toDecimals: 4)) } ?? .null }
}
