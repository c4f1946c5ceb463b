// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import Layers

/// A colour in CIELAB (D65), from linear sRGB.
private struct Lab {
    let l: Double
    let a: Double
    let b: Double

    init(linear: [Double]) {
        let x = 0.4124564 * linear[0] + 0.3575761 * linear[1] + 0.1804375 * linear[2]
        let y = 0.2126729 * linear[0] + 0.7151522 * linear[1] + 0.0721750 * linear[2]
        let z = 0.0193339 * linear[0] + 0.1191920 * linear[1] + 0.9503041 * linear[2]
        func f(_ t: Double) -> Double { t > 216.0 / 24_389 ? cbrt(t) : (24_389.0 / 27 * t + 16) / 116 }
        let (fx, fy, fz) = (f(x / 0.95047), f(y), f(z / 1.08883))
        (l, a, b) = (116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz))
    }

    func distance(_ other: Lab) -> Double {
        sqrt(pow(l - other.l, 2) + pow(a - other.a, 2) + pow(b - other.b, 2))
    }
}

/// How readers see a palette.
private enum Vision: CaseIterable {
    case common, deuteranopia

    func lab(_ rgb: [Double]) -> Lab {
        let linear = rgb.map { $0 <= 0.04045 ? $0 / 12.92 : pow(($0 + 0.055) / 1.055, 2.4) }
        guard self == .deuteranopia else { return Lab(linear: linear) }
        // Machado, Oliveira, Fernandes 2009, severity 1.
        let matrix = [
            [0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881],
        ]
        return Lab(linear: matrix.map { row in min(1, max(0, zip(row, linear).reduce(0) { $0 + $1.0 * $1.1 })) })
    }
}

@Suite struct PaletteVisionTests {
    /// Light land, as the maps draw it.
    private let ground = [251.0 / 255, 250.0 / 255, 246.0 / 255]

    private func opaque(_ rgba: RGBA) -> [Double] { [rgba.red, rgba.green, rgba.blue].map { Double($0) / 255 } }

    private func drawn(_ rgba: RGBA) -> [Double] {
        let share = Double(rgba.alpha) / 255
        return zip(opaque(rgba), ground).map { $0 * share + $1 * (1 - share) }
    }

    @Test func theArithmeticIsRight() {
        #expect(abs(Vision.common.lab([1, 1, 1]).l - 100) < 0.01)
        #expect(abs(Vision.common.lab([0, 0, 0]).l) < 1e-9)
        let red = Vision.common.lab([1, 0, 0])
        #expect(abs(red.l - 53.24) < 0.02 && abs(red.a - 80.09) < 0.05 && abs(red.b - 67.20) < 0.05)
        let (seenRed, seenGreen) = (
            Vision.deuteranopia.lab([0.8, 0.2, 0.2]), Vision.deuteranopia.lab([0.35, 0.5, 0.2])
        )
        let common = Vision.common.lab([0.8, 0.2, 0.2]).distance(Vision.common.lab([0.35, 0.5, 0.2]))
        #expect(seenRed.distance(seenGreen) < common / 3)
    }

    @Test(arguments: ShippedStyles.diverging)
    func lightnessFallsFromTheMiddleToBothEnds(name: String) throws {
        let style = try ShippedStyles.load(name)
        let steps = style.classes.filter { !Self.states.contains($0.id) }, middle = steps.count / 2
        for vision in Vision.allCases {
            for paint in [opaque, drawn] {
                let seen = steps.map { vision.lab(paint($0.rgba)) }
                for (lighter, darker) in zip(seen[middle...], seen[(middle + 1)...]) {
                    #expect(lighter.l - darker.l >= 4)
                }
                for (darker, lighter) in zip(seen[...middle], seen[1...middle]) { #expect(lighter.l - darker.l >= 4) }
                // A fall and a rise of the same size weigh the same and are told apart by hue.
                for (fall, rise) in zip(seen[..<middle], seen[(middle + 1)...].reversed()) {
                    #expect(abs(fall.l - rise.l) <= 8 && fall.distance(rise) >= 20)
                }
            }
        }
    }

    @Test(arguments: ShippedStyles.sequential)
    func lightnessFallsFromClassToClass(name: String) throws {
        let style = try ShippedStyles.load(name)
        for paint in [opaque, drawn] {
            // A class that says that nothing is reported is no step of the scale.
            let steps = style.classes.filter { !Self.states.contains($0.id) }
            let lightness = steps.map { Vision.common.lab(paint($0.rgba)).l }
            for (lighter, darker) in zip(lightness, lightness.dropFirst()) { #expect(lighter - darker >= 4) }
        }
    }

    private static let states: Set<String> = ["no_report", "may_be_chance"]

    @Test(arguments: ShippedStyles.names)
    func whatNoReportReachesLooksLikeNoClass(name: String) throws {
        let style = try ShippedStyles.load(name)
        for state in style.classes where Self.states.contains(state.id) {
            for vision in Vision.allCases {
                let seen = vision.lab(drawn(state.rgba))
                for entry in style.classes where entry != state {
                    #expect(seen.distance(vision.lab(drawn(entry.rgba))) >= 10, "\(entry.id)")
                }
            }
        }
    }

    @Test(arguments: ShippedStyles.names)
    func neighboursStayApartForEveryReader(name: String) throws {
        let style = try ShippedStyles.load(name)
        for vision in Vision.allCases {
            for paint in [opaque, drawn] {
                let seen = style.classes.map { vision.lab(paint($0.rgba)) }
                for (one, next) in zip(seen, seen.dropFirst()) { #expect(one.distance(next) >= 8) }
            }
        }
    }

    @Test(arguments: ShippedStyles.names)
    func notAssessedLooksLikeNoClassAndLikeNoBareLand(name: String) throws {
        let style = try ShippedStyles.load(name)
        for vision in Vision.allCases {
            let gap = vision.lab(drawn(style.notAssessed.rgba))
            #expect(gap.distance(vision.lab(ground)) >= 10)
            // Classes as pale as the gap must differ from it by hue; dark ones do by lightness.
            for entry in style.classes { #expect(gap.distance(vision.lab(drawn(entry.rgba))) >= 9) }
        }
    }

    @Test(arguments: ["relative-risk", "chance-30d", "chance-7d"])
    func theLowestClassIsNoBareLand(name: String) throws {
        let style = try ShippedStyles.load(name)
        for vision in Vision.allCases {
            #expect(
                vision.lab(drawn(style.classes[name == "relative-risk" ? 1 : 0].rgba)).distance(vision.lab(ground))
                    >= 15)
        }
    }
}
