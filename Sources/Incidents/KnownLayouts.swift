// SPDX-License-Identifier: Apache-2.0

/// Orders of columns of tables that are published without a header.
enum KnownLayouts {
    /// GDELT's events: version 1 before and after addresses of sources were added, and version 2.
    static let gdelt = [gdelt(districts: false).dropLast(), gdelt(districts: false)[...], gdelt(districts: true)[...]]
        .map { Array($0) }

    private static func gdelt(districts: Bool) -> [String] {
        var names = ["GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate"]
        let actor = [
            "Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code", "Religion2Code",
            "Type1Code",
            "Type2Code", "Type3Code",
        ]
        for number in ["Actor1", "Actor2"] { names += actor.map { number + $0 } }
        names += [
            "IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale", "NumMentions",
            "NumSources", "NumArticles", "AvgTone",
        ]
        let place =
            ["Type", "FullName", "CountryCode", "ADM1Code"] + (districts ? ["ADM2Code"] : [])
            + ["Lat", "Long", "FeatureID"]
        for role in ["Actor1Geo_", "Actor2Geo_", "ActionGeo_"] { names += place.map { role + $0 } }
        return names + ["DATEADDED", "SOURCEURL"]
    }
}
