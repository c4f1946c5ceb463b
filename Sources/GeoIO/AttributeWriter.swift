// SPDX-License-Identifier: Apache-2.0

import CGDAL

/// Sets one attribute of a feature, refusing what would not come back as it was.
struct AttributeWriter {
    let feature: OGRFeatureH?
    let position: Int32
    let format: VectorFormat

    /// Why a value cannot be written.
    struct Fault: Error {
        let reason: String
    }

    func set(_ value: FieldValue, as type: FieldDefinition.FieldType) throws(Fault) {
        switch (value, type) {
        case (.null, _): OGR_F_SetFieldNull(feature, position)
        case (.text(let text), .text): try set(text)
        case (.integer(let number), .integer): try set(number)
        case (.integer(let number), .real): try set(Double(number))
        case (.real(let number), .real): try set(number)
        case (.boolean(let truth), .boolean): OGR_F_SetFieldInteger(feature, position, truth ? 1 : 0)
        case (.json(let member), .json): OGR_F_SetFieldString(feature, position, member.text)
        default: throw Fault(reason: "\(value) is not of the type \(type.rawValue)")
        }
    }

    private func set(_ text: String) throws(Fault) {
        guard !text.utf8.contains(0) else { throw Fault(reason: "the text holds a zero byte") }
        let looksLikeJSON = ["[", "{"].contains(text.first) && ["]", "}"].contains(text.last)
        if case .geoJSON = format, looksLikeJSON, JSONMember.isObjectOrArray(text) {
            OGR_F_SetFieldString(feature, position, text + " ")
        } else {
            OGR_F_SetFieldString(feature, position, text)
        }
    }

    private func set(_ number: Int) throws(Fault) {
        guard number.magnitude <= 1 << 53 else {
            throw Fault(reason: "\(number) is beyond 2^53, and clients would round it; write it as text")
        }
        // KML knows no longer integers, and its driver would cut them.
        if case .kml = format, Int32(exactly: number) == nil { throw Fault(reason: "\(number) is beyond 32 bits") }
        OGR_F_SetFieldInteger64(feature, position, Int64(number))  // checked: an Int, whatever the overload below
    }

    private func set(_ number: Double) throws(Fault) {
        guard number.isFinite else { throw Fault(reason: "\(number) is not finite; write null") }
        OGR_F_SetFieldDouble(feature, position, number)
    }
}
