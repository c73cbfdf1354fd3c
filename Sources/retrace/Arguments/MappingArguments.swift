import ArgumentParser
import RetraceCore
import RetraceHost
import RetraceIngest

/// How foreign logs become streams of the model: a file, and assignments over it. File, then environment, then options.
struct MappingArguments: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The mapping: YAML that says how the logs become streams of the model.",
            discussion: "Else the file that RETRACE_MAPPING names, else retrace.yaml in the log root, if there is one."),
        completion: .file())
    var mapping: String?

    @Option(
        name: .customLong("set"),
        help: ArgumentHelp(
            "Put a value over the mapping's, such as streams.matches.fields.account_id=/uid; may be repeated.",
            discussion: "RETRACE_SET holds such assignments too, one a line; options go over it.",
            valueName: "path=value"))
    var assignments: [String] = []

    /// The path of the mapping file in force; nil where there is none.
    func path(logRoot: String?) -> String? {
        if let mapping { return mapping }
        if let named = Environment.value(.mapping) { return named }
        guard let logRoot else { return nil }
        let usual = "\(logRoot)/\(MappingFile.usualName)"
        return FileSystem.has(usual) ? usual : nil
    }

    /// The mapping in force; nil where the logs are the model's own. Throws ``RetraceCore/RetraceError``.
    func read(logRoot: String?) throws -> Mapping? {
        let environment = (Environment.value(.set) ?? "").split(separator: "\n").map(String.init)
        return try MappingFile.read(path(logRoot: logRoot), assignments: environment + assignments)
    }
}
