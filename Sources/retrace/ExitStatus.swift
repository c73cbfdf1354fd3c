import RetraceCore

/// Exit statuses beside those of ``RetraceCore/RetraceError/Kind`` (sysexits) and 128 plus a signal's number.
enum ExitStatus {
    /// Finished, but a file was not read to its end.
    static let incomplete: Int32 = 3
}
