import CSimdjson
import RetraceCore

extension FileLedger {
    /// Notes a block that stands for a line too long to be kept.
    func addOverlongLine(_ block: LineBlock) {
        let sample = Sample(block: block.sequence, line: 0, reason: .tooLong, field: .max)
        add(block, lines: 1, rejected: 1, physicalLines: 1, instants: InstantRange(), samples: [sample])
    }

    /// Notes a block's lines, with the time stamps of those that were accepted where somebody wants to know.
    func add(_ block: LineBlock, _ parsed: rt_block, instants: InstantRange = InstantRange()) {
        let rejects = UnsafeBufferPointer(start: parsed.rejects, count: parsed.reject_count)
        let samples = rejects.prefix(Limits.rejectionSamplesPerFile).map { reject in
            Sample(
                block: block.sequence, line: reject.line,
                reason: Rejection.Reason(rawValue: reject.reason) ?? .invalidJSON, field: reject.field)
        }
        add(
            block, lines: parsed.line_count + parsed.reject_count, rejected: parsed.reject_count,
            physicalLines: parsed.physical_lines, instants: instants, samples: samples)
    }
}
