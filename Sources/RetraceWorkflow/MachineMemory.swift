import Foundation

/// How much memory the program may use.
public enum MachineMemory {
    /// Bytes of the machine's memory, or of the control group's limit (version 2 or 1) where that is lower.
    public static func bytes() -> Int {
        let machine = Int(clamping: ProcessInfo.processInfo.physicalMemory)
        let limits = ["/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"].compactMap { path in
            (try? String(contentsOfFile: path, encoding: .utf8)).flatMap {
                Int($0.trimmingCharacters(in: .whitespacesAndNewlines))
            }
        }
        return limits.reduce(machine, min)
    }
}
