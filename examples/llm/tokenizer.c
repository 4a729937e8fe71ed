#include "tokenizer.h"

#include <stdlib.h>
#include <string.h>

#include "../lib/command.h"

enum { MOST_PIECE_BYTES = 1 << 10 };

static const Tokenizer *sorting;

static int compare(const char *left, int left_length, const char *right, int right_length) {
    int order = memcmp(left, right, (size_t)(left_length < right_length ? left_length : right_length));
    return order != 0 ? order : left_length - right_length;
}

static int compare_numbers(const void *left, const void *right) {
    int a = *(const int *)left;
    int b = *(const int *)right;
    int order = compare(sorting->pieces[a], sorting->lengths[a], sorting->pieces[b], sorting->lengths[b]);
    return order != 0 ? order : a - b;
}

void read_tokenizer(Tokenizer *tokenizer, const char *path, int count) {
    FILE *file = fopen(path, "rb");
    int32_t longest;
    if (file == NULL) {
        fail("%s: no such file is mounted", path);
    }
    tokenizer->count = count;
    tokenizer->pieces = allocate((size_t)count, sizeof *tokenizer->pieces);
    tokenizer->lengths = allocate((size_t)count, sizeof *tokenizer->lengths);
    tokenizer->scores = allocate((size_t)count, sizeof *tokenizer->scores);
    tokenizer->sorted = allocate((size_t)count, sizeof *tokenizer->sorted);
    if (fread(&longest, sizeof longest, 1, file) != 1) {
        fail("%s: it is empty", path);
    }
    for (int i = 0; i < count; i++) {
        int32_t length;
        if (fread(&tokenizer->scores[i], sizeof(float), 1, file) != 1 || fread(&length, sizeof length, 1, file) != 1 || length < 0
            || length > MOST_PIECE_BYTES) {
            fail("%s: it has no piece %d", path, i);
        }
        tokenizer->lengths[i] = (int)length;
        tokenizer->pieces[i] = allocate((size_t)length + 1, 1);
        if (fread(tokenizer->pieces[i], 1, (size_t)length, file) != (size_t)length) {
            fail("%s: it has no piece %d", path, i);
        }
        tokenizer->sorted[i] = i;
    }
    fclose(file);
    sorting = tokenizer;
    qsort(tokenizer->sorted, (size_t)count, sizeof *tokenizer->sorted, compare_numbers);
}

/* The number of the piece with these bytes, or -1. */
static int find(const Tokenizer *tokenizer, const char *bytes, int length) {
    int low = 0;
    int high = tokenizer->count;
    while (low < high) {
        int middle = low + (high - low) / 2;
        int number = tokenizer->sorted[middle];
        if (compare(tokenizer->pieces[number], tokenizer->lengths[number], bytes, length) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    if (low == tokenizer->count) {
        return -1;
    }
    int number = tokenizer->sorted[low];
    return compare(tokenizer->pieces[number], tokenizer->lengths[number], bytes, length) == 0 ? number : -1;
}

static int find_joined(const Tokenizer *tokenizer, int left, int right) {
    char bytes[2 * MOST_PIECE_BYTES];
    int first = tokenizer->lengths[left];
    int second = tokenizer->lengths[right];
    memcpy(bytes, tokenizer->pieces[left], (size_t)first);
    memcpy(bytes + first, tokenizer->pieces[right], (size_t)second);
    return find(tokenizer, bytes, first + second);
}

static int join_pairs(const Tokenizer *tokenizer, int *tokens, int count) {
    for (;;) {
        int best = -1;
        int joined = -1;
        for (int i = 0; i + 1 < count; i++) {
            int number = find_joined(tokenizer, tokens[i], tokens[i + 1]);
            if (number >= 0 && (best < 0 || tokenizer->scores[number] > tokenizer->scores[joined])) {
                best = i;
                joined = number;
            }
        }
        if (best < 0) {
            return count;
        }
        tokens[best] = joined;
        memmove(tokens + best + 1, tokens + best + 2, sizeof *tokens * (size_t)(count - best - 2));
        count--;
    }
}

int encode(const Tokenizer *tokenizer, const char *text, uint32_t length, int *tokens) {
    int count = 0;
    tokens[count++] = TOKEN_START;
    for (uint32_t at = 0; at < length;) {
        uint32_t end = at + 1;
        while (end < length && (text[end] & 0xc0) == 0x80 && end - at < 4) {
            end++;
        }
        int number = find(tokenizer, text + at, (int)(end - at));
        if (number >= 0) {
            tokens[count++] = number;
        }
        for (uint32_t byte = at; byte < end && number < 0; byte++) {
            tokens[count++] = (uint8_t)text[byte] + TOKEN_FIRST_BYTE;
        }
        at = end;
    }
    return 1 + join_pairs(tokenizer, tokens + 1, count - 1);
}

void print_token(const Tokenizer *tokenizer, int token) {
    if (token >= TOKEN_FIRST_BYTE && token < TOKEN_FIRST_BYTE + 256) {
        putchar(token - TOKEN_FIRST_BYTE);
    } else if (token != TOKEN_START) {
        fwrite(tokenizer->pieces[token], 1, (size_t)tokenizer->lengths[token], stdout);
    }
}
