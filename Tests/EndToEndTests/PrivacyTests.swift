import Foundation
import Testing

/// What others on the machine may see.
@Suite struct PrivacyTests {
    @Test func newOutputsAreForTheirOwnerAlone() throws {
        let workspace = try Workspace.example()
        _ = try workspace.replayJSON("--output", workspace.path("result.json"), "--rejects", workspace.path("rejects"))
        for name in ["result.json", "rejects"] {
            let attributes = try FileManager.default.attributesOfItem(atPath: workspace.path(name))
            #expect(attributes[.posixPermissions] as? Int == 0o600)
        }
    }

    @Test func whatAKilledRunLeftIsRemoved() throws {
        let workspace = try Workspace.example()
        try workspace.write("result.json.retrace-0123456789abc", "half")
        _ = try workspace.replayJSON("--output", workspace.path("result.json"))
        #expect(try workspace.names == ["logs", "policy.yaml", "result.json"])
    }
}
