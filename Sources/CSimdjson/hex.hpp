// Hex digits to bytes, as wide as the processor allows.
#pragma once

#include "values.hpp"

#if defined(__x86_64__)
#include <immintrin.h>
#elif defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace retrace {

#if defined(__x86_64__)
/// As `read_hex_plain`, 32 digits at a time.
__attribute__((target("avx2"))) inline bool read_hex_avx2(const uint8_t *p, uint8_t out[32]) {
    __m256i valid = _mm256_set1_epi8(-1);
    for (int i = 0; i < 2; i++) {
        const __m256i c = _mm256_loadu_si256(reinterpret_cast<const __m256i *>(p + 32 * i));
        const __m256i digits = _mm256_sub_epi8(c, _mm256_set1_epi8('0'));
        const __m256i letters =
            _mm256_sub_epi8(_mm256_or_si256(c, _mm256_set1_epi8(0x20)), _mm256_set1_epi8('a'));
        // Unsigned: what lies below has become large.
        const __m256i is_digit = _mm256_cmpeq_epi8(_mm256_min_epu8(digits, _mm256_set1_epi8(9)), digits);
        const __m256i is_letter = _mm256_cmpeq_epi8(_mm256_min_epu8(letters, _mm256_set1_epi8(5)), letters);
        valid = _mm256_and_si256(valid, _mm256_or_si256(is_digit, is_letter));
        const __m256i value =
            _mm256_blendv_epi8(_mm256_add_epi8(letters, _mm256_set1_epi8(10)), digits, is_digit);
        // Sixteen times the first digit of each pair, plus the second.
        const __m256i pairs = _mm256_maddubs_epi16(value, _mm256_set1_epi16(0x0110));
        const __m256i packed = _mm256_permute4x64_epi64(_mm256_packus_epi16(pairs, pairs), 0x08);
        _mm_storeu_si128(reinterpret_cast<__m128i *>(out + 16 * i), _mm256_castsi256_si128(packed));
    }
    return _mm256_movemask_epi8(valid) == -1;
}

inline const bool has_avx2 = __builtin_cpu_supports("avx2");
#endif

/// Decodes 64 hex digits; false when one is none.
inline bool read_hex_plain(const uint8_t *p, uint8_t out[32]) {
#if defined(__x86_64__)
    if (has_avx2) return read_hex_avx2(p, out);
#endif
#if defined(__SSE2__)
    __m128i valid = _mm_set1_epi8(-1);
    for (int i = 0; i < 4; i++) {
        const __m128i c = _mm_loadu_si128(reinterpret_cast<const __m128i *>(p + 16 * i));
        const __m128i lower = _mm_or_si128(c, _mm_set1_epi8(0x20));
        const __m128i digit =
            _mm_and_si128(_mm_cmpgt_epi8(c, _mm_set1_epi8('0' - 1)), _mm_cmplt_epi8(c, _mm_set1_epi8('9' + 1)));
        const __m128i letter =
            _mm_and_si128(_mm_cmpgt_epi8(lower, _mm_set1_epi8('a' - 1)), _mm_cmplt_epi8(lower, _mm_set1_epi8('f' + 1)));
        valid = _mm_and_si128(valid, _mm_or_si128(digit, letter));
        const __m128i value = _mm_or_si128(_mm_and_si128(digit, _mm_sub_epi8(c, _mm_set1_epi8('0'))),
                                           _mm_and_si128(letter, _mm_sub_epi8(lower, _mm_set1_epi8('a' - 10))));
        const __m128i high = _mm_slli_epi16(_mm_and_si128(value, _mm_set1_epi16(0x00FF)), 4);
        const __m128i bytes = _mm_or_si128(high, _mm_srli_epi16(value, 8));
        _mm_storel_epi64(reinterpret_cast<__m128i *>(out + 8 * i), _mm_packus_epi16(bytes, bytes));
    }
    return _mm_movemask_epi8(valid) == 0xFFFF;
#else
    return read_hex(p, 64, out);
#endif
}

}  // namespace retrace
