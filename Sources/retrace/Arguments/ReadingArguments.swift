import ArgumentParser
import RetraceCore
import RetraceIngest

/// How compressed files are read.
struct ReadingArguments: ParsableArguments {
    @Option(help: "Accept Zstandard windows up to 2^N bytes.")
    var windowLog = Limits.windowLog

    @Option(
        name: .customLong("dictionary"),
        help: ArgumentHelp(
            "A dictionary that Zstandard frames were compressed with; may be repeated. Each frame names the one it needs.",
            valueName: "file"),
        completion: .file())
    var dictionaryPaths: [String] = []

    func validate() throws {
        if !(10...Limits.windowLogMax).contains(windowLog) {
            throw ValidationError("--window-log takes 10 to \(Limits.windowLogMax).")
        }
    }

    /// The dictionaries; nil where there are none. Throws as ``RetraceIngest/ZstandardDictionaries`` does.
    func dictionaries() throws -> ZstandardDictionaries? {
        dictionaryPaths.isEmpty ? nil : try ZstandardDictionaries(reading: dictionaryPaths)
    }
}
