import RetraceCore

/// Data that went to partners.
extension Narrator {
    /// What was given for security alone went to a partner, before the cutoff and sometimes after it.
    func tellDisclosedRestricted() {
        let phone = contact()
        let source = hold(phone, restrictedPurpose(), from: before(0, 200))
        for _ in 0...dice.below(3) { disclose(phone, before(200, 1000), is: .restricted, source) }
        if dice.chance(150) { disclose(phone, since(0, 1000), is: .restricted, source) }
        guard dice.chance(300) else { return }
        matchSolely(phone, list(.steady), at: before(400, 1000), is: .restricted, source)
    }

    /// What was given with consent went to a partner.
    func tellDisclosedPermitted() {
        let phone = contact()
        let source = hold(phone, permittedPurpose(), from: before(0, 200))
        for _ in 0...dice.below(2) { disclose(phone, before(200, 1000), is: .permitted, source) }
    }

    /// What went to a partner was taken back before, or given for a purpose that the policy doesn't know, or never given.
    func tellDisclosedOpen() {
        let phone = contact()
        switch dice.below(3) {
        case 0:
            let source = hold(phone, restrictedPurpose(), from: before(0, 100), until: before(100, 200))
            disclose(phone, before(200, 1000), is: .stale, source)
        case 1:
            let source = hold(phone, unclassifiedPurpose(), from: before(0, 200))
            disclose(phone, before(200, 1000), is: .unclassified, source)
        default:
            disclose(phone, dice.chance(700) ? before(0, 1000) : since(0, 1000), is: .unattributed, .unknown)
        }
    }

    private func disclose(_ contact: Contact, _ time: Int64, is verdict: Verdict, _ source: SourceSet) {
        disclose(contact, at: time)
        ledger.disclosure(verdict, at: time, source)
    }
}
