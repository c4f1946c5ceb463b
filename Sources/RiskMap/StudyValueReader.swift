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

    func cell(_ text: String) throws -> Meters {
        let cell = try length(text, key: "cell")
        try require(cell.value >= 1, "cell: \(text) is too small; give at least 1 m, such as 5km")
        return cell
    }

    func length(_ text: String, key: String) throws -> Meters {
        guard let length = Meters(parsing: text) else {
            throw fail("\(key): '\(text)' is no length; write metres or a unit, such as 5000 or 5km")
        }
        return length
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
        try ResolvedStudy.Lengths(
            exactSigma: length(model.location.exactSigma, key: "model.location.exact_sigma"),
            nearSigma: length(model.location.nearSigma, key: "model.location.near_sigma"),
            districtRadius: length(model.location.districtRadius, key: "model.location.district_radius"),
            lineBuffer: length(model.location.lineBuffer, key: "model.location.line_buffer"),
            boundaryFlag: length(model.location.boundaryFlag, key: "model.location.boundary_flag"),
            informedBandwidth: length(model.location.informedBandwidth, key: "model.location.informed_bandwidth"),
            routeDecay: length(model.routes.decayLength, key: "model.routes.decay_length"),
            corridorWidth: length(model.routes.corridorWidth, key: "model.routes.corridor_width"))
    }

    func checkModel(_ model: ModelSection) throws {
        for (name, value) in model.severity.sorted(by: { $0.key < $1.key }) {
            try share(value, key: "model.severity.\(name)")
        }
        for (name, value) in model.reliability.sorted(by: { $0.key < $1.key }) {
            try share(value, key: "model.reliability.\(name)")
        }
        try share(model.time.recentShare, key: "model.time.recent_share")
        try share(model.location.uniformShare, key: "model.location.uniform_share")
        try positive(model.time.recentHalfLifeDays, key: "model.time.recent_half_life_days")
        try positive(model.time.baselineDays, key: "model.time.baseline_days")
        try positive(model.routes.halfLifeDays, key: "model.routes.half_life_days")
        try require(
            model.routes.beta.isFinite && model.routes.beta >= 0, "model.routes.beta: must be zero or more")
        // Narrower or steeper, and a ridge of the map would betray a line (docs/responsibility.md).
        let routes = model.routes
        try require(
            length(routes.decayLength, key: "model.routes.decay_length") >= .kilometers(10),
            "model.routes.decay_length: must be at least 10km, so that no ridge betrays a line")
        try require(
            length(routes.corridorWidth, key: "model.routes.corridor_width") >= .kilometers(20),
            "model.routes.corridor_width: must be at least 20km, so that no ridge betrays a line")
    }

    func check(_ calibration: Calibration) throws {
        try positive(calibration.lambdaRef, key: "lambda_ref")
        try require(
            calibration.lambda99.isFinite && calibration.lambda99 > calibration.lambdaRef,
            "lambda_99: must be greater than lambda_ref")
        try require(!calibration.stack.isEmpty, "stack: needs at least one surface")
        for (index, component) in calibration.stack.enumerated() {
            try share(component.weight, key: "stack[\(index + 1)].weight")
            let bandwidth = try length(component.bandwidth, key: "stack[\(index + 1)].bandwidth")
            try positive(bandwidth.value, key: "stack[\(index + 1)].bandwidth")
            if let days = component.halfLifeDays { try positive(days, key: "stack[\(index + 1)].half_life_days") }
        }
        try share(calibration.uniform, key: "uniform")
        let sum = calibration.stack.reduce(calibration.uniform) { $0 + $1.weight }
        try require(abs(sum - 1) < 1e-6, "stack: the weights and uniform sum to \(sum), not to 1")
    }

    private func share(_ value: Double, key: String) throws {
        try require(value >= 0 && value <= 1, "\(key): \(value) must lie in 0...1")
    }

    private func positive(_ value: Double, key: String) throws {
        try require(value.isFinite && value > 0, "\(key): \(value) must be greater than zero")
    }
}
