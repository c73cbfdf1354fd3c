import Foundation
import Glibc

/// What the program tells people beside its result, on standard error.
enum Console {
    /// Writes a line. Errors are nobody's to hear.
    static func tell(_ line: String) { write(line + "\n") }

    /// Writes text as it is.
    static func write(_ text: String) { _ = Descriptor.write(Data(text.utf8), to: STDERR_FILENO) }

    /// Whether a person looks at standard error.
    static var isTerminal: Bool { isatty(STDERR_FILENO) == 1 }

    /// Whether a person looks at standard output.
    static var isOutputTerminal: Bool { isatty(STDOUT_FILENO) == 1 }

    /// Whether text on standard output may be bold: on a terminal that can, and where NO_COLOR does not forbid it.
    static var allowsBold: Bool {
        let environment = ProcessInfo.processInfo.environment
        return isOutputTerminal && environment["NO_COLOR", default: ""].isEmpty && environment["TERM"] != "dumb"
    }

    /// Columns of the terminal; 80 where it doesn't say.
    static var width: Int {
        var size = winsize()
        if ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0 { return Int(size.ws_col) }
        let columns = ProcessInfo.processInfo.environment["COLUMNS"].flatMap { Int($0) } ?? 0
        return columns > 0 ? columns : 80
    }
}
