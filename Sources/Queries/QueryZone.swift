// SPDX-License-Identifier: Apache-2.0

import Gazetteer
import Geo
import GeoIO
import Places
import Studies

/// What area a place is answered by, before anything of it is projected.
enum ZoneLaw {
    /// An area; what it is in words, and the kind of the place or of what stands for it.
    case area(AreaLaw, text: String, feature: FeatureClass)
    /// A circle around a position.
    case circle(Coordinate, radius: Meters, text: String)
    /// A country or more, which is not answered.
    case tooLarge

    /// A circle that holds 95 % of a two-dimensional Gaussian has 2.448 times its standard deviation as radius.
    private static let radiusOf95Percent = 2.448

    /// How near to the seat of a district a town of its name stands for it.
    private static let nearSeat = Meters.kilometers(15)

    init(match: Match, gazetteer: Gazetteer) {
        switch match.law {
        case .unlocated: self = .tooLarge
        case .area(let law): self = .area(law, text: Self.text(of: law, feature: match.feature), feature: match.feature)
        case .point(let center, let sigma):
            if let law = Self.district(seatedAt: match, gazetteer: gazetteer) {
                self = .area(law, text: Self.text(of: law, feature: .district), feature: .district)
            } else {
                let radius = Meters(Self.radiusOf95Percent * sigma.value)
                self = .circle(
                    center, radius: radius, text: "the town: \(Self.kilometers(radius)) km around it")
            }
        }
    }

    /// A town whose name is a district's is answered by the district: that is what reports mean by it.
    private static func district(seatedAt match: Match, gazetteer: Gazetteer) -> AreaLaw? {
        guard let position = match.coordinate, match.feature.isSettlement,
            gazetteer.mayBeSeat(match.matchedName, at: position, near: nearSeat)
        else { return nil }
        let query = PlaceQuery(
            name: match.matchedName + " district", country: match.country, province: match.iso3166_2)
        guard let found = gazetteer.resolve(query).match, found.feature == .district,
            case .area(let law) = found.law
        else { return nil }
        switch law {
        case .disc(let seat, _, _):
            // A disc around a town that no list calls the seat of a district is a guess.
            let isListed = gazetteer.content.districts.contains { $0.id == found.placeID }
            return isListed && seat.distance(to: position) < nearSeat ? law : nil
        case .regions(let ids):
            let holds = ids.contains { gazetteer.area(id: $0)?.contains(position.point) == true }
            return holds ? law : nil
        case .shape, .buffer: return nil
        }
    }

    private static func text(of law: AreaLaw, feature: FeatureClass) -> String {
        switch law {
        case .regions(let ids): "the \(feature.rawValue.replacing("-", with: " ")) (\(ids.joined(separator: ", ")))"
        case .disc(_, let radius, let region) where feature.isFacility:
            // A facility counts at the precision of its surroundings.
            "the surroundings: \(kilometers(radius)) km, within \(region)"
        case .disc(_, let radius, let region):
            "the district: \(kilometers(radius)) km around its seat, within \(region)"
        case .shape: "the drawn shape"
        case .buffer(_, let distance): "\(kilometers(distance)) km on either side of the \(feature.rawValue)"
        }
    }

    private static func kilometers(_ length: Meters) -> String {
        let value = length.kilometers.rounded(toDecimals: 1)
        return value == value.rounded() ? Int(checked: value).map { "\($0)" } ?? "\(value)" : "\(value)"
    }
}

/// The area by which a place is answered.
struct QueryZone {
    /// The area in the plane of the study.
    let area: MultiPolygon
    /// What the area is, in words.
    let text: String
    /// Name of the place.
    let name: String
    /// ISO 3166-2 of the province that it belongs to; nil for several.
    let province: String?
    /// Key of the district polygon that it is; nil for any other area.
    private(set) var district: String?

    /// Takes the parts as they are.
    init(area: MultiPolygon, text: String, name: String, province: String?) {
        self.area = area
        self.text = text
        self.name = name
        self.province = province
    }

    /// - Throws: `QueryError.tooLarge` for a country, `GeoIOError` for an area that cannot be worked on.
    init(match: Match, gazetteer: Gazetteer, plane: BuildGrid) throws {
        name = match.name
        province = match.iso3166_2
        switch ZoneLaw(match: match, gazetteer: gazetteer) {
        case .tooLarge: throw QueryError.tooLarge(name: match.name)
        case .area(let law, let text, let feature):
            var footprints = LawFootprints(gazetteer: gazetteer, transform: plane.toPlane, grid: plane.grid)
            area = try footprints.area(of: law)
            self.text = text
            if feature == .district { district = law.onlyRegion }
        case .circle(let center, let radius, let text):
            area = LawFootprints.disc(center: try plane.toPlane.transform(center.point), radius: radius.value)
            self.text = text
        }
    }
}

extension AreaLaw {
    /// The one region that it is; nil for several and for other areas.
    var onlyRegion: String? {
        if case .regions(let ids) = self, ids.count == 1 { ids[0] } else { nil }
    }
}
