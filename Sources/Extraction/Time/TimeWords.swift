// SPDX-License-Identifier: Apache-2.0

import Incidents

/// The closed words of English about time, folded.
enum TimeWords {
    static let months: [String: Int] = [
        "january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7, "august": 8,
        "september": 9, "october": 10, "november": 11, "december": 12,
    ]
    static let shortMonths: [String: Int] = [
        "jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9, "oct": 10,
        "nov": 11, "dec": 12,
    ]
    /// Months that are names or other words too; alone they need a word beside them that speaks of time.
    static let doubtfulMonths: Set<String> = ["march", "april", "may", "june", "august"]
    static let hijriMonths: [String: Int] = [
        "muharram": 1, "safar": 2, "rajab": 7, "shaban": 8, "sha'ban": 8, "ramadan": 9, "shawwal": 10,
    ]

    static let weekdays: [String: Int] = [
        "sunday": 0, "monday": 1, "tuesday": 2, "wednesday": 3, "thursday": 4, "friday": 5, "saturday": 6,
    ]
    /// Short names, which only stand before a date.
    static let shortWeekdays: [String: Int] = [
        "sun": 0, "mon": 1, "tue": 2, "tues": 2, "wed": 3, "weds": 3, "thu": 4, "thur": 4, "thurs": 4, "fri": 5,
        "sat": 6,
    ]
    static let pluralWeekdays: Set<String> = [
        "sundays", "mondays", "tuesdays", "wednesdays", "thursdays", "fridays", "saturdays", "weekends", "weekdays",
    ]

    static let unit: [String: TimeUnit] = [
        "second": .second, "minute": .minute, "hour": .hour, "day": .day, "night": .day, "week": .week,
        "weekend": .week, "fortnight": .week, "month": .month, "year": .year, "decade": .decade, "century": .century,
    ]
    static let units: [String: TimeUnit] = [
        "seconds": .second, "minutes": .minute, "hours": .hour, "days": .day, "nights": .day, "weeks": .week,
        "weekends": .week, "months": .month, "years": .year, "decades": .decade, "centuries": .century,
    ]

    static let seasons: [String: Season] = [
        "spring": .spring, "summer": .summer, "autumn": .autumn, "fall": .autumn, "winter": .winter,
    ]
    static let dayParts: Set<String> = [
        "morning", "afternoon", "evening", "night", "dawn", "dusk", "noon", "midday", "midnight", "overnight",
        "lunchtime", "nightfall", "sunrise", "sunset", "daybreak",
    ]

    static let numbers: [String: Int] = [
        "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
        "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
        "eighteen": 18, "nineteen": 19,
    ]
    static let tens: [String: Int] = [
        "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
    ]
    static let ordinals: [String: Int] = [
        "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4,
    ]

    /// Words before a month that make it one ("in May").
    static let monthCues: Set<String> = [
        "in", "since", "of", "by", "until", "till", "from", "during", "before", "after", "through", "throughout",
        "late", "early", "mid", "last", "next", "this", "to", "between", "and", "earlier", "every", "each", "around",
    ]
    /// The same without those that also stand before places and persons.
    static let strictMonthCues: Set<String> = [
        "in", "since", "until", "till", "during", "late", "early", "mid", "last", "next", "this", "throughout",
        "every", "each",
    ]
    /// Words before a number that make it a year though it is not of our time.
    static let yearCues: Set<String> = [
        "in", "since", "until", "till", "during", "before", "after", "year", "circa", "late", "early", "mid",
    ]
    /// Words before four digits that are no year.
    static let countCues: Set<String> = [
        "some", "nearly", "almost", "approximately", "about", "than", "over", "least", "most", "resolution", "no",
        "number", "article", "section", "page", "room", "flight", "unscr", "roughly", "only", "decree", "law",
        "paragraph", "$", "€", "£", "#", "§", "us$", "up", "highway", "route", "box", "code", "estimated",
    ]
    /// Nouns behind a number that say that it is no date.
    static let counted: Set<String> = [
        "people", "persons", "men", "women", "children", "civilians", "fighters", "troops", "soldiers", "families",
        "detainees", "prisoners", "refugees", "militants", "members", "miles", "km", "kilometers", "kilometres",
        "meters", "metres", "m", "tonnes", "tons", "dollars", "euros", "percent", "per", "houses", "homes",
        "vehicles", "feet", "victims", "deaths", "dead", "killed", "wounded", "injured", "inmates", "individuals",
        "suspects", "foreigners", "nationals", "iraqis", "syrians", "tents", "students", "personnel", "residents",
        "trucks", "buses", "others", "million", "billion", "thousand", "hundred", "strikes", "airstrikes", "rockets",
        "units", "hectares", "barrels", "kilograms", "kg", "litres", "liters", "employees", "workers", "officers",
        "police", "bodies", "missiles", "tanks", "sorties", "targets", "girls", "boys", "hours", "days", "weeks",
        "months", "years", "minutes", "of", "more", "additional", "percentage", "%", "times",
    ]

    /// Words that say that what follows is still to come.
    static let futureCues: Set<String> = [
        "will", "shall", "'ll", "scheduled", "planned", "plans", "expected", "due", "upcoming", "slated", "intends",
        "intend", "plan", "poised",
        "سوف", "المقرر", "مقرر", "المتوقع", "متوقع", "يعتزم", "تعتزم", "ستكون", "سيكون", "سيتم", "ستتم", "سيعقد",
        "ستعقد", "سيبدا", "ستبدا", "سيجري", "ستجري", "سيصل", "ستصل", "سيزور", "ستزور", "سيلتقي", "سيجتمع", "ستستانف",
        "سينقل", "ستنقل", "المرتقب", "المزمع",
    ]

    /// Bare words whose time only the rest of the text tells.
    static let adverbs: Set<String> = [
        "now", "recently", "lately", "currently", "previously", "nowadays", "formerly", "soon", "shortly", "presently",
        "موخرا", "حاليا", "الان", "انذاك", "حينها", "حينيذ", "سابقا", "لاحقا", "قريبا", "انفا", "يوميذ",
    ]
    /// The same in several words.
    static let adverbPhrases: [String: [[String]]] = [
        "at": [
            ["the", "time"], ["that", "time"], ["this", "time"], ["present"], ["the", "moment"], ["this", "point"],
        ],
        "since": [["then"]],
        "until": [["then"], ["now"]],
        "by": [["then"], ["now"]],
        "so": [["far"]],
        "to": [["date"]],
        "these": [["days"]],
        "in": [["the", "past"], ["the", "future"], ["the", "near", "future"], ["those", "days"]],
        "for": [["now"]],
        "في": [["ذلك", "الوقت"], ["ذلك", "الحين"], ["الوقت", "الحالي"], ["الوقت", "الراهن"]],
        "منذ": [["ذلك", "الحين"], ["ذلك", "الوقت"]],
        "حتي": [["الان"]],
    ]
    static let repeating: Set<String> = [
        "daily", "weekly", "monthly", "annually", "yearly", "nightly", "hourly", "quarterly", "fortnightly",
        "يوميا", "اسبوعيا", "شهريا", "سنويا",
    ]
}

extension TimeWords {
    /// Words of the past between a word of the future and a date: "will leave, he said on Wednesday".
    static let speech: Set<String> = [
        "said", "told", "announced", "reported", "added", "stated", "wrote", "declared", "confirmed", "was", "were",
        "had", "قال", "قالت", "اعلن", "اعلنت", "اكد", "اكدت", "افاد", "افادت", "ذكر", "ذكرت", "اوضح", "صرح", "كان",
        "كانت",
    ]
    /// Words that may follow a number that ends a date, beside signs.
    static let afterDays: Set<String> = [
        "in", "at", "on", "of", "to", "and", "for", "by", "after", "when", "as", "with", "but", "near", "from", "that",
        "while", "during", "before", "between", "or", "is", "was", "were", "has", "have", "had", "will", "against",
    ]
}
