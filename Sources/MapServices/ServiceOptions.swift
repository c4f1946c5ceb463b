// SPDX-License-Identifier: Apache-2.0

import TileEncoding

/// What an operator may set.
public struct ServiceOptions: Sendable {
    /// How addresses in documents begin.
    public var address: PublicAddress
    /// Opens the partner and internal tiers and the forced reload; nil: neither exists.
    public var token: AccessToken?
    /// Most pixels along a side of a picture.
    public var largestSide = 4096
    /// Bytes of encoded tiles that are kept.
    public var tileCacheBytes = 48 << 20
    /// Folder with `leaflet.js`, `leaflet.css` and `images/`.
    public var leafletFolder = "/usr/share/javascript/leaflet"
    /// Whether tiles are offered as WebP beside PNG.
    public var offersWebP = WebPEncoder.isAvailable
    /// Version of the program.
    public var version = ""

    /// Takes addresses from the requests.
    public init(address: PublicAddress) { self.address = address }
}
