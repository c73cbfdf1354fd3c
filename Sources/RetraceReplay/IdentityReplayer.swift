import RetraceCore

/// The first pass: replays one partition's identifiers, matches and disclosures, account by account, and finds all counts
/// but `reached`. Pure: no input or output, no threads. Takes O(n log n) for the n events of an account.
public struct IdentityReplayer {
    private let inputs: ReplayInputs
    private var batch: IdentityBatch
    private let uploads: UploadIndex
    private var outcome = IdentityOutcome()
    private var facts: PartitionFacts
    private var holdings = Holdings()
    private var memberships: Memberships
    private var context: Memberships.Context
    private var duplicates = Duplicates()
    private var events: [MembershipEvent] = []
    private var strangers: [IdentifierKey: MembershipEvent.Who] = [:]

    /// Replays a partition, whose batch is sorted on the way, and adds what it finds to `facts`.
    public static func replay(
        _ batch: inout IdentityBatch, _ inputs: ReplayInputs, into facts: inout PartitionFacts
    ) -> IdentityOutcome {
        var replayer = IdentityReplayer(batch, inputs, facts)
        batch = IdentityBatch()
        facts = PartitionFacts()
        defer {
            batch = replayer.batch
            facts = replayer.facts
        }
        for position in replayer.batch.groups.indices { replayer.replayGroup(position) }
        replayer.outcome.exposures.spans = replayer.context.spans
        replayer.outcome.exposures.sourceSets = replayer.context.sets.sets
        return replayer.outcome
    }

    private init(_ batch: IdentityBatch, _ inputs: ReplayInputs, _ facts: PartitionFacts) {
        self.facts = facts
        self.inputs = inputs
        self.batch = batch
        uploads = UploadIndex(batch.uploads)
        memberships = Memberships(cutoff: inputs.cutoff, catalog: inputs.catalog)
        context = Memberships.Context(
            marks: AccountMarks(cutoff: inputs.cutoff), sets: SourceSets(policy: inputs.policy, texts: inputs.texts),
            spans: [])
    }

    private mutating func replayGroup(_ position: Int) {
        let group = batch.groups[position]
        if inputs.uploadsPending && hasToWait(group) {
            outcome.deferred.append(position)
            return addNeeds(of: group)
        }
        let spansBefore = context.spans.count
        holdings.build(&batch.identifiers, group.identifiers, &context.sets)
        markAtRisk()
        replayMatches(group.matches)
        replayDisclosures(group.disclosures)
        memberships.replay(&events, &context)
        let mask = CountMask(rawValue: context.marks.mask)
        context.marks.flush(into: &facts, cells: context.sets.sets)
        guard !mask.isEmpty else { return }
        outcome.exposures.accounts.append(
            AffectedAccount(key: group.key, mask: mask, spanCount: UInt32(context.spans.count - spansBefore)))
    }

    // MARK: Matches that wait for uploads

    /// Only an account that was given an identifier can have candidates.
    private func hasToWait(_ group: IdentityGroup) -> Bool {
        group.matches.contains { !batch.matches[$0].hasHash && !batch.matches[$0].isRemoval }
            && group.identifiers.contains { !batch.identifiers[$0].isRemoval }
    }

    private mutating func addNeeds(of group: IdentityGroup) {
        var needs: Set<UploadNeed> = []
        for match in group.matches where !batch.matches[match].hasHash && !batch.matches[match].isRemoval {
            for identifier in group.identifiers where !batch.identifiers[identifier].isRemoval {
                needs.insert(
                    UploadNeed(
                        audience: batch.matches[match].target, identifier: batch.identifiers[identifier].identifier))
            }
        }
        outcome.needs += needs
    }

    // MARK: At risk

    private mutating func markAtRisk() {
        for identifier in holdings.identifiers {
            for position in identifier.segments {
                let segment = holdings.segments[position]
                guard segment.held != SourceSets.empty else { continue }
                let verdict = context.sets.verdict(segment.held)
                guard verdict != .permitted else { continue }
                let next = position + 1
                let end = next < identifier.segments.upperBound ? holdings.segments[next].start : .distantFuture
                let readings = verdict == .restricted ? AccountMarks.bothReadings : AccountMarks.upperReading
                _ = context.marks.span(.atRisk, readings, segment.start, end, set: segment.held)
            }
        }
    }

    /// The use of an identifier, with `bits` of its own count already marked: open verdicts put the account at risk as well.
    private mutating func markUse(_ count: CountKind, _ attribution: Attribution, _ instant: Instant) -> UInt32 {
        let readings = attribution.readings
        guard readings != 0 else { return 0 }
        if attribution.verdict != .restricted {
            _ = context.marks.event(.atRisk, AccountMarks.upperReading, instant, set: attribution.set)
        }
        return context.marks.event(count, readings, instant, set: attribution.set)
    }

    // MARK: Matches

    private mutating func replayMatches(_ range: Range<Int>) {
        events.clear()
        if !strangers.isEmpty { strangers.removeAll(keepingCapacity: true) }
        let texts = inputs.texts
        let kept = duplicates.drop(&batch.matches, range, eventID: { $0.optionalEventID }) {
            $0.isKept(over: $1, texts)
        }
        facts.matchDuplicates += UInt64(range.count - kept.count)
        for position in kept {
            let match = batch.matches[position]
            if match.hasEventID { facts.matchInstants.add(match.instant) }
            if match.isRemoval {
                events.append(
                    membershipEvent(match, who: match.hasHash ? who(match.identifier) : MembershipEvent.everybody))
            } else if match.hasHash {
                let identifier = holdings.position(of: match.identifier)
                addMatch(
                    match, who: who(match.identifier, identifier),
                    Attribution.of(identifier, at: match.instant, holdings, context.sets))
            } else {
                reconstruct(match)
            }
        }
    }

    /// A match without a hash stands for one event per candidate: an identifier held and on the audience's list.
    private mutating func reconstruct(_ match: UseEvent) {
        var hasCandidate = false
        for identifier in holdings.identifiers.indices {
            let attribution = Attribution.of(identifier, at: match.instant, holdings, context.sets)
            guard attribution.verdict != .stale && attribution.verdict != .unattributed else { continue }
            if match.type != .absent && !context.sets.contains(match.type, in: attribution.set) { continue }
            let key = holdings.identifiers[identifier].key
            guard uploads.isListed(key, in: match.target, at: match.instant) else { continue }
            hasCandidate = true
            addMatch(match, who: who(key, identifier), attribution)
        }
        if !hasCandidate { addMatch(match, who: MembershipEvent.nobody, .unattributed) }
    }

    private mutating func addMatch(_ match: UseEvent, who: MembershipEvent.Who, _ attribution: Attribution) {
        let side: Side = match.instant < inputs.cutoff ? .before : .since
        facts.verdicts[side.rawValue][Int(attribution.verdict.rawValue)] += 1
        let bits = markUse(.matched, attribution, match.instant)
        if bits != 0 {
            let owner = inputs.catalog.entry(of: match.target)
            context.marks.addOwner(bits, product: owner.product, advertiser: owner.advertiser)
        }
        events.append(membershipEvent(match, who: who, attribution))
    }

    private func membershipEvent(
        _ match: UseEvent, who: MembershipEvent.Who, _ attribution: Attribution = .unattributed
    ) -> MembershipEvent {
        MembershipEvent(
            audience: match.target, instant: match.instant, who: who, isRemoval: match.isRemoval,
            attribution: attribution)
    }

    private mutating func who(_ key: IdentifierKey) -> MembershipEvent.Who {
        who(key, holdings.position(of: key))
    }

    /// Identifiers that the account had are numbered from 1; those that it never had follow.
    private mutating func who(_ key: IdentifierKey, _ position: Int?) -> MembershipEvent.Who {
        if let position { return MembershipEvent.Who(position + 1) }
        let next = MembershipEvent.Who(holdings.identifiers.count + 1 + strangers.count)
        if let known = strangers[key] { return known }
        strangers[key] = next
        return next
    }

    // MARK: Disclosures

    private mutating func replayDisclosures(_ range: Range<Int>) {
        let texts = inputs.texts
        let kept = duplicates.drop(&batch.disclosures, range, eventID: { $0.optionalEventID }) {
            $0.isKept(over: $1, texts)
        }
        facts.disclosureDuplicates += UInt64(range.count - kept.count)
        for position in kept {
            let disclosure = batch.disclosures[position]
            if disclosure.hasEventID { facts.disclosureInstants.add(disclosure.instant) }
            let identifier = holdings.position(of: disclosure.identifier)
            _ = markUse(
                .disclosed, Attribution.of(identifier, at: disclosure.instant, holdings, context.sets),
                disclosure.instant)
        }
    }
}
