// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo
import TestSupport
import Testing

@testable import Travel

@Suite("Roads of a layer")
struct RoadLinesTests {
    private func lines(_ properties: [String], geometry: String? = nil) throws -> RoadLines {
        let folder = try TemporaryFolder(), path = "\(folder.path)/roads.geojson"
        let line = geometry ?? #"{"type":"LineString","coordinates":[[43,36],[43.01,36]]}"#
        let features = properties.map { #"{"type":"Feature","geometry":\#(line),"properties":{\#($0)}}"# }
        try #"{"type":"FeatureCollection","features":[\#(features.joined(separator: ","))]}"#
            .write(toFile: path, atomically: true, encoding: .utf8)
        return try RoadLines(path: path, layer: nil)
    }

    @Test("OpenStreetMap's public roads are taken, and nothing else")
    func highways() throws {
        let taken = ["motorway", "trunk_link", "primary", "tertiary", "unclassified", "residential"]
        let others = ["footway", "track", "construction", "service", "cycleway", "proposed", "path"]
        let roads = try lines(
            (taken + others).map { #""highway":"\#($0)","oneway":"yes""# } + [
                #""highway":"primary","access":"private""#, #""highway":"primary","access":"military""#,
                #""highway":null,"railway":"rail""#,
            ])
        #expect(roads.roads == taken.count && roads.leftOut == others.count + 3)
        #expect(roads.hasClasses && roads.hasDirections && roads.unreadable == 0)
    }

    @Test("Natural Earth's ferries and tracks are left out, and a layer without classes is taken as a whole")
    func others() throws {
        let roads = try lines([
            #""type":"Major Highway","scalerank":3"#, #""type":"Ferry Route","scalerank":3"#,
            #""type":"Track","scalerank":8"#,
        ])
        #expect(roads.roads == 1 && roads.leftOut == 2 && roads.hasClasses)
        let plain = try lines([#""id":1"#, #""id":2"#])
        #expect(plain.roads == 2 && !plain.hasClasses && !plain.hasDirections)
    }

    @Test("A layer without a road is refused with a sentence")
    func empty() throws {
        for geometry in [
            #"{"type":"Point","coordinates":[43,36]}"#, #"{"type":"LineString","coordinates":[]}"#, "null",
        ] {
            #expect(throws: RouteError.self) { try lines([#""highway":"primary""#], geometry: geometry) }
        }
    }
}
