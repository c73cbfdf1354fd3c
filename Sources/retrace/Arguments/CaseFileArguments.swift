import ArgumentParser
import RetraceCase

/// The case that a command asks.
struct CaseFileArguments: ParsableArguments {
    /// What each command that only asks a case ends with, as its help says.
    static let exitStatus = """
        EXIT STATUS
          0         finished
          64        wrong usage
          65        no case, of a newer program, or damaged
          66        no such case
          70        a bug: please report its message
          74        reading or writing failed
        """

    @Option(name: .customLong("case"), help: "The case file.", completion: .file())
    var path: String

    /// Opens it. Throws as ``RetraceCase/CaseReader``.
    func open() throws -> CaseReader { try CaseReader(path: path) }
}
