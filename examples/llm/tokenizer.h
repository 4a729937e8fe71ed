/* A vocabulary in the form of llama2.c's tokenizer.bin: the longest piece's bytes, then for each a score, a length, and its bytes. */
#ifndef TOKENIZER_H
#define TOKENIZER_H

#include <stdint.h>

enum { TOKEN_START = 1, TOKEN_END = 2, TOKEN_FIRST_BYTE = 3 };

typedef struct {
    int count;
    char **pieces;
    int *lengths;
    float *scores;
    int *sorted; /* numbers by their pieces */
} Tokenizer;

/* Reads `count` pieces; fails the command naming `path` if the file has not got them. */
void read_tokenizer(Tokenizer *tokenizer, const char *path, int count);

/*
 * Cuts a text into tokens, the start first: characters, or bytes where there is no piece for one, then the pair with the highest score
 * joined until there is none. `tokens` has room for 1 more than the text has bytes. Gives their number.
 */
int encode(const Tokenizer *tokenizer, const char *text, uint32_t length, int *tokens);

/* Writes a token's text to standard output; nothing for the start. */
void print_token(const Tokenizer *tokenizer, int token);

#endif
