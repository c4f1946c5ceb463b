// SPDX-License-Identifier: Apache-2.0

public import Geo

/// Lengths of the location laws (method: location precision). A study may set them.
public struct LocationRules: Sendable, Hashable {
    /// Standard deviation around a named place.
    public var exactSigma = Meters.kilometers(2)
    /// Radius within which an event "near" a place lies: nine of ten within two standard deviations of 12.5 km.
    public var nearRadius = Meters.kilometers(25)
    /// Radius of a district without polygon or listed radius.
    public var districtRadius = Meters.kilometers(30)
    /// Distance on either side of a river, road or border.
    public var lineDistance = Meters.kilometers(10)
    /// Within this distance of a province boundary the province is uncertain: boundaries are generalised.
    public var boundaryMargin = Meters.kilometers(5)

    /// The method's values.
    public init() {}
}
