// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo
import GeoIO
import Studies

/// What somebody wants to be told of when a new build is there: the rules of one file.
///
/// Nothing is ever sent: a rule that fires is an exit status and a line of an answer.
public struct WatchRules: Sendable {
    /// The rules in the order of the file.
    let rules: [WatchRule]
    /// Path of the file, for messages and for the paths that it names.
    let file: String

    /// Larger files are refused before they are read.
    private static let mostBytes = 1 << 20

    /// - Throws: `StudyError` with file and line for an unknown key, a value out of range, or a rule that lacks a part.
    public init(file: String) throws {
        self.file = file
        let size = (try? FileManager.default.attributesOfItem(atPath: file))?[.size] as? Int ?? 0
        guard size <= Self.mostBytes else {
            throw StudyError(
                file: file, message: "has \(size) bytes, more than \(Self.mostBytes); rules are a few lines each")
        }
        let document = try StudyFile.read(Document.self, at: file)
        let lines = StudyFile.lines(ofItems: "rules", at: file)
        guard document.watch == 1 else {
            throw StudyError(file: file, message: "watch: version \(document.watch) is not known; this program reads 1")
        }
        guard !document.rules.isEmpty else { throw StudyError(file: file, message: "rules: there is none; add one") }
        rules = try document.rules.enumerated().map { index, fields in
            try WatchRule(fields, number: index + 1, line: index < lines.count ? lines[index] : nil, file: file)
        }
    }

    private struct Document: Codable {
        let watch: Int
        let rules: [WatchRule.Fields]
    }
}

/// One rule with its values checked.
struct WatchRule: Sendable {
    /// What a rule asks about.
    enum Kind: String, CaseIterable, Sendable {
        case chance, expected, incident, rank, change, highest
    }

    /// The keys of a rule as the file has them.
    struct Fields: Codable, Sendable {
        var name: String?
        var rule: String
        var place: String?
        var at: String?
        var area: String?
        var road: String?
        var corridor: String?
        var above: Double?
        var km: Double?
        var top: Int?
        var months: Int?
        var direction: String?
    }

    let name: String
    let kind: Kind
    let fields: Fields
    let position: Coordinate?
    let line: Int?
    let file: String

    init(_ fields: Fields, number: Int, line: Int?, file: String) throws {
        func fail(_ message: String) -> StudyError {
            StudyError(file: file, line: line, message: "rule \(number): \(message)")
        }
        guard let kind = Kind(rawValue: fields.rule) else {
            let known = Kind.allCases.map(\.rawValue).joined(separator: ", ")
            throw fail("'\(fields.rule)' is no kind of rule; known are \(known)")
        }
        (self.kind, self.fields, self.line, self.file) = (kind, fields, line, file)
        name = fields.name ?? "rule \(number)"
        position = try fields.at.map { text in
            let parts = text.split(separator: ",").compactMap { Double($0.trimmingCharacters(in: .whitespaces)) }
            guard parts.count == 2, let position = Coordinate(longitude: parts[1], latitude: parts[0]) else {
                throw fail("at: '\(text)' is no position; write LAT,LON in degrees, such as \"33.35,43.78\"")
            }
            return position
        }
        if let fault = Self.fault(kind, fields) { throw fail(fault) }
    }

    /// What is missing or out of range; nil where nothing is.
    private static func fault(_ kind: Kind, _ fields: Fields) -> String? {
        let wheres = [fields.place, fields.at, fields.area, fields.road, fields.corridor].count { $0 != nil }
        if let km = fields.km, !(0...1_000).contains(km) { return "km: \(km) must lie between 0 and 1000" }
        switch kind {
        case .chance:
            guard let above = fields.above, (0...100).contains(above) else { return "above: give per cent, 0 to 100" }
            return wheres == 1 && (fields.place ?? fields.at) != nil ? nil : "give one of place, at"
        case .expected:
            guard let above = fields.above, above >= 0, above.isFinite else { return "above: give a number of events" }
            return wheres == 1 && (fields.place ?? fields.at) != nil ? nil : "give one of place, at"
        case .incident:
            guard wheres == 1 else { return "give one of place, at, area, road, corridor" }
            let needsDistance = fields.at != nil || fields.road != nil
            return needsDistance && fields.km == nil ? "km: give the distance in kilometres" : nil
        case .rank:
            guard let top = fields.top, (1...1_000).contains(top) else { return "top: give a number from 1" }
            return wheres == 0 || fields.place != nil && wheres == 1 ? nil : "give a place, or nothing for any province"
        case .change:
            guard ["up", "down"].contains(fields.direction ?? "up") else { return "direction: write up or down" }
            return wheres == 0 || fields.place != nil && wheres == 1 ? nil : "give a place, or nothing for any province"
        case .highest:
            guard let months = fields.months, (1...600).contains(months) else { return "months: give a number from 1" }
            return fields.place != nil && wheres == 1 ? nil : "place: give a province"
        }
    }

    func fail(_ message: String) -> StudyError { StudyError(file: file, line: line, message: "\(name): \(message)") }
}
