// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation

/// The fuzzer itself: LLVM's libFuzzer, which comes with the compiler.
///
/// It is linked where the program was built with `--sanitize fuzzer -Xswiftc -DLIBFUZZER`, which makes the compiler note
/// the branches that an input takes, and then has the entry point of the program: it asks `LLVMFuzzerInitialize` once,
/// where a command of this program runs to its end or leaves libFuzzer its options. Without it, inputs can be replayed
/// only.
enum Fuzzer {
    /// Names the reader to the processes that libFuzzer starts of this program.
    static let readerVariable = "RISKMAP_FUZZ_READER"

    /// Bytes of address space: beyond it an allocation fails, and with it the process.
    private static let mostMemory: rlim_t = 6 << 30

    /// The reader that inputs go to, and what is left for libFuzzer of the command line; set before the first input.
    nonisolated(unsafe) fileprivate static var fuzzed: FuzzedReader?
    nonisolated(unsafe) fileprivate static var options: [String] = []

    /// Makes ready for libFuzzer, which goes on when the command returns.
    static func prepare(_ reader: FuzzedReader, options: [String]) throws {
        #if LIBFUZZER
            try reader.prepare()
            fuzzed = reader
            self.options = options
            setenv(readerVariable, reader.name, 1)
            var limit = rlimit(rlim_cur: mostMemory, rlim_max: mostMemory)
            setrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit)
        #else
            throw ValidationError("this build has no fuzzer; .ci/fuzz makes one that has")
        #endif
    }
}

#if LIBFUZZER
    /// Runs the command of the command line. A process that libFuzzer starts gets options of libFuzzer only, and the
    /// environment names its reader.
    @_cdecl("LLVMFuzzerInitialize")
    func initializeFuzzer(
        _ count: UnsafeMutablePointer<CInt>,
        _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>
    ) -> CInt {
        let words = ProcessInfo.processInfo.arguments
        if let name = ProcessInfo.processInfo.environment[Fuzzer.readerVariable], let reader = FuzzedReader.named(name)
        {
            try? Fuzzer.prepare(reader, options: Array(words.dropFirst()))
            return 0
        }
        RiskMapFuzz.main()
        guard Fuzzer.fuzzed != nil else { exit(0) }
        // In place: libFuzzer insists on the first word that it knows, and the command's own words leave room enough.
        for (index, option) in Fuzzer.options.enumerated() { arguments.pointee[index + 1] = strdup(option) }
        arguments.pointee[Fuzzer.options.count + 1] = nil
        count.pointee = CInt(Fuzzer.options.count + 1)
        return 0
    }

    /// One input.
    @_cdecl("LLVMFuzzerTestOneInput")
    func feedFuzzed(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
        Fuzzer.fuzzed?.feed(Array(UnsafeBufferPointer(start: bytes, count: count)))
        return 0
    }
#endif

/// Standard error as a stream of texts.
struct StandardError: TextOutputStream {
    mutating func write(_ text: String) { FileHandle.standardError.write(Data(text.utf8)) }
}

nonisolated(unsafe) var standardError = StandardError()
