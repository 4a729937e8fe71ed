/* Goes on with a text: a transformer language model in llama2.c's format, read from mounted files. */
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "../lib/command.h"
#include "model.h"
#include "tokenizer.h"

enum { MOST_PATH = 256, MOST_TOKENS = 100000 };

static void join_path(char *path, const char *folder, const char *name) {
    if (strlen(folder) + strlen(name) + 2 > MOST_PATH) {
        fail("FOLDER is longer than %d bytes", MOST_PATH - 2 - (int)strlen(name));
    }
    sprintf(path, "%s/%s", folder, name);
}

/* SplitMix64: the same numbers everywhere. */
static uint64_t next_bits(uint64_t *state) {
    uint64_t z = *state += 0x9e3779b97f4a7c15u;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
    z = (z ^ z >> 27) * 0x94d049bb133111ebu;
    return z ^ z >> 31;
}

static int likeliest(const float *logits, int count) {
    int best = 0;
    for (int i = 1; i < count; i++) {
        best = logits[i] > logits[best] ? i : best;
    }
    return best;
}

/* Draws a token: the weights of all are e^(logit / temperature). */
static int draw(float *logits, int count, float temperature, uint64_t *state) {
    float most = logits[likeliest(logits, count)];
    double sum = 0;
    for (int i = 0; i < count; i++) {
        logits[i] = expf((logits[i] - most) / temperature);
        sum += logits[i];
    }
    double left = sum * ((double)(next_bits(state) >> 11) * 0x1p-53);
    int token = 0;
    while (token + 1 < count && (left -= logits[token]) >= 0) {
        token++;
    }
    return token;
}

int main(int count, char **arguments) {
    Model model;
    Tokenizer tokenizer;
    char path[MOST_PATH];
    uint32_t length;
    if (count < 3 || count > 5) {
        fail("usage: llm FOLDER TOKENS [TEMPERATURE [SEED]]");
    }
    long wanted = whole_number("TOKENS", arguments[2], 1, MOST_TOKENS);
    float temperature = count > 3 ? (float)decimal_number("TEMPERATURE", arguments[3]) : 0;
    uint64_t state = count > 4 ? (uint64_t)whole_number("SEED", arguments[4], 0, 2000000000) : 0;
    if (!(temperature >= 0 && temperature <= 10)) {
        fail("TEMPERATURE is 0 to 10");
    }
    join_path(path, arguments[1], "model.bin");
    read_model(&model, path);
    join_path(path, arguments[1], "tokenizer.bin");
    read_tokenizer(&tokenizer, path, model.vocabulary);
    char *prompt = read_text("the prompt", stdin, &length);
    int *tokens = allocate((size_t)length + 1, sizeof *tokens);
    int known = encode(&tokenizer, prompt, length, tokens);
    if (known > model.context) {
        fail("the prompt has %d tokens, and the model takes in %d", known, model.context);
    }
    int token = tokens[0];
    for (int position = 0; position < model.context && position < known + wanted; position++) {
        print_token(&tokenizer, token);
        float *logits = next_logits(&model, token, position);
        if (position + 1 < known) {
            token = tokens[position + 1];
        } else if (temperature == 0) {
            token = likeliest(logits, model.vocabulary);
        } else {
            token = draw(logits, model.vocabulary, temperature, &state);
        }
        if (token == TOKEN_START || token == TOKEN_END) {
            break;
        }
    }
    putchar('\n');
}
