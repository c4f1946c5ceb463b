// SPDX-License-Identifier: Apache-2.0

import Foundation
import Gazetteer
import PlacesFixtures
import Tables
import TestSupport
import Incidents
import Testing

@testable import Extraction

@Suite("Places that texts mention")
struct MentionReaderTests {
    private static let reader = Result { () throws -> MentionReader in
        let words = Repository.root.appending(path: "geodata/lexicon/places.csv").path
        return MentionReader(
            gazetteer: try BuiltInGazetteer.load(), lexicon: try Lexicon(tables: [TableReader(path: words)]))
    }

    /// `surface:kind` of each mention, joined by `|`.
    static func read(_ text: String, without: Set<String> = []) throws -> String {
        var reader = try reader.get()
        if !without.isEmpty {
            let words = Repository.root.appending(path: "geodata/lexicon/places.csv").path
            reader = MentionReader(
                gazetteer: reader.gazetteer, lexicon: try Lexicon(tables: [TableReader(path: words)]),
                without: without)
        }
        let passage = Passage(text)
        let context = reader.context(of: [passage])
        return reader.mentions(in: passage, context: context)
            .map { "\(passage.text($0.tokens)):\($0.kind.rawValue)" }.joined(separator: "|")
    }

    @Test(
        "Senses",
        arguments: [
            ("The convoy left Raqqa for Mosul.", "Raqqa:literal|Mosul:literal"),
            ("Damascus said it would answer.", "Damascus:metonym"),
            ("He lives in Damascus.", "Damascus:literal"),
            ("They met at Ankara's request in Erbil.", "Ankara:metonym|Erbil:literal"),
            ("The US military left.", "US:metonym"),
            ("He flew to the US on Monday.", "US:literal"),
            ("Officials held talks with Tehran.", "Tehran:metonym"),
            ("Iraqi police closed the road.", "Iraqi:demonym"),
            ("Iraq's Nineveh province is calm.", "Iraq:possessive|Nineveh province:literal"),
            ("Calm returned to northeastern Syria.", "northeastern Syria:vernacular|Syria:nested"),
            ("The Damascus Institute of Arts opened.", "Damascus Institute:embedded"),
            ("The Syrian Democratic Forces withdrew.", "Syrian Democratic Forces:embedded"),
            (
                "They were moved to a detention facility in Hasakah.",
                "detention facility:unnamed_facility|Hasakah:literal"
            ),
        ])
    func senses(text: String, expected: String) throws {
        #expect(try Self.read(text) == expected)
    }

    @Test(
        "Persons and ordinary words are no places",
        arguments: [
            "General Brad Saad said the raid was over.", "Hit by a mine, the truck burned.",
            "Many of them left on Friday.", "President Ahmed al-Sharaa spoke.", "Abu Bakr al-Baghdadi was killed.",
        ])
    func noPlaces(text: String) throws {
        #expect(try Self.read(text) == "")
    }

    @Test(
        "Arabic",
        arguments: [
            ("انفجرت عبوة في محافظة الأنبار", "محافظة الأنبار:literal"),
            ("قالت دمشق إنها تسلمت المخيم", "دمشق:metonym"),
            ("نقلوا من سجن الشدادي إلى مدينة الرقة", "سجن الشدادي:literal|مدينة الرقة:literal"),
            ("القوات العراقية في الموصل", "العراقية:demonym|الموصل:literal"),
        ])
    func arabic(text: String, expected: String) throws {
        #expect(try Self.read(text) == expected)
    }

    @Test("A mention knows its place, its query and its doubt")
    func places() throws {
        let reader = try Self.reader.get()
        let passage = Passage("Two men fled from Shaddadi prison near Hasakah, Syria.")
        let mentions = reader.mentions(in: passage)
        let prison = try #require(mentions.first)
        #expect(prison.query == "Shaddadi prison")
        #expect(prison.resolution?.match?.iso3166_2 == "SY-HA")
        let hasakah = try #require(mentions.dropFirst().first)
        #expect(hasakah.resolution?.match?.placeID == "SY-HA")
        #expect(hasakah.doubts.count == 1)
    }

    @Test("What holds a mention comes before it")
    func holders() throws {
        let passage = Passage("Snow fell. It was calm in western Anbar.")
        let mentions = try Self.reader.get().mentions(in: passage)
        #expect(mentions.map(\.kind) == [.vernacular, .nested])
        #expect(mentions.last?.holder == 0)
    }

    @Test("A rule that is left out reads nothing")
    func ablation() throws {
        #expect(try Self.read("Iraqi police left Mosul.", without: ["demonym"]) == "Mosul:literal")
        #expect(try Self.read("Iraqi police left Mosul.", without: ["gazetteer", "similar"]) == "Iraqi:demonym")
    }

    @Test("The article says which of several namesakes is meant")
    func context() throws {
        let reader = try Self.reader.get()
        let context = reader.context(of: [Passage("Nothing moved in Iraq and in Anbar, police in Ramadi said.")])
        #expect(context.countries["IQ"] == 3)
        #expect(context.provinces["IQ-AN"] == 1.5)
    }
}
