// SPDX-License-Identifier: Apache-2.0

/// What may be said of a record: chances and numbers need enough events, a long enough record and a recent end.
public enum ChanceAllowance: Sendable, Hashable {
    /// All radii and horizons, as figures.
    case full
    /// 25 km and 30 days only, in classes: few reports. Their number is nil where it may not be told.
    case classesOnly(events: Int?)
    /// Nothing but the reported counts.
    case refused(Reason)

    /// Why nothing is said.
    public enum Reason: Sendable, Hashable {
        /// The input is not declared to be a systematic record.
        case notSystematic
        /// Fewer precise events in the last 365 days than the rule asks for; nil where their number may not be told.
        case tooFewEvents(Int?)
        /// The record is shorter than 30 days.
        case recordTooShort(days: Int)
        /// The record ended more than 30 days before the day of the map.
        case recordEndedEarly(days: Int)
        /// Earlier statements made by the same rule did worse than a flat rate.
        case failedBackTest(String)
        /// What may be told of the record ends more than 30 days before the day of the map; its own end is not told.
        case toldEndsEarly(days: Int)
        /// Some events are known to a larger area only, and nothing smaller than it may have a figure.
        case coarserThanUnit
    }

    /// Fewest precise events of the last 365 days for a chance at all, and for figures.
    public static let fewest = 10, fewestForFigures = 50
    /// Days that a record must have, and may lie behind the day of the map.
    public static let leastDays = 30, mostDaysBehind = 30

    /// The rule.
    /// - Parameters:
    ///   - systematic: whether the input is declared to be a systematic record.
    ///   - events: precise events that ended in the last 365 days in the zone.
    ///   - days: length of the record.
    ///   - behind: days from its end to the day of the map.
    public init(systematic: Bool, events: Int, days: Int, behind: Int) {
        if !systematic {
            self = .refused(.notSystematic)
        } else if days < Self.leastDays {
            self = .refused(.recordTooShort(days: days))
        } else if behind > Self.mostDaysBehind {
            self = .refused(.recordEndedEarly(days: behind))
        } else if events < Self.fewest {
            self = .refused(.tooFewEvents(events))
        } else {
            self = events < Self.fewestForFigures ? .classesOnly(events: events) : .full
        }
    }

    /// The same without the number of events: too few of them may not be told.
    public var untold: ChanceAllowance {
        switch self {
        case .classesOnly: .classesOnly(events: nil)
        case .refused(.tooFewEvents): .refused(.tooFewEvents(nil))
        case .refused(.recordEndedEarly(let days)): .refused(.toldEndsEarly(days: days))
        default: self
        }
    }

    /// Whether nothing is stated.
    public var isRefused: Bool {
        if case .refused = self { true } else { false }
    }

    /// Whether a chance is stated for a radius and horizon.
    public func allows(_ radius: ChanceRadius, _ horizon: Horizon) -> Bool {
        switch self {
        case .full: true
        case .classesOnly: radius == .twentyFive && horizon == .month
        case .refused: false
        }
    }
}

extension ChanceAllowance.Reason: CustomStringConvertible {
    /// A clause that goes on a map: "refused: ...".
    public var description: String {
        switch self {
        case .notSystematic: "the reports are no systematic record, so their number says nothing of what comes"
        case .tooFewEvents(let events):
            "too few reports: \(events.map(String.init) ?? "fewer than \(ChanceAllowance.fewest)") located events in the last 365 days, \(ChanceAllowance.fewest) are needed"
        case .recordTooShort(let days): "the record has \(days) days, \(ChanceAllowance.leastDays) are needed"
        case .recordEndedEarly(let days):
            "the record ended \(days) days before the day of the map, at most \(ChanceAllowance.mostDaysBehind) are allowed"
        case .toldEndsEarly(let days):
            "what may be told of the record ends \(days) days before the day of the map, at most "
                + "\(ChanceAllowance.mostDaysBehind) are allowed"
        case .failedBackTest(let sentence): sentence
        case .coarserThanUnit: "some events here are told for the province only: ask for the province"
        }
    }
}
