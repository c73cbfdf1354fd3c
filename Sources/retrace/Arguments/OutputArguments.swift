import ArgumentParser
import Foundation

/// Where a command's result goes.
struct OutputArguments: ParsableArguments {
    @Option(
        name: [.customShort("o"), .customLong("output")],
        help: ArgumentHelp(
            "Write to this file instead of standard output; it appears whole or not at all.", valueName: "file"),
        completion: .file())
    var path: String?

    func validate() throws {
        if path == "" { throw ValidationError("The name of a file to write is empty.") }
    }

    /// Finds out before a long run whether the file can be written. Throws as ``OutputFile/check(_:)``.
    func check() throws { try OutputFile.check(path) }

    /// Writes the result. Throws as ``OutputFile/write(_:to:)``.
    func write(_ data: Data) throws { try OutputFile.write(data, to: path) }

    /// Writes a text as the result.
    func write(_ text: String) throws { try write(Data(text.utf8)) }
}
