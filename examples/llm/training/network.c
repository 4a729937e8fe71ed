#include "network.h"

#include <math.h>
#include <string.h>

/* What the backward pass needs of the forward pass, for one layer. */
typedef struct {
    float input[CONTEXT][WIDTH];
    float attention_scale[CONTEXT];
    float normed[CONTEXT][WIDTH];
    float query[CONTEXT][WIDTH];
    float key[CONTEXT][WIDTH];
    float value[CONTEXT][WIDTH];
    float weight[HEADS][CONTEXT][CONTEXT];
    float mixed[CONTEXT][WIDTH];
    float middle[CONTEXT][WIDTH];
    float hidden_scale[CONTEXT];
    float hidden_normed[CONTEXT][WIDTH];
    float gate[CONTEXT][HIDDEN];
    float up[CONTEXT][HIDDEN];
    float product[CONTEXT][HIDDEN];
} Layer;

static Layer layers[LAYERS];
static float last[CONTEXT][WIDTH];
static float final_scale[CONTEXT];
static float final_normed[CONTEXT][WIDTH];
static float logits[CONTEXT][VOCABULARY];
static float transposed[WIDTH * VOCABULARY];

/* out = x * w^T for all positions. The inner loop runs over outputs, so that it needs no reordering of sums to be vectorised. */
static void multiply(float *out, const float *x, const float *w, int inputs, int outputs) {
    for (int o = 0; o < outputs; o++) {
        for (int i = 0; i < inputs; i++) {
            transposed[i * outputs + o] = w[o * inputs + i];
        }
    }
    memset(out, 0, sizeof(float) * (size_t)(CONTEXT * outputs));
    for (int t = 0; t < CONTEXT; t++) {
        float *row = out + t * outputs;
        for (int i = 0; i < inputs; i++) {
            float factor = x[t * inputs + i];
            const float *column = transposed + i * outputs;
            for (int o = 0; o < outputs; o++) {
                row[o] += factor * column[o];
            }
        }
    }
}

/* Adds the gradients of `multiply` to those of x and w. */
static void multiply_back(float *dx, float *dw, const float *dout, const float *x, const float *w, int inputs, int outputs) {
    for (int t = 0; t < CONTEXT; t++) {
        for (int o = 0; o < outputs; o++) {
            float factor = dout[t * outputs + o];
            const float *weights = w + o * inputs;
            const float *values = x + t * inputs;
            float *to_x = dx + t * inputs;
            float *to_w = dw + o * inputs;
            for (int i = 0; i < inputs; i++) {
                to_x[i] += factor * weights[i];
                to_w[i] += factor * values[i];
            }
        }
    }
}

static void normalise(float (*out)[WIDTH], float *scale, const float (*x)[WIDTH], const float *weight) {
    for (int t = 0; t < CONTEXT; t++) {
        float sum = 0;
        for (int i = 0; i < WIDTH; i++) {
            sum += x[t][i] * x[t][i];
        }
        scale[t] = 1 / sqrtf(sum / WIDTH + 1e-5f);
        for (int i = 0; i < WIDTH; i++) {
            out[t][i] = weight[i] * (scale[t] * x[t][i]);
        }
    }
}

static void normalise_back(float (*dx)[WIDTH], float *dweight, const float (*dout)[WIDTH], const float *scale,
                           const float (*x)[WIDTH], const float *weight) {
    for (int t = 0; t < CONTEXT; t++) {
        float sum = 0;
        for (int i = 0; i < WIDTH; i++) {
            sum += dout[t][i] * weight[i] * x[t][i];
            dweight[i] += dout[t][i] * scale[t] * x[t][i];
        }
        float share = sum * scale[t] * scale[t] / WIDTH;
        for (int i = 0; i < WIDTH; i++) {
            dx[t][i] += scale[t] * (dout[t][i] * weight[i] - share * x[t][i]);
        }
    }
}

/* Turns pairs of each head by an angle that grows with the position; backwards for the gradient. */
static void rotate(float (*x)[WIDTH], float direction) {
    for (int t = 0; t < CONTEXT; t++) {
        for (int i = 0; i < WIDTH; i += 2) {
            float angle = direction * (float)t / powf(10000, (float)(i % HEAD_WIDTH) / HEAD_WIDTH);
            float cosine = cosf(angle);
            float sine = sinf(angle);
            float first = x[t][i];
            float second = x[t][i + 1];
            x[t][i] = first * cosine - second * sine;
            x[t][i + 1] = first * sine + second * cosine;
        }
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

static void attend(Layer *layer) {
    const float scale = 1 / sqrtf(HEAD_WIDTH);
    memset(layer->mixed, 0, sizeof layer->mixed);
    for (int head = 0; head < HEADS; head++) {
        int from = head * HEAD_WIDTH;
        for (int t = 0; t < CONTEXT; t++) {
            float *weight = layer->weight[head][t];
            for (int s = 0; s <= t; s++) {
                float score = 0;
                for (int i = from; i < from + HEAD_WIDTH; i++) {
                    score += layer->query[t][i] * layer->key[s][i];
                }
                weight[s] = score * scale;
            }
            softmax(weight, t + 1);
            for (int s = 0; s <= t; s++) {
                for (int i = from; i < from + HEAD_WIDTH; i++) {
                    layer->mixed[t][i] += weight[s] * layer->value[s][i];
                }
            }
        }
    }
}

static void attend_back(const Layer *layer, const float (*dmixed)[WIDTH], float (*dquery)[WIDTH], float (*dkey)[WIDTH],
                        float (*dvalue)[WIDTH]) {
    const float scale = 1 / sqrtf(HEAD_WIDTH);
    float dweight[CONTEXT];
    for (int head = 0; head < HEADS; head++) {
        int from = head * HEAD_WIDTH;
        for (int t = 0; t < CONTEXT; t++) {
            const float *weight = layer->weight[head][t];
            float sum = 0;
            for (int s = 0; s <= t; s++) {
                dweight[s] = 0;
                for (int i = from; i < from + HEAD_WIDTH; i++) {
                    dweight[s] += dmixed[t][i] * layer->value[s][i];
                    dvalue[s][i] += dmixed[t][i] * weight[s];
                }
                sum += dweight[s] * weight[s];
            }
            for (int s = 0; s <= t; s++) {
                float dscore = weight[s] * (dweight[s] - sum) * scale;
                for (int i = from; i < from + HEAD_WIDTH; i++) {
                    dquery[t][i] += dscore * layer->key[s][i];
                    dkey[s][i] += dscore * layer->query[t][i];
                }
            }
        }
    }
}

static void add(float (*to)[WIDTH], const float (*from)[WIDTH]) {
    for (int t = 0; t < CONTEXT; t++) {
        for (int i = 0; i < WIDTH; i++) {
            to[t][i] += from[t][i];
        }
    }
}

/* Takes the stream of all positions through one layer. */
static void forward(const Parameters *p, int number, float (*stream)[WIDTH]) {
    static float change[CONTEXT][WIDTH];
    Layer *layer = &layers[number];
    memcpy(layer->input, stream, sizeof layer->input);
    normalise(layer->normed, layer->attention_scale, layer->input, p->attention_norm[number]);
    multiply(*layer->query, *layer->normed, *p->query[number], WIDTH, WIDTH);
    multiply(*layer->key, *layer->normed, *p->key[number], WIDTH, WIDTH);
    multiply(*layer->value, *layer->normed, *p->value[number], WIDTH, WIDTH);
    rotate(layer->query, 1);
    rotate(layer->key, 1);
    attend(layer);
    multiply(*change, *layer->mixed, *p->output[number], WIDTH, WIDTH);
    add(stream, change);
    memcpy(layer->middle, stream, sizeof layer->middle);
    normalise(layer->hidden_normed, layer->hidden_scale, layer->middle, p->hidden_norm[number]);
    multiply(*layer->gate, *layer->hidden_normed, *p->gate[number], WIDTH, HIDDEN);
    multiply(*layer->up, *layer->hidden_normed, *p->up[number], WIDTH, HIDDEN);
    for (int t = 0; t < CONTEXT; t++) {
        for (int i = 0; i < HIDDEN; i++) {
            float gate = layer->gate[t][i];
            layer->product[t][i] = gate / (1 + expf(-gate)) * layer->up[t][i];
        }
    }
    multiply(*change, *layer->product, *p->down[number], HIDDEN, WIDTH);
    add(stream, change);
}

/* Takes the gradient of the stream back through one layer. */
static void backward(const Parameters *p, Parameters *g, int number, float (*dstream)[WIDTH]) {
    static float dproduct[CONTEXT][HIDDEN], dgate[CONTEXT][HIDDEN], dup[CONTEXT][HIDDEN];
    static float dnormed[CONTEXT][WIDTH], dmixed[CONTEXT][WIDTH];
    static float dquery[CONTEXT][WIDTH], dkey[CONTEXT][WIDTH], dvalue[CONTEXT][WIDTH];
    const Layer *layer = &layers[number];

    memset(dproduct, 0, sizeof dproduct);
    multiply_back(*dproduct, *g->down[number], *dstream, *layer->product, *p->down[number], HIDDEN, WIDTH);
    for (int t = 0; t < CONTEXT; t++) {
        for (int i = 0; i < HIDDEN; i++) {
            float gate = layer->gate[t][i];
            float sigmoid = 1 / (1 + expf(-gate));
            dup[t][i] = dproduct[t][i] * gate * sigmoid;
            dgate[t][i] = dproduct[t][i] * layer->up[t][i] * sigmoid * (1 + gate * (1 - sigmoid));
        }
    }
    memset(dnormed, 0, sizeof dnormed);
    multiply_back(*dnormed, *g->gate[number], *dgate, *layer->hidden_normed, *p->gate[number], WIDTH, HIDDEN);
    multiply_back(*dnormed, *g->up[number], *dup, *layer->hidden_normed, *p->up[number], WIDTH, HIDDEN);
    normalise_back(dstream, g->hidden_norm[number], dnormed, layer->hidden_scale, layer->middle, p->hidden_norm[number]);

    memset(dmixed, 0, sizeof dmixed);
    memset(dquery, 0, sizeof dquery);
    memset(dkey, 0, sizeof dkey);
    memset(dvalue, 0, sizeof dvalue);
    multiply_back(*dmixed, *g->output[number], *dstream, *layer->mixed, *p->output[number], WIDTH, WIDTH);
    attend_back(layer, dmixed, dquery, dkey, dvalue);
    rotate(dquery, -1);
    rotate(dkey, -1);
    memset(dnormed, 0, sizeof dnormed);
    multiply_back(*dnormed, *g->query[number], *dquery, *layer->normed, *p->query[number], WIDTH, WIDTH);
    multiply_back(*dnormed, *g->key[number], *dkey, *layer->normed, *p->key[number], WIDTH, WIDTH);
    multiply_back(*dnormed, *g->value[number], *dvalue, *layer->normed, *p->value[number], WIDTH, WIDTH);
    normalise_back(dstream, g->attention_norm[number], dnormed, layer->attention_scale, layer->input, p->attention_norm[number]);
}

float learn(const Parameters *p, const uint16_t inputs[CONTEXT], const uint16_t targets[CONTEXT], Parameters *g, float scale) {
    static float stream[CONTEXT][WIDTH], dnormed[CONTEXT][WIDTH];
    for (int t = 0; t < CONTEXT; t++) {
        memcpy(stream[t], p->embedding[inputs[t]], sizeof stream[t]);
    }
    for (int number = 0; number < LAYERS; number++) {
        forward(p, number, stream);
    }
    memcpy(last, stream, sizeof last);
    normalise(final_normed, final_scale, last, p->final_norm);
    multiply(*logits, *final_normed, *p->embedding, WIDTH, VOCABULARY);
    float loss = 0;
    for (int t = 0; t < CONTEXT; t++) {
        softmax(logits[t], VOCABULARY);
        loss -= logf(logits[t][targets[t]] + 1e-20f) / CONTEXT;
    }
    if (g == NULL) {
        return loss;
    }
    for (int t = 0; t < CONTEXT; t++) {
        logits[t][targets[t]] -= 1;
        for (int i = 0; i < VOCABULARY; i++) {
            logits[t][i] *= scale / CONTEXT;
        }
    }
    memset(dnormed, 0, sizeof dnormed);
    multiply_back(*dnormed, *g->embedding, *logits, *final_normed, *p->embedding, WIDTH, VOCABULARY);
    memset(stream, 0, sizeof stream);
    normalise_back(stream, g->final_norm, dnormed, final_scale, last, p->final_norm);
    for (int number = LAYERS; number-- > 0;) {
        backward(p, g, number, stream);
    }
    for (int t = 0; t < CONTEXT; t++) {
        for (int i = 0; i < WIDTH; i++) {
            g->embedding[inputs[t]][i] += stream[t][i];
        }
    }
    return loss;
}
