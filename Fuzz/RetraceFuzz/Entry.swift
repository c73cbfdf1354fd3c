import Foundation
import Glibc

/// What libFuzzer calls for each input. The environment variable FUZZ_TARGET names the reader that gets it.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    Entry.target(UnsafeRawBufferPointer(start: bytes, count: count))
    return 0
}

/// The readers that are fuzzed.
enum Entry {
    static let target: (UnsafeRawBufferPointer) -> Void = {
        switch ProcessInfo.processInfo.environment["FUZZ_TARGET"] {
        case "frames": FramesTarget.run
        case "policy": TextTargets.policy
        case "manifest": TextTargets.manifest
        case "mapping": MappingTarget.run
        case "json": JSONTarget.run
        case "case": CaseTarget.run
        case let other: fatalError("FUZZ_TARGET names no target: \(other ?? "nothing")")
        }
    }()
}

/// Files in memory for readers that open their input by its path.
enum Scratch {
    /// A folder of this process.
    static let folder: String = {
        let path = "/dev/shm/retrace-fuzz-\(getpid())"
        try? FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        return path
    }()

    /// Writes a file and returns its path.
    static func write(_ bytes: UnsafeRawBufferPointer, as name: String) -> String {
        let path = "\(folder)/\(name)"
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        precondition(descriptor >= 0 && Glibc.write(descriptor, bytes.baseAddress, bytes.count) == bytes.count)
        close(descriptor)
        return path
    }
}
