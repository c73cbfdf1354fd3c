import ArgumentParser
import RetraceCore

/// How compressed files are read.
struct ReadingArguments: ParsableArguments {
    @Option(help: "Accept Zstandard windows up to 2^N bytes.")
    var windowLog = Limits.windowLog

    func validate() throws {
        if !(10...Limits.windowLogMax).contains(windowLog) {
            throw ValidationError("--window-log takes 10 to \(Limits.windowLogMax).")
        }
    }
}
