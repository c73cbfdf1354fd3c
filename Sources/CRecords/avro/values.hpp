// Records of a block to JSON.
#pragma once

#include "cursor.hpp"
#include "schema.hpp"

namespace retrace::avro {

/// Writes values as JSON, whatever the bytes are: lengths are checked against what is there, levels and numbers of values
/// are limited.
class ValueWriter {
public:
    ValueWriter(const Schema &schema, LineText &out) : schema_(schema), out_(out) {}

    /// Writes one record. Throws `Damage` where the bytes don't fit the schema.
    void write_record(Cursor &cursor) {
        values_ = 0;
        write(cursor, schema_[0], 0);
    }

private:
    /// A line that is not too long has fewer. Values may take no bytes, so that nothing else ends an array of 2⁶³.
    static constexpr size_t values_max = 2 * LineText::line_max;

    void write(Cursor &cursor, const TypeNode &node, unsigned depth) {
        if (++values_ > values_max) throw Damage("it has more than " + std::to_string(values_max) + " values");
        if (depth > RT_RECORD_DEPTH_MAX) {
            throw Damage("it is nested more than " + std::to_string(RT_RECORD_DEPTH_MAX) + " levels deep");
        }
        switch (node.type) {
        case Type::array: return write_array(cursor, node, depth);
        case Type::map: return write_map(cursor, node, depth);
        case Type::one_of: return write(cursor, branch(cursor, node), depth + 1);
        case Type::record: return write_fields(cursor, node, depth);
        default: write_scalar(cursor, node);
        }
    }

    void write_scalar(Cursor &cursor, const TypeNode &node) {
        switch (node.type) {
        case Type::boolean: return out_.append(read_boolean(cursor) ? "true" : "false");
        case Type::int32: return out_.append_number(read_int(cursor));
        case Type::int64: return out_.append_number(cursor.read_long());
        case Type::float32: return out_.append_number(read_number<float>(cursor));
        case Type::float64: return out_.append_number(read_number<double>(cursor));
        case Type::bytes: return out_.append_hex(cursor.read_text());
        case Type::text: return out_.append_string(cursor.read_text());
        case Type::fixed: return out_.append_hex(cursor.read_bytes(node.size));
        case Type::enumeration: return out_.append(node.names[read_choice(cursor, node.names.size(), "symbol")]);
        default: out_.append("null");
        }
    }

    const TypeNode &branch(Cursor &cursor, const TypeNode &node) {
        return schema_[node.parts[read_choice(cursor, node.parts.size(), "branch")]];
    }

    void write_fields(Cursor &cursor, const TypeNode &node, unsigned depth) {
        out_.append('{');
        for (size_t i = 0; i < node.parts.size(); i++) {
            if (i > 0) out_.append(',');
            out_.append(node.names[i]);
            write(cursor, schema_[node.parts[i]], depth + 1);
        }
        out_.append('}');
    }

    void write_array(Cursor &cursor, const TypeNode &node, unsigned depth) {
        out_.append('[');
        for_each(cursor, [&] { write(cursor, schema_[node.parts[0]], depth + 1); });
        out_.append(']');
    }

    void write_map(Cursor &cursor, const TypeNode &node, unsigned depth) {
        out_.append('{');
        for_each(cursor, [&] {
            out_.append_string(cursor.read_text());
            out_.append(':');
            write(cursor, schema_[node.parts[0]], depth + 1);
        });
        out_.append('}');
    }

    /// The items of an array or a map, which come in blocks until an empty one.
    template <typename Body>
    void for_each(Cursor &cursor, Body body) {
        bool is_first = true;
        while (const uint64_t count = cursor.read_block_count()) {
            for (uint64_t i = 0; i < count; i++) {
                if (!is_first) out_.append(',');
                is_first = false;
                body();
            }
        }
    }

    static bool read_boolean(Cursor &cursor) {
        const char byte = cursor.read_bytes(1)[0];
        if (byte != 0 && byte != 1) throw Damage("a boolean is neither 0 nor 1");
        return byte == 1;
    }

    static int32_t read_int(Cursor &cursor) {
        const int64_t value = cursor.read_long();
        if (value != static_cast<int32_t>(value)) throw Damage("an int has more than 32 bits");
        return static_cast<int32_t>(value);
    }

    /// IEEE 754, the lowest byte first.
    template <typename Number>
    static Number read_number(Cursor &cursor) {
        using Bits = std::conditional_t<sizeof(Number) == 4, uint32_t, uint64_t>;
        Bits bits = 0;
        const std::string_view bytes = cursor.read_bytes(sizeof bits);
        for (size_t i = sizeof bits; i-- > 0;) bits = bits << 8 | static_cast<unsigned char>(bytes[i]);
        Number number;
        std::memcpy(&number, &bits, sizeof number);
        return number;
    }

    static size_t read_choice(Cursor &cursor, size_t count, const char *what) {
        const size_t choice = cursor.read_size();
        if (choice >= count) throw Damage(std::string("a ") + what + " is none of the schema's");
        return choice;
    }

    const Schema &schema_;
    LineText &out_;
    size_t values_ = 0;
};

}  // namespace retrace::avro
