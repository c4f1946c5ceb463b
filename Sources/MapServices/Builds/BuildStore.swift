// SPDX-License-Identifier: Apache-2.0

public import Layers
import Synchronization
public import TileEncoding

/// Where the served layers come from.
public enum BuildOrigin: Sendable {
    /// A build folder, or a folder of build folders, with the folder of palettes.
    case directory(String, styles: String)
    /// One raster file in EPSG:3857 and its style.
    case raster(path: String, style: Style)
}

/// Holds the builds that are served, and puts new ones in their place as a whole.
public final class BuildStore: Sendable {
    private struct State {
        var current: BuildSet?
        var generation = 0
        var signature = ""
    }

    private let origin: BuildOrigin
    private let state = Mutex(State())
    private let queries: (any RiskQueryOpener)?
    private let remark: @Sendable (String) -> Void
    /// Decoded blocks of all rasters.
    public let blocks: RasterBlockCache

    /// Makes a store that has nothing to serve yet.
    ///
    /// - Parameters:
    ///   - queries: opens what answers `/query` together with each build; nil: there is no such path.
    ///   - remark: receives sentences for the operator on what of the builds cannot be offered.
    public init(
        origin: BuildOrigin, blocks: RasterBlockCache, queries: (any RiskQueryOpener)? = nil,
        remark: @escaping @Sendable (String) -> Void = { _ in }
    ) {
        self.origin = origin
        self.queries = queries
        self.blocks = blocks
        self.remark = remark
    }

    private let shelf = ReferenceShelf()

    var current: BuildSet? { state.withLock { $0.current } }

    /// Reads the builds anew. The old ones go on being served until the new ones are complete, and stay when they
    /// cannot be read.
    ///
    /// - Throws: `BuildLoadError` and the errors of reading, for the operator.
    public func reload() throws {
        let generation = state.withLock { state in
            state.generation += 1
            return state.generation
        }
        let signature = self.signature
        let set = try load(generation)
        for sentence in set.comparable.remarks { remark(sentence) }
        state.withLock { state in
            // Of two reloads at once the later one counts.
            guard generation > state.current?.generation ?? 0 else { return }
            state.current = set
            state.signature = signature
        }
        // Nobody will ask for the blocks of earlier builds again, but for requests under way.
        blocks.removeBlocks(ofRastersBefore: BuildLoader.firstIdentity(ofGeneration: generation))
    }

    /// Reads the builds anew when a folder was exchanged since.
    ///
    /// - Returns: whether there were new ones.
    /// - Throws: as `reload`; what was served stays.
    public func reloadIfChanged() throws -> Bool {
        let seen = signature
        guard state.withLock({ $0.signature != seen || $0.current == nil }) else { return false }
        try reload()
        return true
    }

    /// The strictest tier of what is served; nil before the first load.
    public var tier: ReleaseTier? { current?.builds.map(\.tier).max() }

    private var signature: String {
        switch origin {
        case .directory(let path, _): BuildLoader.signature(of: path)
        case .raster: "file"
        }
    }

    private func load(_ generation: Int) throws -> BuildSet {
        switch origin {
        case .directory(let path, let styles):
            try BuildLoader(
                directory: path, stylesFolder: styles, blocks: blocks, queries: queries, shelf: shelf
            )
            .load(generation: generation)
        case .raster(let path, let style):
            try BuildLoader.load(raster: path, style: style, blocks: blocks, generation: generation)
        }
    }
}
