import ArgumentParser
import Foundation
import RetraceCore
import RetraceHost
import RetraceIngest

/// `retrace init`.
struct InitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Look at logs of another form and write a mapping to begin with.",
        discussion: """
            Reads the start of some files below LOGROOT and writes a commented mapping: how files are laid out, which stream \
            each seems to belong to, and where each field seems to stand, by name and by what values look like. What it could not \
            find or is not sure of is marked. Identifiers and ids of people are never written.

            EXAMPLES
              retrace init logs --output logs/retrace.yaml
              retrace check logs --policy policy.yaml

            EXIT STATUS
              0         written
              64        wrong usage, or there is such a file already
              65        a dictionary that is none
              66        no such log root, or nothing in it that looks like a log
              70        a bug: please report its message
              74        reading or writing failed
            """)

    @Argument(
        help: ArgumentHelp("The folder that holds the logs.", valueName: "logroot"),
        completion: .directory)
    var logRoot: String

    @OptionGroup var output: OutputArguments

    @Flag(help: "Replace a file that is there already.")
    var force = false

    @OptionGroup var reading: ReadingArguments

    func run() throws {
        if let path = output.path, !force, FileSystem.has(path), !path.hasPrefix("/dev/") {
            throw RetraceError(.usage, "'\(path)' is there already: give another name, or --force to replace it.")
        }
        try output.check()
        var inputs = LogInputs()
        inputs.dictionaries = try reading.dictionaries()
        try output.write(MappingDraft(root: logRoot, windowLog: reading.windowLog, inputs: inputs).text)
    }
}
