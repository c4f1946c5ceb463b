// SPDX-License-Identifier: Apache-2.0

import Foundation
public import Geo

/// The table of raster layers: what builds write, styles colour and servers show follows from it.
///
/// A new layer is a case here, a palette of its name in the styles' folder, and its values in the assessment. The cases
/// stand in the order of the catalog. A build writes those that it has values for: chances and numbers need a systematic
/// record and are left out where the rule refuses them.
public enum SurfaceLayer: String, Sendable, CaseIterable {
    /// Times the mean of the assessed area.
    case relativeRisk = "relative-risk"
    /// Chance of at least one event within 25 km in the next 30 and 7 days.
    case chance30d = "chance-30d"
    case chance7d = "chance-7d"
    /// The same within 10 km.
    case chance30dNear = "chance-30d-10km"
    case chance7dNear = "chance-7d-10km"
    /// Expected number by area, and within 25 km with the bounds of nine in ten numbers there.
    case expected
    case expectedNear = "expected-25km"
    case expectedLow = "expected-p05"
    case expectedHigh = "expected-p95"
    /// How well the rate is known.
    case doubt
    /// Where the expected number has changed by more than chance.
    case change
    /// Where events were reported closer together than by chance.
    case hotspots
    /// The sum over reports, which tells what each adds.
    case intensity
    /// Corridors.
    case routeProximity = "route-proximity"

    /// Stem of its files, name of its palette, and name in every protocol.
    public var name: String { rawValue }

    /// The layer that is opened first, colours provinces and has bands of equal class: the chance where one is stated.
    public static func main(of layers: some Sequence<SurfaceLayer>) -> SurfaceLayer {
        layers.contains(chance30d) ? chance30d : relativeRisk
    }

    /// One sentence: what a value means.
    public var summary: String {
        switch self {
        case .relativeRisk:
            "Times the mean of the assessed area; 0 where no report reaches, which is not: safe"
        case .chance30d:
            "Chance in per cent of at least one reported event within 25 km in the 30 days after the record"
        case .chance7d: "Chance in per cent of at least one reported event within 25 km in the 7 days after the record"
        case .chance30dNear:
            "Chance in per cent of at least one reported event within 10 km in the 30 days after the record"
        case .chance7dNear:
            "Chance in per cent of at least one reported event within 10 km in the 7 days after the record"
        case .expected: "Expected reported events per 1,000 km2 in the 30 days after the record"
        case .expectedNear: "Expected number of reported events within 25 km in the 30 days after the record"
        case .expectedLow: "Number of reported events within 25 km in 30 days that is reached in 95 of 100 cases"
        case .expectedHigh: "Number of reported events within 25 km in 30 days that is not exceeded in 95 of 100 cases"
        case .doubt: "How many times the low bound of the rate within 25 km its high bound is (P95 over P05)"
        case .change:
            "Natural logarithm of the expected number within 25 km over that of 30 days before, where the change is marked; "
                + "0 where it is not"
        case .hotspots:
            "Gi* score of the located events of the last 365 days in squares of 10 km, where they are a hot spot; 0 where "
                + "they are not"
        case .intensity: "Weighted reports per 1,000 km2 per 30 days, corridors included"
        case .routeProximity:
            "Nearness to a transfer corridor, faded by the time since its use, 0 to 1; no risk by itself"
        }
    }

    /// Whether reports make it; a systematic record makes all others.
    public var isOfReports: Bool { [.relativeRisk, .intensity, .routeProximity].contains(self) }

    /// Whether its values are marks: a figure where something was found, 0 where not. What lies between two cells is then no
    /// value at all, and nothing may blend them.
    public var isMark: Bool { self == .change || self == .hotspots }

    /// Name of the palette of its changes between two dates.
    public var differenceStyle: String { "\(name)-difference" }
}

/// The palettes of all raster layers.
public struct StyleSet: Sendable {
    private let styles: [String: Style]

    /// Reads them from a folder.
    /// - Parameter fallback: folder of the palettes that the program brings, for layers that `folder` has none of: a
    ///   study that is older than a layer keeps working.
    /// - Throws: `StyleError` for a palette that is missing in both or wrong.
    public init(folder: String, fallback: String? = nil) throws {
        let names = SurfaceLayer.allCases.map(\.name)
        styles = Dictionary(
            uniqueKeysWithValues: try names.map { name in
                (name, try Style.load(from: Self.path(name, folder, fallback)))
            })
    }

    /// The palettes in the languages of a study.
    public init(_ set: StyleSet, worded wording: Wording) { styles = set.styles.mapValues(wording.worded) }

    /// The texts of all palettes that are not known in a language of a study, each once.
    public func unknown(to wording: Wording) -> [(text: String, language: Language)] {
        var seen: Set<String> = []
        return styles.sorted { $0.key < $1.key }.flatMap { wording.unknown(in: $0.value) }
            .filter { seen.insert("\($0.language.code) \($0.text)").inserted }
    }

    /// The file of a palette: in the folder, else among those that the program brings.
    public static func path(_ name: String, _ folder: String, _ fallback: String?) -> String {
        let own = "\(folder)/\(name).json"
        guard let fallback, !FileManager.default.fileExists(atPath: own) else { return own }
        return "\(fallback)/\(name).json"
    }

    /// The palette of a layer.
    public subscript(layer: SurfaceLayer) -> Style {
        guard let style = styles[layer.name] else { preconditionFailure("\(layer.name) is no layer of the table") }
        return style
    }
}
