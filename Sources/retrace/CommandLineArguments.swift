import RetraceCore

/// What the program was called with.
enum CommandLineArguments {
    /// The arguments after the program's name, which is always there. Swift reads them from `/proc`: without it there are none
    /// at all, and the program would do what it does when it is called without any. Throws ``RetraceCore/RetraceError`` of kind
    /// `inputOutput` then.
    static func checked(_ all: [String]) throws -> [String] {
        guard !all.isEmpty else {
            throw RetraceError(
                .inputOutput,
                "The command's arguments cannot be read, as there is no /proc: mount it (mount -t proc proc /proc), and try "
                    + "again.")
        }
        return Array(all.dropFirst())
    }
}
