import RetraceCore

/// What stands beside the logs: what they are, how they were made and how to replay them.
struct ScenarioReadme {
    let plan: ScenarioPlan

    /// The file's text.
    var text: String {
        let options = plan.options
        return """
            # \(options.scenario.rawValue)

            \(plan.vocabulary.summary)

            Nobody in these logs exists. They were made by

                \(command)

            - `logs/`: the log root, \(options.accounts) accounts over \(options.days) days from \(firstDay) on.
            - `policy.yaml`: which purposes permit advertising, and which restrict it.
            - `truth.json`: what a replay has to find, known by construction: the generator decided what happens to each
              account, and wrote the logs that show it. No replay was run.

            The fix, and so the cutoff, was at \(plan.vocabulary.cutoff.rfc3339). Replay with

                retrace replay logs --policy policy.yaml \(cutoff)

            \(form)

            """
    }

    private var firstDay: String {
        CivilDate(dayNumber: plan.calendar.firstDay).text
    }

    private var command: String {
        let options = plan.options
        var words = ["retrace generate \(options.scenario.rawValue) --output DIR --accounts \(options.accounts)"]
        words.append("--days \(options.days) --seed \(options.seed) --shards \(options.shards)")
        if options.linesPerAccount != 10 { words.append("--lines-per-account \(options.linesPerAccount)") }
        if options.untidy { words.append("--untidy") }
        return words.joined(separator: " ")
    }

    private var cutoff: String {
        let zone = plan.vocabulary.cutoffTimeZone
        return "--cutoff \(plan.vocabulary.cutoffText)" + (zone == "UTC" ? "" : " --time-zone \(zone)")
    }

    private var form: String {
        plan.options.untidy
            ? """
            The logs are untidy: everything that a log may be, and every kind of bad line. Lines stand in any order, in any
            file of their stream; files are Zstandard (many frames, skippable ones too), gzip or plain, whatever their
            name says; events are repeated, happen at one instant, or lack an id; ids are strings or integers; time stamps
            have offsets, or are integers; keys and values are escaped. `truth.json` says how many lines are rejected.
            """
            : """
            The logs are tidy: each folder `dt=…` holds the lines of that day and the days until the next folder's; a part
            holds every so many accounts, and the lines of about half a MiB at a time are in the order of their time.
            """
    }
}
