// SPDX-License-Identifier: Apache-2.0

/// A question that cannot be answered as asked.
public enum QueryFailure: Error, Sendable, Hashable {
    /// No place has the name; the nearest names, best first.
    case unknownName(String, suggestions: [String])
    /// What is asked for is not of the form that the question needs; one sentence.
    case invalid(String)
    /// What is asked for lies where nothing is assessed; one sentence.
    case notAssessed(String)
}

/// The build that a question is about.
public struct QueriedBuild: Sendable, Hashable {
    /// Its folder.
    public let folder: String
    /// Tells builds in one folder apart.
    public let tag: String
}

/// Answers questions about risk as the `query` command does, as encoded JSON. Called on threads that may block.
public protocol RiskQueries: Sendable {
    /// All provinces, ranked.
    func provinces(_ build: QueriedBuild) throws -> [UInt8]
    /// One place by any spelling of its name, with what contributes when `why` is set.
    func place(named name: String, why: Bool, _ build: QueriedBuild) throws -> [UInt8]
    /// A position in degrees.
    func point(latitude: Double, longitude: Double, why: Bool, _ build: QueriedBuild) throws -> [UInt8]
    /// Exact zonal statistics of a GeoJSON polygon, multipolygon or feature.
    func area(geoJSON: [UInt8], _ build: QueriedBuild) throws -> [UInt8]
}
