// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo
import JSON
import Layers
import TestSupport
import Testing

@testable import MapServices

@Suite struct MapPageTests {
    private static let folder = Repository.root.appending(path: "Sources/MapServices/Page")

    private static func sources(_ suffix: String) throws -> String {
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        return try files.filter { $0.pathExtension == suffix }.sorted { $0.path < $1.path }
            .map { try String(contentsOf: $0, encoding: .utf8) }.joined(separator: "\n")
    }

    private static var names: Set<String> {
        Set(TextKey.english.keys.filter { $0.hasPrefix("page.") }.map { String($0.dropFirst(5)) })
    }

    @Test func whatTheScriptAsksForIsThere() throws {
        let script = try Self.sources("js"), page = try Self.sources("html")
        let asked = script.matches(of: #/\bt\('([a-z0-9_.]+)'[,)]/#).map { String($0.1) }
        let marked = page.matches(of: #/data-(?:text|label|hint)="([^"]+)"/#).map { String($0.1) }
        #expect(asked.count > 50 && marked.count > 20)
        #expect(Set(asked + marked).subtracting(Self.names) == [])
    }

    @Test func nothingIsTranslatedThatNobodyReads() throws {
        let script = try Self.sources("js"), page = try Self.sources("html")
        let quoted = Set(script.matches(of: #/'([a-z0-9_.]+)'/#).map { String($0.1) })
        let marked = Set(page.matches(of: #/data-(?:text|label|hint)="([^"]+)"/#).map { String($0.1) })
        let made = ["type.", "kind.", "zone.", "certainty.", "change_", "marked_"]
        let unread = Self.names.subtracting(quoted).subtracting(marked).filter { name in
            !made.contains { name.hasPrefix($0) && script.contains("'\($0)'") }
        }
        #expect(unread == [])
    }

    @Test func everyEventTypeHasItsWords() throws {
        let types = try String(
            contentsOf: Repository.root.appending(path: "Sources/Incidents/EventType.swift"), encoding: .utf8)
        let codes = types.matches(of: #/\n    case (\w+)(?: = "(\w+)")?\n/#).map { String($0.2 ?? $0.1) }
        #expect(codes.count > 15)
        for code in codes { #expect(TextKey.english["page.type.\(code)"] != nil, "\(code)") }
    }

    @Test func textsComeInTheLanguagesOfTheBuildWithTheirPluralForms() async throws {
        let build = try TestBuild()
        let maps = try TestService(build.write())
        let page = try await maps.json("/page.json")
        let languages = page["languages"]?.elements?.compactMap(\.text) ?? []
        #expect(languages.first == "en")
        for code in languages {
            #expect(page["texts"]?[code]?["search"]?.text?.isEmpty == false)
            #expect(page["texts"]?[code]?["incidents"]?["other"]?.text?.contains("{count}") == true)
        }
        #expect(page["texts"]?["en"]?["incidents"]?["one"]?.text == "{count} incident")
    }

    @Test func labelsOfClassesAreByLanguageAndBoundsAsThePaletteWritesThem() async throws {
        let build = try TestBuild()
        let maps = try TestService(build.write())
        let layer = try #require(try await maps.json("/page.json")["layers"]?.elements?.first)
        let lowest = try #require(layer["legend"]?["classes"]?.elements?.first)
        #expect(lowest["label"]?["en"]?.text == "Lowest" && lowest["label"]?["ar"]?.text == "الأدنى")
        #expect(lowest["lower"]?.double == 0 && lowest["upper"]?.double == 20)
        #expect(layer["legend"]?["not_assessed"]?["label"]?["en"]?.text == "Not assessed")
    }

    @Test func theScriptIsOneScopeAndWorksWithoutThePluginForMarks() async throws {
        let assets = PageAssets(leafletFolder: "/nowhere")
        let script = String(decoding: try #require(assets.asset("page.js")).bytes, as: UTF8.self)
        #expect(script.hasPrefix("(function () {\n'use strict';\n") && script.hasSuffix("\n})();\n"))
        #expect(!script.contains("innerHTML") && !script.contains("insertAdjacentHTML") && !script.contains("eval("))
        #expect(assets.asset("leaflet.js") == nil)
        #expect(assets.asset("markercluster.js")?.bytes == Array("'use strict';\n".utf8))
    }
}
