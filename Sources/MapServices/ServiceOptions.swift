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
    /// Who runs the server, for capabilities documents; nil says nothing.
    public var contact: ServiceContact?
    /// Version of the program.
    public var version = ""

    /// Takes addresses from the requests.
    public init(address: PublicAddress) { self.address = address }
}

/// Who runs a server: what capabilities documents tell of the operator.
public struct ServiceContact: Sendable, Hashable, Codable {
    /// Name of a person or a desk.
    public var person: String
    /// The organisation.
    public var organization: String
    /// Where to write; empty for nowhere.
    public var email: String

    /// Takes the parts as they are.
    public init(person: String, organization: String, email: String = "") {
        self.person = person
        self.organization = organization
        self.email = email
    }

    /// Of the three members `email` may be left out.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        person = try values.decode(String.self, forKey: .person)
        organization = try values.decode(String.self, forKey: .organization)
        email = try values.decodeIfPresent(String.self, forKey: .email) ?? ""
    }
}
