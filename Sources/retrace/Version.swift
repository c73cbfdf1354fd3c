import CBuild

/// The program's version.
enum Version {
    /// Semantic versioning. Results, cases and the pieces of a run on several machines are told apart by it.
    static let text = "0.1.0"

    /// What `--version` prints: the version on the first line, then the commit and the libraries, which nothing that the
    /// program writes depends on.
    static var description: String {
        let commit = (name: "commit", version: String(cString: rt_build_commit()))
        let parts = [commit] + LibraryVersions.all
        let width = parts.map(\.name.count).max() ?? 0
        let lines = parts.map { $0.name.padding(to: width) + "  " + $0.version }
        return (["retrace \(text)"] + lines).joined(separator: "\n")
    }
}

extension String {
    /// The text with spaces put behind it until it has so many characters.
    fileprivate func padding(to count: Int) -> String {
        self + String(repeating: " ", count: max(0, count - self.count))
    }
}
