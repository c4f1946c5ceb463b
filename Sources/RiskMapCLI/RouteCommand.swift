// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Queries
import Travel

/// `riskmap route`: the risk to a traveller between two places.
struct RouteCommand: ParsableCommand {
    /// How a way is printed.
    enum Format: String, ExpressibleByArgument, CaseIterable { case table, json, geojson }

    static let configuration = CommandConfiguration(
        commandName: "route", abstract: "Tells the risk along the roads between two places, by segments of 10 km.",
        discussion: """
            Answers from a build folder and its roads, or those of --roads. The shortest way by length and up to two \
            others; nothing is known of closures. A way of which more than a third is straight or assumed is refused \
            (docs/routes-for-travellers.md).
            """)

    @Argument(help: "Where the way starts: a place in any spelling or script, or LAT,LON.")
    var from: String

    @Argument(help: "Where it ends.")
    var to: String

    @Option(help: ArgumentHelp("A place on the way; may be given several times, in order.", valueName: "PLACE"))
    var via: [String] = []

    @Option(
        help: ArgumentHelp(
            "A province, district or other place, or a GeoJSON file of an area, to keep out of; may be given several "
                + "times.", valueName: "NAME-or-FILE"))
    var avoid: [String] = []

    @Option(
        help: ArgumentHelp(
            "Layer of roads, such as an OpenStreetMap extract; those of the build when absent.", valueName: "FILE"))
    var roads: String?

    @Option(help: ArgumentHelp("The layer of a file of several.", valueName: "NAME"))
    var roadsLayer: String?

    @Option(help: ArgumentHelp("Folder of the build.", valueName: "DIR"))
    var dir = "out"

    @Option(help: "table, json or geojson.")
    var format = Format.table

    func validate() throws {
        if roadsLayer != nil, roads == nil {
            throw ValidationError("--roads-layer names a layer of --roads; give both.")
        }
    }

    func run() throws {
        try reportingErrors {
            var question = RouteQuestion(from: from, to: to)
            (question.via, question.avoid, question.roads, question.layer) = (via, avoid, roads, roadsLayer)
            let answer = try RouteService(QueryService(folder: dir)).answer(question)
            switch format {
            case .table: try printOutput(RouteReport(answer: answer).text)
            case .json: try printOutput(jsonText(answer))
            case .geojson: try printOutput(jsonText(answer.featureCollection))
            }
        }
    }
}
