// SPDX-License-Identifier: Apache-2.0

public import Layers

/// A question that cannot be answered as asked.
public enum QueryFailure: Error, Sendable, Hashable {
    /// No place has the name; the nearest names, best first.
    case unknownName(String, suggestions: [String])
    /// What is asked for is not of the form that the question needs; one sentence.
    case invalid(String)
    /// What is asked for lies where nothing is assessed; one sentence.
    case notAssessed(String)
    /// The question needs more work than one request may cause; one sentence that says what to ask instead.
    case tooMuch(String)
}

/// Answers questions about one build as the `query` command does, as encoded JSON. Called on several threads at a
/// time, which may block.
public protocol RiskQueries: PlaceSearching, IncidentMarking, PlaceDayTelling, BuildNewsTelling, BriefingTelling {
    /// All provinces, ranked.
    func provinces() throws -> [UInt8]
    /// One place by any spelling of its name, with what contributes when `why` is set.
    func place(named name: String, why: Bool) throws -> [UInt8]
    /// A position in degrees.
    func point(latitude: Double, longitude: Double, why: Bool) throws -> [UInt8]
    /// The transfers of detainees that reports tell of, by the kind of count.
    func transfers() throws -> [UInt8]
    /// Exact zonal statistics of a GeoJSON polygon, multipolygon or feature.
    /// - Parameter check: called between the parts of the work; what it throws ends the work.
    func area(geoJSON: [UInt8], check: () throws -> Void) throws -> [UInt8]
}

/// Makes what answers questions about a build.
public protocol RiskQueryOpener: Sendable {
    /// Opens and checks all that answers need, so that no path is read again later.
    ///
    /// - Parameter folder: the very folder that the rest of the build is read from.
    /// - Throws: a sentence for the operator, when the folder cannot be asked about.
    func open(_ folder: OpenedFolder) throws -> any RiskQueries
}
