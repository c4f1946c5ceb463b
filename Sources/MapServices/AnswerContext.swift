// SPDX-License-Identifier: Apache-2.0

import Layers

/// What the answering of one request knows.
struct AnswerContext: Sendable {
    let request: ServerRequest
    let target: RequestTarget
    /// How addresses in documents begin, without a slash at the end.
    let base: String
    /// Whether the operator gave that, so that it is the same for all requests.
    let isBaseFixed: Bool
    /// The builds that were current when the request arrived, without those that it may not see: one request never
    /// sees two sets, and nothing of a closed build.
    let set: BuildSet
    /// Whether the request carries the token.
    let isMember: Bool
    /// By which name the client is counted.
    let client: String?
    /// Who runs the server.
    let contact: ServiceContact?
    /// The values of the braced parts of the route's path.
    let parts: [String: String]
    /// All that can be asked for.
    let table: RouteTable

    /// The value of a part of the path, by the name that the route gives it.
    func part(_ name: String) -> String { parts[name] ?? "" }

    /// The cost of a work for the client.
    func cost(bytes: Int = 0) -> WorkCost { WorkCost(client: client, bytes: bytes) }

    /// What an address is answered that names nothing.
    var unknownPage: ServerError { .unknown(kind: "page", name: "/" + target.path.joined(separator: "/")) }

    func mayShow(_ tier: ReleaseTier) -> Bool { tier == .public || isMember }

    /// The build that `datetime` or `time` names, else the newest.
    func build() throws(ServerError) -> Build {
        try intact(set.build(time: target.text("datetime") ?? target.text("time")))
    }

    /// Nothing is answered from files that were rewritten under the server: neither their old tag nor their cells hold.
    private func intact(_ build: Build) throws(ServerError) -> Build {
        guard build.isIntact else { throw .changedInPlace }
        return build
    }

    /// The build that a layer is answered from at that time.
    func build(of layer: String) throws(ServerError) -> Build {
        try intact(set.build(of: layer, time: target.text("datetime") ?? target.text("time")))
    }

    /// The surfaces of a build and their changes since the one before it.
    func rasters(_ build: Build) -> [ServedSurface] {
        (build.rasters + set.differences(to: build)).filter { mayShow($0.tier) }
    }

    func vectors(_ build: Build) -> [ServedFeatures] { build.vectors.filter { mayShow($0.tier) } }

    /// Ground and names of a build.
    func references(_ build: Build) -> [ServedReference] { build.references.filter { mayShow($0.tier) } }

    /// Names of the newest build's layers that the request may see.
    func layerNames(_ kind: RouteParameter.LayerKind) -> [String] {
        let surfaces = { rasters(set.latest).map(\.name) }, features = { vectors(set.latest).map(\.name) }
        let grounds = { references(set.latest).map(\.name) }
        return switch kind {
        case .surfaces: surfaces()
        case .features: features()
        case .assessed: surfaces() + features()
        case .pictures: surfaces() + grounds()
        case .vectors: features() + grounds()
        case .all: surfaces() + features() + grounds()
        }
    }

    /// A raster layer that the request may see.
    func raster(_ name: String, _ build: Build) throws(ServerError) -> ServedSurface {
        guard let layer = build.raster(name) else { throw .layerNotDefined(name) }
        guard mayShow(layer.tier) else { throw .unauthorized }
        return layer
    }

    /// A feature layer that the request may see.
    func vector(_ name: String, _ build: Build) throws(ServerError) -> ServedFeatures {
        guard let layer = build.vector(name) else { throw .layerNotDefined(name) }
        guard mayShow(layer.tier) else { throw .unauthorized }
        return layer
    }

    /// How long a copy may be used without asking: for good when the address names the build by its tag.
    func cacheControl(_ build: Build, _ tier: ReleaseTier) -> String { cacheControl([build], tier) }

    func cacheControl(_ builds: [Build], _ tier: ReleaseTier) -> String {
        let scope = tier == .public && !isMember ? "public" : "private"
        return builds.allSatisfy { target.value("v") == $0.tag }
            ? "\(scope), max-age=31536000, immutable" : "\(scope), max-age=60, must-revalidate"
    }

    /// The same for a document that holds addresses: where these come from the request, a copy is asked about each
    /// time, so that nobody is given addresses that another client's headers made.
    func cacheControlOfAddresses(_ build: Build, _ tier: ReleaseTier) -> String {
        isBaseFixed ? cacheControl(build, tier) : "no-cache"
    }

    /// `?datetime=DAY` for addresses that mean a build other than the newest.
    func timeQuery(_ build: Build) -> String {
        set.isMeantWithoutDate(build) || build.day.isEmpty ? "" : "?datetime=\(build.day)"
    }
}
