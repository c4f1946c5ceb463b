// SPDX-License-Identifier: Apache-2.0

package import Geo
package import Scoring

extension ResolvedStudy {
    /// The stack of the calibration file.
    package func surfaceStack() throws -> SurfaceStack {
        try SurfaceStack(
            components: calibration.stack.map { component in
                SurfaceComponent(
                    halfLifeDays: component.halfLifeDays, bandwidth: Meters(parsing: component.bandwidth) ?? Meters(0),
                    share: component.weight)
            },
            uniformShare: calibration.uniform)
    }

    /// The narrowest kernel of the stack.
    package var narrowestBandwidth: Meters {
        calibration.stack.compactMap { Meters(parsing: $0.bandwidth) }.min() ?? Meters(0)
    }

    /// The study's parameters as the scoring room takes them.
    package func surfaceSettings(threads: Int) throws -> SurfaceSettings {
        let model = study.model
        guard let imprecise = ImprecisePolicy(rawValue: model.location.imprecise) else {
            let known = ImprecisePolicy.allCases.map(\.rawValue).joined(separator: ", ")
            throw StudyError(
                file: file, message: "model.location.imprecise: '\(model.location.imprecise)' is not one of \(known)")
        }
        guard let baselineDays = Int(checked: model.time.baselineDays) else {
            throw StudyError(file: file, message: "model.time.baseline_days: is no number of days")
        }
        return SurfaceSettings(
            imprecise: imprecise, baselineDays: baselineDays,
            recentHalfLifeDays: model.time.recentHalfLifeDays, recentShare: model.time.recentShare,
            informedBandwidth: lengths.informedBandwidth, informedUniformShare: model.location.uniformShare,
            informedMinimumEvents: model.location.minimumPreciseEvents, threads: threads)
    }
}
