// How the blocks of a file are compressed: Avro 1.11, "Required Codecs" and "Optional Codecs".
#pragma once

#include <snappy-c.h>
#include <zlib.h>
#include <zstd.h>

#include <memory>

#include "../record_reader.hpp"

namespace retrace::avro {

/// Unpacks blocks. None grows over the limit.
class Codec {
public:
    /// Throws `Damage` where there is no such codec.
    explicit Codec(std::string_view name) {
        if (name == "deflate") {
            unpack_ = &Codec::inflate_block;
        } else if (name == "snappy") {
            unpack_ = &Codec::unsnap_block;
        } else if (name == "zstandard") {
            unpack_ = &Codec::decompress_block;
        } else if (name != "null") {
            throw Damage("has blocks compressed in a way that is not known: null, deflate, snappy and zstandard are");
        }
    }

    /// The block's bytes, which live until the next call. Throws `Damage`.
    std::string_view unpack(std::string_view block) {
        if (!unpack_) return block;
        (this->*unpack_)(block);
        return std::string_view(bytes_).substr(0, size_);
    }

private:
    static constexpr size_t step = 256 << 10;

    /// Room for more of the block's bytes.
    void make_room() {
        if (size_ >= RT_RECORD_BLOCK_MAX) throw Damage("it unpacks to more than 64 MiB");
        if (size_ == bytes_.size()) bytes_.resize(std::max(step, std::min<size_t>(size_ * 2, RT_RECORD_BLOCK_MAX)));
    }

    /// RFC 1951. Some writers leave bytes of zlib's checksum behind it.
    void inflate_block(std::string_view block) {
        z_stream stream{};
        if (inflateInit2(&stream, -MAX_WBITS) != Z_OK) throw std::bad_alloc();
        const std::unique_ptr<z_stream, int (*)(z_stream *)> owner(&stream, inflateEnd);
        stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(block.data()));
        stream.avail_in = static_cast<uInt>(block.size());
        size_ = 0;
        for (int status = Z_OK; status != Z_STREAM_END;) {
            make_room();
            stream.next_out = reinterpret_cast<Bytef *>(bytes_.data() + size_);
            stream.avail_out = static_cast<uInt>(bytes_.size() - size_);
            status = inflate(&stream, Z_NO_FLUSH);
            size_ = bytes_.size() - stream.avail_out;
            const bool goes_on = status == Z_OK && (stream.avail_in > 0 || stream.avail_out == 0);
            if (status != Z_STREAM_END && !goes_on) throw Damage("its deflated bytes are damaged");
        }
    }

    /// A block of Snappy's and the CRC-32 of what it holds, the highest byte first.
    void unsnap_block(std::string_view block) {
        if (block.size() < 4) throw Damage("its checksum is missing");
        const std::string_view sum = block.substr(block.size() - 4), packed = block.substr(0, block.size() - 4);
        size_t length = 0;
        if (snappy_uncompressed_length(packed.data(), packed.size(), &length) != SNAPPY_OK) {
            throw Damage("its Snappy bytes are damaged");
        }
        if (length > RT_RECORD_BLOCK_MAX) throw Damage("it unpacks to more than 64 MiB");
        if (bytes_.size() < length) bytes_.resize(length);
        if (snappy_uncompress(packed.data(), packed.size(), bytes_.data(), &length) != SNAPPY_OK) {
            throw Damage("its Snappy bytes are damaged");
        }
        size_ = length;
        uint32_t expected = 0;
        for (const char byte : sum) expected = expected << 8 | static_cast<unsigned char>(byte);
        const auto found = crc32(0, reinterpret_cast<const Bytef *>(bytes_.data()), static_cast<uInt>(length));
        if (found != expected) throw Damage("its checksum is wrong");
    }

    /// Zstandard frames, which need not say how long they are.
    void decompress_block(std::string_view block) {
        if (!context_) {
            context_.reset(ZSTD_createDCtx());
            if (!context_) throw std::bad_alloc();
            // A block that is not over the limit needs no larger window.
            ZSTD_DCtx_setParameter(context_.get(), ZSTD_d_windowLogMax, 26);
        }
        ZSTD_DCtx_reset(context_.get(), ZSTD_reset_session_only);
        ZSTD_inBuffer in{block.data(), block.size(), 0};
        size_ = 0;
        for (size_t status = 1; status != 0 || in.pos < in.size;) {
            make_room();
            ZSTD_outBuffer out{bytes_.data(), bytes_.size(), size_};
            const size_t before = in.pos;
            status = ZSTD_decompressStream(context_.get(), &out, &in);
            const bool is_stuck = in.pos == before && out.pos == size_;
            size_ = out.pos;
            if (ZSTD_isError(status) || (status != 0 && is_stuck)) throw Damage("its Zstandard bytes are damaged");
        }
    }

    void (Codec::*unpack_)(std::string_view) = nullptr;
    std::string bytes_;
    size_t size_ = 0;
    std::unique_ptr<ZSTD_DCtx, size_t (*)(ZSTD_DCtx *)> context_{nullptr, ZSTD_freeDCtx};
};

}  // namespace retrace::avro
