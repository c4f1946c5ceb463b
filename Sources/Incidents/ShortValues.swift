// SPDX-License-Identifier: Apache-2.0

import Geo

/// Three whole numbers below 65,535 in eight bytes; other quantities stand in a list beside, and this is their place.
struct ShortQuantity: Sendable {
    private static let none = UInt64.max
    private static let listed: UInt64 = 1 << 48
    private static let absent: UInt64 = 0xFFFF

    private let code: UInt64

    init(_ quantity: Quantity?, _ list: inout [Quantity]) {
        guard let quantity else {
            code = Self.none
            return
        }
        let (least, central, most) = quantity.numbers
        if let least = Self.short(least), let central = Self.short(central), let most = Self.short(most) {
            code = least | central << 16 | most << 32
        } else {
            code = Self.listed | UInt64(list.count)
            list.append(quantity)
        }
    }

    func quantity(unit: String, bound: QuantityBound?, kind: CountKind?, _ list: [Quantity]) -> Quantity? {
        guard code != Self.none, let bound, let kind else { return nil }
        if code & Self.listed != 0 { return list[Int(code ^ Self.listed)] }
        return Quantity(
            checked: (Self.number(code & 0xFFFF), Self.number(code >> 16 & 0xFFFF), Self.number(code >> 32)),
            unit: unit, bound: bound, kind: kind)
    }

    private static func short(_ number: Double) -> UInt64? {
        if number.isNaN { return absent }
        guard number.sign == .plus, number < Double(absent) else { return nil }
        return UInt64(exactly: number)
    }

    private static func number(_ code: UInt64) -> Double { code == absent ? .nan : Double(code) }
}

/// A position in whole ten-millionths of a degree, eight bytes; one with more digits stands in a list beside.
struct ShortPosition: Sendable {
    private static let scale = 1e7
    /// No longitude.
    private static let mark = Int32.min

    private let longitude: Int32
    private let latitude: Int32

    init(_ coordinate: Coordinate?, _ list: inout [Coordinate]) {
        guard let coordinate else {
            (longitude, latitude) = (Self.mark, Self.mark)
            return
        }
        if let x = Self.short(coordinate.longitude), let y = Self.short(coordinate.latitude) {
            (longitude, latitude) = (x, y)
        } else {
            (longitude, latitude) = (Self.mark, Int32(list.count))
            list.append(coordinate)
        }
    }

    var hasNone: Bool { longitude == Self.mark && latitude == Self.mark }

    func coordinate(_ list: [Coordinate]) -> Coordinate? {
        if hasNone { return nil }
        // checked: a position in the list, entered by this type
        if longitude == Self.mark { return list[Int(latitude)] }
        return Coordinate(longitude: Double(longitude) / Self.scale, latitude: Double(latitude) / Self.scale)
    }

    /// Nil unless the division gives the very same number again.
    private static func short(_ degrees: Double) -> Int32? {
        // checked: a coordinate has at most 180 degrees
        let whole = Int32((degrees * scale).rounded())
        return (Double(whole) / scale).bitPattern == degrees.bitPattern ? whole : nil
    }
}
