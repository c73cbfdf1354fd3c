import RetraceCore

/// Lives in which security data is used for nothing, and what every life has besides its story.
extension Narrator {
    private static let profile = Contact(type: .email, number: 7)
    private static let home = Contact(type: .phone, number: 6)

    /// An account that only exists: one identifier and now and then an ad.
    func tellQuietly() {
        let time = before(0, 1000)
        if dice.chance(350) {
            hold(contact(), restrictedPurpose(), from: time)
        } else {
            hold(Self.profile, permittedPurpose(), from: time)
        }
        if dice.chance(300) { show(list(.background), at: calendar.anyTime(&dice)) }
    }

    /// What every account has besides its story: a profile with consent, permitted matches by it into lists that no story
    /// uses, and ads that name lists nobody is matched into. None of it is in any count. `extraPermille` adds ads.
    func tellOrdinaryLife(isWholeStory: Bool, extraPermille: Int) {
        let given = before(0, 100)
        let purpose = permittedPurpose()
        hold(Self.profile, purpose, from: given)
        if isWholeStory || dice.chance(350) { hold(Self.home, permittedPurpose(), from: before(0, 300)) }
        if isWholeStory {
            give(Self.profile, permittedPurpose(), at: before(100, 1000))
            if dice.chance(300) { give(Self.home, restrictedPurpose(), at: before(300, 1000)) }
        }
        let matches = isWholeStory ? 3 + dice.below(2) : 1 + dice.below(2)
        for _ in 0..<matches {
            let time = dice.chance(750) ? before(100, 1000) : since(0, 1000)
            let source = SourceSet(.email, purpose)
            match(Self.profile, list(.ordinary), at: time, is: .permitted, source)
        }
        tellAds(isWholeStory ? 3 + dice.below(4) : 2 + dice.below(2), extraPermille: extraPermille)
    }

    private func tellAds(_ usual: Int, extraPermille: Int) {
        let extra = extraPermille / 1000 + (dice.chance(extraPermille % 1000) ? 1 : 0)
        for _ in 0..<usual + extra {
            let time = calendar.anyTime(&dice)
            switch dice.below(10) {
            case 0: showToAll(at: time)
            case 1...4: show(list(.ordinary), at: time)
            default: show(list(.background), at: time)
            }
        }
    }

    /// Given for security and, before or with that, for a permitted purpose: never at risk, every match permitted.
    func tellConsentFromTheStart() {
        let phone = contact()
        let (security, consent) = (restrictedPurpose(), permittedPurpose())
        let consented = before(0, 150)
        give(phone, consent, at: consented)
        give(phone, security, at: dice.chance(300) ? consented : before(150, 200))
        let audience = list(.steady)
        let source: SourceSet = [SourceSet(phone.type, security), SourceSet(phone.type, consent)]
        match(phone, audience, at: before(200, 350), is: .permitted, source)
        showInVain(audience, at: before(350, 1000))
        if dice.chance(300) { showInVain(audience, at: since(0, 1000)) }
    }

    /// Given for security alone, and never used.
    func tellSecurityUnused() {
        hold(contact(), restrictedPurpose(), from: before(0, 1000))
        if dice.chance(200) { hold(contact(1), restrictedPurpose(), from: before(0, 1000)) }
    }

    /// Given for security alone, and taken back before the cutoff.
    func tellSecurityGivenUp() {
        hold(contact(), restrictedPurpose(), from: before(0, 300), until: before(300, 900))
    }

    /// Given for security alone, after the cutoff.
    func tellSecurityAfterFix() {
        hold(contact(), restrictedPurpose(), from: since(0, 500))
    }

    /// Given for security alone and put on a list, but never matched.
    func tellListedNotMember() {
        let phone = contact()
        hold(phone, restrictedPurpose(), from: before(0, 200))
        let audience = list(.steady)
        upload(phone, audience, at: before(200, 400))
        showInVain(audience, at: before(400, 1000))
    }
}
