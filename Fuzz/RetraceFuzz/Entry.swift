import Foundation

/// What libFuzzer calls for each input. The environment variable FUZZ_TARGET names the reader that gets it.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    Entry.target(UnsafeRawBufferPointer(start: bytes, count: count))
    return 0
}

/// The readers that are fuzzed.
enum Entry {
    static let target: @Sendable (UnsafeRawBufferPointer) -> Void = {
        switch ProcessInfo.processInfo.environment["FUZZ_TARGET"] {
        case "frames": FramesTarget.run
        case "policy": TextTargets.policy
        case "manifest": TextTargets.manifest
        case "mapping": MappingTarget.run
        case "json": JSONTarget.run
        case let other: fatalError("FUZZ_TARGET names no target: \(other ?? "nothing")")
        }
    }()
}
