import RetraceCore

/// Which of several impressions with one event id is kept: the earliest, then field by field in the order of the stream's
/// table (audiences, line item, country), an absent field smallest, lists element by element.
struct ImpressionOrder {
    let audiences: [TextID]
    let lineItems: [UInt8]
    let texts: Texts

    /// Whether this line of an event is kept rather than the other.
    func isKept(_ left: ImpressionEvent, over right: ImpressionEvent) -> Bool {
        if left.instant != right.instant { return left.instant < right.instant }
        let (leftList, rightList) = (list(left), list(right))
        if !leftList.elementsEqual(rightList) {
            return leftList.lexicographicallyPrecedes(rightList) { texts.precedes($0, $1) }
        }
        let (leftItem, rightItem) = (lineItem(left), lineItem(right))
        if leftItem != rightItem { return leftItem.lexicographicallyPrecedes(rightItem) }
        if left.country != right.country { return texts.precedes(left.country, right.country) }
        // The lines say the same: that the first one is kept can be seen in the evidence alone.
        return left.location < right.location
    }

    private func list(_ event: ImpressionEvent) -> ArraySlice<TextID> {
        audiences[Int(event.audienceStart)..<Int(event.audienceStart + event.audienceCount)]
    }

    private func lineItem(_ event: ImpressionEvent) -> ArraySlice<UInt8> {
        lineItems[Int(event.lineItemStart)..<Int(event.lineItemStart + event.lineItemLength)]
    }
}
