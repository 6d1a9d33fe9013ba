// Compares every variant of the kernel that this machine can run with the portable one, on filters of all densities.
// Built for aarch64 and run by qemu in ForeignKernelTests; prints the variants compared, and fails at a difference.

#include "CCLKKernel.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static uint64_t state = 88172645463325252ull;

// xorshift64
static uint64_t next(void) {
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return state;
}

// Rows from empty over one half to full, so that every lane sees its extremes.
static void fill(uint64_t *rows, size_t count) {
    for (size_t row = 0; row < count; row++)
        for (size_t word = 0; word < CLK_WORDS; word++) {
            uint64_t bits = next();
            switch (row % 6) {
            case 0: bits = 0; break;
            case 1: bits = ~0ull; break;
            case 2: bits &= next(); break;
            case 3: bits |= next(); break;
            case 4: bits &= next() & next(); break;
            }
            rows[row * CLK_WORDS + word] = bits;
        }
}

static void *zeros(size_t bytes) {
    void *memory = calloc(1, bytes + 64);
    if (!memory) exit(2);
    return memory;
}

typedef struct {
    clk_candidate *candidates;
    uint32_t *counts;
} found;

static found cross(clk_variant variant, const uint64_t *left, size_t left_count, const uint64_t *right, size_t right_count,
                   uint32_t score_min, uint32_t top) {
    size_t blocks = (right_count + CLK_BLOCK_ROWS - 1) / CLK_BLOCK_ROWS;
    uint64_t *packed = zeros(blocks * CLK_BLOCK_ROWS * CLK_WORDS * 8);
    uint64_t *sums = zeros(blocks * CLK_BLOCK_ROWS * 8);
    uint32_t *own = zeros(left_count * 4), *other = zeros(right_count * 4);
    found result = {zeros(left_count * top * sizeof(clk_candidate)), zeros(left_count * 4)};
    clk_pack_blocks(right, right_count, packed);
    clk_row_counts(left, left_count, own);
    clk_row_counts(right, right_count, other);
    for (size_t row = 0; row < right_count; row++) sums[row] = other[row];
    clk_cross_job job = {left, own, left_count, packed, sums, right_count, score_min, top, result.candidates, result.counts};
    clk_cross(variant, &job);
    free(packed), free(sums), free(own), free(other);
    return result;
}

static int same(clk_variant variant, size_t left_count, size_t right_count, uint32_t score_min, uint32_t top) {
    uint64_t *left = zeros(left_count * CLK_WORDS * 8), *right = zeros(right_count * CLK_WORDS * 8);
    fill(left, left_count);
    fill(right, right_count);
    for (size_t row = 0; row < left_count && row < right_count; row += 3)
        memcpy(right + row * CLK_WORDS, left + row * CLK_WORDS, CLK_WORDS * 8);
    found plain = cross(CLK_PORTABLE, left, left_count, right, right_count, score_min, top);
    found wide = cross(variant, left, left_count, right, right_count, score_min, top);
    int equal = memcmp(plain.counts, wide.counts, left_count * 4) == 0;
    for (size_t row = 0; equal && row < left_count; row++)
        equal = memcmp(plain.candidates + row * top, wide.candidates + row * top, plain.counts[row] * sizeof(clk_candidate)) == 0;
    size_t pairs = left_count * 5;
    uint32_t *lefts = zeros(pairs * 4), *rights = zeros(pairs * 4), *first = zeros(pairs * 4), *second = zeros(pairs * 4);
    for (size_t pair = 0; pair < pairs; pair++) lefts[pair] = next() % left_count, rights[pair] = next() % right_count;
    clk_pairs(CLK_PORTABLE, left, right, lefts, rights, pairs, first);
    clk_pairs(variant, left, right, lefts, rights, pairs, second);
    equal = equal && memcmp(first, second, pairs * 4) == 0;
    free(left), free(right), free(plain.candidates), free(plain.counts), free(wide.candidates), free(wide.counts);
    free(lefts), free(rights), free(first), free(second);
    return equal;
}

int main(void) {
    static const clk_variant variants[] = {CLK_POPCNT, CLK_AVX2, CLK_AVX512, CLK_NEON};
    static const char *names[] = {"popcnt", "avx2", "avx512", "neon"};
    // Dice times 2^30: anything, one half, nearly equal.
    static const uint32_t scores[] = {1, 1u << 29, 1063004406u};
    int compared = 0;
    for (int place = 0; place < 4; place++) {
        if (!clk_is_supported(variants[place])) continue;
        for (int score = 0; score < 3; score++)
            for (size_t count = 1; count < 300; count = count * 3 + 2)
                if (!same(variants[place], count, count + 5, scores[score], 1 + (uint32_t)count % 7)) {
                    printf("%s differs at %zu rows\n", names[place], count);
                    return 1;
                }
        printf("%s\n", names[place]);
        compared++;
    }
    return compared > 0 ? 0 : 3;
}
