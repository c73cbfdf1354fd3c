import RetraceCore

/// A match event as it concerns memberships: what happened to (account, audience, identifier).
struct MembershipEvent: BitwiseCopyable {
    /// The membership's identifier by number; 0 stands for none.
    typealias Who = UInt32
    static let nobody: Who = 0
    /// A removal that ends every membership of the account in the audience.
    static let everybody: Who = .max

    var audience: TextID
    var instant: Instant
    var who: Who
    var isRemoval: Bool
    /// Of an addition.
    var attribution: Attribution

    /// By audience and time; at equal instants additions first, since removals win.
    static func precedes(_ left: MembershipEvent, _ right: MembershipEvent) -> Bool {
        if left.audience != right.audience { return left.audience < right.audience }
        if left.instant != right.instant { return left.instant < right.instant }
        return !left.isRemoval && right.isRemoval
    }
}
