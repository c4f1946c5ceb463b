// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

@testable import Layers

/// The palette files of the project.
enum ShippedStyles {
    static let names = sequential + diverging
    static let sequential = SurfaceLayer.allCases.map(\.name).filter { !diverging.contains($0) }
    /// Palettes of changes: their middle class is the lightest.
    static let diverging = ["relative-risk-difference", SurfaceLayer.change.name]

    static var folder: String {
        Repository.styles.path
    }

    static func load(_ name: String) throws -> Style { try Style.load(from: "\(folder)/\(name).json") }

    /// A palette that only tests draw with.
    static func test(_ name: String) throws -> Style {
        try Style.load(from: "\(Repository.palettes.path)/\(name).json")
    }
}

@Suite struct SurfaceLayerTests {
    @Test func reportsMakeThreeLayersAndARecordAllOthers() {
        #expect(SurfaceLayer.allCases.filter(\.isOfReports) == [.relativeRisk, .intensity, .routeProximity])
        #expect(!SurfaceLayer.chance30d.isOfReports && !SurfaceLayer.hotspots.isOfReports)
    }
}

@Suite struct StyleTests {
    @Test(arguments: [
        (0, 0), (19.999, 0), (Float(20).nextDown, 0), (20, 1), (39.5, 1), (40, 2), (60, 3), (79.9, 3), (80, 4),
        (100, 4),
    ])
    func classesAreHalfOpenAndTheTopOneIsClosed(value: Float, index: Int) throws {
        let style = try ShippedStyles.test("risk")
        #expect(style.classIndex(of: value) == index)
        #expect(style.rgba(for: value) == style.classes[index].rgba)
        #expect(style.paletteIndex(for: value) == UInt8(index + 2))
        #expect(style.palette[index + 2] == style.classes[index].rgba)
    }

    @Test func valuesOutsideAndMissingOnesHaveNoClass() throws {
        let style = try ShippedStyles.test("risk")
        for value: Float in [-0.001, .infinity, -.infinity] {
            #expect(style.classIndex(of: value) == nil)
            #expect(style.rgba(for: value) == .transparent)
            #expect(style.paletteIndex(for: value) == 0)
        }
        #expect(style.classIndex(of: .nan) == nil)
        #expect(style.rgba(for: .nan) == style.notAssessed.rgba)
        #expect(style.paletteIndex(for: .nan) == 1)
    }

    @Test func anOpenTopClassHoldsEverythingAbove() throws {
        let style = try ShippedStyles.load("intensity")
        #expect(style.classes.count == 9)
        #expect(style.classIndex(of: 0) == 0)
        #expect(style.classIndex(of: 0.001) == 1)
        #expect(style.classIndex(of: 9.99) == 7)
        #expect(style.classIndex(of: 10) == 8)
        #expect(style.classIndex(of: 12_345) == 8)
        #expect(style.breaks == [0, 0.001, 0.01, 0.03, 0.1, 0.3, 1, 3, 10, .infinity])
    }

    @Test(arguments: ShippedStyles.names)
    func aColourLeadsBackToItsClass(name: String) throws {
        let style = try ShippedStyles.load(name)
        #expect(style.layer == name)
        for entry in style.classes { #expect(style.styleClass(of: entry.rgba) == entry) }
        #expect(style.styleClass(of: style.notAssessed.rgba)?.id == "not_assessed")
        #expect(style.styleClass(of: RGBA(red: 1, green: 2, blue: 3, alpha: 4)) == nil)
    }

    @Test(arguments: ["relative-risk-difference", "risk-difference"])
    func changesAreRatiosAsLargeForFallsAsForRises(name: String) throws {
        let style = try name == "risk-difference" ? ShippedStyles.test(name) : ShippedStyles.load(name)
        // Two states that are no change, nothing now, four falls, the same, four rises, nothing before.
        #expect(style.breaks.prefix(4) == [-3, -1.5, 0, 0.001] && style.breaks.suffix(2) == [1_000_000, .infinity])
        let ratios = style.breaks.filter { $0 > 0.01 && $0 < 100 }
        for (fall, rise) in zip(ratios, ratios.reversed()) { #expect(abs(fall * rise - 1) < 0.001) }
        let ids = [-2, -1, 0, 1, 1e7].map { style.classIndex(of: $0).map { style.classes[$0].id } }
        #expect(ids == ["may_be_chance", "no_report", "none_any_more", "about_the_same", "none_before"])
        for id in ["no_report", "none_any_more"] {
            #expect(style.classes.first { $0.id == id }?.label.en.contains("not: safe") == true)
        }
        // From 131.9 to 24.3, which a scale that ends at 100 showed as no change.
        #expect(style.classIndex(of: 24.3 / 131.9).map { style.classes[$0].label.en } == "fell to 1/8 to 1/4")
    }

    @Test func headingsMayBeExchanged() throws {
        let style = try ShippedStyles.test("risk-difference")
        let units = TextByLanguage(en: "points", ar: "نقاط")
        let headed = style.headed(title: style.title, units: units)
        #expect(headed.units == units && headed.classes == style.classes && headed.palette == style.palette)
    }

    @Test func chancesAndRelativeRiskHaveTheAgreedClasses() throws {
        for name in ["chance-30d", "chance-7d", "chance-30d-10km", "chance-7d-10km"] {
            let style = try ShippedStyles.load(name)
            #expect(style.breaks == [0, 1, 5, 20, 50, 80, 100])
            #expect(style.notAssessed.label.en.contains("refused: too few reports"))
        }
        let style = try ShippedStyles.load("relative-risk")
        #expect(style.breaks == [0, 0.001, 0.1, 1, 3, 10, 100, .infinity])
        #expect(style.classes[0].label.en.contains("not: safe"))
    }

    @Test func coloursAreReadAndWrittenAsHex() {
        #expect(StyleColor(hex: "#bd0026") == StyleColor(red: 189, green: 0, blue: 38))
        #expect(StyleColor(red: 0, green: 10, blue: 255).hex == "#000aff")
        for text in ["bd0026", "#bd002", "#bd00261", "#gg0000", "", "#+10000"] { #expect(StyleColor(hex: text) == nil) }
        #expect(RGBA(StyleColor(red: 1, green: 2, blue: 3), opacity: 0.6).alpha == 153)
        #expect(RGBA(StyleColor(red: 1, green: 2, blue: 3), opacity: 7).alpha == 255)
    }
}

@Suite struct StyleFileTests {
    private func load(_ text: String) throws -> Style {
        let path = NSTemporaryDirectory() + "style-\(UUID().uuidString).json"
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        defer { try? FileManager.default.removeItem(atPath: path) }
        return try Style.load(from: path)
    }

    private func file(_ classes: String) -> String {
        """
        {"layer": "x", "title": {"en": "X", "ar": "X"}, "units": {"en": "u", "ar": "u"},
         "classes": [\(classes)],
         "notAssessed": {"color": "#888888", "opacity": 0.5, "label": {"en": "n", "ar": "n"}}}
        """
    }

    private func entry(_ lower: String, _ upper: String, _ color: String) -> String {
        """
        {"id": "c\(lower)", "lower": \(lower), "upper": \(upper), "color": "\(color)", "opacity": 1,
         "label": {"en": "a", "ar": "b"}}
        """
    }

    @Test func aGapBetweenClassesIsRefused() throws {
        let text = file(entry("0", "1", "#111111") + "," + entry("2", "3", "#222222"))
        #expect(throws: StyleError.bounds(layer: "x", id: "c2")) { try load(text) }
    }

    @Test func anOpenClassBelowAnotherIsRefused() throws {
        let text = file(entry("0", "null", "#111111") + "," + entry("2", "3", "#222222"))
        #expect(throws: StyleError.bounds(layer: "x", id: "c0")) { try load(text) }
    }

    @Test func equalColoursAreRefused() throws {
        let text = file(entry("0", "1", "#111111") + "," + entry("1", "2", "#888888"))
        #expect(throws: StyleError.ambiguousColors(layer: "x")) { try load(text) }
    }

    @Test func noClassIsRefused() throws {
        #expect(throws: StyleError.classCount(layer: "x", count: 0)) { try load(file("")) }
    }

    @Test func messagesSayWhereAndWhat() throws {
        let bad = #expect(throws: StyleError.self) { try load(file(entry("0", "1", "red"))) }
        #expect(bad?.description.contains("classes.[0].color: 'red' is not a colour of the form #rrggbb") == true)
        let missing = #expect(throws: StyleError.self) { try load("{}") }
        #expect(missing?.description.contains("the file lacks the member 'layer'") == true)
        let junk = #expect(throws: StyleError.self) { try load("\u{0}binary") }
        #expect(junk?.description.contains("styles/README.md") == true)
        let absent = #expect(throws: StyleError.self) { try Style.load(from: "/nowhere/risk.json") }
        #expect(absent?.description.contains("/nowhere/risk.json") == true)
    }
}
