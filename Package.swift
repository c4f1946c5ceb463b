// swift-tools-version: 6.2
// SPDX-License-Identifier: Apache-2.0

import PackageDescription

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")

let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let hummingbirdCore = Target.Dependency.product(name: "HummingbirdCore", package: "hummingbird")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let nioHTTP1 = Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio")
let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioSSL = Target.Dependency.product(name: "NIOSSL", package: "swift-nio-ssl")
let nioTLS = Target.Dependency.product(name: "NIOTLS", package: "swift-nio")
let nioHTTPTypes = Target.Dependency.product(name: "NIOHTTPTypes", package: "swift-nio-extras")
let nioHTTPTypesHTTP1 = Target.Dependency.product(name: "NIOHTTPTypesHTTP1", package: "swift-nio-extras")
let httpTypes = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")
let lifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let unixSignals = Target.Dependency.product(name: "UnixSignals", package: "swift-service-lifecycle")

let package = Package(
    name: "RiskMap",
    products: [
        .executable(name: "riskmap", targets: ["RiskMapCLI"]),
        .executable(name: "riskmap-bench", targets: ["RiskMapBench"]),
        .executable(name: "riskmap-fuzz", targets: ["RiskMapFuzz"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        .systemLibrary(name: "CGDAL", pkgConfig: "gdal", providers: [.apt(["libgdal-dev"])]),
        .systemLibrary(name: "CCairo", pkgConfig: "pangocairo", providers: [.apt(["libpango1.0-dev"])]),
        .systemLibrary(name: "CDeflate", pkgConfig: "libdeflate", providers: [.apt(["libdeflate-dev"])]),
        .systemLibrary(name: "CGLib", pkgConfig: "glib-2.0", providers: [.apt(["libglib2.0-dev"])]),
        .systemLibrary(name: "CXML", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
        .target(name: "CScore"),

        .target(name: "Geo"),
        .target(name: "JSON"),
        .target(name: "Tables", dependencies: ["Geo"]),
        .target(name: "GeoIO", dependencies: ["JSON", "Geo", "Tables", "CGDAL"]),
        .target(name: "Gazetteer", dependencies: ["Geo"]),
        .target(name: "Incidents", dependencies: ["Geo", "Gazetteer", "Tables"]),
        .target(name: "Articles", dependencies: ["JSON", "Geo", "CXML"]),
        .target(name: "Extraction", dependencies: ["Geo", "Tables", "Gazetteer", "Incidents", "Articles"]),
        .target(name: "Surfaces", dependencies: ["Geo", "CScore"]),
        .target(name: "Scoring", dependencies: ["Geo", "Surfaces"]),
        .target(name: "Chance", dependencies: ["Geo", "Surfaces", "Scoring"]),
        .target(name: "Validation", dependencies: ["Geo", "Surfaces", "Scoring", "Chance"]),
        .target(name: "Zones", dependencies: ["Geo", "CScore"]),
        .target(name: "Layers", dependencies: ["JSON", "Geo", "GeoIO"]),
        .target(name: "Cartography", dependencies: ["Geo", "Layers", "CCairo"]),
        .target(name: "RedTeam", dependencies: ["Geo", "GeoIO", "Layers"]),
        .target(name: "TileEncoding", dependencies: ["JSON", "Geo", "GeoIO", "Layers", "CDeflate"]),
        .target(
            name: "MapServices", dependencies: ["JSON", "Geo", "Layers", "TileEncoding", "Cartography"],
            resources: [
                "page.html", "page.css", "paper.css", "document.css", "icon.svg", "words.js", "address.js", "ground.js",
                "legend.js", "search.js", "answer.js", "why.js", "marks.js", "provinces.js", "dates.js", "transfers.js",
                "takeaway.js", "paper.js", "start.js",
            ].map { .embedInCode("Page/\($0)") }),
        .target(name: "TileArchives", dependencies: ["JSON", "Geo", "TileEncoding", grdb]),
        .target(
            name: "TileServer",
            dependencies: [
                "JSON",
                "MapServices", hummingbird, hummingbirdCore, nioCore, nioPosix, nioHTTP1, nioHTTPTypes,
                nioHTTPTypesHTTP1, nioSSL,
                httpTypes, lifecycle, unixSignals, logging,
            ]),
        .target(
            name: "Studies", dependencies: ["Geo", "GeoIO", "Incidents", "Layers", "Scoring", "CGLib", yams]),
        .target(
            name: "Places", dependencies: ["Geo", "Tables", "GeoIO", "Gazetteer", "Zones", "Studies"]),
        .target(
            name: "Queries",
            dependencies: ["Geo", "GeoIO", "Gazetteer", "Scoring", "Chance", "Zones", "Layers", "Studies", "Places"]),
        .target(
            name: "Briefings",
            dependencies: [
                "JSON", "Geo", "GeoIO", "Gazetteer", "Layers", "Cartography", "Studies", "Queries",
            ]),
        .target(
            name: "Travel", dependencies: ["Geo", "GeoIO", "Gazetteer", "Layers", "Studies", "Queries"]),
        .target(
            name: "Assessment",
            dependencies: [
                "JSON",
                "Geo", "Tables", "GeoIO", "Gazetteer", "Incidents", "Scoring", "Chance", "Validation", "Zones",
                "Layers",
                "Cartography", "RedTeam", "Studies", "Places", "Queries",
            ]),
        .target(
            name: "StudyDrafts",
            dependencies: ["Geo", "Tables", "GeoIO", "Gazetteer", "Incidents", "Layers", "Studies", "Places"]),
        .executableTarget(
            name: "RiskMapCLI",
            dependencies: [
                "JSON",
                "Geo", "GeoIO", "Incidents", "Layers", "MapServices", "RedTeam", "Studies", "StudyDrafts", "Places",
                "Articles", "Extraction", "Gazetteer",
                "Assessment", "Queries", "Chance", "Validation", "Tables", "TileArchives", "TileEncoding",
                "TileServer", "Gazetteer", "Briefings", "Travel", argumentParser, logging,
            ],
            resources: [
                "review.html", "frame.css", "claims.css", "texts.js", "model.js", "checks.js", "store.js", "csv.js",
                "article.js", "map.js", "table.js", "claim.js", "form.js", "paper.js", "app.js",
            ].map { .embedInCode("Pages/Review/\($0)") }),
        .executableTarget(
            name: "RiskMapBench",
            dependencies: [
                "JSON", "Geo", "GeoIO", "Assessment", "Scoring", "Surfaces", "Tables", "Zones", "Articles",
                "Extraction",
                "Gazetteer", "Incidents", "Places", "Studies", argumentParser,
            ]),
        .executableTarget(
            name: "RiskMapFuzz",
            dependencies: [
                "JSON",
                "Geo", "GeoIO", "Incidents", "Layers", "MapServices", "Studies", "Queries", "Assessment", "Tables",
                "TileEncoding", "Articles", "Extraction", "Gazetteer",
                argumentParser,
            ]),

        .target(name: "TestSupport", path: "Tests/TestSupport"),
        .target(
            name: "PlacesFixtures", dependencies: ["TestSupport", "Places", "Studies", "Gazetteer"],
            path: "Tests/PlacesFixtures"),
        .testTarget(name: "GeoTests", dependencies: ["Geo"]),
        .testTarget(name: "TablesTests", dependencies: ["Tables", "Geo"]),
        .testTarget(name: "GeoIOTests", dependencies: ["TestSupport", "GeoIO", "Geo", "Tables"]),
        .testTarget(name: "GazetteerTests", dependencies: ["Gazetteer", "Geo"]),
        .testTarget(name: "IncidentsTests", dependencies: ["Incidents", "Tables", "Geo"]),
        .testTarget(name: "ArticlesTests", dependencies: ["Articles", "Geo"]),
        .testTarget(
            name: "ExtractionTests",
            dependencies: [
                "TestSupport", "PlacesFixtures", "Extraction", "Articles", "Incidents", "Gazetteer", "Tables", "Geo",
            ]),
        .testTarget(name: "SurfacesTests", dependencies: ["TestSupport", "Surfaces", "Geo"]),
        .testTarget(name: "ScoringTests", dependencies: ["TestSupport", "Surfaces", "Scoring", "Geo"]),
        .testTarget(name: "ChanceTests", dependencies: ["Chance", "Geo"]),
        .testTarget(name: "ValidationTests", dependencies: ["Validation", "Chance", "Scoring", "Geo"]),
        .testTarget(name: "ZonesTests", dependencies: ["TestSupport", "Zones", "Geo"]),
        .testTarget(name: "LayersTests", dependencies: ["JSON", "TestSupport", "Layers", "GeoIO", "Geo"]),
        .testTarget(name: "CartographyTests", dependencies: ["TestSupport", "Cartography", "Layers", "Geo"]),
        .testTarget(name: "RedTeamTests", dependencies: ["RedTeam", "Geo", "GeoIO", "Layers"]),
        .testTarget(
            name: "TileEncodingTests",
            dependencies: ["JSON", "TestSupport", "TileEncoding", "Geo", "GeoIO", "Layers", "CGDAL"]),
        .testTarget(
            name: "MapServicesTests",
            dependencies: ["JSON", "TestSupport", "MapServices", "Geo", "GeoIO", "Layers", "TileEncoding"]),
        .testTarget(
            name: "TileArchivesTests",
            dependencies: ["JSON", "TestSupport", "TileArchives", "TileEncoding", "Geo", grdb]),
        .testTarget(
            name: "TileServerTests",
            dependencies: [
                "TestSupport", "TileServer", "MapServices", "Geo", "GeoIO", "Layers", "TileEncoding", nioCore, nioPosix,
                nioSSL,
                nioTLS, logging,
            ]),
        .testTarget(
            name: "PlacesTests",
            dependencies: ["TestSupport", "PlacesFixtures", "Places", "Studies", "Gazetteer", "GeoIO", "Tables", "Geo"]),
        .testTarget(
            name: "AssessmentTests",
            dependencies: [
                "JSON",
                "TestSupport", "PlacesFixtures", "Studies", "Places", "Assessment", "Queries", "Gazetteer", "GeoIO",
                "Briefings",
                "Incidents", "Tables",
                "Cartography", "Layers", "RedTeam",
                "Scoring", "Zones", "Geo",
            ]),
        .testTarget(name: "TravelTests", dependencies: ["TestSupport", "Travel", "Geo"]),
        .testTarget(
            name: "StudyDraftsTests",
            dependencies: [
                "TestSupport", "StudyDrafts", "Studies", "Places", "Gazetteer", "Incidents", "Tables", "Geo",
            ]),
        .testTarget(
            name: "RiskMapCLITests",
            dependencies: [
                "JSON", "TestSupport", "Geo", "Tables", "Incidents", "Chance", "Validation", "Assessment", "RiskMapCLI",
            ]),
        .testTarget(name: "RiskMapFuzzTests", dependencies: ["TestSupport", "RiskMapFuzz"]),
    ],
    swiftLanguageModes: [.v6]
)

// One loop sets the Swift settings of all targets, so that none can drift.
for target in package.targets where target.type != .system {
    target.swiftSettings = [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
    ]
}
