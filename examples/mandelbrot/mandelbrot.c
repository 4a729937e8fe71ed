/* Renders a region of the Mandelbrot set as a PNG image on stdout. */
#include <math.h>
#include <stdint.h>
#include <stdio.h>

#include "../lib/command.h"
#include "png.h"

enum {
    MOST_ITERATIONS = 100000,
    MOST_SIDE = 2048,
};

/* A point leaves at 2; going on to a larger radius makes the fractional iteration count smooth. */
static const double ESCAPE_RADIUS_SQUARED = 1 << 16;
static const double INSIDE = -1;

typedef struct {
    double red, green, blue;
} Colour;

typedef struct {
    double centre_x, centre_y, span;
    int iterations;
    uint32_t width, height;
} View;

typedef struct {
    double position;
    Colour colour;
} Stop;

/* One turn of the colour wheel: midnight, sea, foam, amber, ember, midnight. */
static const Stop GRADIENT[] = {
    {0.0000, {0, 7, 100}}, {0.1600, {32, 107, 203}}, {0.4200, {237, 255, 255}},
    {0.6425, {255, 170, 0}}, {0.8575, {80, 14, 18}}, {1.0000, {0, 7, 100}},
};

/* The number of steps until the point leaves, with its fraction; INSIDE if it never does. */
static double escape_time(double x, double y, int iterations) {
    double re = 0;
    double im = 0;
    for (int step = 0; step < iterations; step++) {
        double re2 = re * re;
        double im2 = im * im;
        if (re2 + im2 > ESCAPE_RADIUS_SQUARED) {
            return step + 1 - log2(log2(re2 + im2) / 2);
        }
        im = 2 * re * im + y;
        re = re2 - im2 + x;
    }
    return INSIDE;
}

static double blend(double from, double to, double share) {
    return from + (to - from) * share;
}

/* The gradient's colour at a position in 0..1. */
static Colour gradient(double position) {
    const Stop *stop = GRADIENT;
    while (position > stop[1].position) {
        stop++;
    }
    double share = (position - stop->position) / (stop[1].position - stop->position);
    double eased = share * share * (3 - 2 * share);
    return (Colour){
        blend(stop->colour.red, stop[1].colour.red, eased),
        blend(stop->colour.green, stop[1].colour.green, eased),
        blend(stop->colour.blue, stop[1].colour.blue, eased),
    };
}

/* The root of the time spreads colours evenly over fast and slow regions alike. */
static Colour colour_of(double time) {
    if (time == INSIDE) {
        return (Colour){0, 0, 0};
    }
    double turns = sqrt(time > 0 ? time : 0) / 8;
    return gradient(turns - floor(turns));
}

static Colour sample(const View *view, double column, double row) {
    double scale = view->span / view->width;
    double x = view->centre_x + (column - view->width / 2.0) * scale;
    double y = view->centre_y - (row - view->height / 2.0) * scale;
    return colour_of(escape_time(x, y, view->iterations));
}

static void sample_corners(const View *view, uint32_t row, Colour *corners) {
    for (uint32_t column = 0; column <= view->width; column++) {
        corners[column] = sample(view, column, row);
    }
}

static uint8_t mean(double centre, double corners) {
    return (uint8_t)(centre / 2 + corners / 8 + 0.5);
}

/* Half of a pixel is its centre, half its corners, shared with its neighbours: smooth edges for two samples a pixel. */
static void render_row(const Colour *above, const Colour *below, const View *view, uint32_t row, uint8_t *rgb) {
    for (uint32_t left = 0, right = 1; left < view->width; left++, right++) {
        Colour centre = sample(view, left + 0.5, row + 0.5);
        *rgb++ = mean(centre.red, above[left].red + above[right].red + below[left].red + below[right].red);
        *rgb++ = mean(centre.green, above[left].green + above[right].green + below[left].green + below[right].green);
        *rgb++ = mean(centre.blue, above[left].blue + above[right].blue + below[left].blue + below[right].blue);
    }
}

static uint8_t *render(const View *view) {
    uint8_t *pixels = allocate((size_t)view->width * view->height, 3);
    Colour *above = allocate(view->width + 1, sizeof(Colour));
    Colour *below = allocate(view->width + 1, sizeof(Colour));
    sample_corners(view, 0, above);
    for (uint32_t row = 0; row < view->height; row++) {
        sample_corners(view, row + 1, below);
        render_row(above, below, view, row, pixels + (size_t)row * view->width * 3);
        Colour *swapped = above;
        above = below;
        below = swapped;
    }
    return pixels;
}

static View view_from(int count, char **arguments) {
    if (count != 5 && count != 7) {
        fail("usage: mandelbrot X Y SPAN ITERATIONS [WIDTH HEIGHT]");
    }
    View view = {
        .centre_x = decimal_number("X", arguments[1]),
        .centre_y = decimal_number("Y", arguments[2]),
        .span = decimal_number("SPAN", arguments[3]),
        .iterations = (int)whole_number("ITERATIONS", arguments[4], 1, MOST_ITERATIONS),
        .width = 320,
        .height = 240,
    };
    if (count == 7) {
        view.width = (uint32_t)whole_number("WIDTH", arguments[5], 1, MOST_SIDE);
        view.height = (uint32_t)whole_number("HEIGHT", arguments[6], 1, MOST_SIDE);
    }
    return view;
}

int main(int count, char **arguments) {
    View view = view_from(count, arguments);
    png_write(stdout, render(&view), view.width, view.height);
    return 0;
}
