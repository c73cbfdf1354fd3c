import Foundation
import RetraceCore

/// What the sampled records of some files hold, place by place. Values are kept in memory only, and of each place a few.
struct RecordSurvey {
    /// What stands at one place of the records.
    struct Place {
        /// Records that have something there.
        var records = 0
        /// Values that were looked at, by what they look like.
        var shapes: [ValueShape: Int] = [:]
        /// Different values, up to ``RecordSurvey/distinctMax``.
        var distinct: Set<String> = []
        /// Whether all values were texts.
        var isText = true

        /// The share of values that look so.
        func share(_ isSuch: (ValueShape) -> Bool) -> Double {
            let all = shapes.values.reduce(0, +)
            return all == 0 ? 0 : Double(shapes.filter { isSuch($0.key) }.values.reduce(0, +)) / Double(all)
        }

        /// The values, where there are few and none says who somebody is; nil elsewhere. Sorted.
        var words: [String]? {
            guard distinct.count <= 40, !shapes.keys.contains(where: { $0.isPersonal || $0.isTime }) else { return nil }
            let values = distinct.sortedAsBytes()
            return values.allSatisfy { $0.utf8.count <= 60 } ? values : nil
        }
    }

    /// How many records were looked at.
    private(set) var records = 0
    /// By pointer, with `*` for the elements of arrays.
    private(set) var places: [String: Place] = [:]

    static let distinctMax = 2000
    private static let placesMax = 400
    private static let depthMax = 10
    private static let elementsMax = 20

    /// Adds a record.
    mutating func add(_ record: [String: Any]) {
        records += 1
        var seen: Set<String> = []
        visit(record, "", &seen, depth: 0)
        for pointer in seen { places[pointer]?.records += 1 }
    }

    private mutating func visit(_ value: Any, _ pointer: String, _ seen: inout Set<String>, depth: Int) {
        guard depth < RecordSurvey.depthMax else { return }
        if let object = value as? [String: Any] {
            for (key, inner) in object where key != "*" {
                visit(inner, pointer + JSONPointer(key: key).text, &seen, depth: depth + 1)
            }
        } else if let list = value as? [Any] {
            for inner in list.prefix(RecordSurvey.elementsMax) { visit(inner, pointer + "/*", &seen, depth: depth + 1) }
        } else if !(value is NSNull) {
            note(value, pointer, &seen)
        }
    }

    private mutating func note(_ value: Any, _ pointer: String, _ seen: inout Set<String>) {
        guard places[pointer] != nil || places.count < RecordSurvey.placesMax else { return }
        let number = value as? NSNumber
        // Whether a number began as true or false only its C type tells.
        let isBoolean = number.map { String(cString: $0.objCType) == "c" } ?? (value is Bool)
        let text = isBoolean ? "\(number?.boolValue ?? false)" : number?.stringValue ?? value as? String ?? ""
        seen.insert(pointer)
        var place = places[pointer] ?? Place()
        place.shapes[isBoolean ? .boolean : ValueShape(text), default: 0] += 1
        place.isText = place.isText && value is String
        if place.distinct.count < RecordSurvey.distinctMax { place.distinct.insert(text) }
        places[pointer] = place
    }
}
