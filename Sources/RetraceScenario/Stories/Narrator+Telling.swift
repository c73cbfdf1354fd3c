/// Which method tells which story.
extension Narrator {
    /// Tells a story.
    func tell(_ story: Story) {
        switch story {
        case .ordinary: break  // There is nothing besides ordinary life.
        case .consentFromTheStart: tellConsentFromTheStart()
        case .securityUnused: tellSecurityUnused()
        case .securityGivenUp: tellSecurityGivenUp()
        case .securityAfterFix: tellSecurityAfterFix()
        case .listedNotMember: tellListedNotMember()
        case .soleUnreached: tellSoleUnreached()
        case .soleReached: tellSoleReached()
        case .adsWentOn: tellAdsWentOn()
        case .soleForTwoPurposes: tellSoleForTwoPurposes()
        case .takenOutInTime: tellTakenOutInTime()
        case .takenOutAndBack: tellTakenOutAndBack()
        case .besidePermitted: tellBesidePermitted()
        case .permittedLeaves: tellPermittedLeaves()
        case .laterConsent: tellLaterConsent()
        case .consentWithdrawn: tellConsentWithdrawn()
        case .leakAfterFix: tellLeakAfterFix()
        case .matchedAgainAfterFix: tellMatchedAgainAfterFix()
        case .atCutoff: tellAtCutoff()
        case .unnamedList: tellUnnamedList()
        default: tellFurther(story)
        }
    }

    private func tellFurther(_ story: Story) {
        switch story {
        case .unclassified: tellUnclassified()
        case .mixed: tellMixed()
        case .stale: tellStale()
        case .stalePermitted: tellStalePermitted()
        case .unattributed: tellUnattributed()
        case .restrictedAndOpen: tellRestrictedAndOpen()
        case .hashlessSole: tellHashlessSole()
        case .hashlessBoth: tellHashlessBoth()
        case .hashlessNarrowed: tellHashlessNarrowed()
        case .hashlessWithoutCandidate: tellHashlessWithoutCandidate()
        case .hashlessRemoval: tellHashlessRemoval()
        case .listRetired: tellListRetired()
        case .listRevived: tellListRevived()
        case .matchedWhileDeleted: tellMatchedWhileDeleted()
        case .listRevivedLate: tellListRevivedLate()
        case .listRetiredLate: tellListRetiredLate()
        case .disclosedRestricted: tellDisclosedRestricted()
        case .disclosedPermitted: tellDisclosedPermitted()
        case .disclosedOpen: tellDisclosedOpen()
        default: tellTie(story)
        }
    }

    private func tellTie(_ story: Story) {
        switch story {
        case .addedAndRemovedAtOnce: tellAddedAndRemovedAtOnce()
        case .removedAtMatch: tellRemovedAtMatch()
        case .addedAtMatch: tellAddedAtMatch()
        case .matchedAndTakenOutAtOnce: tellMatchedAndTakenOutAtOnce()
        case .withdrawnAtOnce: tellWithdrawnAtOnce()
        case .twoTypesAtOnce: tellTwoTypesAtOnce()
        case .shownAtTheEdges: tellShownAtTheEdges()
        case .endedButKept: tellEndedButKept()
        case .repeatedWithoutEvent: tellRepeatedWithoutEvent()
        case .heldForEver: tellHeldForEver()
        default: preconditionFailure("no method tells \(story)")
        }
    }
}
