import ArgumentParser
import Foundation
import Glibc
import RetraceCore
import RetraceHost
import RetraceIngest

/// Where the logs are, and how to read them.
struct InputArguments: ParsableArguments {
    @Argument(
        help: ArgumentHelp(
            "The log root: one folder per stream, or as the mapping says. (default: none, with --stream)",
            valueName: "logroot"),
        completion: .directory)
    var logRoot: String?

    @Option(
        name: .customLong("stream"),
        help: ArgumentHelp(
            "Read a stream from a file or pipe, or from standard input with '-', and not from the log root; may be repeated.",
            discussion:
                "Several streams may share one: identifiers,matches=-, with a mapping that tells their lines apart.",
            valueName: "stream=path"),
        completion: .file())
    var streams: [StreamInput] = []

    @OptionGroup var mapping: MappingArguments

    @OptionGroup var reading: ReadingArguments

    func validate() throws {
        if logRoot == nil && streams.isEmpty {
            throw ValidationError("Name a log root, or give streams with --stream.")
        }
        if streams.contains(where: \.isStandardInput) && isatty(STDIN_FILENO) == 1 {
            throw ValidationError("--stream reads standard input, which is a terminal: pipe the logs into it.")
        }
    }

    /// What there is to read besides the log root. Throws as ``RetraceIngest/ZstandardDictionaries`` does.
    func inputs() throws -> LogInputs {
        var inputs = LogInputs()
        inputs.streams = streams
        inputs.dictionaries = try reading.dictionaries()
        inputs.spoolFolder = FileSystem.temporaryFolder
        return inputs
    }

    /// The mapping in force. Throws as ``RetraceIngest/MappingFile`` does.
    func readMapping() throws -> Mapping? { try mapping.read(logRoot: logRoot) }
}

extension StreamInput: ExpressibleByArgument {
    /// Reads `STREAM=PATH`.
    public init?(argument: String) { self.init(parsing: argument) }
}
