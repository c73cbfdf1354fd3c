/// Pieces of text that are no JSON, wherever in a line they stand.
enum BadFragments {
    /// Values that are wrong in the way of `kind`; those that begin with a quote are strings, and may be keys too.
    static func all(_ kind: MalformedKind) -> [[UInt8]] {
        switch kind {
        case .loneSurrogate: surrogates.map { Array("\"a\($0)\"".utf8) }
        case .invalidUTF8: quoted(notUTF8)
        case .controlCharacter: quoted((0..<0x20).filter { $0 != 0x0A }.map { [$0] })
        case .badLiteral: literals.map { Array($0.utf8) }
        default: syntax.map { Array($0.utf8) }
        }
    }

    /// What may not follow an object.
    static let garbage = [
        " x", ",", "}", " 1", " null", "]", "\u{0}", " // end", " {", "\u{FEFF}", "\u{A0}", ";", "\u{C}", "\u{B}",
        "\"\"", " -",
    ]

    /// Lines that hold something other than an object.
    static let otherValues = [
        "[]", "\"text\"", "5", "null", "true", "garbage", "-", "\"", "<html>", "[{}]", "ts=1", ":", "}{",
    ]

    private static func quoted(_ contents: [[UInt8]]) -> [[UInt8]] {
        contents.map { Array("\"a".utf8) + $0 + Array("b\"".utf8) }
    }

    private static let surrogates = [
        #"\ud800"#, #"\uDC00"#, #"\ud83d\u0041"#, #"\ud83dx"#, #"\udcf1\ud83d"#, #"\ud83d\ud83d\udcf1"#,
        #"\uD83D\\uDCF1"#,
        #"\ud83d\n"#, #"\udfff\udfff"#,
    ]

    /// Lone and missing continuation bytes, overlong forms, surrogates, code points that do not exist.
    private static let notUTF8: [[UInt8]] = [
        [0xFF], [0xFE], [0x80], [0xC3], [0xC3, 0x28], [0xC0, 0x80], [0xC1, 0xBF], [0xE2, 0x82], [0xE0, 0x80, 0xAF],
        [0xED, 0xA0, 0x80], [0xED, 0xBF, 0xBF], [0xF0, 0x80, 0x80, 0xAF], [0xF0, 0x9F, 0x93], [0xF4, 0x90, 0x80, 0x80],
        [0xF5, 0x80, 0x80, 0x80],
    ]

    private static let literals = [
        "NaN", "Infinity", "-Infinity", "nul", "nulll", "True", "tru", "nil", "undefined", "01", "00", "-01", "+1",
        ".5", "-.5",
        "1.", "1.e5", "1e", "1e+", "1E-", "-", "--1", "0x10", "1_000", "1e5.5", "truefalse", "1a",
    ]

    private static let syntax = [
        "'a'", #""\x41""#, #""\u12G4""#, #""\u12""#, #""\u 123""#, #""\'""#, #""\U0041""#, #""\a""#, "[1,]", "[,1]",
        "[1 2]",
        "[1,,2]", "{\"a\"}", "{\"a\":1,}", "{a:1}", "{\"a\":}", "{\"a\" 1}", "{1:2}", "{,}", "[", "{", "]", "}", "[1}",
        "[1]]",
        "/* 1 */ 1", "1 2", "\"a\" \"b\"", ":", "\"a", "{\"a\":1 \"b\":2}", "{\"a\":1,,\"b\":2}", "\u{A0}1",
    ]
}
