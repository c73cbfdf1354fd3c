/// Ids, hashes and texts that are easy to mistake for each other.
enum RandomIds {
    /// Ids: numbers at the edges of what fits, texts that look like numbers, texts that are canonically equivalent.
    static let all: [LogText] = [
        "1", "2", "10", "a", "0", "007", "7", "A", "b", "18446744073709551615", "18446744073709551616", "-1", "1.0",
        "-0",
        "1e3", "9223372036854775808", "caf\u{E9}", "cafe\u{301}", "a\u{0}b", "a\"b\\c/d", "\u{1F4F1}", " 1", "null",
        "\u{FEFF}",
        "a rather long id, longer than what small strings are stored in: 0123456789abcdef", "unknown", "line\nfeed",
        "\u{2028}",
    ]

    /// Hashes: counters padded with zeros on the left or on the right, and two that differ in the last digit.
    static let hashes: [LogText] =
        (0...3).map(LogText.hash) + (1...2).map { LogText(bytes: LogText.hash($0).bytes.reversed()) } + [
            "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
            "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a09",
        ]

    /// Countries, regions and products.
    static let texts: [LogText] = [
        "US", "DE", "us", "unknown", "CA", "U", "\u{D6}sterreich", "O\u{308}sterreich", "42", "<b>&amp;",
    ]
}
