import Glibc

/// What keeps the memory of this process to itself.
public enum ProcessPrivacy {
    /// From now on a crash leaves no image of memory behind: account ids and hashes are in there.
    public static func forbidCoreDumps() {
        var limit = rlimit(rlim_cur: 0, rlim_max: 0)
        setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &limit)
        // Where core dumps go to a program instead of a file, the limit does not count: then no memory is in them.
        guard let filter = try? OpenFile.appending(Array("/proc/self/coredump_filter".utf8CString)) else { return }
        try? filter.write(all: Array("0".utf8))
    }
}
