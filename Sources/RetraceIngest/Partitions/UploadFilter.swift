import RetraceCore

/// Asks for the list entries of one audience that hold one identifier, on behalf of a partition.
public struct UploadRequest: Sendable {
    /// A mix of audience and identifier. Different pairs may share one, which only costs space.
    public var pair: UInt64
    /// The partition of the account that was matched without a hash.
    public var partition: Int32

    /// A request by the audience's text hash.
    public init(audienceHash: UInt64, identifier: IdentifierKey, partition: Int) {
        pair = UploadRequest.pair(audienceHash: audienceHash, identifier: identifier)
        self.partition = Int32(partition)
    }

    /// The same request on behalf of another partition.
    public init(_ request: UploadRequest, to partition: Int) {
        pair = request.pair
        self.partition = Int32(partition)
    }

    static func pair(audienceHash: UInt64, identifier: IdentifierKey) -> UInt64 {
        // Both are uniform hashes already.
        audienceHash &* 0x9E37_79B9_7F4A_7C15 ^ identifier.value
    }
}

/// Which list entries can matter to a match without a hash, and to which partitions: the others need not be kept.
/// Immutable; any thread may ask.
public final class UploadFilter: @unchecked Sendable {
    // Unchecked: never changed after `init`.
    private let slots: UnsafeMutableBufferPointer<UploadRequest>
    private let mask: Int

    /// A filter for the requests. Linear in their number; a request that stands there twice counts once.
    public init(_ requests: [UploadRequest]) {
        let capacity = UploadFilter.capacity(requests.count)
        mask = capacity - 1
        slots = .allocate(capacity: capacity)
        slots.initialize(repeating: UploadRequest(pair: 0, partition: -1))
        for request in requests { insert(request) }
    }

    deinit { slots.deallocate() }

    private static func capacity(_ count: Int) -> Int {
        var capacity = 16
        while capacity < count * 2 { capacity *= 2 }
        return capacity
    }

    /// The memory of a filter for so many requests: 32 to 64 bytes each.
    public static func byteCount(_ count: Int) -> Int { capacity(count) * MemoryLayout<UploadRequest>.stride }

    /// Whether no list entry can matter.
    public var isEmpty: Bool { !slots.contains { $0.partition >= 0 } }

    private func insert(_ request: UploadRequest) {
        var slot = Int(truncatingIfNeeded: request.pair) & mask
        while slots[slot].partition >= 0 {
            if slots[slot].pair == request.pair && slots[slot].partition == request.partition { return }
            slot = (slot + 1) & mask
        }
        slots[slot] = request
    }

    /// Calls `body` with each partition that asked for the pair. Constant time on average.
    func forEachPartition(of pair: UInt64, _ body: (Int) -> Void) {
        var slot = Int(truncatingIfNeeded: pair) & mask
        while slots[slot].partition >= 0 {
            if slots[slot].pair == pair { body(Int(slots[slot].partition)) }
            slot = (slot + 1) & mask
        }
    }
}

extension UploadRequest {
    init(pair: UInt64, partition: Int32) {
        self.pair = pair
        self.partition = partition
    }
}
