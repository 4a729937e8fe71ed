/* Product of two square matrices of floats, one of them transposed first. */
#include "kernel.h"

enum { SIDE = 448 };

static float left[SIDE][SIDE], right[SIDE][SIDE], transposed[SIDE][SIDE], product[SIDE][SIDE];

static void fill(float matrix[SIDE][SIDE], uint32_t seed) {
  for (int i = 0; i < SIDE; i++) {
    for (int j = 0; j < SIDE; j++) {
      matrix[i][j] = next_float(&seed);
    }
  }
}

static void transpose(void) {
  for (int i = 0; i < SIDE; i++) {
    for (int j = 0; j < SIDE; j++) {
      transposed[j][i] = right[i][j];
    }
  }
}

static float dot(const float *a, const float *b) {
  float sum = 0;
  for (int k = 0; k < SIDE; k++) {
    sum += a[k] * b[k];
  }
  return sum;
}

static void multiply(void) {
  for (int i = 0; i < SIDE; i++) {
    for (int j = 0; j < SIDE; j++) {
      product[i][j] = dot(left[i], transposed[j]);
    }
  }
}

uint64_t kernel(void) {
  fill(left, 1);
  fill(right, 2);
  transpose();
  multiply();
  uint64_t hash = MIX_START;
  for (int i = 0; i < SIDE; i++) {
    for (int j = 0; j < SIDE; j++) {
      union { float value; uint32_t bits; } entry = {product[i][j]};
      hash = mix(hash, entry.bits);
    }
  }
  return hash;
}
