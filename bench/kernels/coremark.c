/* After EEMBC's CoreMark: linked lists found in and sorted, integer matrices, a state machine over text, all by CRC. */
#include <stddef.h>

#include "kernel.h"

enum { ROUNDS = 9000, LIST_LENGTH = 64, SIDE = 16, TEXT_BYTES = 512 };

static uint16_t crc16(uint16_t crc, uint16_t value) {
  for (int bit = 0; bit < 16; bit++) {
    int carry = (crc ^ value) & 1;
    crc >>= 1;
    value >>= 1;
    if (carry) {
      crc ^= 0xa001;
    }
  }
  return crc;
}

/* LISTS */

struct node {
  struct node *next;
  int16_t key;
  int16_t value;
};

static struct node nodes[LIST_LENGTH];

static struct node *make_list(uint32_t *seed) {
  for (int i = 0; i < LIST_LENGTH; i++) {
    nodes[i].next = i + 1 < LIST_LENGTH ? &nodes[i + 1] : NULL;
    nodes[i].key = (int16_t)next_random(seed);
    nodes[i].value = (int16_t)i;
  }
  return nodes;
}

typedef int comparison(const struct node *, const struct node *);

static int by_key(const struct node *a, const struct node *b) {
  return a->key - b->key;
}

static int by_value(const struct node *a, const struct node *b) {
  return a->value - b->value;
}

static struct node *merge(struct node *a, struct node *b, comparison *compare) {
  struct node head;
  struct node *tail = &head;
  while (a && b) {
    struct node **least = compare(a, b) <= 0 ? &a : &b;
    tail->next = *least;
    tail = *least;
    *least = (*least)->next;
  }
  tail->next = a ? a : b;
  return head.next;
}

static struct node *second_half(struct node *list) {
  struct node *slow = list;
  for (struct node *fast = list->next; fast && fast->next; fast = fast->next->next) {
    slow = slow->next;
  }
  struct node *half = slow->next;
  slow->next = NULL;
  return half;
}

static struct node *sorted(struct node *list, comparison *compare) {
  if (!list || !list->next) {
    return list;
  }
  struct node *half = second_half(list);
  return merge(sorted(list, compare), sorted(half, compare), compare);
}

static struct node *reversed(struct node *list) {
  struct node *done = NULL;
  while (list) {
    struct node *next = list->next;
    list->next = done;
    done = list;
    list = next;
  }
  return done;
}

static uint16_t list_work(uint16_t crc, uint32_t *seed, int use_value) {
  struct node *list = sorted(make_list(seed), by_key);
  int16_t wanted = (int16_t)next_random(seed);
  for (struct node *at = list; at && at->key < wanted; at = at->next) {
    crc = crc16(crc, (uint16_t)at->value);
  }
  list = sorted(reversed(list), use_value ? by_value : by_key);
  return crc16(crc, (uint16_t)list->key);
}

/* MATRICES */

static int16_t first[SIDE][SIDE], second[SIDE][SIDE];
static int32_t product[SIDE][SIDE];

static void make_matrices(uint32_t *seed) {
  for (int i = 0; i < SIDE; i++) {
    for (int j = 0; j < SIDE; j++) {
      first[i][j] = (int16_t)(next_random(seed) & 255);
      second[i][j] = (int16_t)(next_random(seed) & 255);
    }
  }
}

static uint16_t matrix_work(uint16_t crc, uint32_t *seed) {
  make_matrices(seed);
  for (int i = 0; i < SIDE; i++) {
    for (int j = 0; j < SIDE; j++) {
      int32_t sum = 0;
      for (int k = 0; k < SIDE; k++) {
        int32_t part = first[i][k] * second[k][j];
        sum += (part >> 2 & 15) * (part >> 5 & 127);
      }
      product[i][j] = sum;
    }
  }
  for (int i = 0; i < SIDE; i++) {
    crc = crc16(crc, (uint16_t)product[i][(i * 7) % SIDE]);
  }
  return crc;
}

/* STATE MACHINE: is a field a whole number, a decimal, one with an exponent, or none? */

enum state { START, SIGN, WHOLE, POINT, DECIMAL, EXPONENT, EXPONENT_SIGN, SCIENTIFIC, INVALID, STATES };

static char text[TEXT_BYTES + 1];

static void make_text(uint32_t *seed) {
  static const char *const fields[] = {"5012", "+1234", "-874", "35.54400", ".1234500", "-110.700", "5.500e+3", "-.123e-2", "T0.3e-1F", "--3"};
  int at = 0;
  while (at < TEXT_BYTES - 9) {
    const char *field = fields[next_random(seed) % 10];
    while (*field) {
      text[at++] = *field++;
    }
    text[at++] = ',';
  }
  text[at] = 0;
}

static int is_digit(char c) {
  return c >= '0' && c <= '9';
}

static int is_sign(char c) {
  return c == '+' || c == '-';
}

static enum state next_state(enum state state, char c) {
  switch (state) {
    case START:
      if (is_sign(c)) return SIGN;
      /* fall through */
    case SIGN:
      return is_digit(c) ? WHOLE : c == '.' ? POINT : INVALID;
    case WHOLE:
      return is_digit(c) ? WHOLE : c == '.' ? DECIMAL : c == 'e' ? EXPONENT : INVALID;
    case POINT:
    case DECIMAL:
      return is_digit(c) ? DECIMAL : c == 'e' ? EXPONENT : INVALID;
    case EXPONENT:
      if (is_sign(c)) return EXPONENT_SIGN;
      /* fall through */
    case EXPONENT_SIGN:
    case SCIENTIFIC:
      return is_digit(c) ? SCIENTIFIC : INVALID;
    default:
      return INVALID;
  }
}

static uint16_t text_work(uint16_t crc, uint32_t *seed) {
  uint16_t ended[STATES] = {0};
  make_text(seed);
  enum state state = START;
  for (const char *at = text; *at; at++) {
    if (*at == ',') {
      ended[state]++;
      state = START;
    } else {
      state = next_state(state, *at);
    }
  }
  for (int i = 0; i < STATES; i++) {
    crc = crc16(crc, ended[i]);
  }
  return crc;
}

uint64_t kernel(void) {
  uint32_t seed = 1;
  uint64_t hash = MIX_START;
  for (int round = 0; round < ROUNDS; round++) {
    uint16_t crc = list_work((uint16_t)round, &seed, round & 1);
    crc = matrix_work(crc, &seed);
    crc = text_work(crc, &seed);
    hash = mix(hash, crc);
  }
  return hash;
}
