/* Trains a small language model on the given texts and writes it as llama2.c's model.bin and tokenizer.bin. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "network.h"
#include "pieces.h"

enum { STEPS = 1000, BATCH = 8, WARM_UP = 50, REPORT_EVERY = 100, TOKEN_START = 1, NOISE = 6, HELD_OUT_PART = 20, MOST_TEXT_BYTES = 16 << 20 };

static const float MOST_RATE = 4e-3f, DECAY = 0.1f, FIRST_MOMENT = 0.9f, SECOND_MOMENT = 0.99f;

static Parameters parameters, gradient, first, second;

static _Noreturn void fail(const char *what, const char *name) {
    fprintf(stderr, "train: %s %s\n", what, name);
    exit(2);
}

static uint64_t next_bits(void) {
    static uint64_t state;
    uint64_t z = state += 0x9e3779b97f4a7c15u;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
    z = (z ^ z >> 27) * 0x94d049bb133111ebu;
    return z ^ z >> 31;
}

/* About normal, mean 0, deviation 1: the sum of twelve uniform numbers. */
static float next_normal(void) {
    float sum = -6;
    for (int i = 0; i < 12; i++) {
        sum += (float)(next_bits() >> 40) * 0x1p-24f;
    }
    return sum;
}

static void fill(float *values, size_t count, float deviation) {
    for (size_t i = 0; i < count; i++) {
        values[i] = deviation * next_normal();
    }
}

static void ones(float *values, size_t count) {
    for (size_t i = 0; i < count; i++) {
        values[i] = 1;
    }
}

static void begin(void) {
    fill((float *)&parameters, PARAMETERS, 0.05f);
    ones(*parameters.attention_norm, LAYERS * WIDTH);
    ones(*parameters.hidden_norm, LAYERS * WIDTH);
    ones(parameters.final_norm, WIDTH);
}

/* Rises for the first steps, then falls along a cosine to a tenth. */
static float rate(int step) {
    float part = (float)(step - WARM_UP) / (STEPS - WARM_UP);
    return step < WARM_UP ? MOST_RATE * (float)(step + 1) / WARM_UP
                          : MOST_RATE * (0.55f + 0.45f * cosf(3.14159265f * part));
}

/* Adam, with matrices decaying towards zero; the gradient is cut to a length of 1. */
static void improve(int step) {
    float *p = (float *)&parameters, *g = (float *)&gradient, *m = (float *)&first, *v = (float *)&second;
    float length = 0;
    for (int i = 0; i < PARAMETERS; i++) {
        length += g[i] * g[i];
    }
    float cut = length > 1 ? 1 / sqrtf(length) : 1;
    float unbias_first = 1 - powf(FIRST_MOMENT, (float)(step + 1));
    float unbias_second = 1 - powf(SECOND_MOMENT, (float)(step + 1));
    for (int i = 0; i < PARAMETERS; i++) {
        float slope = g[i] * cut;
        m[i] = FIRST_MOMENT * m[i] + (1 - FIRST_MOMENT) * slope;
        v[i] = SECOND_MOMENT * v[i] + (1 - SECOND_MOMENT) * slope * slope;
        p[i] -= rate(step) * (m[i] / unbias_first / (sqrtf(v[i] / unbias_second) + 1e-8f) + DECAY * p[i]);
    }
}

static char *read_texts(int count, char **names, size_t *length) {
    char *text = malloc(MOST_TEXT_BYTES);
    *length = 0;
    for (int i = 0; i < count; i++) {
        FILE *file = fopen(names[i], "rb");
        if (text == NULL || file == NULL) {
            fail("cannot read", names[i]);
        }
        *length += fread(text + *length, 1, MOST_TEXT_BYTES - *length, file);
        fclose(file);
    }
    return text;
}

static FILE *create(const char *folder, const char *name) {
    char path[1024];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "wb");
    if (file == NULL) {
        fail("cannot write", path);
    }
    return file;
}

/* llama2.c's header, the parameters, and the rotations, which its readers skip. */
static void write_model(FILE *file) {
    const int32_t header[] = {WIDTH, HIDDEN, LAYERS, HEADS, HEADS, VOCABULARY, CONTEXT};
    static const float rotations[CONTEXT * HEAD_WIDTH];
    fwrite(header, sizeof header, 1, file);
    fwrite(&parameters, sizeof parameters, 1, file);
    fwrite(rotations, sizeof rotations, 1, file);
}

/*
 * An example as readers of the model begin one: the start, then the text from there on. While it learns, one in NOISE tokens it sees is
 * another: so it depends less on each, and finds back when it has gone wrong.
 */
static float learn_from(const uint16_t *targets, Parameters *to, float scale) {
    uint16_t inputs[CONTEXT] = {TOKEN_START};
    for (int t = 1; t < CONTEXT; t++) {
        inputs[t] = to != NULL && next_bits() % NOISE == 0 ? (uint16_t)(next_bits() % VOCABULARY) : targets[t - 1];
    }
    return learn(&parameters, inputs, targets, to, scale);
}

static float mean_loss(const uint16_t *tokens, size_t count) {
    float sum = 0;
    size_t examples = count / CONTEXT;
    for (size_t i = 0; i < examples; i++) {
        sum += learn_from(tokens + i * CONTEXT, NULL, 0);
    }
    return sum / (float)examples;
}

int main(int count, char **arguments) {
    static Pieces pieces;
    size_t length, tokens;
    if (count < 3) {
        fail("usage:", "train FOLDER TEXT...");
    }
    char *text = read_texts(count - 2, arguments + 2, &length);
    uint16_t *sequence = learn_pieces(&pieces, VOCABULARY, text, length, &tokens);
    size_t held_out = tokens / HELD_OUT_PART;
    size_t known = tokens - held_out;
    if (pieces.count != VOCABULARY || held_out <= CONTEXT) {
        fail("too little text in", arguments[2]);
    }
    printf("%zu bytes, %zu tokens, %d parameters\n", length, tokens, PARAMETERS);
    fflush(stdout);
    begin();
    for (int step = 0; step < STEPS; step++) {
        float loss = 0;
        memset(&gradient, 0, sizeof gradient);
        for (int i = 0; i < BATCH; i++) {
            const uint16_t *example = sequence + next_bits() % (known - CONTEXT);
            loss += learn_from(example, &gradient, 1.0f / BATCH) / BATCH;
        }
        improve(step);
        if ((step + 1) % REPORT_EVERY == 0) {
            printf("step %4d  loss %.3f  held out %.3f\n", step + 1, loss, mean_loss(sequence + known, held_out));
            fflush(stdout);
        }
    }
    FILE *model = create(arguments[1], "model.bin");
    FILE *tokenizer = create(arguments[1], "tokenizer.bin");
    write_model(model);
    write_pieces(&pieces, tokenizer);
    if (fclose(model) != 0 || fclose(tokenizer) != 0) {
        fail("cannot write into", arguments[1]);
    }
    free(sequence);
    free(text);
}
