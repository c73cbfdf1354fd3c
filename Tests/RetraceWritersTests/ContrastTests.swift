import Testing

@testable import RetraceWriters

/// Colours of the report against what is behind them (WCAG 2.2, success criteria 1.4.3 and 1.4.11).
@Suite struct ContrastTests {
    /// The palettes in the order of the style sheet: light, dark, print.
    private static let palettes: [[String: String]] = HTMLStyle.text.matches(of: /:root \{([^}]*)\}/).map { rule in
        Dictionary(
            uniqueKeysWithValues: rule.output.1.matches(of: /--([a-z-]+): (#[0-9a-f]+)/).map {
                (String($0.output.1), String($0.output.2))
            })
    }

    /// Relative luminance by WCAG 2.2.
    private static func luminance(_ colour: String) -> Double {
        var digits = colour.dropFirst().compactMap(\.hexDigitValue)
        if digits.count == 3 { digits = digits.flatMap { [$0, $0] } }
        let parts = stride(from: 0, to: 6, by: 2).map { position -> Double in
            let part = Double(digits[position] * 16 + digits[position + 1]) / 255
            return part <= 0.04045 ? part / 12.92 : power((part + 0.055) / 1.055)
        }
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
    }

    /// To the power of 2.4: x² · (x²)^(1/5), the root by Newton's method.
    private static func power(_ value: Double) -> Double {
        let square = value * value
        var root = 1.0
        for _ in 0..<60 { root -= (root * root * root * root * root - square) / (5 * root * root * root * root) }
        return square * root
    }

    private static func contrast(_ left: String, _ right: String) -> Double {
        let (one, other) = (luminance(left), luminance(right))
        return (max(one, other) + 0.05) / (min(one, other) + 0.05)
    }

    @Test func contrastIsThatOfTheStandard() {
        #expect(abs(ContrastTests.contrast("#000", "#ffffff") - 21) < 0.001)
        #expect(abs(ContrastTests.contrast("#777777", "#fff") - 4.478) < 0.01)
    }

    @Test(arguments: [0, 1, 2]) func everyTextCanBeRead(number: Int) throws {
        try #require(ContrastTests.palettes.count == 3)
        let palette = ContrastTests.palettes[number]
        for text in ["ink", "quiet", "accent"] {
            for ground in ["paper", "wash"] {
                let (front, back) = try (#require(palette[text]), #require(palette[ground]))
                #expect(ContrastTests.contrast(front, back) >= 4.5, "\(text) on \(ground)")
            }
        }
    }

    /// What drawings say must stand out by 3 to 1: the line, and the strong part of a bar. The pale part is told in words too.
    @Test(arguments: [0, 1, 2]) func drawingsStandOut(number: Int) throws {
        let palette = ContrastTests.palettes[number]
        let (accent, paper, soft) = try (
            #require(palette["accent"]), #require(palette["paper"]), #require(palette["accent-soft"])
        )
        #expect(ContrastTests.contrast(accent, paper) >= 3)
        #expect(ContrastTests.contrast(accent, soft) >= 3)
    }

    /// No colour stands anywhere but in a palette.
    @Test func coloursComeFromPalettes() {
        let rest = HTMLStyle.text.replacing(/:root \{[^}]*\}/, with: "")
        #expect(!rest.contains(/#[0-9a-fA-F]{3,8}\b[;, ]/) && !rest.contains("rgb("))
    }
}
