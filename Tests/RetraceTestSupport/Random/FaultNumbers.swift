import Foundation

/// Which of the calls of a kind fail, one after the other, in a test of faults.
public enum FaultNumbers {
    /// About `wanted` of the numbers from 1 to `count`, evenly spread; all of them where the environment has EVERY_FAULT.
    public static func of(_ count: Int, wanted: Int) -> StrideThrough<Int> {
        let isExhaustive = ProcessInfo.processInfo.environment["EVERY_FAULT"] != nil
        if isExhaustive { print("faults: each of \(count) calls") }
        return stride(from: 1, through: count, by: isExhaustive ? 1 : max(1, count / wanted))
    }
}
