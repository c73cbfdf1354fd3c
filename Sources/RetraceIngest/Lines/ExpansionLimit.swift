import RetraceCore

/// How much a file may unpack to. Guards against files made to keep a machine busy for days.
public struct ExpansionLimit: Hashable, Sendable {
    /// Bytes that any file may unpack to.
    public var bytes: UInt64
    /// Times its stored size that a file may unpack to beyond that.
    public var ratio: UInt64

    /// The limit unless another is asked for.
    public static let standard = ExpansionLimit(bytes: Limits.expandedBytes, ratio: Limits.expansionRatio)

    /// A limit from its parts.
    public init(bytes: UInt64, ratio: UInt64) {
        self.bytes = bytes
        self.ratio = ratio
    }

    /// The bytes that a file of `size` stored bytes may unpack to.
    func bytes(ofFileWith size: UInt64) -> UInt64 {
        let (product, isOver) = size.multipliedReportingOverflow(by: ratio)
        return isOver ? .max : max(bytes, product)
    }

    /// Why a file over the limit is given up, in words that follow its name.
    var reason: String {
        "unpacks to more than \(bytes) bytes and more than \(ratio) times its size, as no log does: if it is meant to, "
            + "raise --max-unpacked or --max-ratio"
    }
}
