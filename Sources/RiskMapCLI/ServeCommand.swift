// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import GeoIO
import Layers
import Logging
import MapServices
import TileEncoding
import TileServer

/// `riskmap serve`: the layers of a build for every GIS client, over HTTP.
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Serves the layers of a build: tiles, WMS, WMTS, OGC API and a map page.",
        discussion: """
            Open the address that it prints in a browser, or give it to QGIS, ArcGIS or GDAL (docs/serving.md). A new \
            build in the same folder is picked up without a restart; SIGHUP forces it.
            """)

    @Option(help: ArgumentHelp("Folder of a build, or of several builds.", valueName: "DIR"))
    var dir = "out"

    @Option(help: ArgumentHelp("Serve this raster (EPSG:3857) instead of a build.", valueName: "FILE"))
    var cog: String?

    @Option(help: ArgumentHelp("Palette of --cog, a name in the folder of palettes.", valueName: "NAME"))
    var style = SurfaceLayer.relativeRisk.name

    @Option(help: ArgumentHelp("Folder of palettes, for builds that hold none.", valueName: "DIR"))
    var styles = "styles"

    @Option(help: "Address to listen on; 0.0.0.0 for all.")
    var host = "127.0.0.1"

    @Option(help: "Port to listen on.")
    var port = 8080

    @Option(
        help: ArgumentHelp(
            "Serve https with this certificate: a PEM file with the chain, the server's own first; needs --tls-key.",
            valueName: "FILE"))
    var tlsCert: String?

    @Option(
        help: ArgumentHelp(
            "Private key of the certificate, a PEM file without a passphrase. SIGHUP reads both files again.",
            valueName: "FILE"))
    var tlsKey: String?

    @Option(help: ArgumentHelp("How clients reach the server, for the addresses in documents.", valueName: "URL"))
    var publicUrl: String?

    @Option(
        help: ArgumentHelp(
            "Host that requests may name, beside that of --public-url; may be repeated.", valueName: "NAME[:PORT]"))
    var allowHost: [String] = []

    @Option(help: ArgumentHelp("Proxy whose Forwarded headers are believed; may be repeated.", valueName: "ADDRESS"))
    var trustedProxy: [String] = []

    @Option(help: ArgumentHelp("File with the token that opens partner and internal layers.", valueName: "FILE"))
    var tokenFile: String?

    @Option(
        help: ArgumentHelp(
            "JSON file that says who runs the server, for capabilities documents: person, organization, email.",
            valueName: "FILE"))
    var contact: String?

    @Option(help: "Most pixels along a side of a picture.")
    var maxSize = 4096

    @Option(help: "Megabytes of encoded tiles to keep; 0 keeps none.")
    var cacheMb = 32

    @Option(help: "Megabytes of decoded cells to keep; a raster of more cells is read from the file again and again.")
    var cellsMb = 24

    @Option(help: ArgumentHelp("text or json.", valueName: "FORMAT"))
    var logFormat = LogFormat.text

    @Option(help: ArgumentHelp("debug, info (one line per request), notice or error.", valueName: "LEVEL"))
    var logLevel = LogLevel.notice

    @Option(help: ArgumentHelp("Folder of Leaflet, for the map page.", valueName: "DIR"))
    var leaflet = "/usr/share/javascript/leaflet"

    enum LogFormat: String, ExpressibleByArgument { case text, json }
    enum LogLevel: String, ExpressibleByArgument { case debug, info, notice, error }

    func validate() throws {
        guard (0...65_535).contains(port) else { throw ValidationError("--port must be 0 to 65535.") }
        guard (16...16_384).contains(maxSize) else { throw ValidationError("--max-size must be 16 to 16384.") }
        guard (0...65_536).contains(cacheMb) else { throw ValidationError("--cache-mb must be 0 to 65536.") }
        guard (1...65_536).contains(cellsMb) else { throw ValidationError("--cells-mb must be 1 to 65536.") }
        guard (tlsCert == nil) == (tlsKey == nil) else {
            throw ValidationError("--tls-cert and --tls-key belong together: give both or neither.")
        }
        guard PublicAddress(publicURL: publicUrl) != nil else {
            throw ValidationError("--public-url must be an http or https address without a query.")
        }
        guard address != nil else {
            throw ValidationError("--allow-host must be a host name or address, with or without a port.")
        }
    }

    func run() async throws {
        let service: MapService, tls: TLSIdentity?
        do {
            tls = try identity()
            service = try makeService()
        } catch let code as ExitCode {
            throw code
        } catch {
            printError("riskmap: \(error)")
            throw ExitStatus.badInput
        }
        try await listen(service, tls)
    }

    private var address: PublicAddress? {
        PublicAddress(
            publicURL: publicUrl, trustedProxies: trustedProxy, isSecure: tlsCert != nil, allowedHosts: allowHost,
            listeningOn: host)
    }

    private func makeService() throws -> MapService {
        // The server keeps decoded cells itself; a second copy in GDAL's cache would only cost memory.
        GDAL.limitBlockCache(to: 8 << 20)
        let logger = makeLogger()
        let store = BuildStore(
            origin: try origin(), blocks: RasterBlockCache(limit: cellsMb << 20), queries: BuildQueryOpener(),
            remark: { logger.notice("\($0)") })
        try store.reload()
        guard let address else {
            throw ValidationError(
                "--public-url, --allow-host or --trusted-proxy cannot be used; proxies are numeric addresses.")
        }
        var options = ServiceOptions(address: address)
        options.token = try token()
        options.contact = try serviceContact()
        options.largestSide = maxSize
        options.tileCacheBytes = cacheMb << 20
        options.leafletFolder = leaflet
        if let tier = store.tier, ReleasePolicy(tier: tier).needsToken, options.token == nil {
            printError("riskmap: the build is of the tier '\(tier.rawValue)'; give --token-file to serve it")
            throw ExitStatus.badInput
        }
        return MapService(
            store: store,
            queues: .onThreads(processors: ProcessInfo.processInfo.activeProcessorCount),
            options: options, log: { logger.error("\($0)") })
    }

    private func identity() throws -> TLSIdentity? {
        guard let tlsCert, let tlsKey else { return nil }
        return try TLSIdentity(certificateFile: tlsCert, keyFile: tlsKey)
    }

    private func origin() throws -> BuildOrigin {
        guard let cog else { return .directory(dir, styles: styles) }
        return .raster(path: cog, style: try Style.load(from: "\(styles)/\(style).json"))
    }

    private func serviceContact() throws -> ServiceContact? {
        guard let contact else { return nil }
        guard let contents = FileManager.default.contents(atPath: contact) else {
            throw ValidationError("The file '\(contact)' of --contact cannot be read.")
        }
        guard let found = try? JSONDecoder().decode(ServiceContact.self, from: contents) else {
            throw ValidationError(
                "'\(contact)' must be a JSON object with the texts person, organization and, if you like, email.")
        }
        return found
    }

    private func token() throws -> AccessToken? {
        guard let tokenFile else { return nil }
        guard let contents = FileManager.default.contents(atPath: tokenFile) else {
            throw ValidationError("The token file '\(tokenFile)' cannot be read.")
        }
        guard let token = AccessToken(contents: Array(contents)) else {
            throw ValidationError("The first line of '\(tokenFile)' must be a token of at least 16 characters.")
        }
        return token
    }

    private func makeLogger() -> Logger {
        let level = Logger.Level(rawValue: logLevel.rawValue) ?? .notice, isJSON = logFormat == .json
        return Logger(label: "riskmap") { label in
            var handler = LineLogHandler(label: label, isJSON: isJSON)
            handler.logLevel = level
            return handler
        }
    }

    private func listen(_ service: MapService, _ tls: TLSIdentity?) async throws {
        var configuration = TileServer.Configuration()
        configuration.host = host
        configuration.port = port
        configuration.tls = tls
        let address = publicUrl, origin = "\(tls == nil ? "http" : "https")://\(host)"
        let server = TileServer(
            service: service, configuration: configuration, logger: makeLogger(),
            onRunning: { port in printError("riskmap: serving \(address ?? "\(origin):\(port)/")") })
        do {
            try await server.run()
        } catch {
            printError("riskmap: cannot listen on \(host):\(port): \(error)")
            throw ExitStatus.cannotWrite
        }
    }
}
