// SPDX-License-Identifier: Apache-2.0

/// One reader of input from outside: what it is called, what it is made of, and how bytes are put to it.
struct FuzzedReader: Sendable {
    /// Name on the command line, and of its folders of seeds and findings.
    let name: String
    /// Files and folders whose lines count for its coverage, relative to the repository; a folder ends in `/`.
    let sources: [String]
    /// Makes what the reader needs, a study or a build, before the first input, whose time is limited.
    var prepare: @Sendable () throws -> Void = {}
    /// Puts one input to the reader; throws what the reader throws.
    let read: @Sendable ([UInt8]) throws -> Void

    /// All readers, in the order of the table in docs/fuzzing.md.
    static let all: [FuzzedReader] =
        [.table, .claims, .ucdp, .acled, .mapped, .studyTables, .study, .calibration, .json, .geoJSON, .wkb]
        + [.request, .wms, .wmts, .catalog, .contributions, .area, .article, .extract]

    /// The reader of a name, a planted one included; nil for others.
    static func named(_ name: String) -> FuzzedReader? {
        (all + PlantedFault.allCases.map(\.reader)).first { $0.name == name }
    }

    /// Puts one input to the reader. Whatever it refuses must be refused with an error of this project, a sentence for
    /// the user; anything else, a trap included, ends the process.
    func feed(_ bytes: [UInt8]) {
        do {
            try read(bytes)
        } catch {
            let sentence = "\(error)"
            Promise.keep(
                Self.isOurs(error), "\(name) threw \(type(of: error)), which is no error of this project: \(sentence)")
        }
    }

    private static let rooms = [
        "Tables", "GeoIO", "Incidents", "Layers", "MapServices", "TileEncoding", "Geo", "Gazetteer", "JSON", "Surfaces",
        "Scoring", "Zones", "Studies", "Places", "Queries", "Assessment", "Articles", "Extraction",
    ]

    private static func isOurs(_ error: any Error) -> Bool {
        let name = String(reflecting: type(of: error))
        return rooms.contains { name.hasPrefix($0 + ".") }
    }
}

/// What a reader must hold to beside not ending the process.
enum Promise {
    /// Ends the process with the sentence when the promise was broken, so that the fuzzer keeps the input.
    static func keep(_ isKept: Bool, _ sentence: @autoclosure () -> String) {
        if !isKept { fatalError("broken promise: " + sentence()) }
    }
}
