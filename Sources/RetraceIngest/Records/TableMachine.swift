import RetraceCore

/// A table with a header line (RFC 4180): each record becomes an object with a text for each column that is not empty.
struct TableMachine: RecordMachine {
    private enum Place {
        case fieldStart, bare, quoted, afterQuote
    }

    private let delimiter: UInt8
    /// `"name":` of each column, once the header has been read.
    private var columns: [[UInt8]]?
    private var headerFields: [[UInt8]] = []
    private var place = Place.fieldStart
    private var record: [UInt8] = []
    /// Where the field's value begins in the record, and where the record is cut off if it is empty.
    private var valueStart = 0
    private var fieldStart = 0
    private var fieldCount = 0
    private var isWrong = false
    private var isCarriageReturnPending = false
    private var line: UInt64 = 1
    /// Line feeds inside quotes, which the record's line is followed by.
    private var innerFeeds = 0

    init(delimiter: UInt8) { self.delimiter = delimiter }

    mutating func feed(_ bytes: UnsafeRawBufferPointer, to lines: inout [UInt8]) throws {
        for byte in bytes {
            if isCarriageReturnPending {
                isCarriageReturnPending = false
                if byte != 0x0A { takeBare(0x0D) }
            }
            try take(byte, &lines)
        }
        guard record.count <= 2 * Limits.lineBytes else {
            throw FrameError(
                "has a record of over \(Limits.lineBytes) bytes that ends after line \(line): is a quote missing?")
        }
    }

    private mutating func take(_ byte: UInt8, _ lines: inout [UInt8]) throws {
        switch place {
        case .quoted:
            if byte == UInt8(ascii: "\"") { return place = .afterQuote }
            if byte == 0x0A { innerFeeds += 1 }
            put(byte)
        case .fieldStart where byte == UInt8(ascii: "\""):
            beginField()
            place = .quoted
        case .afterQuote where byte == UInt8(ascii: "\""):
            put(byte)
            place = .quoted
        default:
            if byte == 0x0A {
                try endRecord(&lines)
            } else if byte == delimiter {
                endField()
            } else if byte == 0x0D {
                isCarriageReturnPending = true
            } else {
                takeBare(byte)
            }
        }
    }

    private mutating func takeBare(_ byte: UInt8) {
        if place == .fieldStart { beginField() }
        if place == .afterQuote { isWrong = true }
        place = .bare
        put(byte)
    }

    private mutating func beginField() {
        fieldStart = record.count
        if let columns, fieldCount < columns.count {
            if !record.isEmpty { record.append(UInt8(ascii: ",")) }
            record += columns[fieldCount]
            record.append(UInt8(ascii: "\""))
        }
        valueStart = record.count
    }

    /// A byte of a value, as JSON has it.
    private mutating func put(_ byte: UInt8) {
        guard columns != nil, byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") else {
            return record.append(byte)
        }
        let hex = Array("0123456789abcdef".utf8)
        record += [UInt8(ascii: "\\"), UInt8(ascii: "u"), 0x30, 0x30, hex[Int(byte >> 4)], hex[Int(byte & 15)]]
    }

    private mutating func endField() {
        if place == .fieldStart { beginField() }
        if columns == nil {
            headerFields.append(Array(record[valueStart...]))
        } else if record.count == valueStart {
            record.removeSubrange(fieldStart...)
        } else {
            record.append(UInt8(ascii: "\""))
        }
        fieldCount += 1
        place = .fieldStart
    }

    private mutating func endRecord(_ lines: inout [UInt8]) throws {
        let isBlank = fieldCount == 0 && place == .fieldStart
        if !isBlank {
            endField()
            if let columns {
                // A record of empty fields is a record all the same: an object that lacks everything.
                let isWhole = !isWrong && fieldCount == columns.count
                lines += isWhole ? [UInt8(ascii: "{")] + record + [UInt8(ascii: "}")] : [UInt8(ascii: "!")]
            } else {
                try endHeader()
            }
        }
        lines += Array(repeating: 0x0A, count: innerFeeds + 1)
        line += UInt64(innerFeeds + 1)
        record.removeAll(keepingCapacity: true)
        (fieldCount, innerFeeds, isWrong, place) = (0, 0, false, .fieldStart)
    }

    private mutating func endHeader() throws {
        guard !isWrong, Set(headerFields).count == headerFields.count, !headerFields.contains([]) else {
            throw FrameError("has a header line in which a column's name is missing or stands twice")
        }
        columns = []
        for name in headerFields {
            record.removeAll(keepingCapacity: true)
            for byte in name { put(byte) }
            columns?.append([UInt8(ascii: "\"")] + record + Array("\":".utf8))
        }
    }

    mutating func finish(_ lines: inout [UInt8]) throws {
        isCarriageReturnPending = false
        guard place != .quoted else {
            throw FrameError("ends inside a quoted field, in the record that begins in line \(line): it was cut off")
        }
        if fieldCount > 0 || place != .fieldStart { try endRecord(&lines) }
    }
}
