// SPDX-License-Identifier: Apache-2.0

import Articles
import Extraction
import Foundation
import Gazetteer
import Geo
import Places
import Studies
import Tables

/// Reads articles with the names of a study and the words of its lexicon.
struct Ingest {
    /// What came of the files.
    struct Result {
        let readings: [ArticleReading]
        let grouping: DraftGrouping
        /// Files that could not be read, a sentence each.
        let failures: [String]
        /// Provinces for the map of the page of review.
        let provinces: [Region]
    }

    private let gazetteer: Gazetteer
    private let extractor: Extractor
    private let published: CalendarDay?
    private let sourceID: String?
    private let language: ArticleLanguage?
    private let homes: Set<String>

    /// - Throws: the reader's error of a study, a gazetteer file or a lexicon, with file and line.
    init(
        study: ResolvedStudy, lexicon files: [String], published: CalendarDay?, sourceID: String?,
        language: ArticleLanguage?
    ) throws {
        gazetteer = try study.loadGazetteer()
        let own = try LexiconFiles.builtIn() + files.map { TableReader(path: $0) }
        extractor = Extractor(
            gazetteer: gazetteer, world: try WorldNames.gazetteer(path: LexiconFiles.worldNames()),
            lexicon: try Lexicon(tables: own))
        self.published = published
        self.sourceID = sourceID
        self.language = language
        homes = Set(study.study.assessed)
    }

    /// Reads files one by one; one that cannot be read is told and costs itself alone.
    func read(_ files: [String], progress: (String) -> Void) throws -> Result {
        var readings: [ArticleReading] = [], failures: [String] = []
        var keys = NumberedKeys()
        for (number, file) in files.enumerated() {
            progress("reading \(number + 1) of \(files.count): \(file)")
            do {
                for article in try articles(of: file) {
                    let id = key(of: article, &keys)
                    readings.append(extractor.read(article, sourceID: id, published: published))
                }
            } catch let error as ArticleError {
                failures.append("\(error)")
            }
        }
        return Result(
            readings: readings, grouping: DraftGrouping(readings, gazetteer: gazetteer), failures: failures,
            provinces: gazetteer.content.provinces.filter { homes.contains($0.country) })
    }

    private func articles(of file: String) throws -> [Article] {
        let reader = ArticleReader(language: language)
        guard file == "-" else { return try reader.articles(file: file) }
        let bytes = [UInt8](try FileHandle.standardInput.readToEnd() ?? Data())
        return try reader.articles(bytes: bytes, name: "standard input")
    }

    /// The stated key, or the file's name without its folder and ending; a number tells apart what would be the same.
    private func key(of article: Article, _ used: inout NumberedKeys) -> String {
        let name = article.name.split(separator: "/").last.map(String.init) ?? article.name
        let stem = name.split(separator: "#", maxSplits: 1)
        let base = stem.first.map { $0.split(separator: ".").dropLast().joined(separator: ".") } ?? ""
        let number = stem.count > 1 ? "-\(stem[1])" : ""
        // Keys stand in tables and in other programs: letters, digits, dashes.
        func plain(_ text: String) -> String {
            String(text.map { $0.isLetter || $0.isNumber || "-_.".contains($0) ? $0 : "-" }).trimmingCharacters(
                in: CharacterSet(charactersIn: "-."))
        }
        let key = (sourceID ?? plain(base.isEmpty ? name : base)) + (sourceID == nil || !number.isEmpty ? number : "")
        return used.take(key)
    }
}

/// The words and the names of the world that come with the program.
enum LexiconFiles {
    /// Countries, capitals and large cities, so that foreign places are known as such.
    /// - Throws: `StudyError` where the program's data are not found.
    static func worldNames() throws -> String { try BuiltInStudy.folder() + "/world/names.csv" }

    /// The tables in the order of their names.
    /// - Throws: `StudyError` where the program's data are not found.
    static func builtIn() throws -> [TableReader] {
        let folder = try BuiltInStudy.folder() + "/lexicon"
        let names = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".csv") }.sorted()
        return names.map { TableReader(path: "\(folder)/\($0)") }
    }
}

extension ReviewProvince {
    /// The outline of a province, thinned for a small picture.
    init(_ region: Region) {
        let rings = region.area.polygons.map(\.shell)
        self.init(
            id: region.id, nameEnglish: region.nameEnglish, nameArabic: region.nameArabic,
            rings: rings.map(Self.thinned))
    }

    /// Every so many points, so that a ring has at most 120.
    private static func thinned(_ points: [PlanarPoint]) -> [PlanarPoint] {
        let step = max(1, points.count / 120)
        return points.indices.filter { $0 % step == 0 }.map { points[$0] }
    }
}
