import ArgumentParser

/// Whether a replay keeps a case, and where.
struct CaseArguments: ParsableArguments {
    @Option(
        name: .customLong("case"),
        help: "Write a case to this file: every affected account with the log lines that say so. It holds ids.",
        completion: .file())
    var caseFile: String?

    @Flag(help: "Replace a case that is there already.")
    var force = false

    func validate() throws {
        if caseFile == "" { throw ValidationError("The name of the case is empty.") }
        if force && caseFile == nil { throw ValidationError("--force is for --case.") }
    }
}
