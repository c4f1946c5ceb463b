// SPDX-License-Identifier: Apache-2.0

extension TextKey {
    /// What a briefing says: docs/briefing.md. {days} are one day or two, {command} is a command of the program.
    static let ofBriefing: [String: Phrase] = [
        "briefing.title": Phrase("Briefing: {place}"),
        "briefing.page": Phrase("Page {page} of {pages}"),
        "briefing.numbers": Phrase("In figures"),
        "briefing.new": Phrase("New since {day}"),
        "briefing.why": Phrase("Why: what the figures come from"),
        "briefing.conflicts": Phrase("Claims that contradict each other"),
        "briefing.corridors": Phrase("Transfer corridors here"),
        "briefing.doubt": Phrase("How sure this is"),
        "briefing.sources": Phrase("Sources"),
        "briefing.use": Phrase("Use"),
        "briefing.chance": Phrase("Chance of at least one reported event in 30 days"),
        "briefing.chance_near": Phrase("Chance of at least one reported event within 25 km in 30 days"),
        "briefing.expected": Phrase("Expected reported events in 30 days"),
        "briefing.interval": Phrase("{number} (90 % interval {low} to {high})"),
        "briefing.rank": Phrase("Rank among provinces"),
        "briefing.rank_of": Phrase("{rank} of {count}"),
        "briefing.rank_between": Phrase("{rank} of {count} (between {best} and {worst})"),
        "briefing.relative": Phrase("Relative risk (1 is the mean of the assessed area)"),
        "briefing.relative_value": Phrase("{mean}; highest cell {most}"),
        "briefing.reported": Phrase("Located events reported in the last 7, 30, 90 days"),
        "briefing.change": Phrase("Change of the expected number in 30 days"),
        "briefing.change_up": Phrase("×{ratio}: up, by more than chance"),
        "briefing.change_down": Phrase(
            "×{ratio}: down, by more than chance; fewer reports may also mean less "
                + "reporting"),
        "briefing.change_unmarked": Phrase("×{ratio}: may be chance"),
        "briefing.evidence": Phrase("Incidents, claims, claims in conflict"),
        "briefing.unlocated": Phrase("Known to the country only, on no map"),
        "briefing.under": Phrase("under {upper} %"),
        "briefing.between": Phrase("{lower} to {upper} %"),
        "briefing.over": Phrase("over {lower} %"),
        "briefing.place_expected": Phrase(
            "{place}: {number} expected reported events in 30 days, 90 % interval {low} to "
                + "{high}."),
        "briefing.place_chance": Phrase("{place}: chance of at least one reported event in 30 days {chance}."),
        "briefing.place_relative": Phrase("{place}: {mean} times the mean of the assessed area, by reports."),
        "briefing.place_quiet": Phrase("{place}: no report reaches here. That is not safety."),
        "briefing.place_withheld": Phrase(
            "{place}: withheld. What restricted sources report here is too little to be told; "
                + "this is no low risk."),
        "briefing.place_refused": Phrase(
            "No figures are stated: too little is reported, or the rule does not allow "
                + "them."),
        "briefing.place_record": Phrase(
            "No systematic record stands behind this map: it shows what was reported and "
                + "forecasts nothing."),
        "briefing.place_rank": Phrase("Rank {rank} of {count} provinces."),
        "briefing.place_rank_between": Phrase(
            "Rank {rank} of {count} provinces, between {best} and {worst} as far as the intervals "
                + "tell."),
        "briefing.zone_province": Phrase("The province."),
        "briefing.zone_point": Phrase("The cell at this position; chances and numbers within 25 km of it."),
        "briefing.zone_town": Phrase("The town and {km} km around it."),
        "briefing.zone_district": Phrase("The district."),
        "briefing.zone_area": Phrase("The area given."),
        "briefing.new_none": Phrase("Nothing new is told here. That is not safety."),
        "briefing.new_incident": Phrase("New: {title}, {days}"),
        "briefing.new_late": Phrase("Told since: {title}, {days}"),
        "briefing.new_gone": Phrase("No longer told: {title}, {days}"),
        "briefing.new_withdrawn": Phrase("Withdrawn: {title}, {days}"),
        "briefing.new_changed": Phrase("Changed: {title}, {days}"),
        "briefing.new_number": Phrase("Expected reported events in 30 days: {from} before, {to} now. {change}"),
        "briefing.new_relative": Phrase(
            "Relative risk: {from} before, {to} now. No change is marked: it may be "
                + "chance."),
        "briefing.new_restricted": Phrase(
            one: "{count} more event of restricted sources: {area}, {days}",
            other: "{count} more events of restricted sources: {area}, {days}"),
        "briefing.new_short": Phrase("Fewer than 15 days lie in between: restricted events are not compared."),
        "briefing.part": Phrase("{share}: {title}"),
        "briefing.claim": Phrase("{text} (claimed by {claimant}; {source})"),
        "briefing.claim_conflict": Phrase("Contradicts another claim: {claim}"),
        "briefing.floor": Phrase("Even floor over the whole area"),
        "briefing.other": Phrase("All other contributions"),
        "briefing.background": Phrase("What is there without the reports nearby"),
        "briefing.quiet": Phrase("Older reports that later months did not bear out"),
        "briefing.restricted": Phrase("Reports of restricted sources in {area}, {days}: {number}"),
        "briefing.corridor": Phrase("Transfer corridor: {title}"),
        "briefing.nothing": Phrase("Nothing contributes here."),
        "briefing.more_claims": Phrase(
            one: "{count} further claim: {command}",
            other: "{count} further claims: {command}"),
        "briefing.more_parts": Phrase(
            one: "{count} further part: {command}",
            other: "{count} further parts: {command}"),
        "briefing.more_news": Phrase(
            one: "{count} further item: {command}",
            other: "{count} further items: {command}"),
        "briefing.more_sources": Phrase(
            one: "{count} further source: catalog.json of the build",
            other: "{count} further sources: catalog.json of the build"),
        "briefing.corridors_none": Phrase("No transfer corridor of this study touches the area."),
        "briefing.stated": Phrase("stated by a report"),
        "briefing.assumed": Phrase("assumed"),
        "briefing.intervals": Phrase(
            "An interval holds the number in 9 of 10 cases. Counts are of reported events, not of "
                + "all events."),
        "briefing.few": Phrase("The figures of this province rest on very few incidents."),
        "briefing.ladder_none": Phrase("Earlier statements were not tried: the record is too short, or there is none."),
        "briefing.open": Phrase("published"),
        "briefing.closed": Phrase("restricted"),
        "briefing.source": Phrase("{title} ({access}; {licence})"),
        "briefing.source_plain": Phrase("{title} ({access})"),
        "briefing.ai": Phrase("[AI-generated]"),
        "briefing.days": Phrase("{first} to {last}"),
        "briefing.original": Phrase("Titles and claims are as their tables have them."),
        "briefing.facility": Phrase("[facility not named]"),
        "briefing.expected_near": Phrase("Expected reported events within 25 km in 30 days"),
        "briefing.place_expected_near": Phrase(
            "{place}: {number} expected reported events within 25 km in 30 days, 90 % interval "
                + "{low} to {high}."),
        "briefing.place_chance_near": Phrase(
            "{place}: chance of at least one reported event within 25 km in 30 days "
                + "{chance}."),
        "briefing.place_zone": Phrase("Chances and numbers are stated of provinces and positions, not of this area."),
    ]
}
