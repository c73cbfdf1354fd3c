import RetraceCore

/// What the program's exit status means. Others are raw values of ``RetraceCore/RetraceError/Kind``.
enum ExitStatus {
    /// Finished, but some file was not read to its end.
    static let incomplete: Int32 = 3

    /// Stopped by a signal.
    static func signal(_ number: Int32) -> Int32 { 128 + number }
}
