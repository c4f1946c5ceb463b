// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import Geo
import JSON
import Layers
import Queries
import Studies

/// A number with a fixed count of decimals, as every answer prints it.
func decimal(_ value: Double, _ digits: Int) -> String { Figure.decimal(value, digits) }

/// A chance in per cent with one decimal, which is never rounded to certainty.
func percentText(_ percent: Double) -> String {
    if percent >= 99.95 { return "over 99.9 %" }
    return percent > 0 && percent < 0.05 ? "under 0.1 %" : "\(decimal(percent, 1)) %"
}

/// One line on standard error.
func printError(_ text: String) { try? FileHandle.standardError.write(contentsOf: Data((text + "\n").utf8)) }

/// What puts a whole input in doubt, a line each on standard error, also where nothing else is printed.
func printWarnings(_ doubts: [String]) {
    for doubt in doubts { printError("riskmap: warning: \(doubt)") }
}

/// Standard output that takes no more: a full disk, or a reader that has gone.
struct OutputFailure: Error, CustomStringConvertible {
    let description: String
}

/// Lines on standard output, all of them or an error.
func printOutput(_ text: String) throws {
    var rest = Array((text + "\n").utf8)[...]
    while !rest.isEmpty {
        let count = rest.withUnsafeBytes { write(STDOUT_FILENO, $0.baseAddress, $0.count) }
        if count < 0, errno == EINTR { continue }
        guard count > 0 else {
            throw OutputFailure(
                description: "standard output cannot be written: \(String(cString: strerror(errno)))")
        }
        rest = rest.dropFirst(count)
    }
}

/// A value as JSON without the line break at its end, which `print` adds.
func jsonText(_ value: some Encodable) throws -> String {
    String(decoding: try StableJSON.encode(value).dropLast(), as: UTF8.self)
}

/// `LAT,LON` on a command line.
struct PositionArgument: ExpressibleByArgument {
    let coordinate: Coordinate

    init?(argument: String) {
        let parts = argument.split(separator: ",").compactMap { Double($0.trimmingCharacters(in: .whitespaces)) }
        guard parts.count == 2, let coordinate = Coordinate(longitude: parts[1], latitude: parts[0]) else { return nil }
        self.coordinate = coordinate
    }
}

/// `--study FILE`, the built-in study when absent.
struct StudyOption: ParsableArguments {
    @Option(help: ArgumentHelp("Study file.", discussion: "The built-in study when absent.", valueName: "FILE"))
    var study: String?

    /// Path of the study file.
    func file() throws -> String { try study ?? BuiltInStudy.file() }

    /// Reads and checks the study.
    func resolved(_ overrides: ResolvedStudy.Overrides = .init()) throws -> ResolvedStudy {
        try ResolvedStudy(file: file(), overrides: overrides)
    }
}
