import Foundation
import Testing

/// The house style, as far as a formatter does not see to it.
@Suite struct TidyTests {
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// Files below a folder, by path from the package's folder.
    private static func files(_ folder: String, ending: [String]) throws -> [(path: String, lines: [String])] {
        try FileManager.default.subpathsOfDirectory(atPath: root.appending(path: folder).path).sorted()
            .filter { path in ending.contains { path.hasSuffix($0) } }
            .map {
                ("\(folder)/\($0)", try String(contentsOf: root.appending(path: "\(folder)/\($0)"), encoding: .utf8))
            }
            .map { ($0.0, $0.1.components(separatedBy: "\n")) }
    }

    private static let code = [".swift", ".cpp", ".hpp", ".h"]

    private static func sources() throws -> [(path: String, lines: [String])] { try files("Sources", ending: code) }
    private static func everything() throws -> [(path: String, lines: [String])] {
        try sources() + files("Tests", ending: code) + files("docs", ending: [".md"]) + files("scripts", ending: [""])
    }

    @Test func filesAreShort() throws {
        let sources = try TidyTests.sources()
        #expect(sources.count > 100)
        for file in sources { #expect(file.lines.count <= 400, "\(file.path)") }
    }

    /// Files that hold several small things of one kind.
    private static let collections: Set = ["Sorting"]

    /// `Policy.swift` declares `Policy`, and `Narrator+Ties.swift` extends `Narrator`.
    @Test func filesDeclareWhatTheyAreNamedAfter() throws {
        for file in try TidyTests.sources() + TidyTests.files("Tests", ending: [".swift"])
        where file.path.hasSuffix(".swift") {
            let name = URL(fileURLWithPath: file.path).deletingPathExtension().lastPathComponent
            guard !TidyTests.collections.contains(name) else { continue }
            let type = name.split(separator: "+")[0]
            let kinds = name.contains("+") ? "extension" : "(class|struct|enum|actor|protocol|typealias|extension)"
            // Simple boundaries: by Unicode's rules there is none at the point of `Table.Column`.
            let pattern = try Regex("^[^/\"]*\\b\(kinds) ([A-Za-z]+\\.)*\(type)\\b").wordBoundaryKind(.simple)
            #expect(file.lines.contains { $0.contains(pattern) }, "\(file.path) declares no \(type)")
        }
    }

    @Test func nothingIsLeftForLater() throws {
        // Put together, so that this file does not hold them.
        let words = ["TO" + "DO", "FIX" + "ME", "XX" + "X"]
        for file in try TidyTests.everything() {
            for (number, line) in file.lines.enumerated() {
                let hasWord = words.contains { line.contains(try! Regex("\\b\($0)\\b")) }
                let hasReference = line.contains(try! Regex("(^|[ (])#[0-9]+\\b")) && !line.hasPrefix("#")
                #expect(!hasWord && !hasReference, "\(file.path):\(number + 1)")
            }
        }
    }

    /// The program sends nothing and fetches nothing: no source asks for a connection, nor runs another program.
    @Test func nothingTalksToANetwork() throws {
        let words = [
            "URLSession", "FoundationNetworking", "socket(", "connect(", "getaddrinfo", "Process(", "popen(", "system(",
        ]
        for file in try TidyTests.sources() {
            for (number, line) in file.lines.enumerated() {
                #expect(!words.contains { line.contains($0) }, "\(file.path):\(number + 1)")
            }
        }
    }

    /// A function ends where a line closes it at the indentation at which it began.
    @Test func functionsAreShort() throws {
        for file in try TidyTests.sources() + TidyTests.files("Tests", ending: [".swift"])
        where file.path.hasSuffix(".swift") {
            for (start, line) in file.lines.enumerated()
            where line.contains(try! Regex("^ *[^/\"]*\\b(func .*|init[?]?[(<].*)$")) {
                let indent = line.prefix { $0 == " " }
                guard !line.hasSuffix("}"), let end = file.lines[start...].firstIndex(of: indent + "}") else {
                    continue
                }
                #expect(end - start < 70, "\(file.path):\(start + 1) has \(end - start + 1) lines")
            }
        }
    }
}
