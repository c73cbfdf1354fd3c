import Foundation
import Glibc

/// Where the program writes to people.
enum Console {
    /// Writes a line to standard error.
    static func writeError(_ line: String) { writeErrorRaw(line + "\n") }

    /// Writes text to standard error as it is. That it can't be written is no error.
    static func writeErrorRaw(_ text: String) {
        var text = text
        text.withUTF8 { bytes in _ = Glibc.write(STDERR_FILENO, bytes.baseAddress, bytes.count) }
    }

    /// Whether a person looks at standard error.
    static var isErrorTerminal: Bool { isatty(STDERR_FILENO) == 1 }

    /// Whether standard output shows bold type: a terminal, and NO_COLOR (no-color.org) is not set.
    static var isOutputBold: Bool {
        isatty(STDOUT_FILENO) == 1 && (ProcessInfo.processInfo.environment["NO_COLOR"] ?? "").isEmpty
    }

    /// Columns of the terminal at standard error; those of COLUMNS, or 80, where it does not say.
    static var width: Int {
        var size = winsize()
        if ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 1 { return Int(size.ws_col) }
        let columns = ProcessInfo.processInfo.environment["COLUMNS"].flatMap { Int($0) } ?? 0
        return columns > 1 ? columns : 80
    }
}
