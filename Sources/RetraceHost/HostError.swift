import Glibc

/// A call to the operating system that failed, with its reason in the system's words. Holds no path: whoever knows what the
/// file is to people names it.
public struct HostError: Error, Equatable, Sendable, CustomStringConvertible {
    /// What was asked for.
    public var call: HostCall
    /// The system's number for the reason (`errno`).
    public var code: Int32

    /// An error from its parts.
    public init(_ call: HostCall, _ code: Int32) {
        self.call = call
        self.code = code
    }

    /// The reason in words, such as "No space left on device".
    public var description: String { String(cString: strerror(code)) }

    /// Whether there is nothing at the path.
    public var isAbsence: Bool { code == ENOENT || code == ENOTDIR }
}
