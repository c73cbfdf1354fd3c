/// A failure that ends a run: what was wrong, where, and what the user can do. Never holds identifiers or account ids.
public struct RetraceError: Error, Equatable, Sendable, CustomStringConvertible {
    /// What kind of failure it is; decides the exit status (sysexits).
    public enum Kind: Int32, Sendable {
        /// Wrong usage.
        case usage = 64
        /// A policy, mapping or manifest that is wrong, or more rejected lines than allowed.
        case data = 65
        /// No such log root, policy or stream.
        case noInput = 66
        /// A bug.
        case software = 70
        /// Reading or writing failed.
        case inputOutput = 74
        /// Stopped, and may be tried again.
        case temporary = 75
    }

    /// The kind of failure.
    public var kind: Kind
    /// One sentence for people.
    public var message: String

    /// A failure from its parts.
    public init(_ kind: Kind, _ message: String) {
        self.kind = kind
        self.message = message
    }

    /// The message.
    public var description: String { message }
}
