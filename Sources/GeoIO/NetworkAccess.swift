// SPDX-License-Identifier: Apache-2.0

import CGDAL

/// The one gate to the network: GDAL's file systems of the web ask for no name but the one that is allowed here.
enum NetworkAccess {
    /// A name that no file system of GDAL has.
    static let closed = "(none)"
    /// The option that all file systems over the web obey.
    static let option = "CPL_VSIL_CURL_ALLOWED_FILENAME"

    /// Turns away everything that does not go through these file systems, such as a system of coordinates that a file
    /// gives as a link.
    static func closeDownloads() {
        // Without an answer, GDAL would ask the network after all: it gets one that failed, and frees it.
        let refuse: CPLHTTPFetchCallbackFunc = { _, _, _, _, _, _, _ in
            let answer = VSICalloc(1, MemoryLayout<CPLHTTPResult>.size)?.assumingMemoryBound(to: CPLHTTPResult.self)
            answer?.pointee.nStatus = 1
            answer?.pointee.pszErrBuf = CPLStrdup("links inside files are not followed")
            return answer
        }
        CPLHTTPSetFetchCallback(refuse, nil)
    }

    /// Runs the body while this thread may fetch the name; nil opens nothing.
    static func only<Result>(_ name: String?, _ body: () -> Result) -> Result {
        guard let name else { return body() }
        CPLSetThreadLocalConfigOption(option, name)
        defer { CPLSetThreadLocalConfigOption(option, nil) }
        return body()
    }
}
