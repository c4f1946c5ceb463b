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
    /// No cell is assessed, so that none can hold a share.
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
        case .nothingPositive:
            "no cell of the grid is assessed; name a country that the extent reaches"
        }
    }
}
