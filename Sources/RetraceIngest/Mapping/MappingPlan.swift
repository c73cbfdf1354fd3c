import Foundation
import RetraceCore

/// The rules of one file and stream in the form that the C++ mapper reads.
struct MappingPlan: Encodable {
    struct Path: Encodable {
        var level: Int
        var steps: [String?]
    }

    struct Condition: Encodable {
        var path: Path
        var negated: Bool
        var values: [String]
    }

    struct Field: Encodable {
        var name: String
        var path: Path?
        var isList: Bool
        var emptyIsAbsent: Bool
        var constant: String?
        var fallback: String?
        var values: [String: String]?
        var unmapped: String
        var time: UInt8
        var format: String?
        var zone: [[Int64]]?
        var hashing: UInt8
        var countryCode: String?
        var split: String?
    }

    struct Rule: Encodable {
        var levels: [Path]
        var conditions: [Condition]
        var fields: [Field]
    }

    var rules: [Rule]

    /// Compiles sources. Throws ``RetraceCore/RetraceError`` of kind `data` where pointers go through arrays that are not
    /// inside one another: which elements belong together would be a guess.
    init(_ sources: [StreamSource], stream: LogStream) throws {
        rules = try sources.map { try MappingPlan.rule($0, stream: stream) }
    }

    private static func rule(_ source: StreamSource, stream: LogStream) throws -> Rule {
        let chain = try chain(of: source)
        let levels = chain.indices.map { index in
            let above = index == 0 ? 0 : chain[index - 1].steps.count
            return Path(level: index, steps: Array(chain[index].steps[above...].dropLast()))
        }
        let fields = source.fields.map { field($0, chain) }
        let conditions = try source.conditions.map { condition in
            let path = path(condition.pointer, chain)
            guard !path.steps.contains(nil) else {
                throw RetraceError(
                    .data,
                    "The mapping is wrong at \(condition.place): a condition goes through an array that no field goes through."
                )
            }
            return Condition(path: path, negated: condition.isNegated, values: condition.values)
        }
        // The model's own fields under their own names.
        let own = LineParser.fieldNames(of: stream).map {
            field(FieldSource(name: $0, pointer: JSONPointer(key: $0), place: source.place), chain)
        }
        return Rule(levels: levels, conditions: conditions, fields: fields.isEmpty ? own : fields)
    }

    /// The arrays that a rule goes through, outermost first.
    private static func chain(of source: StreamSource) throws -> [JSONPointer] {
        var chain = source.each?.arrays ?? []
        for field in source.fields where field.name != "audience_ids" {
            guard let arrays = field.pointer?.arrays else { continue }
            for (level, array) in arrays.enumerated() {
                if level == chain.count && source.each == nil { chain.append(array) }
                guard level < chain.count, chain[level] == array else {
                    throw RetraceError(
                        .data,
                        "The mapping is wrong at \(field.place): '\(field.name)' goes through an array that is not inside "
                            + "those that the other fields go through. Give a source for each array.")
                }
            }
        }
        return chain
    }

    /// A pointer from the innermost element of the chain that leads to it.
    private static func path(_ pointer: JSONPointer, _ chain: [JSONPointer]) -> Path {
        let arrays = pointer.arrays
        let level = zip(arrays, chain).prefix { $0 == $1 }.count
        let above = level == 0 ? 0 : chain[level - 1].steps.count
        return Path(level: level, steps: Array(pointer.steps[above...]))
    }

    private static func field(_ source: FieldSource, _ chain: [JSONPointer]) -> Field {
        var field = Field(
            name: source.name, path: source.pointer.map { path($0, chain) }, isList: source.name == "audience_ids",
            emptyIsAbsent: source.emptyIsAbsent, constant: source.constant, fallback: source.fallback,
            values: source.values, unmapped: source.unmapped.rawValue, time: 0, hashing: source.hashing.rawValue,
            countryCode: source.countryCode, split: source.split)
        switch source.time {
        case .model: field.time = 0
        case .seconds: field.time = 1
        case .milliseconds: field.time = 2
        case .microseconds: field.time = 3
        case .nanoseconds: field.time = 4
        case .format(let format, let zone):
            field.time = 5
            field.format = format
            field.zone = zone.map(TimeForm.changes)
        }
        return field
    }

    /// The plan as JSON.
    func encoded() throws -> [UInt8] { Array(try JSONEncoder().encode(self)) }
}
