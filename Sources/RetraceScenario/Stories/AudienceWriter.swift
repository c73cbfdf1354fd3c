import RetraceCore

/// Writes the lines that tell the history of audiences.
struct AudienceWriter {
    let plan: ScenarioPlan
    let desk: LogDesk

    /// Posts the lines of the audiences that fall to a partition.
    func write(partition: Int) {
        for number in stride(from: partition, to: plan.roster.audiences.count, by: plan.layout.partitions) {
            desk.turn(seed: Dice.mix(plan.identity.seed ^ 0xA7D, UInt64(number)))
            for event in plan.roster.audiences[number].events { desk.post(draft(number, event)) }
            desk.settle(isEverSolelyMatched: false)
        }
    }

    private func draft(_ number: Int, _ event: Audience.Event) -> Draft {
        var draft = Draft(.audiences, at: event.time)
        draft.audience = number
        draft.action = event.isDelete ? .reverse : .standard
        if let product = event.product { draft.product = product }
        if let advertiser = event.advertiser {
            draft.other = AudienceRoster.advertiserID(advertiser)
            if let product = event.product, plan.vocabulary.products[product].isPartners {
                draft.partner = AudienceRoster.partnerID(advertiser)
            }
        }
        return draft
    }
}
