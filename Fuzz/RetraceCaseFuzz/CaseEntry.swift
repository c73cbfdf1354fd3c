/// What libFuzzer calls for each input.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    CaseTarget.run(UnsafeRawBufferPointer(start: bytes, count: count))
    return 0
}
