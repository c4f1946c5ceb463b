// SPDX-License-Identifier: Apache-2.0

package import Geo
package import Scoring

extension ResolvedStudy {
    /// What the intensity is made of: its surfaces, and the share that is spread evenly. Who scores, writes or describes
    /// them asks here.
    package var stack: (components: [IntensitySection.Component], uniform: Double) {
        (intensity.stack, intensity.uniform)
    }

    /// The stack as the scoring room takes it.
    /// - Throws: `SurfaceFault` for shares that do not sum to one.
    package func surfaceStack() throws -> SurfaceStack {
        try SurfaceStack(
            components: stack.components.map {
                SurfaceComponent(halfLifeDays: $0.halfLifeDays, bandwidth: $0.sigma, share: $0.weight)
            },
            uniformShare: stack.uniform)
    }

    /// The narrowest kernel of the stack.
    package var narrowestBandwidth: Meters {
        stack.components.map(\.sigma).min() ?? Meters(0)
    }

    /// The effect of the corridors.
    package var routeModel: RouteModel {
        let routes = study.model.routes
        return RouteModel(beta: routes.beta, reach: lengths.routeDecay, halfLifeDays: routes.halfLifeDays)
    }

    /// Half the width of a corridor area.
    package var corridorHalfWidth: Meters { Meters(lengths.corridorWidth.value / 2) }

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

extension IntensitySection.Component {
    /// Standard deviation of the Gaussian kernel; the text was checked when the file was read.
    package var sigma: Meters { Meters(parsing: bandwidth) ?? Meters(0) }
}
