/// A list of an advertiser or partner, and its history.
struct Audience: Sendable {
    /// What stories use an audience for. Each place among 16 has one role, so that audiences of one role are found by
    /// arithmetic and stories don't meet in an audience by accident.
    enum Role: Int, CaseIterable, Sendable {
        /// Named by impressions alone; nobody is ever matched into it.
        case background
        /// Permitted matches of ordinary life alone.
        case ordinary
        /// Exists at all times.
        case steady
        /// Deleted before the cutoff, for good.
        case retired
        /// Deleted before the cutoff and created anew before it.
        case revived
        /// Deleted before the cutoff and created anew after it.
        case revivedLate
        /// Deleted after the cutoff, for good.
        case retiredLate
        /// Named by no line of the audiences stream: exists, but has no known product or advertiser.
        case unnamed

        /// Places among 16.
        var places: ClosedRange<Int> {
            switch self {
            case .background: 0...4
            case .ordinary: 5...8
            case .steady: 9...11
            case .retired: 12...12
            case .revived: 13...13
            case .revivedLate: 14...14
            case .retiredLate: 15...15
            case .unnamed: 16...16
            }
        }

        /// How many places a group of audiences has.
        static let groupSize = 17
    }

    /// A line of the audiences stream.
    struct Event: Sendable {
        var time: Int64
        var isDelete = false
        /// The product's place in the vocabulary; nil when the line has none.
        var product: Int?
        /// The advertiser's number; nil when the line has none.
        var advertiser: Int?
    }

    let role: Role
    /// The lines that tell its history.
    var events: [Event] = []
    /// The product's place in the vocabulary; the number of products when unknown.
    var product: Int
    /// The advertiser's number; the number of advertisers when unknown.
    var advertiser: Int
    /// When it was deleted, where the role says that it was.
    var deleted: Int64 = 0
    /// When it was created anew, where the role says that it was.
    var recreated: Int64 = 0
}
