// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The few transcendental functions that `Geo` needs, in one place so that no other file here imports Foundation.
enum Trigonometry {
    static func sin(_ radians: Double) -> Double { Foundation.sin(radians) }
    static func cos(_ radians: Double) -> Double { Foundation.cos(radians) }
    static func asin(_ value: Double) -> Double { Foundation.asin(value) }
    static func atan2(_ y: Double, _ x: Double) -> Double { Foundation.atan2(y, x) }
}
