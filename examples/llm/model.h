/* A transformer in llama2.c's format: seven int32 (width, hidden width, layers, heads, key heads, vocabulary, context), then float32. */
#ifndef MODEL_H
#define MODEL_H

#include <stddef.h>
#include <stdint.h>

typedef struct {
    int width, hidden, layers, heads, key_heads, vocabulary, context;
    int head_width, key_width; /* of one head; of all key heads together */
    const float *embedding, *attention_norm, *query, *key, *value, *output, *hidden_norm, *gate, *down, *up, *final_norm, *classifier;
    float *stream, *normed, *queries, *mixed, *scores, *gates, *ups, *logits; /* of the current position */
    float *keys, *values;                                                     /* of all positions, by layer */
} Model;

/* Reads a model; fails the command naming `path` if the file is not one. */
void read_model(Model *model, const char *path);

/* Takes in the token at a position, after all before it, and gives the next one's logits: `vocabulary` of them. */
float *next_logits(Model *model, int token, int position);

#endif
