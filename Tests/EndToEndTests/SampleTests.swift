import Foundation
import RetraceStatistics
import Testing

/// The sample logs give the expected results, as JSON and as text.
@Suite struct SampleTests {
    /// A sample and the options it is replayed with.
    struct Sample: CustomTestStringConvertible, Sendable {
        var name: String
        var options: [String]
        var testDescription: String { name }

        var folder: URL { Package.root.appending(path: "sample-logs/\(name)") }
        var arguments: [String] {
            ["replay", folder.appending(path: "logs").path, "--policy", folder.appending(path: "policy.yaml").path]
                + options
        }
    }

    static let samples = [
        Sample(name: "small", options: ["--cutoff", "2019-09-17"]),
        Sample(name: "damaged", options: ["--cutoff", "2018-10-08", "--time-zone", "America/Los_Angeles"]),
    ]

    @Test(arguments: samples)
    func jsonIsTheExpectedOne(sample: Sample) throws {
        let outcome = try Program.run(sample.arguments + ["--format", "json"])
        #expect(outcome.status == 0)
        let expected = try Data(contentsOf: sample.folder.appending(path: "expected/result.json"))
        #expect(outcome.output == expected, "sample-logs/\(sample.name) no longer gives its expected result")
    }

    @Test(arguments: samples)
    func summaryIsTheExpectedOne(sample: Sample) throws {
        let outcome = try Program.run(sample.arguments)
        #expect(outcome.status == 0)
        #expect(
            outcome.text
                == (try String(contentsOf: sample.folder.appending(path: "expected/summary.txt"), encoding: .utf8)))
    }

    /// The truth was written by the generator, which never replays anything.
    @Test(arguments: samples)
    func numbersAreTheTruth(sample: Sample) throws {
        var result = try Program.run(sample.arguments + ["--format", "json"]).result()
        let truth = try Data(contentsOf: sample.folder.appending(path: "expected/truth.json"))
        result.warnings = []
        result.estimates = nil
        #expect(try result == JSONDecoder().decode(ReplayResult.self, from: truth))
    }
}
