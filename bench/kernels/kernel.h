/* What every kernel offers and shares. A kernel sets up its own data each time, so it can run again in one process. */
#ifndef KERNEL_H
#define KERNEL_H

#include <stdint.h>

/* Does the whole work once; its result depends on all of it. */
uint64_t kernel(void);

/* FNV-1a, a 32-bit word at a time. */
static inline uint64_t mix(uint64_t hash, uint32_t word) {
  return (hash ^ word) * 0x100000001b3u;
}

#define MIX_START 0xcbf29ce484222325u

/* xorshift32: the next number of a stream whose state is never 0. */
static inline uint32_t next_random(uint32_t *state) {
  uint32_t x = *state;
  x ^= x << 13;
  x ^= x >> 17;
  x ^= x << 5;
  return *state = x;
}

/* In [-1, 1), exact in a float. */
static inline float next_float(uint32_t *state) {
  return (float)((int32_t)(next_random(state) >> 8) - (1 << 23)) / (float)(1 << 23);
}

#endif
