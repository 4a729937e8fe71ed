/* Files, standard input and texts of the job, in memory that `free` takes back. */
#ifndef FILES_H
#define FILES_H

#include <stddef.h>
#include <stdint.h>

/*
 * Reads a mounted file; a leading slash makes no difference. A zero byte follows its end. NULL if it cannot be read;
 * `error` then has WASI's number.
 */
char *read_file(const char *path, size_t *length, int32_t *error);

/* Reads standard input to its end; NULL if memory ran out. */
char *read_input(size_t *length);

/* Writes all bytes to standard output or the log. */
void write_all(int32_t file, const void *bytes, size_t length);

/* The job's texts: arguments, or variables as NAME=VALUE; NULL if memory ran out. */
char **read_arguments(uint32_t *count);
char **read_environment(uint32_t *count);

#endif
