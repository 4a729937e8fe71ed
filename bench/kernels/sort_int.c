/* Quicksort of random integers, written out: small parts are sorted by insertion. */
#include "kernel.h"

#define TYPE int32_t
#define RANDOM(state) ((int32_t)next_random(state))
#include "sort.h"

static uint32_t bits(int32_t value) {
  return (uint32_t)value;
}
