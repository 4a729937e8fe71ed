/* A small transformer in the shape of llama2.c with its gradient: what train.c trains. */
#ifndef NETWORK_H
#define NETWORK_H

#include <stddef.h>
#include <stdint.h>

enum {
    WIDTH = 64,
    HIDDEN = 160,
    LAYERS = 2,
    HEADS = 4,
    HEAD_WIDTH = WIDTH / HEADS,
    VOCABULARY = 640,
    CONTEXT = 128, /* tokens of one example */
};

/* All parameters, in the order of llama2.c's files. Matrices have a row for each output. */
typedef struct {
    float embedding[VOCABULARY][WIDTH];
    float attention_norm[LAYERS][WIDTH];
    float query[LAYERS][WIDTH][WIDTH];
    float key[LAYERS][WIDTH][WIDTH];
    float value[LAYERS][WIDTH][WIDTH];
    float output[LAYERS][WIDTH][WIDTH];
    float hidden_norm[LAYERS][WIDTH];
    float gate[LAYERS][HIDDEN][WIDTH];
    float down[LAYERS][WIDTH][HIDDEN];
    float up[LAYERS][HIDDEN][WIDTH];
    float final_norm[WIDTH];
} Parameters;

enum { PARAMETERS = sizeof(Parameters) / sizeof(float) };

/*
 * Mean loss of predicting each of `targets` from `inputs` up to the same place, in nats a token. Adds its gradient, times `scale`, to
 * `gradient` unless that is NULL. Not for use by several threads at once.
 */
float learn(const Parameters *parameters, const uint16_t inputs[CONTEXT], const uint16_t targets[CONTEXT], Parameters *gradient, float scale);

#endif
