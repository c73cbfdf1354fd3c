import Foundation

/// A command of the program as the parser defines it: what help, man pages and completions are made from.
struct CommandDefinition: Decodable {
    /// An option, flag or argument.
    struct Argument: Decodable {
        struct Name: Decodable {
            var name: String
        }
        var abstract: String?
        var preferredName: Name?
        var shouldDisplay: Bool
        var valueName: String
    }

    var commandName: String
    var abstract: String?
    var discussion: String?
    var arguments: [Argument]
    var subcommands: [CommandDefinition]?

    /// The program's own, with all of its commands.
    static func program() throws -> CommandDefinition {
        struct Dump: Decodable {
            var command: CommandDefinition
        }
        return try JSONDecoder().decode(Dump.self, from: Program.run(["--experimental-dump-help"]).output).command
    }

    /// This one and all below it, with the words that call each; `help`, which the parser brings, left out.
    func all(below words: [String] = []) -> [(words: [String], command: CommandDefinition)] {
        let words = words + [commandName]
        let below = (subcommands ?? []).filter { $0.commandName != "help" }
        return [(words, self)] + below.flatMap { $0.all(below: words) }
    }
}
