import Foundation
import RetraceCore
import RetraceStatistics

/// Rejected lines as JSON Lines: where each stands and why, never what it says.
public enum RejectionLines {
    private struct Line: Encodable {
        let rejection: Rejection

        enum CodingKeys: CodingKey {
            case file, line, reason, field
        }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(rejection.file, forKey: .file)
            try container.encode(rejection.line, forKey: .line)
            try container.encode(rejection.reason.name, forKey: .reason)
            try container.encode(rejection.field, forKey: .field)
        }
    }

    /// One object a line, in the order given: `{"field":"ts","file":"…","line":17,"reason":"wrong_field"}`. Throws what
    /// `JSONEncoder` throws, which for these values is nothing.
    public static func encode(_ rejections: [Rejection]) throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        var data = Data()
        for rejection in rejections {
            data += try encoder.encode(Line(rejection: rejection))
            data.append(0x0A)
        }
        return data
    }
}
