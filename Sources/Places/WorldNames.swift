// SPDX-License-Identifier: Apache-2.0

public import Gazetteer
import Geo
import Tables

/// Countries, states, capitals and large cities of the world, for texts that name them without saying where they are.
public enum WorldNames {
    /// Reads the table `id,feature,name,country,lat,lon,population,names` (feature: country, province, capital or city; names joined
    /// by `|`).
    /// - Throws: `TableError`, or `GazetteerFileError` for a missing column or a bad number.
    public static func gazetteer(path: String) throws -> Gazetteer {
        var content = Gazetteer.Content()
        content.homeCountries = []
        let required = ["id", "feature", "name", "country", "lat", "lon", "names"]
        try NameTable(path: path, required: required).forEachRow { row in
            let id = try row.text("id"), name = try row.text("name"), country = try row.text("country")
            let names = row.list("names")
            if row.record["feature"] == "country" {
                content.countries.append(
                    Region(
                        id: id, country: country, nameEnglish: name, nameArabic: names.first ?? "",
                        aliases: Array(names.dropFirst()), area: MultiPolygon([])))
            } else if row.record["feature"] == "province" {
                content.provinces.append(
                    Region(
                        id: id, country: country, nameEnglish: name, nameArabic: names.first ?? "",
                        area: MultiPolygon([])))
            } else {
                content.places.append(try place(row, id: id, name: name, names: names, country: country))
            }
        }
        return Gazetteer(content)
    }

    private static func place(_ row: FieldReader, id: String, name: String, names: [String], country: String) throws
        -> Place
    {
        var place = Place(
            id: id, name: name, variants: names, country: country,
            coordinate: try row.requiredCoordinate("lon", "lat"), feature: .city,
            population: try row.wholeNumber("population") ?? 0)
        place.isCapital = row.record["feature"] == "capital"
        return place
    }
}
