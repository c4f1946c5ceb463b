// SPDX-License-Identifier: Apache-2.0

import Gazetteer
import Geo
import Places

/// Finds the district and province for which a restricted event counts.
struct RestrictedAreas {
    private let districts: ProvinceIndex
    private let provinceOfDistrict: [String: String]

    init(gazetteer: Gazetteer) {
        // A district without a province cannot fall back on one; its events count for their own province.
        let areas = gazetteer.content.districtAreas.compactMap { region in
            gazetteer.province(ofDistrict: region.id).map { (region, $0) }
        }
        districts = ProvinceIndex(areas.map(\.0))
        provinceOfDistrict = Dictionary(areas.map { ($0.0.id, $0.1) }, uniquingKeysWith: { first, _ in first })
    }

    /// The district, where a polygon holds the place, and the province; nil for what is known to neither.
    ///
    /// Inside a district the province is the district's own: the answer must not depend on where in it an event was.
    /// - Parameter statesProvince: whether a report names the province; one that is not the district's overrides it.
    func area(of place: LocatedPlace, statesProvince: Bool) -> (district: String?, province: String)? {
        if let district = district(of: place), let province = provinceOfDistrict[district],
            !statesProvince || place.province == nil || place.province == province
        {
            return (district, province)
        }
        return place.province.map { (nil, $0) }
    }

    private func district(of place: LocatedPlace) -> String? {
        switch place.law {
        case .point(let coordinate, _): place.isFacility ? nil : districts.region(at: coordinate)
        case .area(.regions(let ids)): ids.count == 1 && provinceOfDistrict[ids[0]] != nil ? ids[0] : nil
        case .area, .unlocated: nil
        }
    }
}
