/* Quicksort of TYPE, an array of RANDOM ones; the includer defines bits, what of an element goes into the checksum. */
enum { COUNT = 1 << 20, SMALL = 12 };

static TYPE items[COUNT];

static uint32_t bits(TYPE value);

static void insertion_sort(TYPE *from, TYPE *to) {
  for (TYPE *at = from + 1; at < to; at++) {
    TYPE moving = *at;
    TYPE *hole = at;
    for (; hole > from && hole[-1] > moving; hole--) {
      *hole = hole[-1];
    }
    *hole = moving;
  }
}

static TYPE middle(TYPE a, TYPE b, TYPE c) {
  return a < b ? (b < c ? b : a < c ? c : a) : (a < c ? a : b < c ? c : b);
}

/* Hoare's partition; both parts are not empty. */
static TYPE *partition(TYPE *from, TYPE *to) {
  TYPE pivot = middle(from[0], from[(to - from) / 2], to[-1]);
  TYPE *low = from - 1;
  TYPE *high = to;
  for (;;) {
    do low++; while (*low < pivot);
    do high--; while (*high > pivot);
    if (low >= high) {
      return low == from ? low + 1 : low;
    }
    TYPE swapped = *low;
    *low = *high;
    *high = swapped;
  }
}

static void quicksort(TYPE *from, TYPE *to) {
  while (to - from > SMALL) {
    TYPE *cut = partition(from, to);
    quicksort(from, cut);
    from = cut;
  }
  insertion_sort(from, to);
}

uint64_t kernel(void) {
  uint32_t seed = 1;
  for (int i = 0; i < COUNT; i++) {
    items[i] = RANDOM(&seed);
  }
  quicksort(items, items + COUNT);
  uint64_t hash = MIX_START;
  for (int i = 0; i < COUNT; i++) {
    hash = mix(hash, i > 0 && items[i] < items[i - 1] ? 0xdead : bits(items[i]));
  }
  return hash;
}
