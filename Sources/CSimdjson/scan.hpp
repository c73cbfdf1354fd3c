// What the plain walk looks for, many bytes at a time. As `plain_walk.hpp`, `walks.hpp` includes it once for each set of
// instructions.

namespace retrace::RETRACE_WALK {

#if RETRACE_WALK_AVX2
/// Which of 32 bytes end a plain run inside a string: bit by byte.
inline unsigned plain_ends(const uint8_t *p) {
    const __m256i bytes = _mm256_loadu_si256(reinterpret_cast<const __m256i *>(p));
    // Signed: bytes from 0x80 are negative, so that one comparison finds controls and non-ASCII.
    const __m256i ends = _mm256_or_si256(_mm256_or_si256(_mm256_cmpeq_epi8(bytes, _mm256_set1_epi8('"')),
                                                         _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8('\\'))),
                                         _mm256_cmpgt_epi8(_mm256_set1_epi8(0x20), bytes));
    return static_cast<unsigned>(_mm256_movemask_epi8(ends));
}
#elif defined(__SSE2__)
/// Which of 16 bytes end a plain run inside a string: bit by byte.
inline unsigned plain_ends(const uint8_t *p) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i *>(p));
    // Signed: bytes from 0x80 are negative, so that one comparison finds controls and non-ASCII.
    const __m128i ends = _mm_or_si128(_mm_or_si128(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('"')),
                                                   _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\\'))),
                                      _mm_cmplt_epi8(bytes, _mm_set1_epi8(0x20)));
    return static_cast<unsigned>(_mm_movemask_epi8(ends));
}
#endif

/// The first byte that ends a plain run inside a string: a quote, a backslash, a control or a non-ASCII byte.
inline const uint8_t *end_of_plain(const uint8_t *p) {
#if RETRACE_WALK_AVX2
    for (;; p += 32) {
        const unsigned mask = plain_ends(p);
        if (__builtin_expect(mask != 0, 1)) return p + __builtin_ctz(mask);
    }
#elif defined(__SSE2__)
    // Two at once: most texts are shorter than that, and a loop that runs once or twice is a branch mispredicted.
    for (;; p += 32) {
        const unsigned mask = plain_ends(p) | plain_ends(p + 16) << 16;
        if (mask) return p + __builtin_ctz(mask);
    }
#else
    while (*p != '"' && *p != '\\' && *p >= 0x20 && *p < 0x80) p++;
    return p;
#endif
}

/// Whether the bytes at `p` are those of a predicted key.
inline bool begins_with(const uint8_t *p, const PredictedKey &key) {
#if RETRACE_WALK_AVX2
    const __m256i bytes = _mm256_loadu_si256(reinterpret_cast<const __m256i *>(p));
    const __m256i text = _mm256_load_si256(reinterpret_cast<const __m256i *>(key.text));
    const __m256i mask = _mm256_load_si256(reinterpret_cast<const __m256i *>(key.mask));
    return _mm256_testz_si256(_mm256_xor_si256(bytes, text), mask);
#else
    uint64_t words[4];
    std::memcpy(words, p, sizeof words);
    uint64_t difference = 0;
    for (int i = 0; i < 4; i++) difference |= (words[i] ^ key.text[i]) & key.mask[i];
    return difference == 0;
#endif
}

/// Reads a time stamp of the usual form with the quote after it, `2019-09-17T00:00:00.000Z"`, whose date is that of the one
/// before. False says nothing of other forms.
inline bool read_usual_timestamp(const TimestampReader &reader, const uint8_t *p, int64_t &milliseconds) {
#if RETRACE_WALK_AVX2
    const __m128i date = _mm_loadu_si128(reinterpret_cast<const __m128i *>(p));
    const __m128i last_date = _mm_loadu_si128(reinterpret_cast<const __m128i *>(reader.date_and_t()));
    if ((_mm_movemask_epi8(_mm_cmpeq_epi8(date, last_date)) & 0x7FF) != 0x7FF) return false;
    // From `hh:mm:ss.mmmZ"` to the values of its digits and zeros; two bytes that don't matter follow.
    const __m128i time = _mm_loadu_si128(reinterpret_cast<const __m128i *>(p + 11));
    const __m128i zeros = _mm_setr_epi8('0', '0', ':', '0', '0', ':', '0', '0', '.', '0', '0', '0', 'Z', '"', 0, 0);
    const __m128i largest = _mm_setr_epi8(2, 9, 0, 5, 9, 0, 5, 9, 0, 9, 9, 9, 0, 0, -1, -1);
    const __m128i digits = _mm_sub_epi8(time, zeros);
    if (_mm_movemask_epi8(_mm_cmpeq_epi8(_mm_min_epu8(digits, largest), digits)) != 0xFFFF) return false;
    // hh, mm, ss, hundredths, thousandths; then minutes, hundredths, thousandths.
    const __m128i pairs =
        _mm_shuffle_epi8(digits, _mm_setr_epi8(0, 1, 3, 4, 6, 7, 9, 10, 11, -1, -1, -1, -1, -1, -1, -1));
    const __m128i numbers = _mm_maddubs_epi16(pairs, _mm_setr_epi8(10, 1, 10, 1, 10, 1, 10, 1, 1, 0, 0, 0, 0, 0, 0, 0));
    if ((_mm_cvtsi128_si32(numbers) & 0xFFFF) > 23) return false;
    const __m128i sums = _mm_madd_epi16(numbers, _mm_setr_epi16(60, 1, 100, 1, 1, 0, 0, 0));
    milliseconds = reader.day_milliseconds() + int64_t{_mm_cvtsi128_si32(sums)} * 60000 +
                   int64_t{_mm_extract_epi32(sums, 1)} * 10 + _mm_extract_epi32(sums, 2);
    return milliseconds >= earliest_ms && milliseconds <= latest_ms;
#else
    return p[24] == '"' && reader.read_usual(p, milliseconds);
#endif
}

}  // namespace retrace::RETRACE_WALK
