/* SHA-256 (FIPS 180-4) of a buffer, again and again, each round over the digest of the one before. */
#include <string.h>

#include "kernel.h"

enum { BUFFER_BYTES = 1 << 16, ROUNDS = 300, BLOCK_BYTES = 64 };

static const uint32_t CONSTANTS[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be,
    0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa,
    0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85,
    0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3,
    0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f,
    0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

static const uint32_t START[8] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};

static uint8_t buffer[BUFFER_BYTES + BLOCK_BYTES];

static uint32_t rotated(uint32_t x, int by) {
  return (x >> by) | (x << (32 - by));
}

static uint32_t big_endian(const uint8_t *bytes) {
  return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

static void schedule(uint32_t w[64], const uint8_t *block) {
  for (int i = 0; i < 16; i++) {
    w[i] = big_endian(block + 4 * i);
  }
  for (int i = 16; i < 64; i++) {
    uint32_t a = rotated(w[i - 15], 7) ^ rotated(w[i - 15], 18) ^ (w[i - 15] >> 3);
    uint32_t b = rotated(w[i - 2], 17) ^ rotated(w[i - 2], 19) ^ (w[i - 2] >> 10);
    w[i] = w[i - 16] + a + w[i - 7] + b;
  }
}

static void compress(uint32_t state[8], const uint8_t *block) {
  uint32_t w[64];
  schedule(w, block);
  uint32_t a = state[0], b = state[1], c = state[2], d = state[3], e = state[4], f = state[5], g = state[6], h = state[7];
  for (int i = 0; i < 64; i++) {
    uint32_t t1 = h + (rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25)) + ((e & f) ^ (~e & g)) + CONSTANTS[i] + w[i];
    uint32_t t2 = (rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
    h = g, g = f, f = e, e = d + t1, d = c, c = b, b = a, a = t1 + t2;
  }
  state[0] += a, state[1] += b, state[2] += c, state[3] += d, state[4] += e, state[5] += f, state[6] += g, state[7] += h;
}

/* Of the whole buffer; the padding stands behind it. */
static void digest(uint32_t state[8]) {
  memcpy(state, START, sizeof START);
  for (int at = 0; at < BUFFER_BYTES + BLOCK_BYTES; at += BLOCK_BYTES) {
    compress(state, buffer + at);
  }
}

static void pad(void) {
  uint64_t bits = (uint64_t)BUFFER_BYTES * 8;
  memset(buffer + BUFFER_BYTES, 0, BLOCK_BYTES);
  buffer[BUFFER_BYTES] = 0x80;
  for (int i = 0; i < 8; i++) {
    buffer[BUFFER_BYTES + BLOCK_BYTES - 1 - i] = (uint8_t)(bits >> (8 * i));
  }
}

uint64_t kernel(void) {
  uint32_t state[8];
  memset(buffer, 'a', BUFFER_BYTES);
  pad();
  for (int round = 0; round < ROUNDS; round++) {
    digest(state);
    memcpy(buffer, state, sizeof state);
  }
  return (uint64_t)state[0] << 32 | state[1];
}
