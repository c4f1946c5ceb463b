// SPDX-License-Identifier: Apache-2.0

import Foundation
import Tables
import Incidents
import Testing

@testable import Extraction

/// The words that the project ships, and quantities in short: `tokens|least best most|bound|unit|noun`, joined by ` ; `.
enum Counts {
    static let reader: CountReader = {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let table = TableReader(path: root.appending(path: "geodata/lexicon/units.csv").path)
        do { return CountReader(lexicon: try Lexicon(tables: [table])) } catch { preconditionFailure("\(error)") }
    }()

    static func short(_ text: String, excluding: [Range<Int>] = []) -> String {
        let passage = Passage(text)
        return reader.expressions(in: passage, excluding: excluding).map { count in
            let values = [count.least, count.best, count.most].map { $0.map(number) ?? "-" }.joined(separator: " ")
            return [
                passage.text(count.tokens), values, count.bound.rawValue, count.unit, passage.text(count.noun),
            ].joined(separator: "|")
        }.joined(separator: " ; ")
    }

    private static func number(_ value: Double) -> String {
        value == value.rounded() && value < 1e15 ? String(Int64(value)) : String((value * 100).rounded() / 100)
    }
}

@Suite("Quantities in English")
struct CountEnglishTests {
    @Test(
        "Numbers in digits and in words",
        arguments: [
            ("They moved 7,000 detainees.", "7,000|7000 7000 7000|exact|persons|detainees"),
            ("They moved 7 000 detainees.", "7 000|7000 7000 7000|exact|persons|detainees"),
            ("They moved 7.000 detainees.", "7.000|7000 7000 7000|exact|persons|detainees"),
            ("They moved 1.250 detainees.", "1.250|1250 1250 1250|exact|persons|detainees"),
            ("It lies 1.250 km away.", "1.250|1.25 1.25 1.25|exact|kilometres|km"),
            ("Some 1.5 million people left.", "Some 1.5 million|1350000 1500000 1650000|approximate|persons|people"),
            ("It cost $2bn in aid.", "$2bn|2000000000 2000000000 2000000000|exact|USD|"),
            ("It cost £1.5 million.", "£1.5 million|1500000 1500000 1500000|exact|GBP|"),
            ("It cost 40 million Iraqi dinars.", "40 million|40000000 40000000 40000000|exact|IQD|Iraqi dinars"),
            ("Two guards were hurt.", "Two|2 2 2|exact|persons|guards"),
            ("Twenty-five inmates fled.", "Twenty-five|25 25 25|exact|persons|inmates"),
            (
                "Two thousand three hundred and five men left.",
                "Two thousand three hundred and five|2305 2305 2305|exact|persons|men"
            ),
            ("A dozen women wept.", "A dozen|12 12 12|exact|persons|women"),
            ("Half a dozen cells stood open.", "Half a dozen|6 6 6|exact|cells|cells"),
            ("Two dozen militants hid.", "Two dozen|24 24 24|exact|persons|militants"),
            ("A hundred and ten shells fell.", "A hundred and ten|110 110 110|exact|shells|shells"),
            ("A couple of buses burned.", "A couple of|2 2 2|exact|vehicles|buses"),
            ("It took two and a half years.", "two and a half|2.5 2.5 2.5|exact|years|years"),
            ("The talk took half an hour.", "half an|0.5 0.5 0.5|exact|hours|hour"),
            ("Zero prisoners escaped.", "Zero|0 0 0|exact|persons|prisoners"),
            ("None of the prisoners escaped.", "None|0 0 0|exact|persons|prisoners"),
            ("One detainee died.", "One|1 1 1|exact|persons|detainee"),
        ])
    func numbers(text: String, expected: String) { #expect(Counts.short(text) == expected) }

    @Test(
        "Words that bound a number",
        arguments: [
            ("They may move up to 7,000 ISIS detainees.", "up to 7,000|- - 7000|upper|persons|ISIS detainees"),
            ("As many as 300 people fled.", "As many as 300|- - 300|upper|persons|people"),
            ("At most ten men left.", "At most ten|- - 10|upper|persons|men"),
            ("No more than 40 beds remain.", "No more than 40|- - 40|upper|beds|beds"),
            ("Fewer than 90 families stayed.", "Fewer than 90|- - 90|upper|families|families"),
            ("More than 20 militants were killed.", "More than 20|20 - -|lower|persons|militants"),
            ("Over 400 villagers left.", "Over 400|400 - -|lower|persons|villagers"),
            ("It held at least another 60 boys.", "at least another 60|60 - -|lower|persons|boys"),
            ("It held 60 or more boys.", "60 or more|60 - -|lower|persons|boys"),
            ("It held 60 boys or more.", "60|60 - -|lower|persons|boys"),
            ("It held 500+ suspects.", "500+|500 - -|lower|persons|suspects"),
            ("The 60-plus nation alliance met.", "60-plus|60 - -|lower|countries|nation"),
            ("A number exceeding 900 inmates.", "exceeding 900|900 - -|lower|persons|inmates"),
            ("Around 100 fighters came.", "Around 100|90 100 110|approximate|persons|fighters"),
            (
                "An estimated 2,000 children live there.",
                "An estimated 2,000|1800 2000 2200|approximate|persons|children"
            ),
            ("It holds ~50 women.", "~50|45 50 55|approximate|persons|women"),
            ("It holds 50 or so women.", "50 or so|45 50 55|approximate|persons|women"),
            ("Nearly 100 guards left.", "Nearly 100|90 100 100|approximate|persons|guards"),
            ("Only 120 detainees remain.", "Only 120|120 120 120|exact|persons|detainees"),
            ("Up to about 30 trucks came.", "Up to about 30|- - 30|upper|vehicles|trucks"),
            ("Two of the roughly 9,000 detainees still held fled.", "Two|2 2 2|exact|persons|detainees"),
            (
                "The fate of the roughly 9,000 detainees still held is open.",
                "roughly 9,000|8100 9000 9900|approximate|persons|detainees"
            ),
        ])
    func bounds(text: String, expected: String) {
        #expect(Counts.short(text).components(separatedBy: " ; ").first == expected)
    }

    @Test(
        "Ranges, and sizes without a number",
        arguments: [
            ("Between 3 and 5 men fled.", "Between 3 and 5|3 - 5|range|persons|men"),
            ("Between about 30 and 50 men fled.", "Between about 30 and 50|30 - 50|range|persons|men"),
            ("They sent 3 to 5 trucks.", "3 to 5|3 - 5|range|vehicles|trucks"),
            ("They sent 10-15 trucks.", "10-15|10 - 15|range|vehicles|trucks"),
            ("They sent 10–15 trucks.", "10–15|10 - 15|range|vehicles|trucks"),
            ("Three or four guards hid.", "Three or four|3 - 4|range|persons|guards"),
            ("It costs $2-3 billion.", "$2-3 billion|2000000000 - 3000000000|range|USD|"),
            ("It costs 3 to 5 million dollars.", "3 to 5 million|3000000 - 5000000|range|USD|dollars"),
            (
                "It grew from 100 to 200 inmates.",
                "100|100 100 100|exact|| ; 200|200 200 200|exact|persons|inmates"
            ),
            ("Dozens of ISIS fighters fled.", "Dozens of|24 - 99|range|persons|ISIS fighters"),
            ("Dozens were killed.", "Dozens|24 - 99|range|persons|"),
            ("Scores of prisoners fled.", "Scores of|40 - 99|range|persons|prisoners"),
            ("Hundreds of people came.", "Hundreds of|200 - 999|range|persons|people"),
            ("Tens of thousands of people came.", "Tens of thousands of|20000 - 99999|range|persons|people"),
            ("Hundreds of thousands fled.", "Hundreds of thousands|200000 - 999999|range|persons|"),
            ("Several prisons were hit.", "Several|3 - 9|range|prisons|prisons"),
            ("Several hundred inmates broke out.", "Several hundred|300 - 999|range|persons|inmates"),
            ("A few guards stayed.", "A few|3 - 5|range|persons|guards"),
            ("A few hundred guards stayed.", "A few hundred|300 - 500|range|persons|guards"),
            ("More than several hundred men.", "More than several hundred|300 - -|lower|persons|men"),
        ])
    func ranges(text: String, expected: String) { #expect(Counts.short(text) == expected) }

    @Test(
        "What is counted",
        arguments: [
            ("Fifteen suspected ISIS members died.", "Fifteen|15 15 15|exact|persons|suspected ISIS members"),
            ("They freed 200 of them.", "200|200 200 200|exact|persons|"),
            ("They freed 12 of the captured men.", "12|12 12 12|exact|persons|captured men"),
            ("A 10-vehicle convoy left.", "10|10 10 10|exact|vehicles|vehicle"),
            ("A 400-strong force left.", "400|400 400 400|exact|persons|"),
            ("One in five inmates is ill.", "One in five|20 20 20|exact|percent|inmates"),
            (
                "It is 70% of the camp's 30,000 residents.",
                "70%|70 70 70|exact|percent|residents ; 30,000|30000 30000 30000|exact|persons|residents"
            ),
            (
                "It moved 7K and left 1.2M displaced.",
                "7K|7000 7000 7000|exact|persons| ; 1.2M|1200000 1200000 1200000|exact|persons|displaced"
            ),
            ("The blast killed at least 11.", "at least 11|11 - -|lower|persons|"),
            ("A quarter of a million people left.", "A quarter of a million|250000 250000 250000|exact|persons|people"),
            ("It cost US$4.5 million.", "US$4.5 million|4500000 4500000 4500000|exact|USD|"),
            ("The 20-odd prisons are full.", "20-odd|18 20 22|approximate|prisons|prisons"),
            ("It killed one and hurt “dozens”.", "one|1 1 1|exact|persons| ; dozens|24 - 99|range|persons|"),
            ("They hurt 20 others.", "20|20 20 20|exact|persons|others"),
            ("Half of the detainees are foreign.", "Half|50 50 50|exact|percent|detainees"),
            ("Two-thirds of the inmates are minors.", "Two-thirds|66.67 66.67 66.67|exact|percent|inmates"),
            ("A third of the camp burned.", "A third|33.33 33.33 33.33|exact|percent|camp"),
            ("They hold over 25% of the land.", "over 25%|25 - -|lower|percent|land"),
            ("About 10 per cent left.", "About 10 per cent|9 10 11|approximate|percent|"),
            ("The march took three weeks.", "three|3 3 3|exact|weeks|weeks"),
            ("It lies 15km north.", "15km|15 15 15|exact|kilometres|"),
            ("They hold 700 square miles.", "700|700 700 700|exact|square miles|square miles"),
            ("Eight oil pump jacks burned.", "Eight|8 8 8|exact|jacks|oil pump jacks"),
            ("Three police patrol vehicles left.", "Three|3 3 3|exact|vehicles|police patrol vehicles"),
            ("Five ISIL-held buildings fell.", "Five|5 5 5|exact|buildings|ISIL-held buildings"),
            ("They found 7.62 mm rounds.", "7.62|7.62 7.62 7.62|exact|millimetres|mm"),
            ("They lost five F-16 jets.", "five|5 5 5|exact|aircraft|F-16 jets"),
            ("They hold 40 “foreign” men.", "40|40 40 40|exact|persons|foreign” men"),
            ("A 24-hour curfew began.", "24|24 24 24|exact|hours|hour"),
            (
                "They took 300 prisoners and let 120 go.",
                "300|300 300 300|exact|persons|prisoners ; 120|120 120 120|exact|persons|"
            ),
            ("The number of prisoners reached 200.", "200|200 200 200|exact|persons|prisoners"),
            ("The death toll rose to 45.", "45|45 45 45|exact|persons|death toll"),
            ("Detainees: 1,500.", "1,500|1500 1500 1500|exact|persons|Detainees"),
            ("In Raqqa 20 people died.", "20|20 20 20|exact|persons|people"),
            ("They killed 2000 people.", "2000|2000 2000 2000|exact|persons|people"),
        ])
    func nouns(text: String, expected: String) { #expect(Counts.short(text) == expected) }

    @Test(
        "Numbers that count nothing",
        arguments: [
            "The 84th division came first, then a third country.", "It began in 2014 and ended in 2017.",
            "At 10:30 they met, at 5 pm they left.", "Call +963 11 555 1234.",
            "An F-16 and an M1A1 came by highway 47.",
            "COVID-19 spread in Camp 7.", "UNSCR 2254 and Resolution 2170 hold.", "They lost 2-1.",
            "It rained 1,2,3,4 and 1.2.3 times.", "No one knows; one must ask one another.", "The 2003-2009 war ended.",
            "He was aged 30; she is a 20-year-old.", "It came at 36°20′N.", "Task Force (TF) 50 sailed.",
            "It is twenty-first in the row.", "It happened on 5 May and on May 7.", "See No. 47 and number 12.",
            "He came once.", "A 2008 raid failed.", "It fell in 539 B.C.", "It was a fifty-fifty guess.",
            "It went on from 2013 to 2014.", "Page 1 of 1,289", "See paragraphs 2, 3 and 4.",
            "They are boys under 18, aged 9 to 12.", "It is one of the reasons.", "They beat them 3 to 1.",
            "Among the Big Three stands the Group of Seven.",
            "He spoke in Hasaka on January 21, 2026.",
        ])
    func names(text: String) { #expect(Counts.short(text) == "") }

    @Test("A number of forty digits, and one that is too long to be exact, are none")
    func longNumbers() {
        #expect(Counts.short("They saw \(String(repeating: "9", count: 40)) men.") == "")
        #expect(Counts.short("They saw 9999999999999999 men.") == "")
        #expect(Counts.short("They saw 10,000,000 trillion trillion men.").hasPrefix("10,000,000 trillion|"))
    }

    @Test("Nothing is read in the tokens of a date, and no bound or noun reaches over one")
    func excluded() {
        // Tokens: 0 In 1 May 2 2014 3 over 4 20 5 men 6 fled
        #expect(Counts.short("In May 2014 over 20 men fled", excluding: [1..<3]) == "over 20|20 - -|lower|persons|men")
        #expect(Counts.short("In May 2014 over 20 men fled", excluding: [4..<5]) == "")
        #expect(Counts.short("In May 2014 over 20 men fled", excluding: [3..<4, 5..<6]) == "20|20 20 20|exact||")
    }

    @Test("Expressions are in order and do not overlap")
    func order() {
        let text =
            "Two or three of 10 to 20 men, about 5 of them boys, dozens of women, 7-8 guards and more than 100 others."
        let passage = Passage(text)
        let found = Counts.reader.expressions(in: passage, excluding: [])
        #expect(found.count == 6)
        #expect(zip(found, found.dropFirst()).allSatisfy { $0.tokens.upperBound <= $1.tokens.lowerBound })
    }

    @Test("Without a lexicon, numbers are read and nouns are as written")
    func withoutLexicon() throws {
        let passage = Passage("Over 20 prisoners fled")
        let count = try #require(CountReader(lexicon: Lexicon()).expressions(in: passage, excluding: []).first)
        #expect(count.least == 20)
        #expect(count.unit == "prisoners")
        #expect(count.rules == ["digits", "lower", "noun-behind"])
    }
}
