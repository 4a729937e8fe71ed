/* Makes a JSON text, reads it into a tree, prints the tree and reads that again. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kernel.h"

enum { ROUNDS = 60, RECORDS = 2000, TEXT_BYTES = 1 << 20, ARENA_BYTES = 1 << 22 };

enum kind { JSON_NULL, JSON_FALSE, JSON_TRUE, JSON_NUMBER, JSON_STRING, JSON_ARRAY, JSON_OBJECT };

/* A value in its parent's list; members of objects have a name. */
struct value {
  enum kind kind;
  int length;
  const char *name;
  union {
    double number;
    const char *text;
    struct value *first;
  };
  struct value *next;
};

static char made[TEXT_BYTES], printed[TEXT_BYTES];
static _Alignas(16) char arena[ARENA_BYTES];
static size_t used;

static void fail(const char *what) {
  fprintf(stderr, "json: %s\n", what);
  abort();
}

static void *allocate(size_t bytes) {
  size_t at = used;
  used += (bytes + 15) & ~(size_t)15;
  if (used > ARENA_BYTES) {
    fail("the arena is full");
  }
  return arena + at;
}

/* MAKING */

static char *append(char *at, const char *text) {
  size_t length = strlen(text);
  memcpy(at, text, length);
  return at + length;
}

static char *append_number(char *at, double number) {
  if (number < 0) {
    *at++ = '-';
    number = -number;
  }
  uint64_t thousandths = (uint64_t)(number * 1000 + 0.5);
  char digits[24];
  int count = 0;
  for (uint64_t left = thousandths / 1000; left > 0 || count == 0; left /= 10) {
    digits[count++] = (char)('0' + left % 10);
  }
  while (count > 0) {
    *at++ = digits[--count];
  }
  uint64_t rest = thousandths % 1000;
  if (rest > 0) {
    *at++ = '.';
    *at++ = (char)('0' + rest / 100);
    *at++ = (char)('0' + rest / 10 % 10);
    *at++ = (char)('0' + rest % 10);
  }
  return at;
}

static void make_text(uint32_t *seed) {
  static const char *const words[] = {"\"flour\"", "\"olive \\\"oil\\\"\"", "\"lamps\\n\"", "\"silk\"", "\"tea\\u00e9\"", "\"saffron and salt\""};
  char *at = append(made, "[");
  for (int i = 0; i < RECORDS; i++) {
    at = append(at, i ? ",\n  {\"id\": " : "{\"id\": ");
    at = append_number(at, i);
    at = append(at, ", \"goods\": ");
    at = append(at, words[next_random(seed) % 6]);
    at = append(at, ", \"price\": ");
    at = append_number(at, (double)next_float(seed) * 1000);
    at = append(at, next_random(seed) & 1 ? ", \"sold\": true" : ", \"sold\": false, \"buyer\": null");
    at = append(at, ", \"stock\": [");
    for (uint32_t left = next_random(seed) % 8; left > 0; left--) {
      at = append_number(at, next_random(seed) % 100000);
      at = append(at, left > 1 ? ", " : "");
    }
    at = append(at, "]}");
  }
  *append(at, "]") = 0;
}

/* READING */

static const char *input;

static void skip_space(void) {
  while (*input == ' ' || *input == '\n' || *input == '\t' || *input == '\r') {
    input++;
  }
}

static void expect(char c) {
  if (*input++ != c) {
    fail("unexpected character");
  }
}

static int hex_digit(char c) {
  return c >= '0' && c <= '9' ? c - '0' : (c | 32) - 'a' + 10;
}

/* The character behind a backslash; code points below 2,048 only. */
static char *read_escape(char *at) {
  static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
  char c = *input++;
  if (c == 'u') {
    int code = 0;
    for (int i = 0; i < 4; i++) {
      code = code * 16 + hex_digit(*input++);
    }
    if (code >= 128) {
      *at++ = (char)(0xc0 | code >> 6);
      code = 0x80 | (code & 63);
    }
    *at++ = (char)code;
    return at;
  }
  const char *found = strchr(from, c);
  if (!found) {
    fail("unknown escape");
  }
  *at++ = to[found - from];
  return at;
}

static const char *read_string(int *length) {
  expect('"');
  const char *end = input;
  while (*end != '"') {
    end += *end == '\\' ? 2 : 1;
  }
  char *start = allocate((size_t)(end - input) + 1);
  char *at = start;
  while (*input != '"') {
    char c = *input++;
    if (c == '\\') {
      at = read_escape(at);
    } else {
      *at++ = c;
    }
  }
  input++;
  *at = 0;
  *length = (int)(at - start);
  return start;
}

static double read_number(void) {
  int negative = *input == '-';
  input += negative;
  double number = 0;
  while (*input >= '0' && *input <= '9') {
    number = number * 10 + (*input++ - '0');
  }
  if (*input == '.') {
    double scale = 1;
    for (input++; *input >= '0' && *input <= '9'; input++) {
      number = number * 10 + (*input - '0');
      scale *= 10;
    }
    number /= scale;
  }
  return negative ? -number : number;
}

static struct value *read_value(void);

static void read_list(struct value *list, char close) {
  struct value **end = &list->first;
  input++;
  skip_space();
  while (*input != close) {
    const char *name = NULL;
    int ignored;
    if (close == '}') {
      name = read_string(&ignored);
      skip_space();
      expect(':');
    }
    *end = read_value();
    (*end)->name = name;
    end = &(*end)->next;
    list->length++;
    skip_space();
    if (*input == ',') {
      input++;
      skip_space();
    }
  }
  *end = NULL;
  input++;
}

static void read_word(const char *word) {
  while (*word) {
    expect(*word++);
  }
}

static struct value *read_value(void) {
  struct value *value = allocate(sizeof *value);
  *value = (struct value){0};
  skip_space();
  switch (*input) {
    case '{':
      value->kind = JSON_OBJECT;
      read_list(value, '}');
      break;
    case '[':
      value->kind = JSON_ARRAY;
      read_list(value, ']');
      break;
    case '"':
      value->kind = JSON_STRING;
      value->text = read_string(&value->length);
      break;
    case 't':
      value->kind = JSON_TRUE;
      read_word("true");
      break;
    case 'f':
      value->kind = JSON_FALSE;
      read_word("false");
      break;
    case 'n':
      read_word("null");
      break;
    default:
      value->kind = JSON_NUMBER;
      value->number = read_number();
  }
  return value;
}

/* PRINTING */

static char *print_string(char *at, const char *text) {
  *at++ = '"';
  for (; *text; text++) {
    if (*text == '"' || *text == '\\') {
      *at++ = '\\';
      *at++ = *text;
    } else if (*text == '\n') {
      at = append(at, "\\n");
    } else {
      *at++ = *text;
    }
  }
  *at++ = '"';
  return at;
}

static char *print_value(char *at, const struct value *value) {
  if (value->name) {
    at = print_string(at, value->name);
    *at++ = ':';
  }
  switch (value->kind) {
    case JSON_NULL:
      return append(at, "null");
    case JSON_FALSE:
      return append(at, "false");
    case JSON_TRUE:
      return append(at, "true");
    case JSON_NUMBER:
      return append_number(at, value->number);
    case JSON_STRING:
      return print_string(at, value->text);
    default:
      *at++ = value->kind == JSON_ARRAY ? '[' : '{';
      for (const struct value *member = value->first; member; member = member->next) {
        at = print_value(at, member);
        *at++ = ',';
      }
      at -= value->first != NULL;
      *at++ = value->kind == JSON_ARRAY ? ']' : '}';
      return at;
  }
}

static struct value *read_text(const char *text) {
  used = 0;
  input = text;
  return read_value();
}

uint64_t kernel(void) {
  uint32_t seed = 1;
  uint64_t hash = MIX_START;
  for (int round = 0; round < ROUNDS; round++) {
    make_text(&seed);
    *print_value(printed, read_text(made)) = 0;
    *print_value(made, read_text(printed)) = 0;
    if (strcmp(made, printed) != 0) {
      fail("printing again differs");
    }
    for (const char *at = made; *at; at++) {
      hash = mix(hash, (uint8_t)*at);
    }
  }
  return hash;
}
