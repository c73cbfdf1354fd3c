import Foundation
import Glibc

/// Where the program writes to people.
enum Console {
    /// Writes a line to standard error.
    static func writeError(_ line: String) {
        FileHandle.standardError.write(Data((line + "\n").utf8))
    }

    /// Writes bytes to standard output. A reader that has gone away is no error.
    static func write(_ data: Data) {
        data.withUnsafeBytes { bytes in
            var written = 0
            while written < bytes.count {
                let count = Glibc.write(STDOUT_FILENO, bytes.baseAddress! + written, bytes.count - written)
                if count < 0 && errno == EINTR { continue }
                if count <= 0 { return }
                written += count
            }
        }
    }

    /// Whether a person looks at standard error.
    static var isErrorTerminal: Bool { isatty(STDERR_FILENO) == 1 }
}
