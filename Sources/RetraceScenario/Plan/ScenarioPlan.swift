/// Everything that all threads share: what a run will write, decided before its first line. Immutable.
struct ScenarioPlan: Sendable {
    let options: ScenarioOptions
    let vocabulary: Vocabulary
    let calendar: ScenarioCalendar
    let roster: AudienceRoster
    let layout: FileLayout
    let identity: FakeIdentity
    let casting: Casting

    init(_ options: ScenarioOptions) {
        self.options = options
        vocabulary = Vocabulary(options.scenario)
        calendar = ScenarioCalendar(cutoff: vocabulary.cutoff, days: options.days)
        // Scenarios differ even where their stories are the same.
        let seed = Dice.mix(options.seed, options.scenario == .contactSources2018 ? 2018 : 2019)
        roster = AudienceRoster(
            vocabulary: vocabulary, calendar: calendar, accounts: options.accounts, seed: seed, untidy: options.untidy)
        layout = FileLayout(shards: options.shards, days: options.days)
        identity = FakeIdentity(seed: seed)
        casting = Casting(seed: seed, options: options)
    }

    /// About how many bytes a file of a stream will hold; decides how large a window its compressor gets.
    var expectedFileBytes: Double {
        Double(options.accounts) * options.linesPerAccount * 60 / Double(options.shards)
    }
}
