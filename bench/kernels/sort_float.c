/* The same quicksort of random doubles. */
#include "kernel.h"

#define TYPE double
#define RANDOM(state) ((double)next_float(state) * 1e6)
#include "sort.h"

static uint32_t bits(double value) {
  return (uint32_t)(int32_t)value;
}
