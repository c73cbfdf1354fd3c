/// What happens to an account; each story's method in ``Narrator`` tells it, and says what it does to the counts.
enum Story: Int, CaseIterable, Sendable {
    // Ordinary life.
    case ordinary, consentFromTheStart, securityUnused, securityGivenUp, securityAfterFix, listedNotMember
    // Restricted matches.
    case soleUnreached, soleReached, adsWentOn, soleForTwoPurposes, takenOutInTime, takenOutAndBack
    case besidePermitted, permittedLeaves, laterConsent, consentWithdrawn, leakAfterFix, matchedAgainAfterFix
    case atCutoff, unnamedList
    // Verdicts that the logs leave open.
    case unclassified, mixed, stale, stalePermitted, unattributed, restrictedAndOpen
    // Matches without a hash.
    case hashlessSole, hashlessBoth, hashlessNarrowed, hashlessWithoutCandidate, hashlessRemoval
    // Audiences that come and go.
    case listRetired, listRevived, matchedWhileDeleted, listRevivedLate, listRetiredLate
    // Data that left.
    case disclosedRestricted, disclosedPermitted, disclosedOpen
    // Ties and repeats, in untidy logs only.
    case addedAndRemovedAtOnce, removedAtMatch, addedAtMatch, matchedAndTakenOutAtOnce, withdrawnAtOnce
    case twoTypesAtOnce, shownAtTheEdges, endedButKept, repeatedWithoutEvent, heldForEver

    /// How often it is told, relative to the others.
    var weight: Int {
        switch self {
        case .ordinary: 380
        case .securityUnused: 140
        case .soleReached: 80
        case .consentFromTheStart: 60
        case .soleUnreached: 40
        case .adsWentOn, .besidePermitted, .securityGivenUp, .listedNotMember: 25
        case .takenOutInTime, .laterConsent, .soleForTwoPurposes, .unclassified, .stale, .disclosedRestricted: 20
        case .unattributed, .permittedLeaves, .hashlessSole, .securityAfterFix: 15
        case .matchedAgainAfterFix, .atCutoff, .unnamedList, .listRevivedLate, .listRetiredLate: 5
        default: 10
        }
    }

    /// Whether it hangs on ties or repeats, which tidy logs don't have.
    var isUntidyOnly: Bool { rawValue >= Story.addedAndRemovedAtOnce.rawValue }
}
