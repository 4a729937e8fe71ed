#include "pieces.h"

#include <stdlib.h>
#include <string.h>

enum { FIRST_BYTE = 3, FIRST_CHARACTER = FIRST_BYTE + 256 };

static int append(Pieces *pieces, float score, const char *bytes, int length) {
    int number = pieces->count++;
    pieces->piece[number].score = score;
    pieces->piece[number].length = length;
    memcpy(pieces->piece[number].bytes, bytes, (size_t)length);
    return number;
}

static int character_length(const char *text, const char *end) {
    int length = 1;
    while (text + length < end && (text[length] & 0xc0) == 0x80) {
        length++;
    }
    return length;
}

static int find(const Pieces *pieces, const char *bytes, int length) {
    for (int i = FIRST_CHARACTER; i < pieces->count; i++) {
        if (pieces->piece[i].length == length && memcmp(pieces->piece[i].bytes, bytes, (size_t)length) == 0) {
            return i;
        }
    }
    return -1;
}

static int may_join(const Pieces *pieces, int left, int right) {
    const char *first = pieces->piece[left].bytes;
    const char *second = pieces->piece[right].bytes;
    return pieces->piece[left].length + pieces->piece[right].length <= MOST_PIECE_BYTES && *second != ' ' && *second != '\n'
           && *first != '\n';
}

/* The most frequent pair that may be joined, the lowest numbers first among equals; false if none occurs twice. */
static int best_pair(const Pieces *pieces, const uint16_t *tokens, size_t count, uint32_t *counts, int *left, int *right) {
    int size = pieces->count;
    uint32_t most = 1;
    memset(counts, 0, sizeof *counts * (size_t)size * (size_t)size);
    for (size_t i = 0; i + 1 < count; i++) {
        counts[tokens[i] * size + tokens[i + 1]]++;
    }
    for (int i = 0; i < size * size; i++) {
        if (counts[i] > most && may_join(pieces, i / size, i % size)) {
            most = counts[i];
            *left = i / size;
            *right = i % size;
        }
    }
    return most > 1;
}

static size_t join(uint16_t *tokens, size_t count, int left, int right, int joined) {
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        if (i + 1 < count && tokens[i] == left && tokens[i + 1] == right) {
            tokens[kept++] = (uint16_t)joined;
            i++;
        } else {
            tokens[kept++] = tokens[i];
        }
    }
    return kept;
}

uint16_t *learn_pieces(Pieces *pieces, int count, const char *text, size_t length, size_t *tokens) {
    uint16_t *sequence = malloc(sizeof *sequence * length);
    uint32_t *counts = malloc(sizeof *counts * (size_t)count * (size_t)count);
    const char *end = text + length;
    pieces->count = 0;
    *tokens = 0;
    append(pieces, 0, "<unk>", 5);
    append(pieces, 0, "\n<s>\n", 5);
    append(pieces, 0, "\n</s>\n", 6);
    for (int byte = 0; byte < 256; byte++) {
        char name[8];
        append(pieces, 0, name, snprintf(name, sizeof name, "<0x%02X>", byte));
    }
    for (const char *at = text; at < end;) {
        int bytes = character_length(at, end);
        int number = find(pieces, at, bytes);
        sequence[(*tokens)++] = (uint16_t)(number >= 0 ? number : append(pieces, 0, at, bytes));
        at += bytes;
    }
    for (int left, right; pieces->count < count && best_pair(pieces, sequence, *tokens, counts, &left, &right);) {
        char bytes[MOST_PIECE_BYTES];
        int first = pieces->piece[left].length;
        int second = pieces->piece[right].length;
        memcpy(bytes, pieces->piece[left].bytes, (size_t)first);
        memcpy(bytes + first, pieces->piece[right].bytes, (size_t)second);
        int joined = append(pieces, (float)(FIRST_CHARACTER - pieces->count), bytes, first + second);
        *tokens = join(sequence, *tokens, left, right, joined);
    }
    free(counts);
    return sequence;
}

void write_pieces(const Pieces *pieces, FILE *file) {
    int32_t most = MOST_PIECE_BYTES;
    fwrite(&most, sizeof most, 1, file);
    for (int i = 0; i < pieces->count; i++) {
        int32_t length = pieces->piece[i].length;
        fwrite(&pieces->piece[i].score, sizeof(float), 1, file);
        fwrite(&length, sizeof length, 1, file);
        fwrite(pieces->piece[i].bytes, 1, (size_t)length, file);
    }
}
