// SPDX-License-Identifier: Apache-2.0

import CXML

/// The parser of libxml2 while it reads.
final class ParserPointer {
    fileprivate let context: UnsafeMutablePointer<xmlParserCtxt>

    fileprivate init(_ context: UnsafeMutablePointer<xmlParserCtxt>) { self.context = context }

    func stop() { xmlStopParser(context) }
}

/// Reads HTML as browsers do, however broken, and XML strictly where it can; both into a flat tree.
enum TreeParser {
    /// The tree of a page in UTF-8. NUL characters end a page for libxml2: the caller replaces them.
    static func page(_ text: String) -> PageTree? {
        var text = text
        return text.withUTF8 { bytes -> PageTree? in
            guard bytes.count > 0, bytes.count < Int(Int32.max) else { return nil }
            return bytes.withMemoryRebound(to: CChar.self) { letters in
                guard let context = htmlCreateMemoryParserCtxt(letters.baseAddress, Int32(letters.count)) else {
                    return nil
                }
                defer { htmlFreeParserCtxt(context) }
                let options = HTML_PARSE_NONET.rawValue | HTML_PARSE_RECOVER.rawValue | HTML_PARSE_IGNORE_ENC.rawValue
                htmlCtxtUseOptions(context, Int32(options))
                return read(context, isPage: true) { htmlParseDocument(context) }.tree
            }
        }
    }

    /// The tree of a feed in UTF-8, whether it declares entities, and how many faults it has.
    static func feed(_ text: String) -> (tree: PageTree, declaresEntities: Bool, faults: Int)? {
        var text = text
        return text.withUTF8 { bytes -> (tree: PageTree, declaresEntities: Bool, faults: Int)? in
            guard bytes.count > 0, bytes.count < Int(Int32.max) else { return nil }
            return bytes.withMemoryRebound(to: CChar.self) { letters in
                guard let context = xmlCreateMemoryParserCtxt(letters.baseAddress, Int32(letters.count)) else {
                    return nil
                }
                defer { xmlFreeParserCtxt(context) }
                let options = XML_PARSE_NONET.rawValue | XML_PARSE_RECOVER.rawValue | XML_PARSE_HUGE.rawValue
                xmlCtxtUseOptions(context, Int32(options) | Int32(XML_PARSE_IGNORE_ENC.rawValue))
                return read(context, isPage: false) { xmlParseDocument(context) }
            }
        }
    }

    private static func read(
        _ context: UnsafeMutablePointer<xmlParserCtxt>, isPage: Bool, _ parse: () -> Int32
    ) -> (tree: PageTree, declaresEntities: Bool, faults: Int) {
        let pointer = ParserPointer(context)
        let builder = TreeBuilder(isPage: isPage, parser: pointer)
        xmlSwitchEncoding(context, XML_CHAR_ENCODING_UTF8)
        let own = context.pointee.sax
        context.pointee.replaceEntities = 0
        context.pointee.loadsubset = 0
        var calls = handler()
        withExtendedLifetime((pointer, builder)) {
            withUnsafeMutablePointer(to: &calls) { calls in
                context.pointee.sax = calls
                context.pointee.userData = Unmanaged.passUnretained(builder).toOpaque()
                _ = parse()
                context.pointee.sax = own
                context.pointee.userData = UnsafeMutableRawPointer(context)
            }
        }
        if let document = context.pointee.myDoc {
            xmlFreeDoc(document)
            context.pointee.myDoc = nil
        }
        builder.close()
        return (builder.tree, builder.declaresEntities, builder.faults)
    }

    /// What is called for what stands in the file. All that would load or declare something is left out.
    private static func handler() -> xmlSAXHandler {
        var handler = xmlSAXHandler()
        handler.initialized = XML_SAX2_MAGIC
        handler.startElement = { context, name, values in
            guard let name else { return }
            TreeParser.builder(context)?.start(name, values)
        }
        handler.endElement = { context, _ in TreeParser.builder(context)?.end() }
        // Pages come through the two above, feeds through the two below.
        handler.startElementNs = { context, name, prefix, _, _, _, count, _, values in
            guard let name else { return }
            TreeParser.builder(context)?.start(name, prefix, values, Int(count))
        }
        handler.endElementNs = { context, _, _, _ in TreeParser.builder(context)?.end() }
        let text: charactersSAXFunc = { context, letters, count in
            guard let letters else { return }
            TreeParser.builder(context)?.text(letters, Int(count))
        }
        handler.characters = text
        handler.ignorableWhitespace = text
        handler.cdataBlock = text
        handler.entityDecl = { context, _, _, _, _, _ in TreeParser.builder(context)?.refuse() }
        handler.serror = { context, _ in TreeParser.builder(context)?.fault() }
        return handler
    }

    fileprivate static func builder(_ context: UnsafeMutableRawPointer?) -> TreeBuilder? {
        context.map { Unmanaged<TreeBuilder>.fromOpaque($0).takeUnretainedValue() }
    }
}
