import RetraceCore

/// The first pass: replays one partition's identifiers, matches and disclosures, account by account, and finds all counts
/// but `reached`. Pure: no input or output, no threads. Takes O(n log n) for the n events of an account.
public struct IdentityReplayer: ~Copyable {
    private let inputs: ReplayInputs
    private var batch: IdentityBatch
    private let uploads: UploadIndex
    private var outcome = IdentityOutcome()
    private var facts: PartitionFacts
    private var holdings = Holdings()
    private var memberships: Memberships
    private var context: Memberships.Context
    private var duplicates = Duplicates()
    private var pieces: AccountPieces
    private var events = ScratchList<MembershipEvent>()
    private var strangers: [IdentifierKey: MembershipEvent.Who] = [:]
    /// What was made of the account's matches and disclosures, when evidence is collected.
    private var uses: [UseNote] = []

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
        replayer.outcome.exposures.sourceSets = replayer.context.sets.table(
            &replayer.context.spans, &replayer.outcome.evidence.batch.events)
        replayer.outcome.exposures.spans = replayer.context.spans
        replayer.outcome.needsWholeUses = replayer.duplicates.areUndecided
        return replayer.outcome
    }

    private init(_ batch: IdentityBatch, _ inputs: ReplayInputs, _ facts: PartitionFacts) {
        self.facts = facts
        self.inputs = inputs
        self.batch = batch
        uploads = UploadIndex(batch.uploads)
        pieces = AccountPieces(wholeFiles: inputs.wholeFiles)
        memberships = Memberships(cutoff: inputs.cutoff, catalog: inputs.catalog)
        context = Memberships.Context(
            marks: AccountMarks(cutoff: inputs.cutoff, keepsLast: inputs.lines != nil),
            sets: SourceSets(policy: inputs.policy, texts: inputs.texts), spans: [])
        if keepsEvidence { outcome.evidence.reserveCapacity(for: batch) }
    }

    private mutating func replayGroup(_ position: Int) {
        let group = batch.groups[position]
        if inputs.uploadsPending && hasToWait(group) {
            outcome.deferred.append(position)
            return addNeeds(of: group)
        }
        let spansBefore = context.spans.count
        uses.clear()
        holdings.build(&batch.identifiers, group.identifiers, &context.sets)
        markAtRisk()
        replayMatches(group.matches)
        replayDisclosures(group.disclosures)
        memberships.replay(&events, &context)
        let mask = CountMask(rawValue: context.marks.mask)
        let isKept = keepsEvidence && !mask.isEmpty
        if isKept { collectEvidence(of: group, mask, spansFrom: spansBefore) }
        let marksBefore = CellPositions(facts)
        context.marks.flush(into: &facts, &context.sets)
        guard !mask.isEmpty else { return }
        if isKept { outcome.evidence.closeCells(facts, after: marksBefore) }
        outcome.exposures.accounts.append(
            AffectedAccount(key: group.key, mask: mask, spanCount: UInt32(context.spans.count - spansBefore)))
    }

    // MARK: Evidence

    private var keepsEvidence: Bool { inputs.lines != nil }

    /// Puts the account's lines and instants to what a case keeps.
    private mutating func collectEvidence(of group: IdentityGroup, _ mask: CountMask, spansFrom start: Int) {
        guard let lines = inputs.lines else { return }
        outcome.evidence.append(group.key, mask, id: accountID(of: group), context.marks)
        let account = outcome.evidence.batch.accounts.count - 1
        guard outcome.evidence.batch.accounts[account].isUsed else { return }
        let first = outcome.evidence.batch.events.count
        EvidenceLines(group: group, lines: lines).append(batch, uses, holdings, to: &outcome.evidence.batch.events)
        context.spans.withUnsafeBufferPointer { spans in
            let deciders = Deciders(
                first: context.marks.first, firstSince: context.marks.firstSince, mask: mask,
                spans: UnsafeBufferPointer(rebasing: spans[start...]))
            outcome.evidence.batch.events.withUnsafeMutableBufferPointer {
                deciders.mark(UnsafeMutableBufferPointer(rebasing: $0[first...]), inputs.texts)
            }
        }
        outcome.evidence.closeEvents()
    }

    /// Any of its records has it.
    private mutating func accountID(of group: IdentityGroup) -> UnsafeRawBufferPointer {
        if let position = group.identifiers.first {
            return batch.identifiers[position].detail.account(afterHash: true)
        }
        let use = group.matches.first.map { batch.matches[$0] } ?? batch.disclosures[group.disclosures.lowerBound]
        return use.detail.account(afterHash: use.hasHash)
    }

    // MARK: Matches that wait for uploads

    /// Only an account that was given an identifier can have candidates. Changes nothing, as `collectEvidence`.
    private mutating func hasToWait(_ group: IdentityGroup) -> Bool {
        var needsCandidates = false
        for match in group.matches where !batch.matches[match].hasHash && !batch.matches[match].isRemoval {
            needsCandidates = true
        }
        guard needsCandidates else { return false }
        for identifier in group.identifiers where !batch.identifiers[identifier].isRemoval { return true }
        return false
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
        for identifier in holdings.identifiers.indices {
            let segments = holdings.identifiers[identifier].segments
            for position in segments {
                let segment = holdings.segments[position]
                guard segment.held != SourceSets.empty else { continue }
                let verdict = context.sets.verdict(segment.held)
                guard verdict != .permitted else { continue }
                let next = position + 1
                let end = next < segments.upperBound ? holdings.segments[next].start : .distantFuture
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

    /// Of a use of the identifier at `position` of the holdings, for clocks that may be off.
    @inline(__always)
    private func attribution(_ position: Int?, at instant: Instant) -> Attribution {
        Attribution.of(position, at: instant, holdings, context.sets)
            .tolerating(inputs.clockSkewMilliseconds, of: position, at: instant, holdings, context.sets)
    }

    // MARK: Pieces

    @inline(__always)
    private mutating func notePiece(_ use: UseEvent, _ bits: UInt32) {
        guard bits != 0 else { return }
        pieces.add(bits, file: Int(use.file), eventID: use.optionalEventID)
    }

    private mutating func noteRepeat(_ use: UseEvent) {
        pieces.addRepeat(of: use.eventID, file: Int(use.file))
    }

    // MARK: Matches

    private mutating func replayMatches(_ range: Range<Int>) {
        events.clear()
        if !strangers.isEmpty { strangers.removeAll(keepingCapacity: true) }
        let mayRepeat = Duplicates.mayRepeat(batch.matches, range) { $0.optionalEventID }
        let kept = mayRepeat ? dropRepeated(\.matches, range) : range
        facts.matchDuplicates += UInt64(range.count - kept.count)
        for position in kept {
            let match = batch.matches[position]
            if match.hasEventID { facts.matchInstants.add(match.instant) }
            if match.isRemoval {
                note(.match, position, nil)
                events.append(
                    membershipEvent(match, who: match.hasHash ? who(match.identifier) : MembershipEvent.everybody))
            } else if match.hasHash {
                let identifier = holdings.position(of: match.identifier)
                let attribution = attribution(identifier, at: match.instant)
                note(.match, position, attribution)
                let bits = addMatch(match, who: who(match.identifier, identifier), attribution)
                notePiece(match, bits)
            } else {
                reconstruct(match, position)
            }
        }
        for position in kept.upperBound..<range.upperBound { noteRepeat(batch.matches[position]) }
        pieces.flush(into: &facts)
    }

    @inline(__always)
    private mutating func note(
        _ kind: EvidenceEvent.Kind, _ position: Int, _ attribution: Attribution?, candidate: Int? = nil
    ) {
        guard keepsEvidence else { return }
        uses.append(UseNote(kind: kind, position: position, attribution: attribution, candidate: candidate))
    }

    /// A match without a hash stands for one event per candidate: an identifier held and on the audience's list.
    private mutating func reconstruct(_ match: UseEvent, _ position: Int) {
        var hasCandidate = false
        var bits: UInt32 = 0
        for identifier in holdings.identifiers.indices {
            let attribution = Attribution.of(identifier, at: match.instant, holdings, context.sets)
            guard attribution.verdict != .stale && attribution.verdict != .unattributed else { continue }
            if match.type != .absent && !context.sets.contains(match.type, in: attribution.set) { continue }
            let key = holdings.identifiers[identifier].key
            guard uploads.isListed(key, in: match.target, at: match.instant) else { continue }
            hasCandidate = true
            let judged = attribution.tolerating(
                inputs.clockSkewMilliseconds, of: identifier, at: match.instant, holdings, context.sets)
            note(.match, position, judged, candidate: identifier)
            bits |= addMatch(match, who: who(key, identifier), judged)
        }
        // However many candidates it has, the line is lost or kept as one.
        notePiece(match, bits)
        guard !hasCandidate else { return }
        note(.match, position, .unattributed)
        notePiece(match, addMatch(match, who: MembershipEvent.nobody, .unattributed))
    }

    /// Returns the bits of `matched` that this sets.
    private mutating func addMatch(
        _ match: UseEvent, who: MembershipEvent.Who, _ attribution: Attribution
    ) -> UInt32 {
        let side: Side = match.instant < inputs.cutoff ? .before : .since
        facts.verdicts[side.rawValue][Int(attribution.verdict.rawValue)] += 1
        let bits = markUse(.matched, attribution, match.instant)
        if bits != 0 {
            let owner = inputs.catalog.entry(of: match.target)
            context.marks.addOwner(bits, product: owner.product, advertiser: owner.advertiser)
        }
        events.append(membershipEvent(match, who: who, attribution))
        return bits
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

    /// What is kept of the matches or the disclosures of an account.
    private mutating func dropRepeated(
        _ uses: WritableKeyPath<IdentityBatch, [UseEvent]>, _ range: Range<Int>
    ) -> Range<Int> {
        let texts = inputs.texts
        return duplicates.drop(
            &batch[keyPath: uses], range, eventID: { $0.optionalEventID }, precedes: { $0.isKept(over: $1, texts) },
            isUndecided: { $0.isUndecided($1) })
    }

    // MARK: Disclosures

    private mutating func replayDisclosures(_ range: Range<Int>) {
        guard !range.isEmpty else { return }
        let mayRepeat = Duplicates.mayRepeat(batch.disclosures, range) { $0.optionalEventID }
        let kept = mayRepeat ? dropRepeated(\.disclosures, range) : range
        facts.disclosureDuplicates += UInt64(range.count - kept.count)
        for position in kept {
            let disclosure = batch.disclosures[position]
            if disclosure.hasEventID { facts.disclosureInstants.add(disclosure.instant) }
            let identifier = holdings.position(of: disclosure.identifier)
            let attribution = attribution(identifier, at: disclosure.instant)
            note(.disclosure, position, attribution)
            notePiece(disclosure, markUse(.disclosed, attribution, disclosure.instant))
        }
        for position in kept.upperBound..<range.upperBound { noteRepeat(batch.disclosures[position]) }
        pieces.flush(into: &facts)
    }
}
