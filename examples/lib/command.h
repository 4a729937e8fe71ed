/* What every example command needs: arguments read strictly, and one clear line when something is wrong. */
#ifndef COMMAND_H
#define COMMAND_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

enum { MOST_TEXT_BYTES = 8 << 20 };

/* The command cannot go on: prints "error: " and the message to stderr and exits with status 2. */
_Noreturn void fail(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Reads a decimal integer in least..most; fails naming `what` if the text is anything else. */
long whole_number(const char *what, const char *text, long least, long most);

/* Reads a decimal such as -0.7436438 with at most 15 digits, correctly rounded; fails naming `what` otherwise. */
double decimal_number(const char *what, const char *text);

/* Zeroed memory for `count` elements of `size` bytes; fails the command when there is none. */
void *allocate(size_t count, size_t size);

/* Everything up to the end of `file`, with a zero byte behind it; fails naming `what` beyond MOST_TEXT_BYTES. */
char *read_text(const char *what, FILE *file, uint32_t *length);

#endif
