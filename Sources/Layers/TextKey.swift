// SPDX-License-Identifier: Apache-2.0

/// What a text of a sheet is called in the files of texts.
public enum TextKey: String, Sendable, Hashable, CaseIterable {
    case tierPublic = "tier.public"
    case tierPartner = "tier.partner"
    case tierInternal = "tier.internal"

    case heading = "sheet.heading"
    case subtitle = "sheet.subtitle"
    case subtitleEmpty = "sheet.subtitle_empty"
    case date = "sheet.date"
    case firstOfMonth = "sheet.first_of_month"
    case kilometers = "sheet.kilometers"
    case sources = "sheet.sources"
    case provenance = "sheet.provenance"
    case reports = "sheet.reports"
    case aiGenerated = "sheet.ai_generated"

    case thin = "note.thin"
    case unitsOnly = "note.units_only"
    case refused = "note.refused"
    case skillOfCells = "note.skill"
    case skillOfUnits = "note.skill_of_provinces"
    case skillClass = "note.skill_class"
    case skillSeparator = "note.skill_separator"

    case percent = "legend.percent"
    case range = "legend.range"
    case openRange = "legend.open_range"
    case outside = "legend.outside"
    case difference = "legend.difference"

    case corridorName = "key.corridor_name"
    case route = "key.route"
    case border = "key.border"
    case disputedBorder = "key.disputed_border"
    case internalLine = "key.internal_line"
    case provinceBorder = "key.province_border"
    case river = "key.river"
    case road = "key.road"

    case studyTitle = "study.title"
    case absence = "statement.absence"
    case intendedUse = "statement.intended_use"
    case boundaries = "statement.boundaries"

    case provinces = "layer.provinces"
    case districts = "layer.districts"
    case isobands = "layer.isobands"
    case incidentPoints = "layer.incident_points"
    case incidentAreas = "layer.incident_areas"
    case routes = "layer.routes"
    case pointSymbol = "symbol.incident_point"
    case areaSymbol = "symbol.incident_area"
    case corridorSymbol = "symbol.corridor"

    case transfersTitle = "transfers.title"
    case transfersIncrement = "transfers.increment"
    case transfersCumulative = "transfers.cumulative"
    case transfersPlan = "transfers.plan"
    case transfersStock = "transfers.stock"
    case transfersNeverAdded = "transfers.never_added"
    case transfersNone = "transfers.none"
    case transfersNotStated = "transfers.not_stated"
    case transfersFrom = "transfers.from"
    case transfersTo = "transfers.to"
    case transfersPlace = "transfers.place"
    case transfersSays = "transfers.says"
    case transfersRoots = "transfers.roots"
    case transfersConflict = "transfers.conflict"
    case transfersUpTo = "transfers.up_to"

    case subtitleFading = "sheet.subtitle_fading"
    case subtitleRecord = "sheet.subtitle_record"
    case dataAsOf = "sheet.data_as_of"
    case produced = "sheet.produced"
    case corridorNames = "sheet.corridors"
    case areaEdges = "sheet.area_edges"
    case thinEvidence = "sheet.thin_evidence"
    case highest = "sheet.highest"
    case markDays = "sheet.mark_days"
    case markExplosion = "sheet.mark_explosion"
    case markFighting = "sheet.mark_fighting"
    case markPeople = "sheet.mark_people"
    case markOther = "sheet.mark_other"
    case markArea = "sheet.mark_area"
    case markSeveral = "sheet.mark_several"
    case landStated = "sheet.land_stated"
    case landAssumed = "sheet.land_assumed"
    case airStated = "sheet.air_stated"
    case airAssumed = "sheet.air_assumed"
    case sheetPart = "sheet.part"
    case referenceBase = "reference.base"
    case referenceLabels = "reference.labels"
    case findingEmpty = "finding.empty"
    case findingHighest = "finding.highest"
    case findingHighestAlike = "finding.highest_alike"
    case findingByReports = "finding.by_reports"
    case findingByReportsAlike = "finding.by_reports_alike"
    case findingNoProvince = "finding.no_province"
    case findingNotApart = "finding.not_apart"
    case findingNotApartMany = "finding.not_apart_many"
    case findingRose = "finding.rose"
    case findingFell = "finding.fell"
    case findingThin = "finding.thin"
    case findingLocated = "finding.located"
    case findingClasses = "finding.classes"
    case findingWithheld = "finding.withheld"
    case findingSeparator = "finding.separator"
    case findingMore = "finding.more"

    case briefingTitle = "briefing.title"
    case briefingPage = "briefing.page"
    case briefingNumbers = "briefing.numbers"
    case briefingNew = "briefing.new"
    case briefingWhy = "briefing.why"
    case briefingConflicts = "briefing.conflicts"
    case briefingCorridors = "briefing.corridors"
    case briefingDoubt = "briefing.doubt"
    case briefingSources = "briefing.sources"
    case briefingUse = "briefing.use"
    case briefingChance = "briefing.chance"
    case briefingChanceNear = "briefing.chance_near"
    case briefingExpected = "briefing.expected"
    case briefingInterval = "briefing.interval"
    case briefingRank = "briefing.rank"
    case briefingRankOf = "briefing.rank_of"
    case briefingRankBetween = "briefing.rank_between"
    case briefingRelative = "briefing.relative"
    case briefingRelativeValue = "briefing.relative_value"
    case briefingReported = "briefing.reported"
    case briefingChange = "briefing.change"
    case briefingChangeUp = "briefing.change_up"
    case briefingChangeDown = "briefing.change_down"
    case briefingChangeUnmarked = "briefing.change_unmarked"
    case briefingEvidence = "briefing.evidence"
    case briefingUnlocated = "briefing.unlocated"
    case briefingUnder = "briefing.under"
    case briefingBetween = "briefing.between"
    case briefingOver = "briefing.over"
    case briefingPlaceExpected = "briefing.place_expected"
    case briefingPlaceChance = "briefing.place_chance"
    case briefingPlaceRelative = "briefing.place_relative"
    case briefingPlaceQuiet = "briefing.place_quiet"
    case briefingPlaceWithheld = "briefing.place_withheld"
    case briefingPlaceRefused = "briefing.place_refused"
    case briefingPlaceRecord = "briefing.place_record"
    case briefingPlaceRank = "briefing.place_rank"
    case briefingPlaceRankBetween = "briefing.place_rank_between"
    case briefingZoneProvince = "briefing.zone_province"
    case briefingZonePoint = "briefing.zone_point"
    case briefingZoneTown = "briefing.zone_town"
    case briefingZoneDistrict = "briefing.zone_district"
    case briefingZoneArea = "briefing.zone_area"
    case briefingNewNone = "briefing.new_none"
    case briefingNewIncident = "briefing.new_incident"
    case briefingNewLate = "briefing.new_late"
    case briefingNewGone = "briefing.new_gone"
    case briefingNewWithdrawn = "briefing.new_withdrawn"
    case briefingNewChanged = "briefing.new_changed"
    case briefingNewNumber = "briefing.new_number"
    case briefingNewRelative = "briefing.new_relative"
    case briefingNewRestricted = "briefing.new_restricted"
    case briefingNewShort = "briefing.new_short"
    case briefingPart = "briefing.part"
    case briefingClaim = "briefing.claim"
    case briefingClaimConflict = "briefing.claim_conflict"
    case briefingFloor = "briefing.floor"
    case briefingOther = "briefing.other"
    case briefingBackground = "briefing.background"
    case briefingQuiet = "briefing.quiet"
    case briefingRestricted = "briefing.restricted"
    case briefingCorridor = "briefing.corridor"
    case briefingNothing = "briefing.nothing"
    case briefingMoreClaims = "briefing.more_claims"
    case briefingMoreParts = "briefing.more_parts"
    case briefingMoreNews = "briefing.more_news"
    case briefingMoreSources = "briefing.more_sources"
    case briefingCorridorsNone = "briefing.corridors_none"
    case briefingStated = "briefing.stated"
    case briefingAssumed = "briefing.assumed"
    case briefingIntervals = "briefing.intervals"
    case briefingFew = "briefing.few"
    case briefingLadderNone = "briefing.ladder_none"
    case briefingOpen = "briefing.open"
    case briefingClosed = "briefing.closed"
    case briefingSource = "briefing.source"
    case briefingSourcePlain = "briefing.source_plain"
    case briefingAi = "briefing.ai"
    case briefingDays = "briefing.days"
    case briefingOriginal = "briefing.original"
    case briefingFacility = "briefing.facility"
    case briefingExpectedNear = "briefing.expected_near"
    case briefingPlaceExpectedNear = "briefing.place_expected_near"
    case briefingPlaceChanceNear = "briefing.place_chance_near"
    case briefingPlaceZone = "briefing.place_zone"

    case seriesTitle = "series.title"
    case seriesNote = "series.note"
    case seriesNoteThen = "series.note_then"
    case seriesRelative = "series.relative"
    case seriesPart = "series.part"
    case seriesAbsent = "series.absent"

    /// The names of the phrases that the palettes' texts are looked up among begin so.
    static let palette = "palette."
}

extension TextKey {
    /// Every phrase in English, by its name in the files: what is said where a file says nothing. `styles/texts/en.yaml` says
    /// the same.
    public static let english: [String: Phrase] = [ofFinishedMaps, ofPalettes, ofPage].reduce(ofSheets) {
        $0.merging($1) { first, _ in first }
    }

    private static let ofSheets: [String: Phrase] = [
        "tier.public": Phrase("PUBLIC"),
        "tier.partner": Phrase("PARTNERS ONLY"),
        "tier.internal": Phrase("INTERNAL"),
        "sheet.heading": Phrase("{layer}: {study}"),
        "sheet.subtitle": Phrase("As of {day}. Evidence from {first} to {last}."),
        "sheet.subtitle_empty": Phrase("As of {day}. No report is on this map."),
        "sheet.date": Phrase("{day} {month} {year}"),
        "sheet.first_of_month": Phrase("1"),
        "sheet.kilometers": Phrase("{number} km"),
        "sheet.sources": Phrase("Sources: {sources}."),
        "sheet.provenance": Phrase("RiskMap {version}, {method}, input {digest}"),
        "sheet.reports": Phrase("Reports: {publishers}"),
        "sheet.ai_generated": Phrase("{publisher} [AI-generated]"),
        "note.thin": Phrase(
            one: "{count} located incident: a picture of what was reported, insufficient for a forecast.",
            other: "{count} located incidents: a picture of what was reported, insufficient for a forecast."),
        "note.units_only": Phrase(
            "Chances are stated for whole provinces, in their table: part of the record is restricted."),
        "note.refused": Phrase("Too little is reported for figures: {countries}."),
        "note.skill": Phrase(
            one: "How earlier statements came true ({count} day tried): {classes}.",
            other: "How earlier statements came true ({count} days tried): {classes}."),
        "note.skill_of_provinces": Phrase(
            one: "How earlier statements for provinces came true ({count} day tried): {classes}.",
            other: "How earlier statements for provinces came true ({count} days tried): {classes}."),
        "note.skill_class": Phrase("{range}:\u{A0}{happened}"),
        "note.skill_separator": Phrase("; "),
        "legend.percent": Phrase("{number} %"),
        "legend.range": Phrase("{lower}\u{2013}{upper}"),
        "legend.open_range": Phrase("{lower} and more"),
        "legend.outside": Phrase("Outside of this study: nothing is said"),
        "legend.difference": Phrase("{units}, {later} against {earlier}"),
        "key.corridor_name": Phrase("{from} to {to} +{rise} %"),
        "key.route": Phrase("Transfer route"),
        "key.border": Phrase("International border"),
        "key.disputed_border": Phrase("Disputed or not final"),
        "key.internal_line": Phrase("Kurdistan Region line"),
        "key.province_border": Phrase("Province border"),
        "key.river": Phrase("River"),
        "key.road": Phrase("Main road"),
        "study.title": Phrase("Risk to civilians, aid workers and drivers: {country}"),
        "statement.absence": Phrase("Absence of reports is not safety."),
        "statement.intended_use": Phrase(
            "For planning the safety of civilians, aid workers and drivers. "
                + "Not for targeting, not for locating persons or convoys, no forecast of single events."),
        "statement.boundaries": Phrase(
            "The boundaries and names shown do not imply official endorsement or acceptance. "
                + "Dashed lines: boundaries that are disputed or not final."),
        "layer.provinces": Phrase("Risk by province"),
        "layer.districts": Phrase("Risk by district"),
        "layer.isobands": Phrase("{title} by class"),
        "layer.incident_points": Phrase("Located incidents"),
        "layer.incident_areas": Phrase("Incidents known to an area"),
        "layer.routes": Phrase("Transfer corridors"),
        "symbol.incident_point": Phrase("Located incident"),
        "symbol.incident_area": Phrase("Incident known to an area"),
        "symbol.corridor": Phrase("Transfer corridor"),
    ].merging(ofTransfers) { first, _ in first }
        .merging(ofBriefing) { first, _ in first }
        .merging(ofFinding) { first, _ in first }

    /// The section of transfers on the page of the map.
    private static let ofTransfers: [String: Phrase] = [
        "transfers.title": Phrase("Transfers of detainees"),
        "transfers.increment": Phrase("Moved (increments)"),
        "transfers.cumulative": Phrase("Received so far (running total)"),
        "transfers.plan": Phrase("Planned"),
        "transfers.stock": Phrase("Held"),
        "transfers.never_added": Phrase(
            "Numbers moved, running totals, plans and numbers held are different counts: never add them to each other, "
                + "nor numbers of one kind, which may overlap."),
        "transfers.none": Phrase("No report that is told here speaks of a transfer of detainees."),
        "transfers.not_stated": Phrase("not stated"),
        "transfers.from": Phrase("From: {places}"),
        "transfers.to": Phrase("To: {places}"),
        "transfers.place": Phrase("Place named, whether from or to is not stated: {places}"),
        "transfers.says": Phrase("According to: {claimants}"),
        "transfers.roots": Phrase("Independent sources: {number}"),
        "transfers.conflict": Phrase("The sources contradict each other"),
        "transfers.up_to": Phrase("up to {most}"),
        "reference.base": Phrase("Base map: land, water, borders, roads"),
        "reference.labels": Phrase("Base map: names"),
    ]

    /// Titles, units and class words of the palettes.
    private static let ofPalettes: [String: Phrase] = [
        "palette.title.relative_risk": Phrase("Relative risk"),
        "palette.title.relative_risk_change": Phrase("Change of the relative risk"),
        "palette.title.chance": Phrase("Chance of a reported event within {km} km, {count} days"),
        "palette.title.expected": Phrase("Expected reported events"),
        "palette.title.expected_near": Phrase("Expected reported events within {km} km"),
        "palette.title.low_bound": Phrase("Low bound of reported events within {km} km"),
        "palette.title.high_bound": Phrase("High bound of reported events within {km} km"),
        "palette.title.doubt": Phrase("Doubt of the rate"),
        "palette.title.change": Phrase("Change of the expected number in {count} days"),
        "palette.title.hotspots": Phrase("Hot spots of reported events, last {count} days"),
        "palette.title.intensity": Phrase("Event intensity"),
        "palette.title.route_proximity": Phrase("Proximity to transfer corridors"),
        "palette.units.percent": Phrase("per cent"),
        "palette.units.times_the_mean": Phrase("times the mean of the assessed area"),
        "palette.units.events": Phrase("reported events in {count} days"),
        "palette.units.events_by_area": Phrase("reported events per 1,000 km² in {count} days"),
        "palette.units.intensity": Phrase("weighted events per 1,000 km² per {count} days"),
        "palette.units.change": Phrase("natural logarithm of the ratio; classes give the ratio"),
        "palette.units.doubt": Phrase("high bound over low bound (P95 / P05) within {km} km"),
        "palette.units.hotspots": Phrase("Gi* score, squares of {side} km within {km} km"),
        "palette.units.factor": Phrase("factor, 0 to 1"),
        "palette.class.under": Phrase("under {upper}"),
        "palette.class.between": Phrase("{lower} to {upper}"),
        "palette.class.from": Phrase("{lower} and more"),
        "palette.class.none": Phrase("none"),
        "palette.class.no_report": Phrase("No report here (not: safe)"),
        "palette.class.not_assessed": Phrase("Not assessed"),
        "palette.class.not_assessed_or_refused": Phrase("Not assessed, or refused: too few reports"),
        "palette.class.well_known": Phrase("under {upper}: well known"),
        "palette.class.thin": Phrase("{lower} to {upper}: thin"),
        "palette.class.hardly_known": Phrase("{lower} and more: hardly known"),
        "palette.class.fell_under_a_fifth": Phrase("fell to under 1/5"),
        "palette.class.fell_to_half": Phrase("fell to 1/5 to 1/2"),
        "palette.class.fell_to_two_thirds": Phrase("fell to 1/2 to 2/3"),
        "palette.class.no_marked_change": Phrase("no marked change (may be chance)"),
        "palette.class.rose": Phrase("rose {lower} to {count} times"),
        "palette.class.rose_over": Phrase("rose over {count} times"),
        "palette.class.no_hotspot": Phrase("no hot spot"),
        "palette.class.hotspot_under": Phrase("hot spot, score under {upper}"),
        "palette.units.ratio": Phrase("times the value of the earlier date"),
        "palette.class.fell_under_an_eighth": Phrase("fell to under 1/8"),
        "palette.class.fell_to_a_quarter": Phrase("fell to 1/8 to 1/4"),
        "palette.class.fell_from_a_quarter": Phrase("fell to 1/4 to 1/2"),
        "palette.class.about_the_same": Phrase("about the same"),
        "palette.class.silent_on_both": Phrase("no report, or next to none, on either date (not: safe)"),
        "palette.class.none_any_more": Phrase("reports before, none now (not: safe)"),
        "palette.class.none_before": Phrase("none before, reported now"),
        "palette.class.may_be_chance": Phrase("may be chance"),
    ]

    /// Finished maps on sheets.
    private static let ofFinishedMaps: [String: Phrase] = [
        "sheet.subtitle_fading": Phrase(
            one: "As of {day}. Evidence since {first}, fading with age: half of it counts after a day.",
            other: "As of {day}. Evidence since {first}, fading with age: half of it counts after {count} days."),
        "sheet.subtitle_record": Phrase("As of {day}. Record from {first} to {last}; events further back count less."),
        "sheet.data_as_of": Phrase("Data as of {day}."),
        "sheet.produced": Phrase("Made on {day}."),
        "sheet.corridors": Phrase("Transfer corridors: {corridors}."),
        "sheet.area_edges": Phrase(
            "Some reports are known to an area only: a straight edge on the map may be the edge of such an area."),
        "sheet.thin_evidence": Phrase("Hatched: thin evidence (P95 / P05 over {number})"),
        "sheet.highest": Phrase("Highest value on the map"),
        "sheet.mark_days": Phrase(
            one: "Reports of the last day",
            other: "Reports of the last {count} days"),
        "sheet.mark_explosion": Phrase("Bomb, air strike, explosion"),
        "sheet.mark_fighting": Phrase("Fighting or armed attack"),
        "sheet.mark_people": Phrase("Violence against civilians"),
        "sheet.mark_other": Phrase("Other reported incident"),
        "sheet.mark_area": Phrase("Hollow: known to an area only"),
        "sheet.mark_several": Phrase("Larger: several reports"),
        "sheet.land_stated": Phrase("Transfer corridor by road, stated"),
        "sheet.land_assumed": Phrase("Transfer corridor by road, assumed"),
        "sheet.air_stated": Phrase("Transfer by air, stated"),
        "sheet.air_assumed": Phrase("Transfer by air, assumed"),
        "sheet.part": Phrase("Part of the study: {study}"),
        "series.title": Phrase("{layer}, {first} to {last}"),
        "series.note": Phrase(
            "Each map holds for the day under it and is made of the events up to that day, as the newest reports tell them. "
                + "All maps have one legend."),
        "series.note_then": Phrase(
            "Each map holds for the day under it and is made of what was reported up to that day. All maps have one legend."
        ),
        "series.relative": Phrase(
            "A value is relative to the mean of its own day: it compares places on one day, and does not say whether one day "
                + "was worse than another."),
        "series.part": Phrase("{shown} of {all} days are shown."),
        "series.absent": Phrase("Nothing is stated on this day"),
    ]
}
