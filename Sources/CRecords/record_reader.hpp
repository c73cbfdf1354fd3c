// What readers of all formats of records share.
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

#include "include/retrace_records.h"
#include "line_text.hpp"

namespace retrace {

/// Why a file can't be read further, in words that follow its name.
struct Damage : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// Bytes of a file that have come and are not used up.
class PendingBytes {
public:
    void feed(std::string_view bytes) {
        if (start_ > 0) bytes_.erase(0, start_);
        start_ = 0;
        bytes_.append(bytes);
    }

    std::string_view view() const { return std::string_view(bytes_).substr(start_); }

    /// The bytes stay where they are until more are fed.
    void consume(size_t count) { start_ += count; }

private:
    std::string bytes_;
    size_t start_ = 0;
};

/// Reads the records of one file.
class RecordReader {
public:
    virtual ~RecordReader() = default;

    /// Writes a batch of lines; false where more bytes are needed. Throws `Damage`; what was written before that counts.
    virtual bool read(PendingBytes &pending, LineText &lines) = 0;

    /// Throws `Damage` where the file may not end with these bytes left over.
    virtual void finish(std::string_view rest) = 0;

protected:
    /// Lines of a batch are handed out once they have so many bytes.
    static constexpr size_t batch_bytes = 64 << 10;
};

}  // namespace retrace

struct rt_records {
    explicit rt_records(retrace::RecordReader *reader) : reader(reader) {}
    ~rt_records() { delete reader; }

    retrace::RecordReader *reader;
    retrace::PendingBytes pending;
    retrace::LineText lines;
    std::string damage;
    bool is_damaged = false;
};
