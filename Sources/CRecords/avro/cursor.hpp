// The binary encoding's elements: Avro 1.11, "Binary Encoding".
#pragma once

#include "../record_reader.hpp"

namespace retrace::avro {

/// A place in bytes that are all there. What goes beyond them is damage, or where more may come, a reason to wait.
class Cursor {
public:
    /// Thrown where the bytes end too early.
    struct End : Damage {
        using Damage::Damage;
    };

    explicit Cursor(std::string_view bytes) : bytes_(bytes) {}

    /// A variable-length, zig-zag encoded integer.
    int64_t read_long() {
        uint64_t value = 0;
        for (unsigned shift = 0; shift < 64; shift += 7) {
            if (at_ == bytes_.size()) throw End("it ends within an integer");
            const auto byte = static_cast<unsigned char>(bytes_[at_++]);
            if (shift == 63 && byte > 1) break;
            value |= static_cast<uint64_t>(byte & 0x7F) << shift;
            if (byte < 0x80) return static_cast<int64_t>(value >> 1 ^ (~(value & 1) + 1));
        }
        throw Damage("an integer has more than 64 bits");
    }

    /// A length or a count that must not be negative.
    size_t read_size() {
        const int64_t size = read_long();
        if (size < 0) throw Damage("a length is negative");
        return static_cast<size_t>(size);
    }

    std::string_view read_bytes(size_t count) {
        check_bytes(count);
        at_ += count;
        return bytes_.substr(at_ - count, count);
    }

    /// Throws as `read_bytes` does, and stays where it is.
    void check_bytes(size_t count) const {
        if (count > bytes_.size() - at_) throw End("it ends within a value");
    }

    std::string_view read_text() { return read_bytes(read_size()); }

    /// The count that an array's or a map's next block begins with; its size in bytes, which may stand there, is passed over.
    uint64_t read_block_count() {
        const int64_t count = read_long();
        if (count >= 0) return static_cast<uint64_t>(count);
        read_long();
        return ~static_cast<uint64_t>(count) + 1;
    }

    size_t position() const { return at_; }
    bool is_at_end() const { return at_ == bytes_.size(); }

private:
    std::string_view bytes_;
    size_t at_ = 0;
};

}  // namespace retrace::avro
