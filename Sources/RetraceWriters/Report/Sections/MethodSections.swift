import RetraceCore
import RetraceStatistics

/// How the numbers were made, from what, and how to follow them back.
enum MethodSections {
    static func method(_ input: ReportInput, _ publication: Publication) -> ReportSection {
        let definitions = [
            ("At risk", "an e-mail address or phone number was held, for some time, for restricted purposes alone."),
            ("Matched", "a match used one that was held for restricted purposes alone at that moment."),
            ("Solely matched", "nothing else put the account into the audience."),
            ("Reached", "an ad was served through such an audience while that was so."),
            ("Disclosed", "such data was sent to a recipient outside the platform."),
        ].map { ReportTable.Draft($0.0, texts: [$0.1]) }
        var blocks: [ReportBlock] = [
            .paragraph(
                "The logs are replayed in the order of time: for every match and every disclosure it is worked out what the "
                    + "address or number had been given for at that moment. What is known later changes nothing."),
            .table(ReportTable("Who is counted", name: "Count", headings: ["when"], isText: [0], rows: definitions)),
            .paragraph(
                "Of two numbers, the logs prove the first and do not rule out the second. Before means earlier than the "
                    + "cutoff, since means at the cutoff or later. A person is counted when one of their accounts is. The "
                    + "complete definitions are in the document “The log model and the definitions” that comes with the program."
            ),
        ]
        if let skew = input.result.clockSkewMilliseconds {
            blocks.append(
                .paragraph(
                    "The clocks of the services may differ by up to \(skew) milliseconds. Where that could change what an "
                        + "address or number had been given for, the use is counted as not ruled out, and never as proven."
                ))
        }
        if publication.options.isPublic {
            blocks.append(
                .paragraph(
                    "Counts from 1 to \(Figures.count(publication.options.smallCell - 1)) are withheld (∗), and with them "
                        + "as many others as it takes so that none can be worked out from sums, bounds or other tables."
                ))
        }
        blocks += policy(input.run, publication)
        return ReportSection(anchor: "method", sectionTitle: "Method and definitions", blocks: blocks)
    }

    private static func policy(_ run: ReportRun, _ publication: Publication) -> [ReportBlock] {
        var blocks: [ReportBlock] = [.heading("Policy")]
        let rows = [("permits advertising", run.permitted), ("restricts it", run.restricted)].flatMap {
            what, prefixes in
            prefixes.map { ReportTable.Draft(TextEscaper.shortened($0), texts: [what]) }
        }
        if !rows.isEmpty {
            blocks.append(
                .table(
                    ReportTable(
                        "Purposes and what the policy says of them; the longest prefix decides", name: "Purpose",
                        headings: ["Policy"], isText: [0], rows: rows)))
        }
        if !publication.options.isPublic && !run.policyText.isEmpty { blocks.append(.code(run.policyText)) }
        if let hash = run.policySHA256 { blocks.append(.note("SHA-256 of the policy: \(hash)")) }
        return blocks
    }

    static func inputs(_ input: ReportInput, _ publication: Publication) -> ReportSection {
        var facts = [
            ("Program", "retrace \(input.run.version)"), ("Cutoff", Figures.stamp(input.result.cutoff) + " UTC"),
        ]
        facts.append(("Time zone of dates", input.run.timeZone))
        if let skew = input.result.clockSkewMilliseconds { facts.append(("Tolerance for clocks", "\(skew) ms")) }
        if let start = input.run.startedAt { facts.append(("Began", Figures.stamp(start) + " UTC")) }
        if let end = input.run.endedAt { facts.append(("Ended", Figures.stamp(end) + " UTC")) }
        var blocks: [ReportBlock] = [
            .table(
                ReportTable(
                    "The run", name: "What", headings: ["Value"], isText: [0],
                    rows: facts.map { ReportTable.Draft($0.0, texts: [$0.1]) }))
        ]
        guard !publication.options.isPublic else {
            blocks.append(.note("Names of files and the command line are left out of a public report."))
            return ReportSection(anchor: "inputs", sectionTitle: "Inputs", blocks: blocks)
        }
        if !input.run.commandLine.isEmpty { blocks += [.heading("Command line"), .code(input.run.commandLine)] }
        if !input.files.isEmpty { blocks.append(.table(files(input.files, max: publication.options.filesMax))) }
        return ReportSection(anchor: "inputs", sectionTitle: "Inputs", blocks: blocks)
    }

    private static func files(_ files: [ReportFile], max: Int) -> ReportTable {
        let rows = files.prefix(max).map { file in
            ReportTable.Draft(
                TextEscaper.shortened(file.name), meaning: meaning(file),
                texts: [
                    Figures.count(file.bytes), Figures.count(file.lines), Figures.count(file.rejected),
                    file.firstTimestamp.map(Figures.stamp) ?? "–", file.lastTimestamp.map(Figures.stamp) ?? "–",
                ])
        }
        return ReportTable(
            "Input files; times are UTC", name: "File", headings: ["Bytes", "Lines", "Rejected", "From", "To"],
            isText: [3, 4], rows: rows, more: files.count - rows.count)
    }

    private static func meaning(_ file: ReportFile) -> String? {
        let parts = [file.sha256.map { "SHA-256 \($0)" }, file.damage].compactMap(\.self)
        return parts.isEmpty ? nil : parts.joined(separator: " · ")
    }

    /// From a number to log lines; nil without a case.
    static func tracing(_ input: ReportInput, _ publication: Publication) -> ReportSection? {
        guard let path = input.casePath, !publication.options.isPublic else { return nil }
        return ReportSection(
            anchor: "tracing", sectionTitle: "From a number to log lines",
            blocks: [
                .paragraph("Who is behind a count, here those who are proven to have been reached before the cutoff:"),
                .code("retrace export --case \(path) --count reached --bound lower --side before"),
                .paragraph("Why one of them is counted, line by line:"),
                .code("retrace explain ACCOUNT --case \(path)"),
            ])
    }
}
