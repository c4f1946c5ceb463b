// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo
import Layers
internal import Yams

/// What is wrong with a study or calibration file, and where.
public struct StudyError: Error, CustomStringConvertible, Equatable {
    /// File path as the user gave it.
    public let file: String
    /// 1-based line; nil when no single line is at fault.
    public let line: Int?
    /// What is wrong and what to do.
    public let message: String
    /// Whether reading or writing failed.
    public let kind: FailureKind

    /// Takes the parts as they are.
    public init(file: String, line: Int? = nil, message: String, kind: FailureKind = .input) {
        self.file = file
        self.line = line
        self.message = message
        self.kind = kind
    }

    /// `file:line: message`.
    public var description: String { line.map { "\(file):\($0): \(message)" } ?? "\(file): \(message)" }
}

/// Reads YAML into a `Codable` type and points at the line of whatever is missing, misspelt or of the wrong kind.
package enum StudyFile {
    /// - Parameter ignored: keys of the outermost level that earlier programs knew and that mean nothing any more.
    /// - Throws: `StudyError`.
    package static func read<Value: Codable>(
        _ type: Value.Type, at path: String, ignoring ignored: Set<String> = []
    ) throws -> Value {
        try decode(type, from: without(ignored, try root(at: path)), path: path)
    }

    /// Keys of the outermost level; none where the file cannot be read.
    package static func keys(at path: String) -> Set<String> {
        Set((try? root(at: path))?.mapping?.keys.compactMap(\.string) ?? [])
    }

    /// The 1-based lines of the items of a list at the outermost level; none where the file cannot be read.
    package static func lines(ofItems key: String, at path: String) -> [Int] {
        guard let items = (try? root(at: path))?.mapping?[Node(key)]?.sequence else { return [] }
        return items.compactMap { $0.mark?.line }
    }

    /// Texts, or texts by plural form, by their keys.
    ///
    /// Read from the tree itself: each start of the program reads some hundreds of them in two languages or more.
    /// - Throws: `StudyError`.
    static func phrases(at path: String) throws -> [String: Phrase] {
        let root = try root(at: path)
        guard let mapping = root.mapping else {
            throw StudyError(file: path, line: root.mark?.line, message: "must be a group of keys")
        }
        return try Dictionary(
            mapping.map { key, value in (key.string ?? "", try phrase(key.string ?? "", value, path)) },
            uniquingKeysWith: { $1 })
    }

    private static func phrase(_ key: String, _ node: Node, _ path: String) throws -> Phrase {
        if let text = node.scalar { return Phrase(text.string) }
        guard let mapping = node.mapping else {
            throw StudyError(
                file: path, line: node.mark?.line, message: "'\(key)' must be a text, or texts by plural form")
        }
        let forms = try mapping.map { name, text in
            guard let form = PluralForm(rawValue: name.string ?? "") else {
                let known = PluralForm.allCases.map(\.rawValue).joined(separator: ", ")
                throw StudyError(
                    file: path, line: name.mark?.line,
                    message: "unknown key '\(key).\(name.string ?? "?")'; known here: \(known)")
            }
            guard let text = text.scalar else {
                throw StudyError(
                    file: path, line: text.mark?.line, message: "'\(key).\(form.rawValue)' must be a text")
            }
            return (form, text.string)
        }
        return Phrase(forms: Dictionary(forms) { $1 })
    }

    private static func root(at path: String) throws -> Node {
        let text = try contents(of: path)
        do {
            guard let composed = try Yams.compose(yaml: text) else {
                throw StudyError(file: path, message: "the file is empty; `riskmap init DIR` writes a commented one")
            }
            var budget = mostValues
            guard let tree = plainKeys(composed, &budget) else {
                throw StudyError(
                    file: path,
                    message: "more than \(mostValues) values, those that aliases repeat included; a study has some "
                        + "hundreds")
            }
            return tree
        } catch let error as YamlError {
            throw StudyError(file: path, line: line(of: error), message: "not valid YAML: \(problem(of: error))")
        }
    }

    private static func without(_ keys: Set<String>, _ node: Node) -> Node {
        guard !keys.isEmpty, case .mapping(let mapping) = node else { return node }
        let kept = mapping.filter { key, _ in !(key.string.map(keys.contains) ?? false) }
        return .mapping(Node.Mapping(kept.map { ($0.key, $0.value) }, mapping.tag, mapping.style, mapping.mark))
    }

    /// Values of a file beyond which it is none: a few lines of aliases of aliases stand for millions.
    private static let mostValues = 20_000

    /// The same tree with each key as if it stood without quotes: `"3"` and `3` are one key, and keys are texts here.
    /// - Parameter budget: values that may still come; nil is returned when there are more.
    private static func plainKeys(_ node: Node, _ budget: inout Int) -> Node? {
        budget -= 1
        guard budget >= 0 else { return nil }
        switch node {
        case .mapping(let mapping):
            var pairs: [(Node, Node)] = []
            for (key, value) in mapping {
                guard let value = plainKeys(value, &budget) else { return nil }
                let plain = key.scalar.map { Node.scalar(Node.Scalar($0.string, Tag(.implicit), .any, $0.mark)) }
                pairs.append((plain ?? key, value))
            }
            return .mapping(Node.Mapping(pairs, mapping.tag, mapping.style, mapping.mark))
        case .sequence(let sequence):
            var values: [Node] = []
            for value in sequence {
                guard let value = plainKeys(value, &budget) else { return nil }
                values.append(value)
            }
            return .sequence(Node.Sequence(values, sequence.tag, sequence.style, sequence.mark))
        default: return node
        }
    }

    private static func contents(of path: String) throws -> String {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw StudyError(file: path, message: "no such file; `riskmap init DIR` writes a study to start from")
        }
        if isFolder.boolValue {
            throw StudyError(file: path, message: "is a folder; give the study file in it, such as study.yaml")
        }
        // The opening of a pipe that nobody writes to would wait for ever.
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw StudyError(file: path, message: "is a pipe or a device; give a file: a study is read more than once")
        }
        do {
            return try String(contentsOfFile: path, encoding: .utf8)
        } catch {
            throw StudyError(file: path, message: "cannot be read as UTF-8 text")
        }
    }

    private static func decode<Value: Codable>(_ type: Value.Type, from node: Node, path: String) throws -> Value {
        do {
            let value = try YAMLDecoder().decode(type, from: node)
            // What the type did not take up is a misspelt key: encoding the value again shows what it knows.
            var budget = Int.max
            let encoded = try Yams.compose(yaml: YAMLEncoder().encode(value))
            if let known = encoded.flatMap({ plainKeys($0, &budget) }) {
                try rejectUnknownKeys(in: node, known: known, path: path, prefix: "")
            }
            return value
        } catch let error as DecodingError {
            throw explain(error, root: node, path: path)
        }
    }

    private static func rejectUnknownKeys(in node: Node, known: Node, path: String, prefix: String) throws {
        if let mapping = node.mapping, let knownMapping = known.mapping {
            for (key, value) in mapping {
                let name = key.string ?? "?"
                guard let counterpart = knownMapping[key] else {
                    if value.null != nil { continue }
                    throw StudyError(
                        file: path, line: key.mark?.line,
                        message: "unknown key '\(prefix)\(name)'; known here: \(names(of: knownMapping))")
                }
                try rejectUnknownKeys(in: value, known: counterpart, path: path, prefix: "\(prefix)\(name).")
            }
        } else if let items = node.sequence, let knownItems = known.sequence {
            for (item, counterpart) in zip(items, knownItems) {
                try rejectUnknownKeys(in: item, known: counterpart, path: path, prefix: prefix)
            }
        }
    }

    private static func names(of mapping: Node.Mapping) -> String {
        mapping.keys.compactMap(\.string).sorted().joined(separator: ", ")
    }

    private static func explain(_ error: DecodingError, root: Node, path: String) -> StudyError {
        switch error {
        case .keyNotFound(let key, let context):
            let name = dotted(context.codingPath + [key])
            return StudyError(
                file: path, line: mark(of: context.codingPath, in: root), message: "'\(name)' is missing; add it")
        case .typeMismatch(let type, let context), .valueNotFound(let type, let context):
            return StudyError(
                file: path, line: mark(of: context.codingPath, in: root),
                message: "'\(dotted(context.codingPath))' must be \(kind(of: type))")
        case .dataCorrupted(let context):
            return StudyError(
                file: path, line: mark(of: context.codingPath, in: root),
                message: "'\(dotted(context.codingPath))' cannot be read: \(context.debugDescription)")
        @unknown default:
            return StudyError(file: path, message: "cannot be read: \(error)")
        }
    }

    private static func dotted(_ keys: [any CodingKey]) -> String {
        keys.map { key in key.intValue.map { "[\($0 + 1)]" } ?? key.stringValue }.joined(separator: ".")
    }

    private static func mark(of keys: [any CodingKey], in root: Node) -> Int? {
        var node = root
        for key in keys {
            let next =
                key.intValue.flatMap { index in
                    node.sequence.flatMap { index < $0.count ? $0[index] : nil }
                } ?? node.mapping?[Node(key.stringValue)]
            guard let next else { break }
            node = next
        }
        return node.mark?.line
    }

    private static func kind(of type: Any.Type) -> String {
        switch type {
        case is Double.Type, is Int.Type: "a number"
        case is Bool.Type: "true or false"
        case is String.Type: "a text"
        case is [Any].Type, is Node.Sequence.Type: "a list"
        default: "a group of keys"
        }
    }

    private static func line(of error: YamlError) -> Int? {
        switch error {
        case .scanner(_, _, let mark, _), .parser(_, _, let mark, _), .composer(_, _, let mark, _): mark.line
        default: nil
        }
    }

    private static func problem(of error: YamlError) -> String {
        switch error {
        case .scanner(_, let problem, _, _), .parser(_, let problem, _, _), .composer(_, let problem, _, _): problem
        default: "\(error)"
        }
    }
}
