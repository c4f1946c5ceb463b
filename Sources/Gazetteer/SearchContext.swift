// SPDX-License-Identifier: Apache-2.0

import Geo

/// What is known about where a name must lie, from the query's columns and from the text itself.
struct SearchContext {
    /// ISO 3166-1 alpha-2.
    var country: String?
    /// ISO 3166-2.
    var province: String?
    /// The provinces where a column names several; the place lies in any of them.
    private(set) var listed: [String] = []
    /// Whether a column of the query gives the country and the province; else the text itself does, or nothing.
    private(set) var isCountryStated = false, isProvinceStated = false
    /// A district or town around the place.
    var surroundings: Referent?
    /// Whether a column states a district that is not known.
    private(set) var isDistrictUnknown = false
    /// Whether the text itself names it.
    private(set) var areSurroundingsNamed = false
    /// Only ranks.
    var near: Coordinate?
    /// What could not be used, for the reasons of the answer.
    var notes: [String] = []

    /// Reads the columns of the query; the text's own parts are added with `add`.
    init(_ query: PlaceQuery, _ gazetteer: Gazetteer) {
        near = query.near
        if let text = query.country, !text.isEmpty { setCountry(text, gazetteer) }
        isCountryStated = country != nil
        if let text = query.province, !text.isEmpty { setProvince(text, gazetteer) }
        (isCountryStated, isProvinceStated) = (country != nil, province != nil || !listed.isEmpty)
        if let text = query.district, !text.isEmpty {
            surroundings =
                gazetteer.lookUp(text, context: self) { $0 == .district }
                ?? gazetteer.lookUp(text, context: self) { $0.isSettlement }
            isDistrictUnknown = surroundings == nil
            if isDistrictUnknown { notes.append("The district \(text) is not in the gazetteer and was not used.") }
        }
    }

    /// Takes a further part of the place text ("Ninewa" of "Rabia, Ninewa"); columns of the query go first.
    mutating func add(_ part: String, _ gazetteer: Gazetteer) {
        guard !NameFolding.words(part).isEmpty else { return }
        let found =
            gazetteer.lookUp(part, context: self) { $0 == .governorate || $0 == .country }
            ?? gazetteer.lookUp(part, context: self) { $0 == .district }
            ?? gazetteer.lookUp(part, context: self) { $0.isSettlement || $0.isSite || $0 == .vernacularRegion }
        guard let found else {
            notes.append("The part \"\(part)\" of the text is not in the gazetteer and was not used.")
            return
        }
        switch found.feature {
        case .country:
            if country == nil {
                country = found.id
            } else if country != found.id {
                contradicts(part, country, isCountryStated)
            }
        case .governorate:
            if province == nil {
                setProvince(found)
            } else if province != found.id {
                contradicts(part, province, isProvinceStated)
            }
        default:
            if surroundings == nil { (surroundings, areSurroundingsNamed) = (found, true) }
            near = near ?? found.coordinate
        }
    }

    /// What is wrong with the district of a column beside a place that was found; empty where nothing is.
    func districtFault(beside place: Referent) -> String {
        if isDistrictUnknown { return "the stated district is not in the gazetteer" }
        guard let surroundings, !areSurroundingsNamed, !surroundings.provinces.isEmpty, !place.provinces.isEmpty,
            !place.provinces.contains(where: surroundings.provinces.contains)
        else { return "" }
        return "the stated district \(surroundings.name) lies in \(surroundings.provinces[0])"
    }

    /// Whether nothing tells where to look.
    var isOpen: Bool { country == nil && provinces.isEmpty && surroundings == nil }

    /// The province, or those of which one is meant.
    var provinces: [String] { province.map { [$0] } ?? listed }

    private mutating func contradicts(_ part: String, _ known: String?, _ isStated: Bool) {
        let other = (isStated ? "the stated " : "") + (known ?? "area")
        notes.append("The part \"\(part)\" of the text contradicts \(other) and was not used.")
    }

    private mutating func setCountry(_ text: String, _ gazetteer: Gazetteer) {
        let code = text.uppercased()
        if gazetteer.referent(id: code)?.feature == .country {
            country = code
        } else if let found = gazetteer.lookUp(text, context: self, where: { $0 == .country }) {
            country = found.id
        } else {
            notes.append("The country \(text) is not in the gazetteer and was not used.")
        }
    }

    private mutating func setProvince(_ text: String, _ gazetteer: Gazetteer) {
        if setList(text, gazetteer) { return }
        if gazetteer.objection(to: text) == nil,
            let found = gazetteer.referent(code: text)
                ?? gazetteer.lookUp(text, context: self, where: { $0 == .governorate }),
            found.feature == .governorate
        {
            setProvince(found)
        } else {
            notes.append("The province \(text) is not known\(country.map { " in \($0)" } ?? "") and was not used.")
        }
    }

    /// Takes the provinces of a column that names several ("Nineveh, Kirkuk").
    private mutating func setList(_ text: String, _ gazetteer: Gazetteer) -> Bool {
        guard TextParts.mayBeList(text), !gazetteer.isKnown(text) else { return false }
        let members = TextReading(text, country: country, gazetteer).members
        let found = members.compactMap { member in
            gazetteer.lookUp(member.name, context: self) { $0 == .governorate }
        }
        guard found.count > 1, found.count == members.count else { return false }
        listed = found.map(\.id)
        let countries = Set(found.map(\.country))
        if !isCountryStated { country = countries.count == 1 ? countries.first : nil }
        return true
    }

    private mutating func setProvince(_ found: Referent) {
        province = found.id
        country = country ?? found.country
    }
}
