// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The environment that the program works in: what is known to be needed, and nothing else.
///
/// GDAL, PROJ, Pango, Fontconfig and ICU each take options from variables, some of any name: the language alone
/// changes pixels of the maps. The same input must give the same bytes for every user, so all else is forgotten.
enum ProgramEnvironment {
    /// Forgets every variable that is not known; before the first thread is started.
    static func settle() {
        for name in ProcessInfo.processInfo.environment.keys where !isKnown(name) { unsetenv(name) }
    }

    /// Whether a variable stays.
    static func isKnown(_ name: String) -> Bool {
        names.contains(name) || prefixes.contains { name.hasPrefix($0) } || isPostgreSQL(name)
    }

    /// Those of libpq have no underscore after PG; those of GDAL's driver do, or start with PGSQL.
    private static func isPostgreSQL(_ name: String) -> Bool {
        name.hasPrefix("PG") && !name.hasPrefix("PG_") && !name.hasPrefix("PGSQL")
    }

    private static let names: Set<String> = [
        // The user, the terminal and the folders.
        "PATH", "HOME", "USER", "LOGNAME", "SHELL", "PWD", "TMPDIR", "TERM", "COLUMNS", "LINES", "NO_COLOR",
        // Where an installation keeps the data of GDAL and PROJ.
        "GDAL_DATA", "PROJ_DATA", "PROJ_LIB",
        // The day on which distributions say that a thing was made.
        "SOURCE_DATE_EPOCH",
        // The network, for studies that name an address.
        "http_proxy", "https_proxy", "no_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "ALL_PROXY",
        "SSL_CERT_FILE", "SSL_CERT_DIR", "CURL_CA_BUNDLE",
        // The service manager.
        "NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID", "JOURNAL_STREAM", "INVOCATION_ID", "CREDENTIALS_DIRECTORY",
        "STATE_DIRECTORY", "RUNTIME_DIRECTORY", "CONFIGURATION_DIRECTORY",
        // The loader, the allocator and the sanitizers.
        "GLIBC_TUNABLES", "LLVM_PROFILE_FILE",
    ]
    private static let prefixes = [
        "RISKMAP_", "AWS_", "AZURE_", "GS_", "GOOGLE_", "OSS_", "SWIFT_", "OS_", "LISTEN_", "LD_", "MALLOC_", "ASAN_",
        "LSAN_", "TSAN_", "UBSAN_",
    ]
}
