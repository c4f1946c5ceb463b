// swift-tools-version: 6.2
// SPDX-License-Identifier: Apache-2.0

import PackageDescription

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let collections = Target.Dependency.product(name: "Collections", package: "swift-collections")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")

let package = Package(
    name: "RiskMap",
    products: [
        .executable(name: "riskmap", targets: ["RiskMapCLI"]),
        .executable(name: "riskmap-bench", targets: ["RiskMapBench"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    ],
    targets: [
        .systemLibrary(name: "CGDAL", pkgConfig: "gdal", providers: [.apt(["libgdal-dev"])]),
        .systemLibrary(name: "CCairo", pkgConfig: "pangocairo", providers: [.apt(["libpango1.0-dev"])]),
        .systemLibrary(name: "CDeflate", pkgConfig: "libdeflate", providers: [.apt(["libdeflate-dev"])]),
        .systemLibrary(name: "CGLib", pkgConfig: "glib-2.0", providers: [.apt(["libglib2.0-dev"])]),
        .target(name: "CScore"),

        .target(name: "Geo"),
        .target(name: "Tables", dependencies: ["Geo"]),
        .target(name: "GeoIO", dependencies: ["Geo", "CGDAL"]),
        .target(name: "Gazetteer", dependencies: ["Geo"]),
        .target(name: "Incidents", dependencies: ["Geo", "Gazetteer", "Tables"]),
        .target(name: "Scoring", dependencies: ["Geo", "CScore"]),
        .target(name: "Zones", dependencies: ["Geo", "CScore"]),
        .target(name: "Layers", dependencies: ["Geo", "GeoIO"]),
        .target(name: "Cartography", dependencies: ["Geo", "Layers", "CCairo"]),
        .target(name: "TileEncoding", dependencies: ["Geo", "GeoIO", "Layers", "CDeflate"]),
        .target(name: "MapServices", dependencies: ["Geo", "Layers", "TileEncoding", "Cartography"]),
        .target(
            name: "RiskMap",
            dependencies: [
                "Geo", "Tables", "GeoIO", "Gazetteer", "Incidents", "Scoring", "Zones", "Layers", "Cartography", "CGLib",
                yams,
            ]),
        .executableTarget(
            name: "RiskMapCLI", dependencies: ["Geo", "Incidents", "Layers", "RiskMap", "Tables", argumentParser]),
        .executableTarget(name: "RiskMapBench", dependencies: ["Geo", "RiskMap", argumentParser]),

        .testTarget(name: "GeoTests", dependencies: ["Geo"]),
        .testTarget(name: "TablesTests", dependencies: ["Tables", "Geo"]),
        .testTarget(name: "GeoIOTests", dependencies: ["GeoIO", "Geo"]),
        .testTarget(name: "GazetteerTests", dependencies: ["Gazetteer", "Geo"]),
        .testTarget(name: "IncidentsTests", dependencies: ["Incidents", "Gazetteer", "Tables", "Geo"]),
        .testTarget(name: "ScoringTests", dependencies: ["Scoring", "CScore", "Geo"]),
        .testTarget(name: "ZonesTests", dependencies: ["Zones", "Geo"]),
        .testTarget(name: "LayersTests", dependencies: ["Layers", "GeoIO", "Geo"]),
        .testTarget(name: "CartographyTests", dependencies: ["Cartography", "Layers", "Geo"]),
        .testTarget(name: "TileEncodingTests", dependencies: ["TileEncoding", "Geo", "GeoIO", "Layers", "CGDAL"]),
        .testTarget(name: "MapServicesTests", dependencies: ["MapServices", "Geo", "GeoIO", "Layers", "TileEncoding"]),
        .testTarget(name: "RiskMapTests", dependencies: ["RiskMap", "Geo"]),
        .testTarget(name: "RiskMapCLITests", dependencies: ["RiskMapCLI", "RiskMap", "Geo"]),
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
