/* A vocabulary of byte pairs, learnt from a text, in the form of llama2.c's tokenizer.bin. */
#ifndef PIECES_H
#define PIECES_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

enum { MOST_PIECES = 4096, MOST_PIECE_BYTES = 16 };

typedef struct {
    int count;
    struct {
        float score;
        int length;
        char bytes[MOST_PIECE_BYTES];
    } piece[MOST_PIECES];
} Pieces;

/*
 * Learns `count` pieces: three markers, 256 bytes, the characters of the text, and the most frequent pairs of pieces, where a space
 * only begins a piece and a line's end stands alone. Gives the text in them: the caller frees it.
 */
uint16_t *learn_pieces(Pieces *pieces, int count, const char *text, size_t length, size_t *tokens);

void write_pieces(const Pieces *pieces, FILE *file);

#endif
