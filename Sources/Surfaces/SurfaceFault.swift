// SPDX-License-Identifier: Apache-2.0

/// What is wrong with a model or with its evidence.
public enum SurfaceFault: Error, Sendable, Hashable, CustomStringConvertible {
    /// A component of the stack has a value that makes no surface.
    case invalidComponent(position: Int, field: String, value: Double)
    /// The shares of the stack are not a mixture.
    case sharesDoNotSumToOne(sum: Double)
    /// A setting is outside its range.
    case invalidSetting(name: String, value: Double, allowed: String)
    /// An event has a weight, a spread or a footprint number that makes no sense.
    case invalidEvent(position: Int, reason: String)
    /// A raster given beside the grid has another grid.
    case gridMismatch(what: String)
    /// The two anchors of the score are not 0 < reference < percentile99.
    case invalidScale(reference: Double, percentile99: Double)
    /// A surface without positive cells has no quantiles to anchor a score.
    case nothingPositive

    /// A sentence with the remedy.
    public var description: String {
        switch self {
        case .invalidComponent(let position, let field, let value):
            "component \(position + 1) of the stack has \(field) \(value); give a positive, finite number"
        case .sharesDoNotSumToOne(let sum):
            "the shares of the stack, the uniform one included, sum to \(sum); none may be negative and the sum must be 1"
        case .invalidSetting(let name, let value, let allowed):
            "setting \(name) is \(value); allowed is \(allowed)"
        case .invalidEvent(let position, let reason):
            "event \(position + 1) cannot be scored: \(reason)"
        case .gridMismatch(let what):
            "\(what) lies on another grid than the surface; bring it to the surface's grid first"
        case .invalidScale(let reference, let percentile99):
            "score anchors \(reference) and \(percentile99) must satisfy 0 < reference < 99th percentile"
        case .nothingPositive:
            "the surface is zero everywhere, so no score can be anchored on it; choose a build with events"
        }
    }
}
