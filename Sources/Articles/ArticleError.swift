// SPDX-License-Identifier: Apache-2.0

/// Why a file gives no article. Each sentence says what is wrong, where, and what to do.
public enum ArticleError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The file cannot be opened or read.
    case unreadable(name: String, reason: String)
    /// The file has more bytes than are read of its form.
    case tooLong(name: String, bytes: Int, limit: Int)
    /// The file is of a form that holds no readable text; `form` says which.
    case notText(name: String, form: String)
    /// No letter is left after decoding.
    case noText(name: String)
    /// The file is broken in a way that leaves nothing to read.
    case malformed(name: String, reason: String)
    /// The file declares entities, which are never expanded.
    case declaresEntities(name: String)
    /// `pdftotext` is not installed.
    case noPDFReader(name: String)
    /// `pdftotext` failed, took too long or said too much.
    case pdfFailed(name: String, reason: String)

    /// What is wrong, where, and what to do.
    public var description: String {
        switch self {
        case .unreadable(let name, let reason): "\(name): \(reason); give a file that can be read"
        case .tooLong(let name, let bytes, let limit):
            "\(name): \(bytes) bytes are more than the \(limit) that are read of this form; cut the file into parts"
        case .notText(let name, let form):
            "\(name): \(form), not a text; save the article as text, HTML or PDF"
        case .noText(let name): "\(name): no text; the file has no letters"
        case .malformed(let name, let reason): "\(name): \(reason); save the article again, or as text"
        case .declaresEntities(let name):
            "\(name): declares XML entities, which are never expanded; remove the <!ENTITY> lines"
        case .noPDFReader(let name):
            "\(name): reading PDF needs pdftotext, which is not installed; on Debian: apt-get install poppler-utils"
        case .pdfFailed(let name, let reason): "\(name): pdftotext \(reason); save the article as text"
        }
    }
}
