// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo
import Layers
import Testing

@testable import Gazetteer
@testable import Queries

@Suite("Places as one types their names, in the built-in study")
struct PlaceSearchTests {
    private func service() throws -> QueryService { try QueryService(folder: BuiltInBuild.build().output.folder) }

    /// Asks the question that a search gives the address of, as the server does.
    private func answer(_ address: String, _ service: QueryService) throws -> QueryAnswer {
        let parts = address.split(separator: "?", maxSplits: 1)
        if parts[0] == "query/point" {
            let values = parts[1].split(separator: "&").compactMap { Double($0.split(separator: "=")[1]) }
            return try service.answer(at: try #require(Coordinate(longitude: values[1], latitude: values[0])))
        }
        let name = try #require(parts[0].hasPrefix("query/provinces/") ? parts[0].dropFirst(16) : nil)
        #expect(!name.contains("/"))
        return try service.answer(named: try #require(String(name).removingPercentEncoding))
    }

    /// Every result answers, and with the zone that the search told of.
    private func expectToAnswer(_ found: FoundPlace, _ service: QueryService) throws {
        guard let address = found.query else {
            #expect([.country, .none].contains(found.zoneKind), "\(found.id) has no address")
            return
        }
        do {
            let answer = try answer(address, service)
            if address.hasPrefix("query/point") { return }
            #expect(answer.zone == found.zone, "\(found.id)")
            #expect(found.zoneKind == .province || answer.result.nameEnglish == service.ownName(of: found.id) ?? "")
        } catch {
            Issue.record("\(found.id) (\(found.name)) by \(address): \(error)")
        }
    }

    @Test("The question of every province, district, region and line answers, and so does that of its full name")
    func areas() throws {
        let service = try service(), content = try service.names.get().gazetteer.content
        let named =
            content.provinces.map { ($0.id, $0.nameEnglish) } + content.districts.map { ($0.id, $0.name) }
            + content.vernacularRegions.map { ($0.region.id, $0.region.nameEnglish) }
            + content.lines.map { ($0.id, $0.name) }
        for (id, name) in named {
            let results = try service.search(name, limit: 50).results
            guard let own = results.first(where: { $0.id == id }) else {
                Issue.record("\(name) does not find \(id)")
                continue
            }
            try expectToAnswer(own, service)
        }
        let codes = content.provinces.map(\.id) + content.codes.keys.sorted()
        for code in codes {
            #expect(try service.search(code, limit: 1).results.first?.kind == "governorate", "\(code)")
        }
    }

    @Test("A thousand towns are found by the beginnings of their names, and their questions answer")
    func towns() throws {
        let service = try service(), content = try service.names.get().gazetteer.content
        let towns = content.places.filter { $0.feature.isSettlement && !$0.isRestricted }.sorted { $0.id < $1.id }
        var answered = 0
        for (number, town) in towns.prefix(1000).enumerated() {
            let whole = try service.search(town.name, limit: 50).results
            guard let own = whole.first(where: { $0.id == town.id }) else {
                Issue.record("'\(town.name)' does not find \(town.id)")
                continue
            }
            #expect(try service.search(String(town.name.prefix(3)), limit: 50).results.isEmpty == false)
            // The zone of each is worked out by the same code; the answers of a part of them are enough.
            guard number % 5 == 0 else { continue }
            try expectToAnswer(own, service)
            answered += own.query == nil ? 0 : 1
        }
        #expect(answered > 50)
    }

    @Test("Facilities are found neither by their names nor by their beginnings")
    func facilities() throws {
        let service = try service(), content = try service.names.get().gazetteer.content
        let restricted = content.places.filter(\.isRestricted), ids = Set(restricted.map(\.id))
        #expect(!restricted.isEmpty)
        for name in restricted.flatMap({ [$0.name] + $0.variants }) {
            for text in [name, String(name.prefix(4))] {
                let found = try service.search(text, limit: 50).results
                #expect(
                    found.allSatisfy { !ids.contains($0.id) && !["camp", "prison", "base"].contains($0.kind) },
                    "\(text)")
            }
        }
    }

    @Test(
        "Other spellings, scripts, misspelt names and phrases find what is meant",
        arguments: [
            ("الموصل", "geonames:99072"), ("Musul", "geonames:99072"), ("Hewlêr", "IQ-AR"), ("IQG01", "IQ-AN"),
            ("iq-an", "IQ-AN"), ("Mosool", "geonames:99072"), ("near Rutba", "geonames:98677"),
            ("Qaim district", "district:iq-an-qaim"), ("دير الزور", "SY-DY"), ("Deir al-Zour", "SY-DY"),
        ])
    func spellings(text: String, id: String) throws {
        let results = try service().search(text, limit: 8).results
        #expect(results.prefix(2).contains { $0.id == id }, "\(text): \(results.map(\.id))")
    }

    @Test("Names are told in the language asked for, as far as they are known")
    func languages() throws {
        let mosul = try #require(
            try service().search("mosul", limit: 3, language: .arabic).results.first { $0.kind == "city" })
        #expect(mosul.name == "الموصل" && mosul.names["en"] == "Mosul" && mosul.provinceName?.isEmpty == false)
        #expect(
            try service().search("mosul", limit: 3, language: .french).results.first { $0.kind == "city" }?.name
                == "Mosul")
    }

    @Test(
        "Hostile texts find nothing and cost nothing",
        arguments: ["", " ", "\u{0}", "../..", "%", "😀😀", "ـــ", "'; DROP"])
    func hostile(text: String) throws {
        #expect(try service().search(text, limit: 50).results.count <= 50)
        let long = String(repeating: text.isEmpty ? "x" : text, count: 5000)
        #expect(try service().search(long, limit: 50).results.isEmpty)
    }
}

extension QueryService {
    fileprivate func ownName(of id: String) -> String? { try? names.get().gazetteer.match(id: id)?.name }
}
