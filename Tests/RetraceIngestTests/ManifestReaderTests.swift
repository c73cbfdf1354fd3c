import RetraceCore
import RetraceIngest
import Testing

/// Manifests as text.
@Suite struct ManifestReaderTests {
    private static let hash = String(repeating: "0123456789abcdef", count: 4)

    private func message(_ text: String) -> String {
        do {
            _ = try ManifestReader.parse(text, name: "m.yaml")
            return "accepted"
        } catch {
            #expect((error as? RetraceError)?.kind == .data)
            return "\(error)"
        }
    }

    private let manifest = Manifest(streams: [
        .matches: ManifestStream(
            files: [
                ManifestFile(path: "matches/dt=2019-09-01/part-00000.zst", lines: 12345, bytes: 67890, sha256: hash),
                ManifestFile(path: "matches/b"),
            ],
            sampling: .event(rate: 0.5)),
        .accounts: ManifestStream(sampling: .account(rate: 0.1, hash: "md5")),
    ])

    @Test(arguments: [
        """
        streams:
          matches:
            sampling: {by: event, rate: 0.5}        # or {by: account, rate: 0.1}
            files:
              - {path: matches/dt=2019-09-01/part-00000.zst, lines: 12345, bytes: 67890, sha256: \(hash)}
              - path: matches/b
          accounts: {sampling: {by: account, rate: 1e-1, hash: md5}}
        """,
        """
        {"streams": {"accounts": {"sampling": {"by": "account", "rate": 0.1, "hash": "md5"}}, "matches":
        {"sampling": {"by": "event", "rate": 0.5}, "files": [{"path": "matches/dt=2019-09-01/part-00000.zst",
        "lines": 12345, "bytes": 67890, "sha256": "\(hash.uppercased())"}, {"path": "matches/b"}]}}}
        """,
    ])
    func formsOfTheSameManifest(text: String) throws {
        #expect(try ManifestReader.parse(text, name: "m") == manifest)
    }

    @Test func whatIsWrittenIsReadBack() throws {
        var odd = manifest
        odd.streams[.uploads] = ManifestStream(files: [])
        odd.streams[.impressions] = ManifestStream(files: [
            ManifestFile(path: "impressions/a & b *c [\"{\\ é\n#.gz"), ManifestFile(path: "impressions/null: x"),
        ])
        #expect(try ManifestReader.parse(ManifestText.text(odd), name: "m") == odd)
        #expect(try ManifestReader.parse(ManifestText.text(Manifest()), name: "m") == Manifest())
    }

    @Test func listsOfHashesAreManifests() throws {
        let text =
            "\(Self.hash)  ./matches/a\n\(Self.hash.uppercased()) *matches/b c\n\\\(Self.hash)  accounts/d\\\\e\\nf\n"
            + "\(Self.hash)  policy.yaml\n\n"
        let manifest = try ManifestReader.parse(text, name: "SHA256SUMS")
        #expect(manifest.streams[.matches]?.files?.map(\.path) == ["matches/a", "matches/b c"])
        #expect(manifest.streams[.accounts]?.files == [ManifestFile(path: "accounts/d\\e\nf", sha256: Self.hash)])
        #expect(manifest.streams.count == 2)
        #expect(message("\(Self.hash)  matches/a\n\(Self.hash)  matches/a\n").contains("line 2"))
        #expect(message("\(Self.hash)  matches/a\nmatches/b\n").contains("line 2"))
        #expect(message("\(Self.hash)  logs/matches/a\n").contains("names no file of a stream"))
    }

    private static func file(_ fields: String) -> String { "streams:\n  matches:\n    files:\n      - \(fields)\n" }

    @Test(arguments: [
        ("", ["m.yaml"]), ("streams", ["streams"]), ("{}", ["'streams' is missing"]), ("streams: []", ["line 1"]),
        ("streams: {}\nfiles: []\n", ["line 2, column 1", "'files'"]),
        ("streams: {matchs: {}}", ["'matchs'", "matches"]),
        ("streams:\n  matches: {file: []}\n", ["line 2", "'file'"]), ("streams: {matches: {files: {}}}", ["'files'"]),
        (file("{lines: 1}"), ["line 4", "'path'"]), (file("{path: uploads/a}"), ["line 4", "'path'"]),
        (file("{path: matches/../a}"), ["'path'"]), (file("{path: /matches/a}"), ["'path'"]),
        (file("matches/a"), ["line 4"]),
        (file("{path: matches/a, lines: -1}"), ["line 4", "'lines'"]),
        (file("{path: matches/a, lines: \"1\"}"), ["'lines'"]), (file("{path: matches/a, bytes: 1.5}"), ["'bytes'"]),
        (file("{path: matches/a, sha256: 00}"), ["'sha256'"]),
        (file("{path: matches/a}\n      - {path: matches/a}"), ["line 5", "twice"]),
        ("streams: {matches: {sampling: {by: event}}}", ["'rate'"]),
        ("streams: {matches: {sampling: {by: day, rate: 0.5}}}", ["event nor account"]),
        ("streams: {matches: {sampling: {by: event, rate: 0}}}", ["'rate'"]),
        ("streams: {matches: {sampling: {by: event, rate: nan}}}", ["'rate'"]),
        ("streams: {matches: {sampling: {by: event, rate: 0.5, hash: md5}}}", ["'hash'"]),
        ("streams: {matches: {}, matches: {}}", ["m.yaml"]),
    ])
    func mistakesAreNamed(text: String, parts: [String]) {
        let message = message(text)
        for part in parts { #expect(message.contains(part), "\(message)") }
    }

    /// A few lines that a parser would make billions of nodes of, or that would exhaust its stack.
    @Test(arguments: [
        "a: &a [x, x]\nb: &b [*a, *a]\nstreams: *b\n", "streams: {matches: *x}\n", "? [&a b]\n: c\n",
        String(repeating: "[", count: 1_000_000), String(repeating: "- ", count: 1_000_000),
        String(repeating: "? ", count: 1_000_000), String(repeating: " ", count: 300) + "a: b\n",
    ])
    func bombsAreRefusedUnopened(text: String) {
        let message = message(text)
        #expect(message.contains("anchor or alias") || message.contains("too deeply"), "\(message)")
    }

    @Test func missingFileIsMissingInput() {
        let error = #expect(throws: RetraceError.self) { try ManifestReader.read("/no/such/manifest.yaml") }
        #expect(error?.kind == .noInput)
    }
}
