#include "png.h"

#include <stdlib.h>
#include <string.h>

#include "../lib/command.h"

enum {
    BYTES_PER_PIXEL = 3,
    LEAST_MATCH = 3,
    MOST_MATCH = 258,
    WINDOW = 32768,
    HASH_BITS = 15,
};

typedef struct {
    uint8_t *bytes;
    size_t length;
    uint32_t pending;
    int pending_bits;
} BitWriter;

static void put_bits(BitWriter *writer, uint32_t value, int count) {
    writer->pending |= value << writer->pending_bits;
    writer->pending_bits += count;
    while (writer->pending_bits >= 8) {
        writer->bytes[writer->length++] = (uint8_t)writer->pending;
        writer->pending >>= 8;
        writer->pending_bits -= 8;
    }
}

/* Huffman codes are packed from their most significant bit (RFC 1951, section 3.1.1). */
static void put_code(BitWriter *writer, uint32_t code, int count) {
    put_bits(writer, __builtin_bitreverse32(code) >> (32 - count), count);
}

/* The fixed literal and length codes of RFC 1951, section 3.2.6. */
static void put_symbol(BitWriter *writer, uint32_t symbol) {
    if (symbol < 144) {
        put_code(writer, 0x30 + symbol, 8);
    } else if (symbol < 256) {
        put_code(writer, 0x190 + symbol - 144, 9);
    } else if (symbol < 280) {
        put_code(writer, symbol - 256, 7);
    } else {
        put_code(writer, 0xc0 + symbol - 280, 8);
    }
}

static int log2_floor(uint32_t value) {
    return 31 - __builtin_clz(value);
}

/* Lengths 3..257 fall into groups of four symbols, each group with one more extra bit; 258 has its own symbol. */
static void put_match_length(BitWriter *writer, uint32_t length) {
    uint32_t offset = length - LEAST_MATCH;
    if (length == MOST_MATCH) {
        put_symbol(writer, 285);
    } else if (offset < 8) {
        put_symbol(writer, 257 + offset);
    } else {
        int extra = log2_floor(offset) - 2;
        put_symbol(writer, 257 + 4 * (uint32_t)extra + (offset >> extra));
        put_bits(writer, offset & ((1u << extra) - 1), extra);
    }
}

static void put_match_distance(BitWriter *writer, uint32_t distance) {
    uint32_t offset = distance - 1;
    if (offset < 4) {
        put_code(writer, offset, 5);
    } else {
        int extra = log2_floor(offset) - 1;
        put_code(writer, 2 * (uint32_t)extra + (offset >> extra), 5);
        put_bits(writer, offset & ((1u << extra) - 1), extra);
    }
}

static uint32_t hash_of(const uint8_t *bytes) {
    uint32_t key = (uint32_t)bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16;
    return key * 2654435761u >> (32 - HASH_BITS);
}

static size_t match_length(const uint8_t *left, const uint8_t *right, size_t most) {
    size_t length = 0;
    while (length < most && left[length] == right[length]) {
        length++;
    }
    return length;
}

/* Compresses into one block of fixed codes; the latest place with the same three bytes is the only match tried. */
static void deflate(BitWriter *writer, const uint8_t *data, size_t length) {
    size_t *latest = allocate((size_t)1 << HASH_BITS, sizeof *latest); /* place + 1; 0 is none */
    put_bits(writer, 1, 1);
    put_bits(writer, 1, 2);
    size_t at = 0;
    while (at < length) {
        size_t matched = 0;
        size_t distance = 0;
        if (length - at >= LEAST_MATCH) {
            size_t *slot = &latest[hash_of(data + at)];
            distance = at + 1 - *slot;
            if (*slot != 0 && distance <= WINDOW) {
                size_t most = length - at < MOST_MATCH ? length - at : MOST_MATCH;
                matched = match_length(data + at - distance, data + at, most);
            }
            *slot = at + 1;
        }
        if (matched >= LEAST_MATCH) {
            put_match_length(writer, (uint32_t)matched);
            put_match_distance(writer, (uint32_t)distance);
            at += matched;
        } else {
            put_symbol(writer, data[at++]);
        }
    }
    put_symbol(writer, 256);
    put_bits(writer, 0, 7);
    free(latest);
}

static uint32_t adler32(const uint8_t *data, size_t length) {
    uint32_t low = 1;
    uint32_t high = 0;
    for (size_t i = 0; i < length; i++) {
        low = (low + data[i]) % 65521;
        high = (high + low) % 65521;
    }
    return high << 16 | low;
}

/* The polynomial of PNG's annex D, four bits at a time. */
static uint32_t crc32(uint32_t crc, const uint8_t *data, size_t length) {
    static const uint32_t STEPS[16] = {
        0x00000000, 0x1db71064, 0x3b6e20c8, 0x26d930ac,
        0x76dc4190, 0x6b6b51f4, 0x4db26158, 0x5005713c,
        0xedb88320, 0xf00f9344, 0xd6d6a3e8, 0xcb61b38c,
        0x9b64c2b0, 0x86d3d2d4, 0xa00ae278, 0xbdbdf21c,
    };
    for (size_t i = 0; i < length; i++) {
        crc ^= data[i];
        crc = crc >> 4 ^ STEPS[crc & 15];
        crc = crc >> 4 ^ STEPS[crc & 15];
    }
    return crc;
}

static void store_big_endian(uint8_t *bytes, uint32_t value) {
    for (int i = 0; i < 4; i++) {
        bytes[i] = (uint8_t)(value >> (24 - 8 * i));
    }
}

static void write_chunk(FILE *out, const char *type, const uint8_t *data, size_t length) {
    uint8_t word[4];
    store_big_endian(word, (uint32_t)length);
    fwrite(word, 1, sizeof word, out);
    fwrite(type, 1, 4, out);
    fwrite(data, 1, length, out);
    uint32_t crc = crc32(0xffffffffu, (const uint8_t *)type, 4);
    store_big_endian(word, ~crc32(crc, data, length));
    fwrite(word, 1, sizeof word, out);
}

static uint8_t paeth(int left, int above, int corner) {
    int estimate = left + above - corner;
    int to_left = abs(estimate - left);
    int to_above = abs(estimate - above);
    int to_corner = abs(estimate - corner);
    if (to_left <= to_above && to_left <= to_corner) {
        return (uint8_t)left;
    }
    return (uint8_t)(to_above <= to_corner ? above : corner);
}

/* Every row is a filter type, here always Paeth, and the differences from what the filter predicts. */
static void filter_row(uint8_t *out, const uint8_t *row, const uint8_t *above, size_t length) {
    *out++ = 4;
    for (size_t i = 0; i < length; i++) {
        int left = i < BYTES_PER_PIXEL ? 0 : row[i - BYTES_PER_PIXEL];
        int up = above == NULL ? 0 : above[i];
        int corner = i < BYTES_PER_PIXEL || above == NULL ? 0 : above[i - BYTES_PER_PIXEL];
        out[i] = (uint8_t)(row[i] - paeth(left, up, corner));
    }
}

static void write_pixels(FILE *out, const uint8_t *pixels, uint32_t width, uint32_t height) {
    size_t stride = (size_t)width * BYTES_PER_PIXEL;
    size_t length = (stride + 1) * height;
    uint8_t *filtered = allocate(length, 1);
    for (uint32_t y = 0; y < height; y++) {
        const uint8_t *row = pixels + y * stride;
        filter_row(filtered + y * (stride + 1), row, y == 0 ? NULL : row - stride, stride);
    }
    /* No fixed code is longer than nine bits, so an eighth more than the input always suffices. */
    BitWriter writer = {.bytes = allocate(length + length / 8 + 16, 1)};
    memcpy(writer.bytes, "\x78\x01", 2);
    writer.length = 2;
    deflate(&writer, filtered, length);
    store_big_endian(writer.bytes + writer.length, adler32(filtered, length));
    write_chunk(out, "IDAT", writer.bytes, writer.length + 4);
    free(writer.bytes);
    free(filtered);
}

void png_write(FILE *out, const uint8_t *pixels, uint32_t width, uint32_t height) {
    uint8_t header[13] = {[8] = 8, [9] = 2}; /* bits per channel, colour type RGB */
    store_big_endian(header, width);
    store_big_endian(header + 4, height);
    fwrite("\x89PNG\r\n\x1a\n", 1, 8, out);
    write_chunk(out, "IHDR", header, sizeof header);
    write_pixels(out, pixels, width, height);
    write_chunk(out, "IEND", NULL, 0);
}
