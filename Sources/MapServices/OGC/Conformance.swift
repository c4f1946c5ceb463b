// SPDX-License-Identifier: Apache-2.0

import JSON

/// The conformance classes of the OGC standards that are met.
enum Conformance {
    private static let classes = [
        "ogcapi-common-1/1.0/conf/core", "ogcapi-common-1/1.0/conf/landing-page",
        "ogcapi-common-1/1.0/conf/json", "ogcapi-common-1/1.0/conf/html", "ogcapi-common-1/1.0/conf/oas30",
        "ogcapi-common-2/1.0/conf/collections",
        "ogcapi-features-1/1.0/conf/core", "ogcapi-features-1/1.0/conf/oas30",
        "ogcapi-features-1/1.0/conf/html", "ogcapi-features-1/1.0/conf/geojson",
        "ogcapi-tiles-1/1.0/conf/core", "ogcapi-tiles-1/1.0/conf/tileset",
        "ogcapi-tiles-1/1.0/conf/tilesets-list", "ogcapi-tiles-1/1.0/conf/geodata-tilesets",
        "ogcapi-tiles-1/1.0/conf/png", "ogcapi-tiles-1/1.0/conf/mvt",
        "ogcapi-maps-1/1.0/conf/core", "ogcapi-maps-1/1.0/conf/collection-map",
        "ogcapi-maps-1/1.0/conf/scaling", "ogcapi-maps-1/1.0/conf/spatial-subsetting",
        "ogcapi-maps-1/1.0/conf/png",
        "ogcapi-coverages-1/1.0/conf/core", "ogcapi-coverages-1/1.0/conf/scaling",
        "ogcapi-coverages-1/1.0/conf/subsetting", "ogcapi-coverages-1/1.0/conf/geotiff",
    ]

    static var document: JSONValue {
        ["conformsTo": .array(classes.map { .string("http://www.opengis.net/spec/\($0)") })]
    }
}
