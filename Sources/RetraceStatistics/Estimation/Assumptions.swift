import RetraceCore

/// The sentences that say what has to be true for an estimate or a bound to hold.
enum Assumptions {
    static let fullListGuessed =
        "No list of the files that should exist was given: that no other file is missing is assumed."
    static let holesAreLosses =
        "Which files are missing was told from the names of the others: that those files once existed is assumed."
    static let linesKnown = "The missing files held no more lines than the manifest says."

    static func accountSampling(_ rate: Double) -> [String] {
        [
            "Each account was kept with all its lines or dropped with all its lines, by a hash that has nothing to do with "
                + "what the account did, with probability \(rate).",
            "All sampled streams used that same hash.",
        ]
    }

    static func personSampling(_ rate: Double) -> [String] {
        accountSampling(rate) + ["The accounts of one person were kept or dropped independently of each other."]
    }

    static func eventSampling(_ rate: Double, stream: LogStream) -> [String] {
        [
            "Each event of \(stream.name) was kept or dropped independently of all others, with probability \(rate).",
            "Other streams are complete.",
        ]
    }

    static let smoothed =
        "The interval allows for the worst error that any pattern of activity could cause, so it is wider than chance alone would "
        + "make it."

    static func missingFiles(_ completeness: StreamCompleteness, stream: LogStream, tested: Bool) -> [String] {
        var sentences = [
            "The \(completeness.lost) missing files of \(stream.name) are a random choice of all "
                + "\(completeness.shards.count), as good as any other; a test of their order, "
                + "\(tested ? "size, " : "")origin and day found nothing against it.",
            "No event is repeated in another file.",
        ]
        if completeness.lost == 1 {
            sentences[0] =
                "The missing file of \(stream.name) could as well have been any other of all "
                + "\(completeness.shards.count); with one file this "
                + (tested ? "can be tested by its size alone." : "cannot be tested.")
        }
        if !tested {
            sentences.append("The size of the missing files is not known and could not be compared with the others'.")
        }
        if !completeness.isFromManifest { sentences += [holesAreLosses, fullListGuessed] }
        return sentences
    }

    static let personsCeiling =
        "There are no more persons than accounts: the high end is that of accounts, and holds with their confidence."
}
