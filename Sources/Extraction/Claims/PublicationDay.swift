// SPDX-License-Identifier: Apache-2.0

import Articles
import Geo

/// On which day an article was published, by the best that is known.
enum PublicationDay {
    /// The day and how it is known: what somebody states, what the page states, the newest full date of the text.
    static func settle(_ article: Article, given: CalendarDay?) -> (day: CalendarDay?, basis: String) {
        if let given { return (given, "given") }
        if let day = article.published { return (day, "page") }
        if let day = newest(in: article) { return (day, "text") }
        return (nil, "none")
    }

    /// The newest day that the text states with its year; weekdays and `yesterday` cannot tell it.
    private static func newest(in article: Article) -> CalendarDay? {
        var newest: CalendarDay?
        let reader = TimeReader(published: nil)
        Passage.forEach(of: article) { passage in
            for time in reader.expressions(in: passage) where time.precision == .day && time.meaning == .days {
                guard let day = time.interval?.last else { continue }
                newest = max(newest ?? day, day)
            }
        }
        return newest
    }
}
