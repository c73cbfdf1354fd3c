import RetraceCore

/// Exit statuses beside those of ``RetraceCore/RetraceError/Kind`` (sysexits) and 128 plus a signal's number.
enum ExitStatus {
    /// Finished, but a file was not read to its end.
    static let incomplete: Int32 = 3

    /// What the help of a command for runs in pieces says of them; `wrong` and `absent` are what 65 and 66 are for.
    static func ofPiece(
        mayBeIncomplete: Bool = false,
        wrong: String = "a job or stream that is wrong, of another run, missing or repeated",
        absent: String = "no such job, list or stream"
    ) -> String {
        let incomplete = "\n  3         finished, but a file is missing or was not read to its end"
        return """
            EXIT STATUS
              0         finished\(mayBeIncomplete ? incomplete : "")
              64        wrong usage
              65        \(wrong)
              66        \(absent)
              70        a bug: please report its message
              74        reading or writing failed; may be tried again
              75        stopped for a passing reason; may be tried again
              130, 143  stopped by SIGINT or SIGTERM
            """
    }
}
