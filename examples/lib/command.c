#include "command.h"

#include <stdarg.h>
#include <stdlib.h>

_Noreturn void fail(const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    fputs("error: ", stderr);
    vfprintf(stderr, format, arguments);
    fputc('\n', stderr);
    va_end(arguments);
    exit(2);
}

long whole_number(const char *what, const char *text, long least, long most) {
    int64_t value = 0; /* ten times `most` does not fit a long here */
    const char *digit = text;
    while (*digit >= '0' && *digit <= '9' && value <= most) {
        value = value * 10 + (*digit++ - '0');
    }
    if (digit == text || *digit != '\0' || value < least || value > most) {
        fail("%s must be a whole number from %ld to %ld, not \"%s\"", what, least, most, text);
    }
    return (long)value;
}

double decimal_number(const char *what, const char *text) {
    const char *next = *text == '-' ? text + 1 : text;
    double digits = 0;
    double scale = 1;
    int count = 0;
    int fraction = 0;
    for (; (*next >= '0' && *next <= '9') || (*next == '.' && !fraction); next++) {
        if (*next == '.') {
            fraction = 1;
        } else {
            digits = digits * 10 + (*next - '0');
            scale = fraction ? scale * 10 : scale;
            count++;
        }
    }
    if (*next != '\0' || count == 0 || count > 15) {
        fail("%s must be a decimal of at most 15 digits, not \"%s\"", what, text);
    }
    /* Both are integers a double holds exactly, so one division rounds correctly. */
    return *text == '-' ? -(digits / scale) : digits / scale;
}

void *allocate(size_t count, size_t size) {
    void *memory = calloc(count, size);
    if (memory == NULL) {
        fail("out of memory: %zu x %zu bytes wanted", count, size);
    }
    return memory;
}

char *read_text(const char *what, FILE *file, uint32_t *length) {
    size_t room = 4096;
    char *text = NULL;
    *length = 0;
    do {
        room *= 2;
        text = realloc(text, room + 1);
        if (text == NULL) {
            fail("%s: out of memory for %zu bytes", what, room);
        }
        *length += (uint32_t)fread(text + *length, 1, room - *length, file);
    } while (*length == room && room < MOST_TEXT_BYTES);
    if (ferror(file) || (*length == MOST_TEXT_BYTES && fgetc(file) != EOF)) {
        fail("%s: unreadable or longer than %d bytes", what, MOST_TEXT_BYTES);
    }
    text[*length] = '\0';
    return text;
}
