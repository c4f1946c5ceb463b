// SPDX-License-Identifier: Apache-2.0

import Geo
import Layers

/// Turns the texts of a study into checked values; each failure names the key, the value and the remedy.
struct StudyValueReader {
    let file: String

    func fail(_ message: String) -> StudyError { StudyError(file: file, message: message) }

    func require(_ condition: Bool, _ message: @autoclosure () -> String) throws {
        if !condition { throw fail(message()) }
    }

    func extent(_ bounds: Study.Bounds) throws -> Extent {
        let corners = [(bounds.west, bounds.south), (bounds.east, bounds.north)]
        try require(
            corners.allSatisfy { Coordinate(longitude: $0.0, latitude: $0.1) != nil },
            "extent: degrees must lie in -180...180 (west, east) and -90...90 (south, north)")
        try require(
            corners.allSatisfy { ValueRange.latitude.contains($0.1) },
            "extent: south and north must lie between -85 and 85, where Web Mercator ends")
        guard let extent = Extent(minX: bounds.west, minY: bounds.south, maxX: bounds.east, maxY: bounds.north) else {
            throw fail("extent: west must be less than east and south less than north")
        }
        return extent
    }

    func crs(_ projection: Study.Projection) throws -> CoordinateReferenceSystem {
        if let definition = projection.definition { return CoordinateReferenceSystem(definition) }
        guard let latitude = projection.latitude, let longitude = projection.longitude else {
            throw fail("crs: give latitude and longitude of the centre, or a definition of an equal-area plane")
        }
        try require(
            Coordinate(longitude: longitude, latitude: latitude) != nil,
            "crs: \(latitude), \(longitude) is no position; latitude is -90...90, longitude -180...180")
        return .lambertEqualArea(latitude: latitude, longitude: longitude)
    }

    func cell(_ text: String) throws -> Meters { try length(text, in: ValueRange.cell, key: "cell") }

    func length(_ text: String, in range: ClosedRange<Double> = ValueRange.length, key: String) throws -> Meters {
        guard let length = Meters(parsing: text) else {
            throw fail("\(key): '\(text)' is no length; write metres or a unit, such as 5000 or 5km")
        }
        try require(
            range.contains(length.value),
            "\(key): \(text) must lie between \(Self.shown(range.lowerBound)) and \(Self.shown(range.upperBound))")
        return length
    }

    private static func shown(_ length: Double) -> String {
        length < 1000 ? "\(Int(checked: length) ?? 0) m" : "\(Int(checked: length / 1000) ?? 0)km"
    }

    func day(_ text: String, key: String) throws -> CalendarDay {
        guard let day = CalendarDay(parsing: text) else {
            throw fail("\(key): '\(text)' is no day of the calendar; write YYYY-MM-DD")
        }
        return day
    }

    func tier(_ text: String) throws -> ReleaseTier {
        guard let tier = ReleaseTier(rawValue: text) else {
            throw fail("release: '\(text)' is no tier; write public, partner or internal")
        }
        return tier
    }

    func lengths(_ model: ModelSection) throws -> ResolvedStudy.Lengths {
        let location = model.location, routes = model.routes
        return try ResolvedStudy.Lengths(
            exactSigma: length(location.exactSigma, key: "exact_sigma"),
            nearSigma: length(location.nearSigma, key: "near_sigma"),
            districtRadius: length(location.districtRadius, key: "district_radius"),
            lineBuffer: length(location.lineBuffer, key: "line_buffer"),
            boundaryFlag: length(location.boundaryFlag, key: "boundary_flag"),
            informedBandwidth: length(location.informedBandwidth, key: "informed_bandwidth"),
            routeDecay: length(routes.decayLength, key: "decay_length"),
            corridorWidth: length(routes.corridorWidth, key: "corridor_width"))
    }

    func checkModel(_ model: ModelSection) throws {
        for (name, value) in model.severity.sorted(by: { $0.key < $1.key }) {
            try number(value, in: ValueRange.share, key: "model.severity.\(name)")
        }
        for (name, value) in model.reliability.sorted(by: { $0.key < $1.key }) {
            try number(value, in: ValueRange.share, key: "model.reliability.\(name)")
        }
        for parameter in ModelParameter.all { try check(parameter, in: model) }
    }

    /// - Parameter key: what the keys are called before their own names.
    func check(_ intensity: IntensitySection, key: String = "") throws {
        try require(!intensity.stack.isEmpty, "\(key)stack: needs at least one surface")
        for (index, component) in intensity.stack.enumerated() {
            let key = "\(key)stack[\(index + 1)]"
            try number(component.weight, in: ValueRange.share, key: "\(key).weight")
            _ = try length(component.bandwidth, in: ValueRange.bandwidth, key: "\(key).bandwidth")
            if let days = component.halfLifeDays {
                try number(days, in: ValueRange.days, key: "\(key).half_life_days")
            }
        }
        try number(intensity.uniform, in: ValueRange.share, key: "\(key)uniform")
        let sum = intensity.stack.reduce(intensity.uniform) { $0 + $1.weight }
        try require(abs(sum - 1) < 1e-6, "\(key)stack: the weights and uniform sum to \(sum), not to 1")
    }

    func number(_ value: Double, in range: ClosedRange<Double>, key: String) throws {
        try require(
            range.contains(value), "\(key): \(value) must lie between \(range.lowerBound) and \(range.upperBound)")
    }

    func count(_ value: Int, key: String) throws {
        let range = ValueRange.count
        try require(
            range.contains(value), "\(key): \(value) must lie between \(range.lowerBound) and \(range.upperBound)")
    }
}
