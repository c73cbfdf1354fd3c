import Foundation

/// Wald and Wolfowitz's runs test (1940) on which files of a grid are missing, one-sided: too few runs are a sign that one
/// outage took several files.
///
/// Of all ways to choose a of M files, C(a − 1, b − 1)·C(M − a + 1, b) have the missing ones in exactly b unbroken runs.
enum RunsTest {
    /// The number of unbroken runs of lost files.
    static func runs(_ isLost: [Bool]) -> Int {
        isLost.indices.count { isLost[$0] && ($0 == 0 || !isLost[$0 - 1]) }
    }

    /// P(so few runs or fewer) when chance alone chose the lost files; 1 when none is lost. Exact; linear.
    static func probability(_ isLost: [Bool]) -> Double {
        let all = isLost.count
        let lost = isLost.count { $0 }
        guard lost > 0 else { return 1 }
        let logs = LogFactorials(upTo: all + 1)
        let terms = (1...runs(isLost)).map { runs in
            exp(logs.choose(lost - 1, runs - 1) + logs.choose(all - lost + 1, runs) - logs.choose(all, lost))
        }
        return min(1, terms.reduce(0, +))
    }

    /// P(at least so many files at one end or the other are all lost) when chance alone chose, at most.
    static func endProbability(_ files: Int, lost: Int, of all: Int) -> Double {
        let logs = LogFactorials(upTo: all)
        return min(1, 2 * exp(logs.choose(all - files, lost - files) - logs.choose(all, lost)))
    }
}
