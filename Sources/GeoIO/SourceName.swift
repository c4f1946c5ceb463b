// SPDX-License-Identifier: Apache-2.0

/// The name of a source as messages, provenance and outputs may show it.
enum SourceName {
    /// The path or connection with its passwords replaced by `***`.
    static func shown(_ path: String) -> String {
        guard !Dataset.isPlainFile(path) else { return path }
        return path.replacing(/(?i)(password\s*=\s*)('(?:[^'\\]|\\.)*'|[^\s,;&]+)/) { "\($0.output.1)***" }
            .replacing(/(:\/\/[^:@\/\s]*:)[^@\/\s]+@/) { "\($0.output.1)***@" }
    }
}
