#include "model.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "../lib/command.h"

enum { MOST_NUMBER = 1 << 20, MOST_LAYERS = 256, HEADER_NUMBERS = 7 };

static int32_t in_range(const char *path, const char *what, int32_t number, int32_t most) {
    if (number < 1 || number > most) {
        fail("%s: its %s of %d is not in 1..%d", path, what, (int)number, (int)most);
    }
    return number;
}

static void read_header(Model *model, const char *path, FILE *file, int *shared) {
    int32_t header[HEADER_NUMBERS];
    if (fread(header, sizeof header, 1, file) != 1) {
        fail("%s: shorter than a header", path);
    }
    *shared = header[5] > 0; /* a negative vocabulary says that the classifier is apart */
    model->width = in_range(path, "width", header[0], MOST_NUMBER);
    model->hidden = in_range(path, "hidden width", header[1], MOST_NUMBER);
    model->layers = in_range(path, "number of layers", header[2], MOST_LAYERS);
    model->heads = in_range(path, "number of heads", header[3], model->width);
    model->key_heads = in_range(path, "number of key heads", header[4], model->heads);
    model->vocabulary = in_range(path, "vocabulary", *shared ? header[5] : -(header[5] + 1) + 1, MOST_NUMBER);
    model->context = in_range(path, "context", header[6], MOST_NUMBER);
    model->head_width = model->width / model->heads;
    model->key_width = model->head_width * model->key_heads;
    if (model->width % model->heads != 0 || model->head_width % 2 != 0 || model->heads % model->key_heads != 0) {
        fail("%s: %d heads of %d do not fit a width of %d", path, model->heads, model->key_heads, model->width);
    }
}

static const float *read_floats(const char *path, FILE *file, int rows, size_t columns) {
    float *values = allocate((size_t)rows * columns, sizeof *values);
    if (fread(values, sizeof *values, (size_t)rows * columns, file) != (size_t)rows * columns) {
        fail("%s: shorter than its header says", path);
    }
    return values;
}

static void skip_rotations(const Model *model, const char *path, FILE *file) {
    free((void *)read_floats(path, file, model->context, (size_t)model->head_width));
}

static float *room(size_t count) {
    return allocate(count, sizeof(float));
}

void read_model(Model *model, const char *path) {
    FILE *file = fopen(path, "rb");
    int shared;
    if (file == NULL) {
        fail("%s: no such file is mounted", path);
    }
    read_header(model, path, file, &shared);
    int layers = model->layers;
    size_t width = (size_t)model->width, hidden = (size_t)model->hidden, key_width = (size_t)model->key_width;
    model->embedding = read_floats(path, file, model->vocabulary, width);
    model->attention_norm = read_floats(path, file, layers, width);
    model->query = read_floats(path, file, layers, width * width);
    model->key = read_floats(path, file, layers, width * key_width);
    model->value = read_floats(path, file, layers, width * key_width);
    model->output = read_floats(path, file, layers, width * width);
    model->hidden_norm = read_floats(path, file, layers, width);
    model->gate = read_floats(path, file, layers, width * hidden);
    model->down = read_floats(path, file, layers, width * hidden);
    model->up = read_floats(path, file, layers, width * hidden);
    model->final_norm = read_floats(path, file, 1, width);
    skip_rotations(model, path, file);
    model->classifier = shared ? model->embedding : read_floats(path, file, model->vocabulary, width);
    fclose(file);
    model->stream = room(width);
    model->normed = room(width);
    model->queries = room(width);
    model->mixed = room(width);
    model->scores = room((size_t)model->context);
    model->gates = room(hidden);
    model->ups = room(hidden);
    model->logits = room((size_t)model->vocabulary);
    model->keys = room((size_t)layers * (size_t)model->context * key_width);
    model->values = room((size_t)layers * (size_t)model->context * key_width);
}

static void multiply(float *out, const float *matrix, const float *x, int columns, int rows) {
    for (int row = 0; row < rows; row++) {
        const float *weights = matrix + (size_t)row * (size_t)columns;
        float sum = 0;
        for (int i = 0; i < columns; i++) {
            sum += weights[i] * x[i];
        }
        out[row] = sum;
    }
}

static void normalise(float *out, const float *x, const float *weight, int width) {
    float sum = 0;
    for (int i = 0; i < width; i++) {
        sum += x[i] * x[i];
    }
    float scale = 1 / sqrtf(sum / (float)width + 1e-5f);
    for (int i = 0; i < width; i++) {
        out[i] = weight[i] * (scale * x[i]);
    }
}

static void rotate(float *x, int width, int head_width, int position) {
    for (int i = 0; i < width; i += 2) {
        float angle = (float)position / powf(10000, (float)(i % head_width) / (float)head_width);
        float cosine = cosf(angle);
        float sine = sinf(angle);
        float first = x[i];
        float second = x[i + 1];
        x[i] = first * cosine - second * sine;
        x[i + 1] = first * sine + second * cosine;
    }
}

static void softmax(float *values, int count) {
    float most = values[0];
    float sum = 0;
    for (int i = 1; i < count; i++) {
        most = values[i] > most ? values[i] : most;
    }
    for (int i = 0; i < count; i++) {
        values[i] = expf(values[i] - most);
        sum += values[i];
    }
    for (int i = 0; i < count; i++) {
        values[i] /= sum;
    }
}

/* Mixes the values of all positions so far, by how well their keys fit the queries. */
static void attend(Model *model, const float *keys, const float *values, int position) {
    int head_width = model->head_width;
    float scale = 1 / sqrtf((float)head_width);
    memset(model->mixed, 0, sizeof(float) * (size_t)model->width);
    for (int head = 0; head < model->heads; head++) {
        const float *query = model->queries + head * head_width;
        float *mixed = model->mixed + head * head_width;
        int key_head = head / (model->heads / model->key_heads) * head_width;
        for (int at = 0; at <= position; at++) {
            multiply(model->scores + at, keys + (size_t)at * (size_t)model->key_width + key_head, query, head_width, 1);
            model->scores[at] *= scale;
        }
        softmax(model->scores, position + 1);
        for (int at = 0; at <= position; at++) {
            const float *value = values + (size_t)at * (size_t)model->key_width + key_head;
            for (int i = 0; i < head_width; i++) {
                mixed[i] += model->scores[at] * value[i];
            }
        }
    }
}

static void add(float *to, const float *from, int count) {
    for (int i = 0; i < count; i++) {
        to[i] += from[i];
    }
}

static void attention_layer(Model *model, int layer, int position) {
    int width = model->width, key_width = model->key_width;
    size_t before = (size_t)layer * (size_t)model->context * (size_t)key_width;
    float *keys = model->keys + before;
    float *values = model->values + before;
    float *key = keys + (size_t)position * (size_t)key_width;
    float *value = values + (size_t)position * (size_t)key_width;
    normalise(model->normed, model->stream, model->attention_norm + layer * width, width);
    multiply(model->queries, model->query + (size_t)layer * (size_t)(width * width), model->normed, width, width);
    multiply(key, model->key + (size_t)layer * (size_t)(width * key_width), model->normed, width, key_width);
    multiply(value, model->value + (size_t)layer * (size_t)(width * key_width), model->normed, width, key_width);
    rotate(model->queries, width, model->head_width, position);
    rotate(key, key_width, model->head_width, position);
    attend(model, keys, values, position);
    multiply(model->normed, model->output + (size_t)layer * (size_t)(width * width), model->mixed, width, width);
    add(model->stream, model->normed, width);
}

static void hidden_layer(Model *model, int layer) {
    int width = model->width, hidden = model->hidden;
    size_t before = (size_t)layer * (size_t)width * (size_t)hidden;
    normalise(model->normed, model->stream, model->hidden_norm + layer * width, width);
    multiply(model->gates, model->gate + before, model->normed, width, hidden);
    multiply(model->ups, model->up + before, model->normed, width, hidden);
    for (int i = 0; i < hidden; i++) {
        model->gates[i] = model->gates[i] / (1 + expf(-model->gates[i])) * model->ups[i];
    }
    multiply(model->normed, model->down + before, model->gates, hidden, width);
    add(model->stream, model->normed, width);
}

float *next_logits(Model *model, int token, int position) {
    memcpy(model->stream, model->embedding + (size_t)token * (size_t)model->width, sizeof(float) * (size_t)model->width);
    for (int layer = 0; layer < model->layers; layer++) {
        attention_layer(model, layer, position);
        hidden_layer(model, layer);
    }
    normalise(model->normed, model->stream, model->final_norm, model->width);
    multiply(model->logits, model->classifier, model->normed, model->width, model->vocabulary);
    return model->logits;
}
