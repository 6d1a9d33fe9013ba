#ifndef CCLKKERNEL_H
#define CCLKKERNEL_H

#include <stddef.h>
#include <stdint.h>

// Comparison of 1024-bit filters by Dice, in integers only.
//
// The score of two filters with a and b bits set, c of them common, is floor(c * 2^31 / (a + b)): Dice times 2^30.
// Two different Dice values of 1024-bit filters differ by more than 2^-22, so that no tie is made or lost.
//
// Left filters are rows of 16 words. Right filters are blocks of 8 rows, word by word: word w of row r of a block is
// at block[w * 8 + r], so that one vector holds the same word of 8 rows and no sum across lanes is needed.

enum { CLK_WORDS = 16, CLK_BLOCK_ROWS = 8 };

typedef enum {
    CLK_PORTABLE = 0,
    CLK_POPCNT = 1,
    CLK_AVX2 = 2,
    CLK_AVX512 = 3,
    CLK_NEON = 4,
} clk_variant;

typedef struct {
    uint32_t score;
    uint32_t right;
} clk_candidate;

// The left rows of one piece of work against all right blocks.
typedef struct {
    const uint64_t *left;
    const uint32_t *left_counts;
    size_t left_count;
    const uint64_t *right_blocks;
    // Bits set in each right row; as many as rows of the blocks, those beyond right_count are 0.
    const uint64_t *right_counts;
    size_t right_count;
    // Least score kept, at least 1.
    uint32_t score_min;
    uint32_t top;
    // left_count * top places: best first, ties by right row; and how many are filled for each left row.
    clk_candidate *candidates;
    uint32_t *candidate_counts;
} clk_cross_job;

// 1 when this machine can run the variant.
int clk_is_supported(clk_variant variant);
// The fastest variant of this machine.
clk_variant clk_best_variant(void);

// Bits set in each row.
void clk_row_counts(const uint64_t *rows, size_t count, uint32_t *counts);
// Rows to blocks; the last block is filled with zeros.
void clk_pack_blocks(const uint64_t *rows, size_t count, uint64_t *blocks);

// The best `top` right rows of each left row. The variant must be supported.
void clk_cross(clk_variant variant, const clk_cross_job *job);

// Common bits of pairs of rows. The variant must be supported.
void clk_pairs(clk_variant variant, const uint64_t *left, const uint64_t *right, const uint32_t *left_rows,
               const uint32_t *right_rows, size_t pair_count, uint32_t *common);

// Overwrites memory in a way that is not optimised away.
void clk_wipe(void *memory, size_t byte_count);

#endif
