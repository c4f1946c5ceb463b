// SPDX-License-Identifier: Apache-2.0

import Geo
import Incidents
import Layers
import Queries
import Studies

/// Sums up a build for `catalog.json`.
struct CatalogBuilder {
    let content: BuildContent
    /// The results of its provinces.
    let results: [ProvinceResult]

    private var study: ResolvedStudy { content.study }

    /// - Throws: `StudyError` for settings that are none.
    func catalog(_ layers: [CatalogLayer]) throws -> Catalog {
        let period = content.evidencePeriod
        var catalog = Catalog(
            title: study.title,
            softwareVersion: RiskMapVersion.text, inputDigest: content.evidence.digest, tier: study.tier,
            asOf: study.asOf.description,
            period: CatalogPeriod(first: period.first.description, last: period.last.description),
            extent: [study.extent.minX, study.extent.minY, study.extent.maxX, study.extent.maxY],
            computingCRS: study.crs.definition, cellSize: study.cell.value, method: study.methodParameters,
            layers: layers, mainLayer: content.mainLayer.name, sources: evidenceSources + geodataSources,
            counts: counts, statements: content.wording.statements)
        catalog.forecast = content.forecast?.forecast.section
        catalog.finding = finding
        // Two dates are only compared where it stands for the same on both.
        catalog.method["relative_risk_of_record"] = MethodParameter(content.isOfRecord ? 1 : 0)
        return catalog
    }

    /// The finding of the build, made of its provinces.
    var finding: TextByLanguage {
        Finding(
            provinces: results, located: content.evidence.drawn,
            minimum: study.study.model.evidence.minimumForForecast
        ).text(content.wording)
    }

    private var evidenceSources: [CatalogSource] {
        let read = content.evidence.read
        let sources = read.sourceOrder.compactMap { read.sources[$0] }
        guard content.evidence.restricted != nil else { return sources.map(CatalogSource.init) }
        let open = sources.filter { $0.access == .open }.map(CatalogSource.init)
        return open + RestrictedSources(sources, inputs: study.study.inputs).entries
    }

    /// Attributions of data sets; the publishers of single reports are named above.
    private var geodataSources: [CatalogSource] {
        content.attributions.enumerated().map { index, text in
            CatalogSource(id: "attribution-\(index + 1)", title: text, attribution: text)
        }
    }

    private var counts: CatalogCounts {
        let evidence = content.evidence, read = evidence.read, located = evidence.located
        let restricted = evidence.restricted
        // Of restricted tables only the events are counted that a half-month may tell, never their rows: their number
        // would say on which day one was entered.
        let hidden = restricted.map { $0.claims - $0.events } ?? 0
        let claims = read.summary.claims - hidden
        let rejected = read.rejectedByReason(withRestricted: study.tier == .internal)
        var counts = CatalogCounts(
            rows: claims + rejected.values.reduce(0, +) + read.summary.notKnownYet, claims: claims,
            incidents: evidence.told, rejected: rejected,
            unlocatedIncidents: located.unlocatedCount, unlocatedMass: located.unlocatedMass.rounded(toDecimals: 4),
            surfaceIncidents: evidence.drawn, withheldIncidents: evidence.withheld,
            retracted: read.retractedIDs(withRestricted: study.tier == .internal),
            restrictedEvents: restricted?.releasedEvents,
            withheldProvinces: restricted.map { _ in content.scored.provinces.withheld.sorted() })
        if study.knownOn != nil { counts.notKnownYet = read.summary.notKnownYet }
        let hindsight = read.hindsight(of: study, withRestricted: restricted == nil)
        (counts.publishedLater, counts.publicationUnknown) = (hindsight.publishedLater, hindsight.unknown)
        counts.mapIncidents = evidence.placed.onMap + (restricted?.releasedEvents ?? 0)
        counts.outsideExtent = evidence.placed.outsideExtent
        counts.outsideAssessed = evidence.placed.outsideAssessed
        return counts
    }
}

extension CatalogSource {
    fileprivate init(_ source: Source) {
        self.init(
            id: source.id, title: "\(source.publisher): \(source.title)", date: source.date?.description ?? "",
            licence: source.terms, access: source.access, aiGenerated: source.aiGenerated)
    }
}

extension ReadEvidence {
    /// Rejections by reason; those of restricted inputs may be left out.
    fileprivate func rejectedByReason(withRestricted: Bool) -> [String: Int] {
        var rejected: [String: Int] = [:]
        for (code, count) in summary.rejectedByReason {
            let left = count - (withRestricted ? 0 : restrictedRejections[code] ?? 0)
            if left > 0 { rejected[code] = left }
        }
        return rejected
    }
}

extension ResolvedStudy {
    /// Parameters of the method with their units, by name.
    var methodParameters: [String: MethodParameter] {
        var parameters = [
            "uniform_share": MethodParameter(stack.uniform)
        ]
        for parameter in ModelParameter.all {
            guard let name = parameter.catalogName else { continue }
            parameters[name] = MethodParameter(parameter.value(in: study.model), unit: parameter.unit.catalogText)
        }
        return parameters
    }

    /// The method in one line for the metadata of a file.
    var methodLine: String {
        let surfaces = stack.components.map { component in
            let halfLife = component.halfLifeDays.map { "\(Int($0)) d" } ?? "all history"
            return "\(halfLife)/\(component.bandwidth) \(component.weight)"
        }
        return "stack of Gaussian surfaces (half-life/sigma weight): " + surfaces.joined(separator: ", ")
            + ", uniform \(stack.uniform); imprecise events \(study.model.location.imprecise); corridors beta "
            + "\(study.model.routes.beta), decay \(lengths.routeDecay.kilometers) km; weights "
            + intensity.version
    }
}

extension ModelParameter.Unit {
    /// The unit as the catalog writes it; empty for plain numbers.
    fileprivate var catalogText: String {
        switch self {
        case .length: "m"
        case .days: "days"
        case .share, .factor, .events, .incidents: ""
        }
    }
}

extension BuildContent {
    /// What every output says of its origin.
    var provenance: Provenance {
        Provenance(
            title: study.study.title, softwareVersion: RiskMapVersion.text, inputDigest: evidence.digest,
            asOf: study.asOf, period: evidencePeriod, method: study.methodLine, attributions: attributions,
            statements: wording.statements)
    }
}
