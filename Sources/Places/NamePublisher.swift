// SPDX-License-Identifier: Apache-2.0

/// Who publishes places and boundaries of a country, and where. Nothing is fetched: users download what they want.
public struct NamePublisher: Sendable, Codable, Equatable {
    /// What is published: `places` or `boundaries`.
    public let content: String
    /// Who publishes it.
    public let name: String
    /// Where it is.
    public let address: String
    /// Under which terms.
    public let licence: String

    /// The publishers that cover a country.
    /// - Parameter country: ISO 3166-1 alpha-2.
    public static func all(of country: String) -> [NamePublisher] {
        let long = CountryCode.alpha3(country)?.lowercased() ?? country.lowercased()
        let exchange = "https://data.humdata.org/dataset"
        return [
            NamePublisher(
                content: "boundaries", name: "OCHA COD-AB", address: "\(exchange)/cod-ab-\(long)", licence: "CC BY-IGO"),
            NamePublisher(
                content: "boundaries", name: "geoBoundaries",
                address: "https://www.geoboundaries.org/api/current/gbOpen/\(long.uppercased())/ALL/",
                licence: "CC BY 4.0, or as the layer states"),
            NamePublisher(
                content: "places", name: "GeoNames",
                address: "https://download.geonames.org/export/dump/\(country).zip", licence: "CC BY 4.0"),
            NamePublisher(
                content: "places", name: "OpenStreetMap through HOT",
                address: "\(exchange)/hotosm_\(long)_populated_places", licence: "ODbL 1.0"),
            NamePublisher(
                content: "places and boundaries", name: "Who's On First",
                address: "https://github.com/whosonfirst-data/whosonfirst-data-admin-\(country.lowercased())",
                licence: "CC0, and those of its sources"),
        ]
    }

    /// One line for a report.
    public var line: String { "\(content): \(name), \(address) (\(licence))" }
}
