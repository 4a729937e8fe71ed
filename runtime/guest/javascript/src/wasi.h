/* The functions of WASI preview 1 the driver calls itself, with numbers as they are on the wire. */
#ifndef WASI_H
#define WASI_H

#include <stdint.h>

#define WASI_IMPORT(name) __attribute__((import_module("wasi_snapshot_preview1"), import_name(#name)))

enum { WASI_STDIN = 0, WASI_STDOUT = 1, WASI_STDERR = 2, WASI_ROOT = 3 };
enum { WASI_OK = 0, WASI_EISDIR = 31, WASI_ENOENT = 44, WASI_ENOMEM = 48, WASI_DIRECTORY = 3 };

typedef struct {
    void *bytes;
    uint32_t length;
} wasi_buffer;

typedef struct {
    uint64_t device, inode;
    uint8_t type;
    uint64_t links, size, accessed, modified, changed;
} wasi_filestat;

WASI_IMPORT(args_sizes_get) int32_t wasi_args_sizes_get(uint32_t *count, uint32_t *bytes);
WASI_IMPORT(args_get) int32_t wasi_args_get(char **texts, char *bytes);
WASI_IMPORT(environ_sizes_get) int32_t wasi_environ_sizes_get(uint32_t *count, uint32_t *bytes);
WASI_IMPORT(environ_get) int32_t wasi_environ_get(char **texts, char *bytes);
WASI_IMPORT(random_get) int32_t wasi_random_get(void *bytes, uint32_t count);
WASI_IMPORT(fd_read) int32_t wasi_fd_read(int32_t file, const wasi_buffer *buffers, uint32_t count, uint32_t *read);
WASI_IMPORT(fd_write) int32_t wasi_fd_write(int32_t file, const wasi_buffer *buffers, uint32_t count, uint32_t *written);
WASI_IMPORT(fd_close) int32_t wasi_fd_close(int32_t file);
WASI_IMPORT(fd_filestat_get) int32_t wasi_fd_filestat_get(int32_t file, wasi_filestat *stat);
WASI_IMPORT(path_open)
int32_t wasi_path_open(int32_t directory, int32_t lookup, const char *path, uint32_t length, int32_t flags,
                       uint64_t rights, uint64_t inheriting, int32_t descriptor_flags, int32_t *file);
WASI_IMPORT(proc_exit) _Noreturn void wasi_proc_exit(int32_t code);

#endif
