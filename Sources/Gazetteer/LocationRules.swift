// SPDX-License-Identifier: Apache-2.0

public import Geo

/// Lengths of the location laws (method: location precision). A study may set them.
public struct LocationRules: Sendable, Hashable {
    /// Standard deviation around a named place.
    public var exactSigma = Meters.kilometers(2)
    /// The same where a report gives its precision as "near" (code 2) and names the place without such a word.
    public var nearSigma = Meters.kilometers(2)
    /// Radius within which an event "near" a place lies: nine of ten within two standard deviations of 12.5 km.
    public var nearRadius = Meters.kilometers(25)
    /// Radius of a district without polygon or listed radius.
    public var districtRadius = Meters.kilometers(30)
    /// Distance on either side of a river, road or border.
    public var lineDistance = Meters.kilometers(10)
    /// Within this distance of a province boundary the province is uncertain: boundaries are generalised.
    public var boundaryMargin = Meters.kilometers(5)

    /// How far a distance in words may be off, as a share of it: "100 km west of" lies within 60 km in nine cases of ten.
    /// A judgement: reports round distances and know eight directions, which alone is 11 degrees or a fifth.
    public var distanceShare = 0.3

    /// The method's values.
    public init() {}

    /// Standard deviation around a place that a text calls near.
    var surroundingsSigma: Meters { max(nearSigma, Meters(nearRadius.value / 2)) }

    /// Standard deviation of a position that was reckoned from a distance and a direction: a share of the distance in whole
    /// kilometres, since each value costs a surface of its own, and never as little as that of a named place.
    func sigma(reckonedOver distance: Meters) -> Meters {
        let least = exactSigma.kilometers + 1
        return .kilometers(max(least, distanceShare * distance.kilometers).rounded(.up))
    }

    /// Radius of the disc around a place at a distance in words without a direction.
    func radius(atDistance distance: Meters) -> Meters {
        .kilometers(max(exactSigma.kilometers * 2, (1 + distanceShare) * distance.kilometers).rounded(.up))
    }
}
