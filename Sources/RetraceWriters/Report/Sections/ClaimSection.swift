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
        let counts = [CountKind.matched, .reached].map { ClaimCount(.since, $0, publication.result) }
        let finding = finding(counts)
        return ReportClaim(claim, finding, answer.since + caveat(finding, counts))
    }

    private var stayed: ReportClaim {
        let claim = "Nothing left the platform"
        let counts = Side.allCases.map { ClaimCount($0, .disclosed, publication.result) }
        let finding = finding(counts)
        let (before, since) = (publication.people(.before, .disclosed), publication.people(.since, .disclosed))
        let reason = "Data of \(answer.quantity(before)) before the cutoff and of \(answer.quantity(since)) since."
        return ReportClaim(claim, finding, reason + caveat(finding, counts))
    }

    private func numbered(_ people: UInt64) -> ReportClaim {
        let noun = publication.havePersons ? "people" : "accounts"
        let claim = "\(Figures.count(people)) \(noun) were affected"
        let bounds = publication.people(.before, .matched)
        guard let lower = bounds.lower.value, let upper = bounds.upper.value else {
            return ReportClaim(claim, .open, "The number is withheld from this report.")
        }
        let found = "The logs show \(answer.quantity(bounds)) matched before the cutoff"
        guard ClaimCount(.before, .matched, publication.result).isWhole else {
            return ReportClaim(claim, .open, "\(found), but not all was read.")
        }
        if people < lower { return ReportClaim(claim, .notHeld, "\(found): that is more.") }
        if people > upper { return ReportClaim(claim, .notHeld, "\(found): that is fewer.") }
        return lower == upper
            ? ReportClaim(claim, .held, "\(found).")
            : ReportClaim(claim, .open, "\(found): the claim lies within what they leave open.")
    }

    /// Proven by what is there, if nothing that judges it is lacking, and ruled out only where everything is there.
    private func finding(_ counts: [ClaimCount]) -> ReportClaim.Finding {
        if counts.contains(where: \.isProven) { return .notHeld }
        return counts.allSatisfy(\.isRuledOut) ? .held : .open
    }

    private func caveat(_ finding: ReportClaim.Finding, _ counts: [ClaimCount]) -> String {
        guard finding == .open, !counts.allSatisfy(\.isWhole) else { return "" }
        return " A stream that this rests on is missing, damaged or has rejected lines."
    }
}
