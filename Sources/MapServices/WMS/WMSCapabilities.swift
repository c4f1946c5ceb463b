// SPDX-License-Identifier: Apache-2.0

import Geo
import Layers
import TileEncoding

/// The capabilities document of the Web Map Service in both versions.
struct WMSCapabilities {
    let context: AnswerContext
    let version: WMSVersion
    let operations: [ServiceOperation]
    let layers: [MapLayer]
    let legendSizes: [String: (width: Int, height: Int)]
    let largestSide: Int

    private var build: Build { context.set.latest }
    private var address: String { "\(context.base)/wms?" }

    func text() -> String {
        var xml = XMLText()
        let root = version == .v130 ? "WMS_Capabilities" : "WMT_MS_Capabilities"
        var attributes = [("version", version.rawValue)]
        if version == .v130 {
            attributes += [
                ("xmlns", "http://www.opengis.net/wms"), ("xmlns:xlink", "http://www.w3.org/1999/xlink"),
                ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
                (
                    "xsi:schemaLocation",
                    "http://www.opengis.net/wms http://schemas.opengis.net/wms/1.3.0/capabilities_1_3_0.xsd"
                ),
            ]
        } else {
            xml.doctype(
                "WMT_MS_Capabilities SYSTEM \"http://schemas.opengis.net/wms/1.1.1/capabilities_1_1_1.dtd\"")
        }
        xml.element(root, attributes) { xml in
            service(&xml)
            xml.element("Capability") { xml in
                requests(&xml)
                exceptions(&xml)
                rootLayer(&xml)
            }
        }
        return xml.text
    }

    private func service(_ xml: inout XMLText) {
        xml.element("Service") { xml in
            xml.element("Name", [], version == .v130 ? "WMS" : "OGC:WMS")
            xml.element("Title", [], build.title.main)
            xml.element("Abstract", [], build.statements.absence.main + " " + build.statements.intendedUse.main)
            keywords(Build.keywords, &xml)
            xml.element("OnlineResource", hrefAttributes(context.base + "/"))
            contact(&xml)
            xml.element("Fees", [], "none")
            xml.element("AccessConstraints", [], build.attribution.isEmpty ? "none" : build.attribution)
            if version == .v130 {
                xml.element("LayerLimit", [], String(WMSMapRequest.mostLayers))
                xml.element("MaxWidth", [], String(largestSide))
                xml.element("MaxHeight", [], String(largestSide))
            }
        }
    }

    private func keywords(_ words: [String], _ xml: inout XMLText) {
        xml.element("KeywordList") { xml in
            for word in words { xml.element("Keyword", [], word) }
        }
    }

    /// Who runs the server, as far as the operator has said.
    private func contact(_ xml: inout XMLText) {
        guard let contact = context.contact else { return }
        xml.element("ContactInformation") { xml in
            xml.element("ContactPersonPrimary") { xml in
                xml.element("ContactPerson", [], contact.person)
                xml.element("ContactOrganization", [], contact.organization)
            }
            if !contact.email.isEmpty { xml.element("ContactElectronicMailAddress", [], contact.email) }
        }
    }

    private func requests(_ xml: inout XMLText) {
        xml.element("Request") { xml in
            for operation in operations {
                // Version 1.3.0 has extensions listed under names of namespaces that nobody reads.
                if operation.isExtension, version == .v130 { continue }
                self.operation(operation.name, formats(operation), &xml)
            }
        }
    }

    /// The capabilities themselves have the one media type of their version.
    private func formats(_ operation: ServiceOperation) -> [String] {
        guard operation.name == "GetCapabilities" else { return operation.types }
        return version == .v130 ? ["text/xml"] : ["application/vnd.ogc.wms_xml"]
    }

    private func operation(_ name: String, _ formats: [String], _ xml: inout XMLText) {
        xml.element(name) { xml in
            for format in formats { xml.element("Format", [], format) }
            xml.element("DCPType") { xml in
                xml.element("HTTP") { xml in
                    xml.element("Get") { xml in
                        xml.element("OnlineResource", hrefAttributes(address))
                    }
                }
            }
        }
    }

    private func exceptions(_ xml: inout XMLText) {
        xml.element("Exception") { xml in
            xml.element("Format", [], version == .v130 ? "XML" : "application/vnd.ogc.se_xml")
        }
    }

    /// The root has no name: one would draw all layers over each other.
    private func rootLayer(_ xml: inout XMLText) {
        xml.element("Layer") { xml in
            xml.element("Title", [], build.title.main)
            for crs in NamedCRS.offered(over: build.bounds.extent) {
                xml.element(version == .v130 ? "CRS" : "SRS", [], crs.name)
            }
            boxes(build.bounds, &xml)
            for layer in layers { self.layer(layer, &xml) }
        }
    }

    private func layer(_ layer: MapLayer, _ xml: inout XMLText) {
        xml.element("Layer", [("queryable", layer.isAssessed ? "1" : "0"), ("opaque", "0")]) { xml in
            xml.element("Name", [], layer.name)
            xml.element("Title", [], layer.title.main)
            xml.element("Abstract", [], layer.sentences(build))
            keywords(Build.keywords + [layer.name], &xml)
            for crs in NamedCRS.offered(over: build.bounds.extent) {
                xml.element(version == .v130 ? "CRS" : "SRS", [], crs.name)
            }
            boxes(layer.bounds, &xml)
            time(layer.days(in: context.set), &xml)
            attribution(&xml)
            metadata(layer, &xml)
            style(layer, &xml)
        }
    }

    private func boxes(_ box: DegreeBox, _ xml: inout XMLText) {
        let values = box.values.map { "\($0)" }
        if version == .v130 {
            xml.element("EX_GeographicBoundingBox") { xml in
                xml.element("westBoundLongitude", [], values[0])
                xml.element("eastBoundLongitude", [], values[2])
                xml.element("southBoundLatitude", [], values[1])
                xml.element("northBoundLatitude", [], values[3])
            }
        } else {
            xml.element("LatLonBoundingBox", Self.box(values))
        }
        for crs in NamedCRS.offered(over: nil) {
            guard let extent = extent(of: box, in: crs) else { continue }
            let isNorthFirst = version == .v130 && crs.isNorthFirst
            let numbers =
                isNorthFirst
                ? [extent.minY, extent.minX, extent.maxY, extent.maxX]
                : [extent.minX, extent.minY, extent.maxX, extent.maxY]
            xml.element(
                "BoundingBox", [(version == .v130 ? "CRS" : "SRS", crs.name)] + Self.box(numbers.map { "\($0)" }))
        }
    }

    private func extent(of box: DegreeBox, in crs: NamedCRS) -> Extent? {
        guard let degrees = box.extent else { return nil }
        switch crs.plane {
        case .geographic: return degrees
        case .webMercator: return WebMercator.project(degrees)
        // Far from its meridian a UTM box would say more about the projection than about the layer.
        case .projected: return nil
        }
    }

    private static func box(_ values: [String]) -> [(String, String)] {
        Array(zip(["minx", "miny", "maxx", "maxy"], values))
    }

    private func time(_ days: [String], _ xml: inout XMLText) {
        guard let latest = days.last else { return }
        let list = days.joined(separator: ",")
        if version == .v130 {
            xml.element(
                "Dimension",
                [
                    ("name", "time"), ("units", "ISO8601"), ("default", latest), ("multipleValues", "1"),
                    ("nearestValue", "1"),
                ],
                list)
        } else {
            xml.element("Dimension", [("name", "time"), ("units", "ISO8601")])
            xml.element(
                "Extent", [("name", "time"), ("default", latest), ("multipleValues", "1"), ("nearestValue", "1")], list)
        }
    }

    private func attribution(_ xml: inout XMLText) {
        guard !build.attribution.isEmpty else { return }
        xml.element("Attribution") { xml in
            xml.element("Title", [], build.attribution)
            xml.element("OnlineResource", hrefAttributes(context.base + "/"))
        }
    }

    /// The catalog tells sources, method and digests of a build; a difference has none of its own.
    private func metadata(_ layer: MapLayer, _ xml: inout XMLText) {
        guard !layer.isDifference, build.catalog != nil else { return }
        xml.element("MetadataURL", [("type", version == .v130 ? "ISO19115:2003" : "TC211")]) { xml in
            xml.element("Format", [], "application/json")
            xml.element("OnlineResource", hrefAttributes(context.base + "/collections/" + layer.name))
        }
    }

    private func style(_ layer: MapLayer, _ xml: inout XMLText) {
        xml.element("Style") { xml in
            xml.element("Name", [], "default")
            xml.element("Title", [], layer.legendTitle.main)
            guard let size = legendSizes[layer.name] else { return }
            xml.element("LegendURL", [("width", String(size.width)), ("height", String(size.height))]) { xml in
                xml.element("Format", [], "image/png")
                xml.element("OnlineResource", hrefAttributes("\(context.base)/legend/\(layer.name).png"))
            }
        }
    }
}
