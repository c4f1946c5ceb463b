// SPDX-License-Identifier: Apache-2.0

import Geo
import Incidents
import Testing

@testable import Extraction

@Suite("Claims drafted from sentences")
struct ClaimDraftTests {
    @Test(
        "Events with place, day, number and source",
        arguments: [
            (
                "Gunmen ambushed a patrol near Baiji on Wednesday, killing four officers, a security official said.",
                "battle | Baiji | 2026-03-04..2026-03-04 | 4 deaths | reported | security official"
            ),
            (
                "On Tuesday a car bomb exploded in the city of Raqqa, the Syrian Observatory for Human Rights reported.",
                "ied | Raqqa | 2026-03-03..2026-03-03 | - | reported | Syrian Observatory for Human Rights"
            ),
            (
                "CENTCOM said on Wednesday it had moved 40 detainees from Hasakah province to Iraq.",
                "transfer | Hasakah province | 2026-03-04..2026-03-04 | 40 persons | reported | US Central Command"
            ),
            (
                "Iraqi authorities arrested more than 20 suspects in Kirkuk province on Monday.",
                "arrest | Kirkuk province | 2026-03-02..2026-03-02 | more than 20 persons | reported | "
                    + "press reports, root not stated"
            ),
        ])
    func claims(text: String, expected: String) throws {
        let lines = try ClaimReading.lines(text)
        #expect(lines.contains(expected), "\(lines)")
    }

    @Test(
        "What did not happen makes no claim, and is listed",
        arguments: [
            "The guards were doubled in Mosul to prevent a breakout of prisoners.",
            "Officials in Erbil spoke of fears of an escape of detainees.",
            "The forces have not attacked the town of Sinjar.",
        ])
    func leftOut(text: String) throws {
        let reading = try ClaimReading.read(text)
        #expect(reading.claims.filter { $0.type != .statement }.isEmpty, "\(reading.claims.map(ClaimReading.line))")
        #expect(!reading.leftOut.isEmpty)
    }

    @Test("A number that is a maximum once is a maximum in a headline that drops the words")
    func plan() throws {
        let text = """
            Army to move 900 prisoners from Syria to Iraq

            The army said on Wednesday that up to 900 prisoners could be moved from Syria to Iraq. It has moved 30 prisoners from \
            Hasakah province.
            """
        let claims = try ClaimReading.read(text).claims.filter { $0.type == .transfer }
        let plans = claims.filter { $0.status == .planned }
        #expect(plans.count == 2)
        #expect(
            plans.allSatisfy { $0.quantity?.bound == .upper && $0.quantity?.max == 900 && $0.quantity?.kind == .plan })
        #expect(claims.filter { $0.status != .planned }.map { $0.quantity?.best } == [30])
    }

    @Test("Years that have ended are history and weigh nothing")
    func history() throws {
        let claims = try ClaimReading.read(
            "In 2017 the army killed dozens of militants in Mosul. In 2024 clashes shook Tikrit."
        ).claims
        #expect(!claims.isEmpty)
        #expect(claims.allSatisfy { $0.type == .history && $0.status == .context })
    }

    @Test("A prison that is named by its town lies near it, and one side's claim is contested")
    func prison() throws {
        let claim = try #require(
            try ClaimReading.read("The SDF claimed that roughly 300 prisoners escaped from Qamishli prison on Tuesday.")
                .claims
                .first { $0.type == .prisonBreak })
        #expect(claim.place.precision != .exact)
        #expect(claim.status == .contested)
        #expect(claim.quantity?.min == 270)
        #expect(claim.quantity?.max == 330)
    }

    @Test("An official without a name is told apart by the medium")
    func channel() throws {
        let claims = try ClaimReading.read(
            "A US military official told Al-Jazeera that 12 detainees escaped from a prison in Raqqa."
        ).claims
        #expect(claims.first { $0.type == .prisonBreak }?.speaker.root == "US military official through Al-Jazeera")
    }

    @Test("Days, not weeks: from one day to two weeks")
    func duration() throws {
        let claim = try #require(
            try ClaimReading.read("The ministry said the work would take days, not weeks.").claims
                .first { $0.counted == "duration" })
        #expect(claim.quantity?.min == 1)
        #expect(claim.quantity?.max == 14)
        #expect(claim.interval?.length == 15)
    }

    @Test("Without a day of publication a weekday is no date, and the claim says so")
    func undated() throws {
        let claim = try #require(
            try ClaimReading.read("Clashes broke out in Tikrit on Friday.", published: nil).claims.first)
        #expect(claim.interval == nil)
        #expect(claim.doubts.contains { $0.contains("day of publication") })
    }

    @Test("Numbers of victims that follow belong to the event before")
    func victims() throws {
        let claims = try ClaimReading.read(
            "A suicide bomber struck a market in Tikrit on Monday. Five civilians were killed. Up to 12 were wounded."
        ).claims
        #expect(Set(claims.map(\.type)) == [.suicideAttack])
        #expect(claims.compactMap { $0.quantity?.description } == ["5 deaths", "up to 12 wounded"])
    }

    @Test("A paragraph about another matter gives its province, not its town")
    func falsePrecision() throws {
        let claims = try ClaimReading.read(
            "The governor visited Sinjar on Sunday. Clashes continued, residents said."
        ).claims
        let battle = try #require(claims.first { $0.type == .battle })
        #expect(battle.place.precision >= .province)
    }

    @Test("Arabic: verb, speaker, numbers and the two ends")
    func arabic() throws {
        let reading = try ClaimReading.read(
            "قالت القيادة المركزية الأمريكية إنها نقلت 150 معتقلا من محافظة الحسكة إلى العراق يوم الأربعاء.")
        let claim = try #require(reading.claims.first { $0.type == .transfer })
        #expect(claim.place.province == "SY-HA")
        #expect(claim.quantity?.best == 150)
        #expect(claim.speaker.root == "US Central Command")
        #expect(claim.route?.destination?.country == "IQ")
        #expect("\(claim.interval?.first.description ?? "")" == "2026-03-04")
    }

    @Test("The quote is what stands at the span")
    func spans() throws {
        let text =
            "“We moved 40 detainees from Raqqa,” CENTCOM said on Monday. Café 𝕏 — gunmen kidnapped 3 men in Mosul."
        for claim in try ClaimReading.read(text).claims {
            let scalars = Array(text.unicodeScalars)[Int(claim.span.start)..<Int(claim.span.end)]
            var view = String.UnicodeScalarView()
            view.append(contentsOf: scalars)
            #expect(String(view) == claim.quote)
        }
    }
}

@Suite("Drafts of several articles")
struct DraftGroupingTests {
    @Test("Three parties, one escape: one incident, one conflict group, three roots")
    func conflict() throws {
        let drafts = try ClaimReading.group([
            "The SDF claimed that roughly 1,200 prisoners escaped from Shaddadi prison on Tuesday.",
            "The Syrian Interior Ministry said only 90 prisoners escaped from Shaddadi prison on Tuesday.",
            "A US military official told Reuters as many as 150 prisoners escaped from Shaddadi prison on Tuesday.",
        ])
        let escapes = drafts.claims.filter { $0.claim.type == .prisonBreak }
        #expect(escapes.count == 3)
        #expect(Set(escapes.map(\.incidentID)).count == 1)
        #expect(Set(escapes.map(\.conflictGroup)) == ["escaped"])
        #expect(Set(escapes.map(\.claim.speaker.root)).count == 3)
        #expect(escapes.allSatisfy { $0.claim.status == .contested })
    }

    @Test("Articles that repeat one statement are one root; steps, totals and plans stay apart")
    func roots() throws {
        let drafts = try ClaimReading.group([
            "CENTCOM said on Wednesday it had moved 40 detainees from Hasakah province to Iraq.",
            "US Central Command announced that 40 detainees were transferred from Hasakah to Iraq on Wednesday.",
            "Iraq has received 310 detainees from Syria so far, the Iraqi government said on Wednesday.",
            "CENTCOM said up to 900 detainees could be transferred from Syria to Iraq.",
        ])
        let transfers = drafts.claims.filter { $0.claim.type == .transfer }
        let steps = transfers.filter { $0.claim.quantity?.kind == .increment }
        #expect(steps.count == 2)
        #expect(Set(steps.map(\.incidentID)).count == 1)
        #expect(Set(steps.map(\.claim.speaker.root)) == ["US Central Command"])
        let kinds = Dictionary(grouping: transfers) { $0.incidentID }.values.map { group in
            Set(group.compactMap(\.claim.quantity?.kind))
        }
        #expect(kinds.allSatisfy { $0.count <= 1 })
        #expect(Set(kinds.flatMap { $0 }) == [.increment, .cumulative, .plan])
    }

    @Test("The order of articles does not decide what is one event")
    func order() throws {
        let texts = [
            "Clashes broke out in Tikrit on Monday.", "A car bomb exploded in Mosul on Monday.",
            "On Monday clashes shook Tikrit, residents said.",
        ]
        let forward = try ClaimReading.group(texts), backward = try ClaimReading.group(texts.reversed())
        func sizes(_ drafts: DraftGrouping) -> [Int] { drafts.incidents.map(\.members.count).sorted() }
        #expect(sizes(forward) == sizes(backward))
    }
}

@Suite("The lexicon")
struct LexiconTests {
    @Test("A later table adds phrases and changes values; longer phrases win")
    func tables() throws {
        let first = TableReaderText.make("list,words,value\nevent,grenade attack|attack,battle - -\n")
        let second = TableReaderText.make("list,words,value,note\nevent,attack,ied - -,ours\nown,two words,x,\n")
        let lexicon = try Lexicon(tables: [first, second])
        let passage = Passage("a grenade attack and an attack")
        #expect(lexicon.list("event").match(passage, at: 1, before: 6)?.value == "battle - -")
        #expect(lexicon.list("event").match(passage, at: 5, before: 6)?.value == "ied - -")
        #expect(lexicon.names == ["event", "own"])
    }

    @Test("A row without words names file, line and column")
    func fault() {
        #expect {
            try Lexicon(tables: [TableReaderText.make("list,words,value\nevent,,x\n")])
        } throws: { error in
            "\(error)".contains("words.csv:2") && "\(error)".contains("column 'words'")
        }
    }
}
