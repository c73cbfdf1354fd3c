/// Why no estimate is given.
public enum Refusal: Equatable, Sendable {
    /// Events were sampled at a rate below ``EventSamplingEstimator/leastRate``.
    case sampledTooThinly(rate: Double)
    /// Accounts were sampled at a rate below that, and persons may have several.
    case personsSampledTooThinly(rate: Double)
    /// Fewer than ``MissingShardEstimator/leastRead`` files were read to their end.
    case tooFewFilesRead(read: Int)
    /// More than a third of the files are missing, or the bias left would be too large.
    case tooManyFilesMissing(read: Int, missing: Int)
    /// The missing files follow each other.
    case contiguousLoss(missing: Int, runs: Int)
    /// Told by names alone, the first or the last files are missing, so that more may be that no name betrays.
    case endLost(files: Int, isFirst: Bool)
    /// The missing files share a host, a day, an hour or a part number more often than chance would have it.
    case commonCause(label: ShardLabel, value: String, missing: Int, shared: Int)
    /// The missing files are larger than the others.
    case busyHoursLost
    /// The missing files are smaller than the others.
    case quietHoursLost
    /// Lines of `identifiers` or `uploads` are lost or sampled.
    case verdictsUncertain(stream: String)
    /// Lines of `matches` or `audiences` are lost or sampled, and the count rests on memberships.
    case membershipsUncertain(stream: String)
    /// `at_risk` in its upper reading, with lost events that may have had an open verdict.
    case openVerdictsLost(stream: String)
    /// Lines of `accounts` are lost or sampled: who is one person is not known.
    case ownershipUncertain
    /// More than one thing is wrong at once.
    case severalGaps(streams: [String])
    /// Streams were sampled by account, but not alike.
    case unevenAccountSampling(streams: [String])
    /// Persons may have several accounts, and in how many events or files each was seen is not collected.
    case personsNotFollowed
    /// The evidence was collected of other files than those that are whole by now.
    case evidenceOfOtherFiles(stream: String)
    /// The evidence that the estimator needs was not collected.
    case evidenceNotCollected
}

extension Refusal {
    /// The reason in one sentence for a reader who is no statistician.
    public var sentence: String {
        switch self {
        case .sampledTooThinly(let rate):
            "Only \(percent(rate)) of the events were kept; below 20 % nothing useful can be said of accounts that left no trace."
        case .personsSampledTooThinly(let rate):
            "Only \(percent(rate)) of the accounts were kept; below 20 % persons with several accounts cannot be told "
                + "from persons with one."
        case .tooFewFilesRead(let read):
            "Only \(read) files were read to their end, too few to tell what the missing ones held."
        case .tooManyFilesMissing(let read, let missing):
            "\(missing) files are missing and \(read) were read; too much is missing to tell what it held."
        case .contiguousLoss(let missing, let runs):
            "The \(missing) missing files form \(runs == 1 ? "one unbroken run" : "\(runs) runs"), so it was not chance that "
                + "took them, and what they held need not be like the rest."
        case .endLost(let files, let isFirst):
            "The \(isFirst ? "first" : "last") \(files) files that names lead one to expect are missing, and no name tells "
                + "whether the loss goes on \(isFirst ? "before" : "after") them."
        case .commonCause(let label, let value, let missing, let shared):
            "\(shared) of the \(missing) missing files share the \(label.name) \(value), so they were lost for a common cause, "
                + "and what they held need not be like the rest."
        case .busyHoursLost:
            "The missing files are larger than the others: they are from the busiest times, and what they held is not like the rest."
        case .quietHoursLost:
            "The missing files are smaller than the others: they are from the quietest times, and what they held is not "
                + "like the rest."
        case .verdictsUncertain(let stream):
            "Lines of \(stream) are missing, so uses may be judged restricted or permitted wrongly: even the lower value may be "
                + "too high."
        case .membershipsUncertain(let stream):
            "Lines of \(stream) are missing, so an account may look as if only restricted data put it into an audience: even the "
                + "lower value may be too high."
        case .openVerdictsLost(let stream):
            "Lines of \(stream) are missing, and some of them may have been uses whose verdict is open."
        case .ownershipUncertain:
            "Lines of accounts are missing, so it is not known which accounts belong to one person."
        case .severalGaps(let streams):
            "The logs are incomplete in more than one way (\(streams.joined(separator: ", "))), and no method is known to be right "
                + "for all of them at once."
        case .unevenAccountSampling(let streams):
            "The streams were not sampled alike by account (\(streams.joined(separator: ", "))), so the accounts kept are not one sample."
        case .personsNotFollowed:
            "Persons may have several accounts, and in how many events or files each person was seen is not collected: see the "
                + "estimate of accounts."
        case .evidenceOfOtherFiles(let stream):
            "Not the files of \(stream) that are known to be whole by now were taken for whole when the logs were read: replay "
                + "them to get an estimate."
        case .evidenceNotCollected:
            "What the estimate needs was not collected when the logs were read."
        }
    }

    private func percent(_ rate: Double) -> String {
        let tenths = Int((rate * 1000).rounded())
        return tenths % 10 == 0 ? "\(tenths / 10) %" : "\(tenths / 10).\(tenths % 10) %"
    }
}
