// SPDX-License-Identifier: Apache-2.0

import Geo
public import Layers

/// The answer to "how risky is it there, and why?": the members of a province's properties and what belongs to them.
public struct QueryAnswer: Sendable, Encodable {
    /// What was asked about.
    public enum Kind: String, Sendable, Encodable {
        /// A province, answered from the build's own table.
        case province
        /// A district, region, town or drawn area, answered by a zone of its own.
        case zone
        /// A position, answered by the cell that holds it.
        case point
    }

    /// Relative risk, chance, rank, intensity and evidence.
    public var result: ProvinceResult
    /// What was asked about.
    public var kind: Kind
    /// The zone in words.
    public var zone: String
    /// ISO 3166-2 of the provinces that the zone lies in.
    public var provinces: [String]
    /// First and last day of the evidence.
    public var period: CatalogPeriod
    /// Claims that contradict each other, as sentences.
    public var conflicts: [String]
    /// Whether the evidence is too thin for a forecast.
    public var isThin: Bool
    /// What a reader must know beside the figures.
    public var notes: [String]
    /// What the intensity is made of, largest share first; nil unless asked for.
    public var contributions: [Contribution]?
    /// At a position, what each layer of the record's forecast says, by the layer's name; empty for zones and without a
    /// record.
    public var chances: [String: StatedChance] = [:]
    /// Why a position has its chance; nil unless asked for, for zones, and where the folder carries no record.
    public var reasons: ChanceReasons?

    /// The answer without words of the sources, and with the places where they stand.
    public var withoutQuotes: QueryAnswer {
        var answer = self
        answer.contributions = contributions?.map { part in
            var part = part
            part.claims = part.claims.map(\.withoutQuote)
            return part
        }
        answer.reasons = reasons?.withoutQuotes
        return answer
    }

    private enum CodingKeys: String, CodingKey {
        case kind, zone, provinces, period, conflicts, notes, contributions, forecast, reasons = "chance_why"
        case isThin = "insufficient_for_forecast"
    }

    /// Writes the members of the province's properties and the others side by side.
    public func encode(to encoder: any Encoder) throws {
        try result.encode(to: encoder)
        var members = encoder.container(keyedBy: CodingKeys.self)
        // Root sources are counted per province only; the released incidents do not name them.
        if kind != .province {
            var shared = encoder.container(keyedBy: ProvinceResult.CodingKeys.self)
            try shared.encodeNil(forKey: .rootSources)
        }
        try members.encode(kind, forKey: .kind)
        try members.encode(zone, forKey: .zone)
        try members.encode(provinces, forKey: .provinces)
        try members.encode(period, forKey: .period)
        try members.encode(conflicts, forKey: .conflicts)
        try members.encode(isThin, forKey: .isThin)
        try members.encode(notes, forKey: .notes)
        try members.encodeIfPresent(contributions, forKey: .contributions)
        try members.encodeIfPresent(reasons, forKey: .reasons)
        if !chances.isEmpty { try members.encode(chances.mapValues(\.value), forKey: .forecast) }
    }
}

/// A value of a layer of the forecast.
public struct StatedChance: Sendable, Hashable {
    /// The value in the unit of its layer; nil where the rule refuses one.
    public let value: Double?

    /// Takes a value of the raster.
    init(_ value: Float) { self.value = value.isNaN ? nil : Double(value).rounded(toSignificant: 4) }
}

/// Why a query has no answer.
public enum QueryError: Error, CustomStringConvertible {
    /// The name is not known, or means several places; with candidates.
    case unknownPlace(name: String, reason: String, candidates: [String])
    /// The place lies outside the assessed area.
    case notAssessed(name: String)
    /// The release tier withholds the figures of the place's province.
    case withheld(name: String)
    /// The place is a country or larger.
    case tooLarge(name: String)
    /// The area is more than one answer may cost; a sentence that says what to ask instead.
    case tooMuch(String)
    /// The folder's table of provinces cannot be read.
    case damaged(path: String, reason: String)

    /// What is wrong and what to do.
    public var description: String {
        switch self {
        case .unknownPlace(let name, let reason, let candidates):
            "'\(name)': \(reason)"
                + (candidates.isEmpty ? "" : "\nNearest: " + candidates.joined(separator: "; "))
        case .notAssessed(let name):
            "'\(name)' lies outside the area that the evidence covers; nothing is known about it here"
        case .withheld(let name):
            "'\(name)': withheld; what restricted sources report there is too little to be told, and the release "
                + "tier shows no figures of the province"
        case .tooLarge(let name):
            "'\(name)' is a country or larger; ask for a province, or use --all for the ranking of provinces"
        case .tooMuch(let sentence): sentence
        case .damaged(let path, let reason): "'\(path)' is damaged: \(reason); build the folder again"
        }
    }
}
