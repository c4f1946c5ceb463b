// SPDX-License-Identifier: Apache-2.0

import Geo

/// A referent that a text may mean, with its rank.
struct Candidate {
    let referent: Referent
    let hit: NameIndex.Hit
    let quality: MatchQuality
    var score: Double
    /// The stage of the phrase that met the name.
    let stage: Phrase.Stage

    /// The spelling that was met, as it is compared.
    var spellingKey: [UInt8] { Gazetteer.nameKey(referent.spelling(hit.spelling)) }

    /// Orders by tier (written the same, sounding the same, edited), then score, then id for a fixed order.
    static func precedes(_ a: Candidate, _ b: Candidate) -> Bool {
        let tiers = (tier(a.quality), tier(b.quality))
        if tiers.0 != tiers.1 { return tiers.0 < tiers.1 }
        return a.score != b.score ? a.score > b.score : a.referent.id < b.referent.id
    }

    /// 0 for the same spelling, 1 for the same sound, 2 for edits.
    static func tier(_ quality: MatchQuality) -> Int {
        switch quality {
        case .exact, .folded: 0
        case .transliterated: 1
        case .edited: 2
        }
    }
}

/// The weights of the ranking: judgements, chosen so that the order named in `Candidate.precedes` and the rules
/// "governorate before city" and "study before neighbours" hold.
enum Ranking {
    /// Two candidates whose scores differ by less are both plausible.
    static let closeScore = 0.045
    /// What a place gains that is of the very kind that the text names, and one of which the text is the main name.
    static let ofVeryKind = 0.02, ownName = 0.02
    /// Candidates nearer than this to each other mean the same surroundings.
    static let samePlace = Meters.kilometers(25)
    /// A name farther than this from the town or district that the text names around it is another place of that name;
    /// one that is met by sound or with edits, farther than the second.
    static let around = Meters.kilometers(150), aroundAlike = Meters.kilometers(60)
    /// How far outside the stated province's polygon a position may lie: the polygons are generalised.
    static let provinceMargin = Meters.kilometers(15)
    /// The same for a place of which its own source states another province.
    static let statedProvinceMargin = Meters.kilometers(5)

    /// Confidence in a referent: how well the name fits, how known the place is, where it lies.
    /// - Parameter likeness: of the spelling to the text, 0 to 1, where they are not equal.
    static func score(
        _ referent: Referent, quality: MatchQuality, likeness: Double, context: SearchContext, isHome: Bool
    ) -> Double {
        let fame = max(0, referent.prominence - (isHome || context.country == referent.country ? 0 : 0.3))
        var score = factor(quality, likeness: likeness) * (0.65 + 0.3 * fame)
        if let near = context.near, let position = referent.coordinate {
            // Halves at 50 km: rational, so that every platform gives the same bits.
            score += 0.15 / (1 + near.distance(to: position).kilometers / 50)
        }
        if let around = context.surroundings, around.provinces.first == referent.provinces.first { score += 0.02 }
        return min(1, score + 0.05)
    }

    private static func factor(_ quality: MatchQuality, likeness: Double) -> Double {
        switch quality {
        case .exact: 1
        case .folded: 0.98
        // Of the names of one sound the one that is written most alike: vowels and doubled letters tell them apart.
        case .transliterated: max(0.5, 0.95 - 0.8 * (1 - likeness))
        case .edited(let edits): edits == 1 ? 0.82 : 0.72
        }
    }

    /// Weight of the namesakes that no gazetteer lists, where a village of no known fame has 2.5.
    private static let unlisted = 0.6

    /// A farm or power plant that nobody lists is less surely near the town of its name.
    static let unlistedSite = 0.8

    /// How sure the first of several readings is where nothing tells where to look: its share of how known its namesakes are,
    /// of which each tenth of prominence counts two and a half times as much, those that the gazetteer lacks among them; what is
    /// met by sound or with edits is never sure.
    static func openShare(of first: Candidate, among candidates: [Candidate]) -> Double {
        func weight(_ candidate: Candidate) -> Double {
            var weight = 1.0, rest = candidate.referent.prominence
            while rest >= 0.1 { (weight, rest) = (weight * 2.5, rest - 0.1) }
            return weight
        }
        let rivals = candidates.filter { candidate in
            guard Candidate.tier(candidate.quality) == Candidate.tier(first.quality),
                candidate.referent.id != first.referent.id
            else { return false }
            guard let a = first.referent.coordinate, let b = candidate.referent.coordinate else { return false }
            return a.distance(to: b) > samePlace && !areNested(first.referent, candidate.referent)
        }
        let share = weight(first) / rivals.reduce(weight(first) + unlisted) { $0 + weight($1) }
        return (Candidate.tier(first.quality) == 0 ? 1 : 0.75) * (0.4 + 0.6 * share)
    }

    /// The candidates with a district's polygon in front, where what stands for the same district without one came first:
    /// a seat with a radius, or a point of another list.
    static func polygonFirst(_ candidates: [Candidate]) -> [Candidate] {
        guard let first = candidates.first, !first.referent.isDistrictArea,
            let better = candidates.firstIndex(where: {
                $0.referent.isDistrictArea && areOneDistrict(first.referent, $0.referent)
                    && Candidate.tier($0.quality) < 2
            })
        else { return candidates }
        var sorted = candidates
        sorted.insert(sorted.remove(at: better), at: 0)
        return sorted
    }

    /// The unit of which the text is the main name, not another of its level or a village whose list of spellings has it too.
    private static func isUnitsOwnName(_ first: Candidate, _ second: Candidate) -> Bool {
        UnitNames.isUnit(first.referent.feature) && first.hit.spelling == 0 && second.hit.spelling != 0
            && (first.referent.feature == second.referent.feature
                || second.referent.prominence <= first.referent.prominence)
    }

    /// An area and a place inside it are one answer at two precisions.
    private static func areNested(_ a: Referent, _ b: Referent) -> Bool {
        !a.provinces.isEmpty && a.feature != b.feature && a.provinces.contains(where: b.provinces.contains)
            && (a.feature == .governorate || a.feature == .district || b.feature == .district)
    }

    /// A town of many times the people of its namesake is meant where nothing else tells.
    private static func isFarLarger(_ a: Referent, _ b: Referent) -> Bool {
        a.feature.isSettlement && b.feature.isSettlement && a.population >= leastLarge
            && a.population >= manyTimes * max(b.population, 1)
    }

    private static let leastLarge = 20_000, manyTimes = 20

    /// No province has two districts of one name.
    private static func areOneDistrict(_ a: Referent, _ b: Referent) -> Bool {
        a.feature == .district && b.feature == .district && a.provinces.contains(where: b.provinces.contains)
    }

    /// Whether the second candidate is too good and too far away to be passed over in silence.
    static func areAmbiguous(_ first: Candidate, _ second: Candidate) -> Bool {
        guard Candidate.tier(first.quality) == Candidate.tier(second.quality),
            first.score - second.score < closeScore, !isFarLarger(first.referent, second.referent)
        else { return false }
        if areOneDistrict(first.referent, second.referent) || isUnitsOwnName(first, second) { return false }
        if areNested(first.referent, second.referent) { return false }
        guard let a = first.referent.coordinate, let b = second.referent.coordinate else {
            return first.referent.country != second.referent.country
        }
        return a.distance(to: b) > samePlace
    }
}
