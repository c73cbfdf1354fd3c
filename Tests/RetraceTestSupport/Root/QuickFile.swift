import Foundation
import Glibc

/// Files for tests, which nobody needs after a power failure: Foundation waits until each one is on the disk.
public enum QuickFile {
    /// Writes a file, over what is there. Throws `CocoaError`.
    public static func write(_ bytes: some Sequence<UInt8>, to url: URL) throws {
        let descriptor = open(url.path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw CocoaError(.fileWriteUnknown) }
        defer { close(descriptor) }
        let bytes = ContiguousArray(bytes)
        let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
        guard count == bytes.count else { throw CocoaError(.fileWriteUnknown) }
    }
}
