import Foundation
import RetraceStatistics
import Testing

/// The commands of the documentation's tutorial, in their order.
@Suite struct TutorialTests {
    @Test func everyCommandOfTheTutorialWorks() throws {
        let page = Package.root.appending(path: "docs/your-own-logs.md")
        let text = try String(contentsOf: page, encoding: .utf8)
        let blocks = text.components(separatedBy: "```sh\n").dropFirst().compactMap {
            $0.components(separatedBy: "```").first
        }
        #expect(blocks.count >= 7)
        let workspace = try Workspace()
        var status: Int32 = 0
        for block in blocks {
            let outcome = try Program.shell("set -e -o pipefail; cd '\(workspace.folder.path)'\n\(block)")
            status = outcome.status
            #expect(status == 0, "\(block)\n\(outcome.text)\n\(outcome.errors)")
        }
        // What the page says of the answer.
        let result = try JSONDecoder().decode(ReplayResult.self, from: Data(workspace.text("result.json").utf8))
        #expect(result.counts.accounts.before.matched.lower == 2 && result.counts.accounts.before.reached.lower == 2)
        #expect(result.streams["matches"]?.lines == 3 && result.streams["matches"]?.rejected == 0)
        let mapping = try workspace.text("mapping.yaml")
        #expect(mapping.contains("zone: UTC") && mapping.contains("first_party") && mapping.contains("heartbeat"))
    }
}
