#include "CCLKKernel.h"

#include <string.h>

#if defined(__x86_64__)
#include <immintrin.h>
#endif
#if defined(__aarch64__)
#include <arm_neon.h>
#endif

// Left rows that stay in the first cache while one block of right rows is in registers.
enum { TILE_ROWS = 128 };

// Puts a pair in the sorted list of its left row and returns the least score that may still enter.
static __attribute__((noinline)) uint32_t keep(const clk_cross_job *job, size_t row, uint32_t score, uint32_t right,
                                               uint32_t score_min) {
    clk_candidate *list = job->candidates + row * job->top;
    uint32_t count = job->candidate_counts[row];
    if (score < score_min) return score_min;
    uint32_t place = count < job->top ? count : job->top - 1;
    // Right rows come in ascending order: an equal score goes behind.
    while (place > 0 && list[place - 1].score < score) {
        list[place] = list[place - 1];
        place--;
    }
    list[place].score = score;
    list[place].right = right;
    if (count < job->top) {
        count++;
        job->candidate_counts[row] = count;
    }
    return count == job->top ? list[count - 1].score + 1 : score_min;
}

// Handles the lanes of a block that passed the test; rare.
static uint32_t keep_lanes(const clk_cross_job *job, size_t row, size_t block, unsigned lanes, const uint64_t *common,
                           uint32_t score_min) {
    while (lanes != 0) {
        unsigned lane = (unsigned)__builtin_ctz(lanes);
        size_t right = block * CLK_BLOCK_ROWS + lane;
        lanes &= lanes - 1;
        if (right >= job->right_count) continue;
        uint64_t sum = (uint64_t)job->left_counts[row] + job->right_counts[right];
        score_min = keep(job, row, (uint32_t)((common[lane] << 31) / sum), (uint32_t)right, score_min);
    }
    return score_min;
}

// One function per variant: COUNTS(left, block, common) fills the common bits of the 8 rows of a block.
#define DEFINE_CROSS(NAME, TARGET, COUNTS)                                                                             \
    TARGET static void NAME(const clk_cross_job *job) {                                                                \
        size_t block_count = (job->right_count + CLK_BLOCK_ROWS - 1) / CLK_BLOCK_ROWS;                                 \
        for (size_t start = 0; start < job->left_count; start += TILE_ROWS) {                                          \
            size_t end = start + TILE_ROWS < job->left_count ? start + TILE_ROWS : job->left_count;                    \
            uint64_t least[TILE_ROWS];                                                                                 \
            for (size_t row = start; row < end; row++) least[row - start] = job->score_min;                            \
            for (size_t block = 0; block < block_count; block++) {                                                     \
                const uint64_t *words = job->right_blocks + block * CLK_WORDS * CLK_BLOCK_ROWS;                        \
                const uint64_t *sums = job->right_counts + block * CLK_BLOCK_ROWS;                                     \
                for (size_t row = start; row < end; row++) {                                                           \
                    uint64_t common[CLK_BLOCK_ROWS];                                                                   \
                    uint64_t own = job->left_counts[row];                                                              \
                    uint64_t limit = least[row - start];                                                               \
                    unsigned lanes = 0;                                                                                \
                    if (own == 0) continue;                                                                            \
                    COUNTS(job->left + row * CLK_WORDS, words, common);                                                \
                    for (unsigned lane = 0; lane < CLK_BLOCK_ROWS; lane++)                                             \
                        lanes |= (unsigned)((common[lane] << 31) >= limit * (own + sums[lane])) << lane;               \
                    if (__builtin_expect(lanes != 0, 0))                                                               \
                        least[row - start] = keep_lanes(job, row, block, lanes, common, (uint32_t)limit);              \
                }                                                                                                      \
            }                                                                                                          \
        }                                                                                                              \
    }

#define DEFINE_PAIRS(NAME, TARGET, COMMON)                                                                             \
    TARGET static void NAME(const uint64_t *left, const uint64_t *right, const uint32_t *left_rows,                    \
                            const uint32_t *right_rows, size_t pair_count, uint32_t *common) {                         \
        for (size_t pair = 0; pair < pair_count; pair++) {                                                             \
            if (pair + 8 < pair_count) {                                                                               \
                const uint64_t *coming = right + (size_t)right_rows[pair + 8] * CLK_WORDS;                             \
                __builtin_prefetch(coming);                                                                            \
                __builtin_prefetch(coming + 8);                                                                        \
            }                                                                                                          \
            common[pair] =                                                                                             \
                COMMON(left + (size_t)left_rows[pair] * CLK_WORDS, right + (size_t)right_rows[pair] * CLK_WORDS);      \
        }                                                                                                              \
    }

#define SCALAR_COUNTS(LEFT, BLOCK, COMMON)                                                                             \
    do {                                                                                                               \
        for (unsigned lane = 0; lane < CLK_BLOCK_ROWS; lane++) (COMMON)[lane] = 0;                                     \
        for (unsigned word = 0; word < CLK_WORDS; word++)                                                              \
            for (unsigned lane = 0; lane < CLK_BLOCK_ROWS; lane++)                                                     \
                (COMMON)[lane] +=                                                                                      \
                    (uint64_t)__builtin_popcountll((LEFT)[word] & (BLOCK)[word * CLK_BLOCK_ROWS + lane]);              \
    } while (0)

static inline uint32_t portable_common(const uint64_t *left, const uint64_t *right) {
    uint32_t sum = 0;
    for (unsigned word = 0; word < CLK_WORDS; word++) sum += (uint32_t)__builtin_popcountll(left[word] & right[word]);
    return sum;
}

DEFINE_CROSS(cross_portable, , SCALAR_COUNTS)
DEFINE_PAIRS(pairs_portable, , portable_common)

#if defined(__x86_64__)

#define POPCNT __attribute__((target("popcnt")))
#define AVX2 __attribute__((target("avx2,popcnt")))
#define AVX512 __attribute__((target("avx512f,avx512vl,avx512vpopcntdq,popcnt")))

POPCNT static inline uint32_t popcnt_common(const uint64_t *left, const uint64_t *right) {
    uint32_t sum = 0;
    for (unsigned word = 0; word < CLK_WORDS; word++) sum += (uint32_t)__builtin_popcountll(left[word] & right[word]);
    return sum;
}

DEFINE_CROSS(cross_popcnt, POPCNT, SCALAR_COUNTS)
DEFINE_PAIRS(pairs_popcnt, POPCNT, popcnt_common)

// Bits by table of nibbles; a byte collects at most 8 * 16 = 128, so that one sum of bytes at the end is enough.
AVX2 static inline __m256i avx2_half_counts(const uint64_t *left, const uint64_t *block) {
    const __m256i table = _mm256_setr_epi8(0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4, 0, 1, 1, 2, 1, 2, 2, 3, 1, 2,
                                           2, 3, 2, 3, 3, 4);
    const __m256i low = _mm256_set1_epi8(0x0F);
    __m256i bytes = _mm256_setzero_si256();
    for (unsigned word = 0; word < CLK_WORDS; word++) {
        __m256i both = _mm256_and_si256(_mm256_set1_epi64x((long long)left[word]),
                                        _mm256_loadu_si256((const __m256i *)(block + word * CLK_BLOCK_ROWS)));
        __m256i first = _mm256_shuffle_epi8(table, _mm256_and_si256(both, low));
        __m256i second = _mm256_shuffle_epi8(table, _mm256_and_si256(_mm256_srli_epi16(both, 4), low));
        bytes = _mm256_add_epi8(bytes, _mm256_add_epi8(first, second));
    }
    return _mm256_sad_epu8(bytes, _mm256_setzero_si256());
}

#define AVX2_COUNTS(LEFT, BLOCK, COMMON)                                                                               \
    do {                                                                                                               \
        _mm256_storeu_si256((__m256i *)(COMMON), avx2_half_counts((LEFT), (BLOCK)));                                   \
        _mm256_storeu_si256((__m256i *)((COMMON) + 4), avx2_half_counts((LEFT), (BLOCK) + 4));                         \
    } while (0)

DEFINE_CROSS(cross_avx2, AVX2, AVX2_COUNTS)

AVX512 static inline uint32_t avx512_common(const uint64_t *left, const uint64_t *right) {
    __m512i low = _mm512_and_si512(_mm512_loadu_si512(left), _mm512_loadu_si512(right));
    __m512i high = _mm512_and_si512(_mm512_loadu_si512(left + 8), _mm512_loadu_si512(right + 8));
    __m512i sum = _mm512_add_epi64(_mm512_popcnt_epi64(low), _mm512_popcnt_epi64(high));
    return (uint32_t)_mm512_reduce_add_epi64(sum);
}

DEFINE_PAIRS(pairs_avx512, AVX512, avx512_common)

// The 16 words of a block stay in registers while the rows of the tile pass.
AVX512 static void cross_avx512(const clk_cross_job *job) {
    size_t block_count = (job->right_count + CLK_BLOCK_ROWS - 1) / CLK_BLOCK_ROWS;
    for (size_t start = 0; start < job->left_count; start += TILE_ROWS) {
        size_t end = start + TILE_ROWS < job->left_count ? start + TILE_ROWS : job->left_count;
        uint64_t least[TILE_ROWS];
        for (size_t row = start; row < end; row++) least[row - start] = job->score_min;
        for (size_t block = 0; block < block_count; block++) {
            const uint64_t *words = job->right_blocks + block * CLK_WORDS * CLK_BLOCK_ROWS;
            const __m512i sums = _mm512_loadu_si512(job->right_counts + block * CLK_BLOCK_ROWS);
            __m512i held[CLK_WORDS];
            for (unsigned word = 0; word < CLK_WORDS; word++)
                held[word] = _mm512_loadu_si512(words + word * CLK_BLOCK_ROWS);
            for (size_t row = start; row < end; row++) {
                const uint64_t *left = job->left + row * CLK_WORDS;
                __m512i even = _mm512_setzero_si512();
                __m512i odd = _mm512_setzero_si512();
#pragma clang loop unroll(full)
                for (unsigned word = 0; word < CLK_WORDS; word += 2) {
                    __m512i first = _mm512_and_si512(_mm512_set1_epi64((long long)left[word]), held[word]);
                    __m512i second = _mm512_and_si512(_mm512_set1_epi64((long long)left[word + 1]), held[word + 1]);
                    even = _mm512_add_epi64(even, _mm512_popcnt_epi64(first));
                    odd = _mm512_add_epi64(odd, _mm512_popcnt_epi64(second));
                }
                __m512i common = _mm512_add_epi64(even, odd);
                __m512i both = _mm512_add_epi64(sums, _mm512_set1_epi64((long long)job->left_counts[row]));
                __m512i limit = _mm512_mul_epu32(both, _mm512_set1_epi64((long long)least[row - start]));
                unsigned lanes = _mm512_cmpge_epu64_mask(_mm512_slli_epi64(common, 31), limit);
                if (__builtin_expect(lanes != 0, 0)) {
                    uint64_t counts[CLK_BLOCK_ROWS];
                    if (job->left_counts[row] == 0) continue;
                    _mm512_storeu_si512(counts, common);
                    least[row - start] = keep_lanes(job, row, block, lanes, counts, (uint32_t)least[row - start]);
                }
            }
        }
    }
}

#endif

#if defined(__aarch64__)

// Bytes collect at most 128 bits each before they are summed.
static inline uint64x2_t neon_pair_counts(const uint64_t *left, const uint64_t *block) {
    uint8x16_t bytes = vdupq_n_u8(0);
    for (unsigned word = 0; word < CLK_WORDS; word++) {
        uint64x2_t both = vandq_u64(vdupq_n_u64(left[word]), vld1q_u64(block + word * CLK_BLOCK_ROWS));
        bytes = vaddq_u8(bytes, vcntq_u8(vreinterpretq_u8_u64(both)));
    }
    return vpaddlq_u32(vpaddlq_u16(vpaddlq_u8(bytes)));
}

#define NEON_COUNTS(LEFT, BLOCK, COMMON)                                                                               \
    do {                                                                                                               \
        for (unsigned lane = 0; lane < CLK_BLOCK_ROWS; lane += 2)                                                      \
            vst1q_u64((COMMON) + lane, neon_pair_counts((LEFT), (BLOCK) + lane));                                      \
    } while (0)

static inline uint32_t neon_common(const uint64_t *left, const uint64_t *right) {
    uint8x16_t bytes = vdupq_n_u8(0);
    for (unsigned word = 0; word < CLK_WORDS; word += 2) {
        uint64x2_t both = vandq_u64(vld1q_u64(left + word), vld1q_u64(right + word));
        bytes = vaddq_u8(bytes, vcntq_u8(vreinterpretq_u8_u64(both)));
    }
    return vaddlvq_u8(bytes);
}

DEFINE_CROSS(cross_neon, , NEON_COUNTS)
DEFINE_PAIRS(pairs_neon, , neon_common)

#endif

int clk_is_supported(clk_variant variant) {
    if (variant == CLK_PORTABLE) return 1;
#if defined(__x86_64__)
    __builtin_cpu_init();
    if (variant == CLK_POPCNT) return __builtin_cpu_supports("popcnt") != 0;
    if (variant == CLK_AVX2) return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("popcnt");
    if (variant == CLK_AVX512)
        return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl")
            && __builtin_cpu_supports("avx512vpopcntdq");
#endif
#if defined(__aarch64__)
    if (variant == CLK_NEON) return 1;
#endif
    return 0;
}

clk_variant clk_best_variant(void) {
    static const clk_variant order[] = {CLK_AVX512, CLK_AVX2, CLK_POPCNT, CLK_NEON};
    for (unsigned place = 0; place < sizeof order / sizeof order[0]; place++)
        if (clk_is_supported(order[place])) return order[place];
    return CLK_PORTABLE;
}

void clk_row_counts(const uint64_t *rows, size_t count, uint32_t *counts) {
    for (size_t row = 0; row < count; row++)
        counts[row] = portable_common(rows + row * CLK_WORDS, rows + row * CLK_WORDS);
}

void clk_pack_blocks(const uint64_t *rows, size_t count, uint64_t *blocks) {
    size_t block_count = (count + CLK_BLOCK_ROWS - 1) / CLK_BLOCK_ROWS;
    memset(blocks, 0, block_count * CLK_BLOCK_ROWS * CLK_WORDS * sizeof(uint64_t));
    for (size_t row = 0; row < count; row++) {
        uint64_t *block = blocks + row / CLK_BLOCK_ROWS * CLK_WORDS * CLK_BLOCK_ROWS;
        for (unsigned word = 0; word < CLK_WORDS; word++)
            block[word * CLK_BLOCK_ROWS + row % CLK_BLOCK_ROWS] = rows[row * CLK_WORDS + word];
    }
}

void clk_cross(clk_variant variant, const clk_cross_job *job) {
    memset(job->candidate_counts, 0, job->left_count * sizeof(uint32_t));
    switch (variant) {
#if defined(__x86_64__)
    case CLK_POPCNT: cross_popcnt(job); return;
    case CLK_AVX2: cross_avx2(job); return;
    case CLK_AVX512: cross_avx512(job); return;
#endif
#if defined(__aarch64__)
    case CLK_NEON: cross_neon(job); return;
#endif
    default: cross_portable(job); return;
    }
}

void clk_pairs(clk_variant variant, const uint64_t *left, const uint64_t *right, const uint32_t *left_rows,
               const uint32_t *right_rows, size_t pair_count, uint32_t *common) {
    switch (variant) {
#if defined(__x86_64__)
    // One pair fills no more than one AVX2 vector of sums: plain popcnt is as fast.
    case CLK_POPCNT:
    case CLK_AVX2: pairs_popcnt(left, right, left_rows, right_rows, pair_count, common); return;
    case CLK_AVX512: pairs_avx512(left, right, left_rows, right_rows, pair_count, common); return;
#endif
#if defined(__aarch64__)
    case CLK_NEON: pairs_neon(left, right, left_rows, right_rows, pair_count, common); return;
#endif
    default: pairs_portable(left, right, left_rows, right_rows, pair_count, common); return;
    }
}

void clk_wipe(void *memory, size_t byte_count) {
    memset(memory, 0, byte_count);
    __asm__ __volatile__("" : : "r"(memory) : "memory");
}
