import Foundation
import Glibc

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
