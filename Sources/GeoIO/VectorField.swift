// SPDX-License-Identifier: Apache-2.0

import CGDAL
import Geo

/// How one attribute of a layer becomes text.
struct VectorField {
    let name: String
    private let index: Int32
    private let type: OGRFieldType
    private let subtype: OGRFieldSubType

    static func all(of layer: OGRLayerH) -> [VectorField] {
        let definition = OGR_L_GetLayerDefn(layer)
        return (0..<OGR_FD_GetFieldCount(definition)).map { index in
            let field = OGR_FD_GetFieldDefn(definition, index)
            return VectorField(
                name: String(cString: OGR_Fld_GetNameRef(field)), index: index, type: OGR_Fld_GetType(field),
                subtype: OGR_Fld_GetSubType(field))
        }
    }

    /// Whether it holds days, with or without a time.
    var isDate: Bool { type == OFTDate || type == OFTDateTime }

    func text(of feature: OGRFeatureH) -> String {
        guard OGR_F_IsFieldSetAndNotNull(feature, index) != 0 else { return "" }
        switch type {
        case OFTReal: return Self.text(of: OGR_F_GetFieldAsDouble(feature, index), single: subtype == OFSTFloat32)
        case OFTInteger where subtype == OFSTBoolean:
            return OGR_F_GetFieldAsInteger(feature, index) == 0 ? "false" : "true"
        case OFTDate, OFTDateTime: return date(of: feature)
        case OFTStringList: return strings(of: OGR_F_GetFieldAsStringList(feature, index)).joined(separator: ";")
        case OFTIntegerList, OFTInteger64List, OFTRealList: return list(of: feature)
        default: return String(cString: OGR_F_GetFieldAsString(feature, index))
        }
    }

    /// The shortest text that reads back as the same number; integral values without a fraction.
    static func text(of number: Double, single: Bool = false) -> String {
        if number == number.rounded(), abs(number) < 1e15, let whole = Int(checked: number) { return String(whole) }
        return single ? "\(Float(number))" : "\(number)"
    }

    /// OGR writes `2026/02/15 10:30:00+00`.
    private func date(of feature: OGRFeatureH) -> String {
        let text = String(cString: OGR_F_GetFieldAsString(feature, index))
        return text.replacing("/", with: "-", maxReplacements: 2).replacing(" ", with: "T", maxReplacements: 1)
    }

    private func list(of feature: OGRFeatureH) -> String {
        var count: Int32 = 0
        if type == OFTRealList {
            let numbers = OGR_F_GetFieldAsDoubleList(feature, index, &count)
            return UnsafeBufferPointer(start: numbers, count: Int(count)).map { Self.text(of: $0) }
                .joined(separator: ";")
        }
        if type == OFTIntegerList {
            let numbers = OGR_F_GetFieldAsIntegerList(feature, index, &count)
            return UnsafeBufferPointer(start: numbers, count: Int(count)).map(String.init).joined(separator: ";")
        }
        let numbers = OGR_F_GetFieldAsInteger64List(feature, index, &count)
        return UnsafeBufferPointer(start: numbers, count: Int(count)).map { String($0) }.joined(separator: ";")
    }
}
