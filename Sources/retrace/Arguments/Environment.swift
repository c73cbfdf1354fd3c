import Foundation
import RetraceCore

/// Settings that come by environment variables. Options go over them; they go over what a file says.
enum Environment {
    /// The variables that mean something.
    enum Name: String, CaseIterable {
        case mapping = "RETRACE_MAPPING"
        case memory = "RETRACE_MEMORY"
        case set = "RETRACE_SET"
        case threads = "RETRACE_THREADS"
    }

    /// A variable's value; nil where it isn't set, or is empty.
    static func value(_ name: Name) -> String? {
        ProcessInfo.processInfo.environment[name.rawValue].flatMap { $0.isEmpty ? nil : $0 }
    }

    /// Throws ``RetraceCore/RetraceError`` of kind `usage` where a variable of the program's looks like a setting and is none:
    /// a misspelt one would be passed over without a word.
    static func check() throws {
        var known = Set(Name.allCases.map(\.rawValue))
        #if DEBUG
            known.insert("RETRACE_FAULT")
        #endif
        let names = ProcessInfo.processInfo.environment.keys.filter { $0.hasPrefix("RETRACE_") }
        guard let unknown = names.filter({ !known.contains($0) }).min() else { return }
        let list = Name.allCases.map(\.rawValue).joined(separator: ", ")
        throw RetraceError(.usage, "The environment variable \(unknown) is unknown. There are \(list).")
    }
}
