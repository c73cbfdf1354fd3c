import CSimdjson
import RetraceCore

/// XXH3, as the line parser computes it.
public enum TextHash {
    /// 64 bits.
    public static func of(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
        rt_hash64(bytes.baseAddress?.assumingMemoryBound(to: UInt8.self), bytes.count)
    }

    /// 96 bits: the key of an account or a person.
    public static func key(_ bytes: UnsafeRawBufferPointer) -> AccountKey {
        var halves: (UInt64, UInt64) = (0, 0)
        withUnsafeMutablePointer(to: &halves) {
            $0.withMemoryRebound(to: UInt64.self, capacity: 2) {
                rt_hash128(bytes.baseAddress?.assumingMemoryBound(to: UInt8.self), bytes.count, $0)
            }
        }
        return AccountKey(high: halves.0, low: UInt32(truncatingIfNeeded: halves.1 >> 32))
    }
}
