import Foundation
import RetraceCore

/// SKELETON: to be filled in.
public struct LogRootBuilder: Sendable {
    /// Decides the order of lines, their split over files and every choice of form.
    public var seed: UInt64

    /// A builder with a seed.
    public init(seed: UInt64) {
        self.seed = seed
    }

    /// Writes `logs` under `directory`, which is made when it does not exist; nil: under a new temporary directory.
    public func write(_ logs: LogSet, to directory: URL? = nil) throws -> LogRoot {
        fatalError("not written yet")
    }
}
