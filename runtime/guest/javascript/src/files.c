#include "files.h"

#include "quickjs.h"
#include "wasi.h"

enum { FIRST_BYTES = 4096 };

/* Reads to the end of a file that is thought to have `expected` bytes. */
static char *read_all(int32_t file, size_t expected, size_t *length) {
    size_t room = expected + 1;
    char *bytes = malloc(room);
    *length = 0;
    while (bytes != NULL) {
        wasi_buffer buffer = {bytes + *length, (uint32_t)(room - *length)};
        uint32_t read = 0;
        if (buffer.length > 0 && (wasi_fd_read(file, &buffer, 1, &read) != WASI_OK || read == 0)) {
            break;
        }
        *length += read;
        if (*length == room) {
            char *larger = realloc(bytes, room * 2);
            if (larger == NULL) {
                free(bytes);
            }
            bytes = larger;
            room *= 2;
        }
    }
    if (bytes != NULL) {
        bytes[*length] = '\0'; /* the last read left room */
    }
    return bytes;
}

char *read_file(const char *path, size_t *length, int32_t *error) {
    const uint64_t read_and_stat = 1 << 1 | 1 << 21;
    int32_t file;
    wasi_filestat stat;
    path += *path == '/';
    *error = wasi_path_open(WASI_ROOT, 0, path, (uint32_t)strlen(path), 0, read_and_stat, 0, 0, &file);
    if (*error != WASI_OK) {
        return NULL;
    }
    char *bytes = NULL;
    *error = wasi_fd_filestat_get(file, &stat);
    if (*error == WASI_OK && stat.type == WASI_DIRECTORY) {
        *error = WASI_EISDIR;
    }
    if (*error == WASI_OK) {
        bytes = read_all(file, (size_t)stat.size, length);
        *error = bytes == NULL ? WASI_ENOMEM : WASI_OK;
    }
    wasi_fd_close(file);
    return bytes;
}

char *read_input(size_t *length) {
    return read_all(WASI_STDIN, FIRST_BYTES, length);
}

void write_all(int32_t file, const void *bytes, size_t length) {
    wasi_buffer buffer = {(void *)bytes, (uint32_t)length};
    uint32_t written = 0;
    while (buffer.length > 0 && wasi_fd_write(file, &buffer, 1, &written) == WASI_OK) {
        buffer.bytes = (char *)buffer.bytes + written;
        buffer.length -= written;
    }
}

/* One block: the addresses, then the bytes. */
static char **allocate_texts(uint32_t count, uint32_t bytes) {
    return malloc((size_t)count * sizeof(char *) + bytes + 1);
}

char **read_arguments(uint32_t *count) {
    uint32_t bytes;
    wasi_args_sizes_get(count, &bytes);
    char **texts = allocate_texts(*count, bytes);
    if (texts != NULL) {
        wasi_args_get(texts, (char *)(texts + *count));
    }
    return texts;
}

char **read_environment(uint32_t *count) {
    uint32_t bytes;
    wasi_environ_sizes_get(count, &bytes);
    char **texts = allocate_texts(*count, bytes);
    if (texts != NULL) {
        wasi_environ_get(texts, (char *)(texts + *count));
    }
    return texts;
}
