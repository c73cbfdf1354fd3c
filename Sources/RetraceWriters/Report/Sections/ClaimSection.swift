import RetraceCore
import RetraceStatistics

/// The sentences of a disclosure, tested one by one.
struct ClaimSection {
    let publication: Publication
    private let answer: ReportAnswer

    init(_ publication: Publication) {
        self.publication = publication
        answer = ReportAnswer(publication)
    }

    var section: ReportSection {
        var claims = [fixed, stayed]
        if let people = publication.options.claimedPeople { claims.append(numbered(people)) }
        return ReportSection(
            anchor: "claims", sectionTitle: "Claims, tested",
            blocks: [
                .paragraph(
                    "What a disclosure of such an incident says, held against the logs. A claim is held when the logs rule "
                        + "out its contrary, and not held when they prove it."),
                .claims(claims),
            ])
    }

    private var fixed: ReportClaim {
        let claim = "Fixed as of \(answer.cutoff)"
        guard Coverage(publication.result).reachesCutoff else {
            return ReportClaim(claim, .open, "The logs end before the cutoff.")
        }
        let counts = [CountKind.matched, .reached].map { count(.since, $0) }
        let finding = finding(counts, streams: [.matches, .impressions])
        return ReportClaim(claim, finding, answer.since + caveat(finding, [.matches, .impressions]))
    }

    private var stayed: ReportClaim {
        let claim = "Nothing left the platform"
        let counts = Side.allCases.map { count($0, .disclosed) }
        let finding = finding(counts, streams: [.disclosures])
        let (before, since) = (publication.people(.before, .disclosed), publication.people(.since, .disclosed))
        let reason = "Data of \(answer.quantity(before)) before the cutoff and of \(answer.quantity(since)) since."
        return ReportClaim(claim, finding, reason + caveat(finding, [.disclosures]))
    }

    private func numbered(_ people: UInt64) -> ReportClaim {
        let noun = publication.havePersons ? "people" : "accounts"
        let claim = "\(Figures.count(people)) \(noun) were affected"
        let bounds = publication.people(.before, .matched)
        guard let lower = bounds.lower.value, let upper = bounds.upper.value else {
            return ReportClaim(claim, .open, "The number is withheld from this report.")
        }
        let found = "The logs show \(answer.quantity(bounds)) matched before the cutoff"
        guard isComplete([.matches]) else { return ReportClaim(claim, .open, "\(found), but not all was read.") }
        if people < lower { return ReportClaim(claim, .notHeld, "\(found): that is more.") }
        if people > upper { return ReportClaim(claim, .notHeld, "\(found): that is fewer.") }
        return lower == upper
            ? ReportClaim(claim, .held, "\(found).")
            : ReportClaim(claim, .open, "\(found): the claim lies within what they leave open.")
    }

    private func count(_ side: Side, _ kind: CountKind) -> Bounds {
        (publication.result.counts.persons ?? publication.result.counts.accounts)[side][kind]
    }

    /// Proven by what is there, and ruled out only where everything is there.
    private func finding(_ counts: [Bounds], streams: [LogStream]) -> ReportClaim.Finding {
        let isWhole = isComplete(streams)
        if counts.contains(where: { $0.lower > 0 }) { return isComplete([.identifiers]) ? .notHeld : .open }
        return isWhole && counts.allSatisfy { $0.upper == 0 } ? .held : .open
    }

    /// Whether a stream, and those that judge it, were there and read to the end of every file, no line rejected.
    private func isComplete(_ streams: [LogStream]) -> Bool {
        Set(streams + [.identifiers]).allSatisfy { stream in
            guard let summary = publication.result.streams[stream.name], summary.files > 0 else { return false }
            let isDamaged = publication.result.incomplete.contains { $0.file.hasPrefix("\(stream.name)/") }
            return summary.rejected == 0 && !isDamaged
        }
    }

    private func caveat(_ finding: ReportClaim.Finding, _ streams: [LogStream]) -> String {
        guard finding == .open, !isComplete(streams) else { return "" }
        return " A stream that this rests on is missing, damaged or has rejected lines."
    }
}
