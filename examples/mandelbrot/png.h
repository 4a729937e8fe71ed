/* Writes true-colour PNG images (PNG specification, second edition; RFC 1950 and 1951 for the compressed part). */
#ifndef PNG_H
#define PNG_H

#include <stdint.h>
#include <stdio.h>

/* Writes 8-bit RGB pixels, row by row from the top, three bytes each. */
void png_write(FILE *out, const uint8_t *pixels, uint32_t width, uint32_t height);

#endif
