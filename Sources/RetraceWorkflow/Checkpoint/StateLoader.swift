import RetraceCore
import RetraceIngest

/// Brings what ``StateWriter`` wrote into a run that has done nothing yet. Used by one thread.
final class StateLoader {
    private let run: Reconstruction
    private let keeper: SpillKeeper
    private let evidence: EvidenceKeeper
    /// What the run's evidence sink held, in its own words; none where it had been given nothing.
    private(set) var evidenceMessages: [[UInt8]] = []
    private let state: RunState
    private var partial = PartialRun()
    private var inputs = CheckpointInputs()
    private var textCount = 0
    private var hasStage = false

    init(_ run: Reconstruction, _ keeper: SpillKeeper, _ evidence: EvidenceKeeper) {
        self.run = run
        self.keeper = keeper
        self.evidence = evidence
        state = RunState(run)
    }

    /// Takes in a block. Throws ``RetraceCore/RetraceError`` of kind `inputOutput` when it is not what its kind says, or a file
    /// that it names can't be opened.
    func take(_ block: ExchangeBlock, from reader: ExchangeReader) throws {
        switch block.head.kind {
        case .inputs: try reader.decode(block) { try inputs.add(from: &$0) }
        case .texts: try reader.decode(block) { try takeTexts(&$0) }
        case .stage: try reader.decode(block) { try takeStage(&$0) }
        case .mappings: try reader.decode(block) { try takeMapping(&$0) }
        case .spillFiles: try reader.decode(block) { try keeper.open(from: &$0) }
        case .extents: try reader.decode(block) { try takeExtents(&$0) }
        case .evidencePieces: try reader.decode(block) { try evidence.readPieces(from: &$0) }
        case .evidenceState: evidenceMessages.append(try reader.decode(block) { $0.takeRest() })
        default: try partial.add(block, reader, run.texts)
        }
    }

    /// The state, once all blocks have been taken in. Throws ``RetraceCore/RetraceError`` of kind `inputOutput` when something of
    /// it is missing.
    func finish(_ reader: ExchangeReader) throws -> RunState {
        let partitions = 0..<state.setCounts.count
        guard hasStage, inputs.files.count == run.files.count,
            partial.files.keys.allSatisfy(run.files.indices.contains),
            partial.setCounts.keys.allSatisfy(partitions.contains)
        else {
            throw RetraceError(
                .inputOutput, "'\(reader.name)' is damaged: it does not hold a whole run. Make it again.")
        }
        state.inputs = inputs
        state.finished = Set(partial.files.keys)
        state.inputsNoted = state.finished
        state.tally = partial.tally
        state.tallies = partial.streams
        state.audienceEvents = partial.audienceEvents
        state.requests = partial.requests
        for (partition, count) in partial.setCounts { state.setCounts[partition] = count }
        for (number, file) in partial.files {
            run.ledger.restore(file.entry, of: number)
            run.progress.add(file.size)
        }
        return state
    }

    private func takeTexts(_ decoder: inout MessageDecoder) throws {
        while !decoder.isAtEnd {
            guard run.texts.intern(try decoder.bytes()) == TextID(textCount) else { throw MalformedMessage() }
            textCount += 1
        }
    }

    private func takeStage(_ decoder: inout MessageDecoder) throws {
        guard let stage = RunState.Stage(rawValue: try decoder.integer()) else { throw MalformedMessage() }
        state.stage = stage
        state.keepsWholeUses = try decoder.integer(Int.self) != 0
        hasStage = true
    }

    private func takeMapping(_ decoder: inout MessageDecoder) throws {
        let known = run.files.compactMap(\.mapping)
        let position = try decoder.integer(Int.self)
        guard known.indices.contains(position) else { throw MalformedMessage() }
        let tally = try MappingTally(from: &decoder, of: known[position])
        run.mappings.withLock { $0.append(tally) }
    }

    private func takeExtents(_ decoder: inout MessageDecoder) throws {
        let number = try decoder.integer(Int.self)
        guard state.stores.indices.contains(number) else { throw MalformedMessage() }
        try state.stores[number].addExtents(from: &decoder, keeper)
    }
}
