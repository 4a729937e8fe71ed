/* A transformer language model of llama's shape with random weights: generates tokens greedily. */
#include <string.h>

#include "kernel.h"

enum { DIM = 128, HIDDEN = 352, LAYERS = 4, HEADS = 4, HEAD_DIM = DIM / HEADS, VOCABULARY = 512, STEPS = 96 };

struct layer {
  float attention_norm[DIM], feed_norm[DIM];
  float query[DIM * DIM], key[DIM * DIM], value[DIM * DIM], output[DIM * DIM];
  float gate[HIDDEN * DIM], down[DIM * HIDDEN], up[HIDDEN * DIM];
};

static struct {
  float embedding[VOCABULARY * DIM];
  struct layer layers[LAYERS];
  float final_norm[DIM];
} model;

static float keys[LAYERS][STEPS][DIM], values[LAYERS][STEPS][DIM];
static float logits[VOCABULARY];

static void fill(float *weights, int count, float scale, uint32_t *seed) {
  for (int i = 0; i < count; i++) {
    weights[i] = next_float(seed) * scale;
  }
}

static void make_model(void) {
  uint32_t seed = 7;
  fill(model.embedding, VOCABULARY * DIM, 1.0f, &seed);
  for (int i = 0; i < LAYERS; i++) {
    fill(model.layers[i].attention_norm, sizeof(struct layer) / sizeof(float), 0.15f, &seed);
  }
  fill(model.final_norm, DIM, 1.0f, &seed);
}

/* e to the x: by powers of two and a polynomial, the same everywhere. */
static float exponential(float x) {
  if (x < -87.0f) {
    return 0;
  }
  float whole = (float)(int32_t)(x * 1.44269504f + (x < 0 ? -0.5f : 0.5f));
  float r = x - whole * 0.693147182f;
  float sum = 1 + r * (1 + r * (0.5f + r * (0.166666672f + r * (0.0416666679f + r * 0.00833333377f))));
  union { uint32_t bits; float value; } power = {(uint32_t)((int32_t)whole + 127) << 23};
  return sum * power.value;
}

static void normalise(float *out, const float *x, const float *weights) {
  float squares = 0;
  for (int i = 0; i < DIM; i++) {
    squares += x[i] * x[i];
  }
  float scale = 1.0f / __builtin_sqrtf(squares / DIM + 1e-5f);
  for (int i = 0; i < DIM; i++) {
    out[i] = weights[i] * (scale * x[i]);
  }
}

static void multiply(float *out, const float *x, const float *weights, int columns, int rows) {
  for (int i = 0; i < rows; i++) {
    float sum = 0;
    for (int j = 0; j < columns; j++) {
      sum += weights[i * columns + j] * x[j];
    }
    out[i] = sum;
  }
}

static void softmax(float *x, int count) {
  float most = x[0];
  for (int i = 1; i < count; i++) {
    most = x[i] > most ? x[i] : most;
  }
  float sum = 0;
  for (int i = 0; i < count; i++) {
    x[i] = exponential(x[i] - most);
    sum += x[i];
  }
  for (int i = 0; i < count; i++) {
    x[i] /= sum;
  }
}

static float dot(const float *a, const float *b, int count) {
  float sum = 0;
  for (int i = 0; i < count; i++) {
    sum += a[i] * b[i];
  }
  return sum;
}

static void attend(float *out, const float *query, int layer, int position) {
  float scores[STEPS];
  memset(out, 0, DIM * sizeof(float));
  for (int head = 0; head < HEADS; head++) {
    int at = head * HEAD_DIM;
    for (int t = 0; t <= position; t++) {
      scores[t] = dot(query + at, keys[layer][t] + at, HEAD_DIM) * 0.176776692f;
    }
    softmax(scores, position + 1);
    for (int t = 0; t <= position; t++) {
      for (int i = 0; i < HEAD_DIM; i++) {
        out[at + i] += scores[t] * values[layer][t][at + i];
      }
    }
  }
}

static void add(float *x, const float *y) {
  for (int i = 0; i < DIM; i++) {
    x[i] += y[i];
  }
}

static void attention(float *x, const struct layer *weights, int layer, int position) {
  float normal[DIM], query[DIM], mixed[DIM];
  normalise(normal, x, weights->attention_norm);
  multiply(query, normal, weights->query, DIM, DIM);
  multiply(keys[layer][position], normal, weights->key, DIM, DIM);
  multiply(values[layer][position], normal, weights->value, DIM, DIM);
  attend(mixed, query, layer, position);
  multiply(normal, mixed, weights->output, DIM, DIM);
  add(x, normal);
}

static void feed_forward(float *x, const struct layer *weights) {
  float normal[DIM], gate[HIDDEN], up[HIDDEN];
  normalise(normal, x, weights->feed_norm);
  multiply(gate, normal, weights->gate, DIM, HIDDEN);
  multiply(up, normal, weights->up, DIM, HIDDEN);
  for (int i = 0; i < HIDDEN; i++) {
    gate[i] *= up[i] / (1 + exponential(-gate[i]));
  }
  multiply(normal, gate, weights->down, HIDDEN, DIM);
  add(x, normal);
}

static int best(const float *scores) {
  int best = 0;
  for (int i = 1; i < VOCABULARY; i++) {
    best = scores[i] > scores[best] ? i : best;
  }
  return best;
}

static int next_token(int token, int position) {
  float x[DIM], normal[DIM];
  memcpy(x, model.embedding + token * DIM, sizeof x);
  for (int i = 0; i < LAYERS; i++) {
    attention(x, &model.layers[i], i, position);
    feed_forward(x, &model.layers[i]);
  }
  normalise(normal, x, model.final_norm);
  multiply(logits, normal, model.embedding, DIM, VOCABULARY);
  return best(logits);
}

uint64_t kernel(void) {
  make_model();
  uint64_t hash = MIX_START;
  int token = 1;
  for (int position = 0; position < STEPS; position++) {
    token = next_token(token, position);
    union { float value; uint32_t bits; } score = {logits[token]};
    hash = mix(mix(hash, (uint32_t)token), score.bits);
  }
  return hash;
}
