/* Finds the quickest routes from one corner of a generated town to every crossing (Dijkstra 1959). */
#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>

#include "../lib/command.h"

enum {
    LEAST_SIDE = 2,
    MOST_SIDE = 1000,
    LONGEST_STREET = 99,
    DIRECTIONS = 4,
    STEPS_PER_LINE = 12,
};

static const char NAMES[DIRECTIONS] = {'N', 'E', 'S', 'W'};
static const uint32_t UNREACHED = UINT32_MAX;

/* A square town: crossings row by row from the north-west, each with one street in every direction it has. */
typedef struct {
    uint32_t side, crossings;
    uint8_t (*seconds)[DIRECTIONS]; /* 0 is no street */
} Town;

typedef struct {
    uint32_t *distance;  /* seconds from crossing 0 */
    uint8_t *arrived_by; /* the direction of the last street */
} Routes;

typedef struct {
    uint32_t distance, crossing;
} Entry;

/* A binary heap, nearest first; ties by crossing, so that the order is the same everywhere. */
typedef struct {
    Entry *entries;
    size_t length;
} Queue;

/* splitmix64: Steele, Lea, Flood, "Fast splittable pseudorandom number generators" (2014). */
static uint64_t next_random(uint64_t *state) {
    uint64_t z = *state += 0x9e3779b97f4a7c15u;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
    z = (z ^ z >> 27) * 0x94d049bb133111ebu;
    return z ^ z >> 31;
}

static int has_street(const Town *town, uint32_t crossing, int direction) {
    uint32_t row = crossing / town->side;
    uint32_t column = crossing % town->side;
    switch (NAMES[direction]) {
    case 'N': return row > 0;
    case 'E': return column + 1 < town->side;
    case 'S': return row + 1 < town->side;
    default: return column > 0;
    }
}

static uint32_t neighbour(const Town *town, uint32_t crossing, int direction) {
    const uint32_t steps[DIRECTIONS] = {-town->side, 1, town->side, -1u};
    return crossing + steps[direction];
}

static Town build_town(uint32_t side, uint64_t seed) {
    Town town = {side, side * side, allocate((size_t)side * side, DIRECTIONS)};
    for (uint32_t crossing = 0; crossing < town.crossings; crossing++) {
        for (int direction = 0; direction < DIRECTIONS; direction++) {
            uint8_t seconds = (uint8_t)(1 + next_random(&seed) % LONGEST_STREET);
            town.seconds[crossing][direction] = has_street(&town, crossing, direction) ? seconds : 0;
        }
    }
    return town;
}

static int before(Entry left, Entry right) {
    return left.distance < right.distance || (left.distance == right.distance && left.crossing < right.crossing);
}

static void push(Queue *queue, Entry entry) {
    size_t at = queue->length++;
    while (at > 0 && before(entry, queue->entries[(at - 1) / 2])) {
        queue->entries[at] = queue->entries[(at - 1) / 2];
        at = (at - 1) / 2;
    }
    queue->entries[at] = entry;
}

static Entry pop(Queue *queue) {
    Entry first = queue->entries[0];
    Entry last = queue->entries[--queue->length];
    size_t at = 0;
    for (size_t child = 1; child < queue->length; child = 2 * at + 1) {
        if (child + 1 < queue->length && before(queue->entries[child + 1], queue->entries[child])) {
            child++;
        }
        if (!before(queue->entries[child], last)) {
            break;
        }
        queue->entries[at] = queue->entries[child];
        at = child;
    }
    queue->entries[at] = last;
    return first;
}

static void relax(const Town *town, Routes *routes, Queue *queue, Entry from) {
    for (int direction = 0; direction < DIRECTIONS; direction++) {
        uint32_t seconds = town->seconds[from.crossing][direction];
        if (seconds == 0) {
            continue;
        }
        Entry to = {from.distance + seconds, neighbour(town, from.crossing, direction)};
        if (to.distance < routes->distance[to.crossing]) {
            routes->distance[to.crossing] = to.distance;
            routes->arrived_by[to.crossing] = (uint8_t)direction;
            push(queue, to);
        }
    }
}

static Routes find_routes(const Town *town) {
    Routes routes = {allocate(town->crossings, sizeof(uint32_t)), allocate(town->crossings, 1)};
    for (uint32_t crossing = 0; crossing < town->crossings; crossing++) {
        routes.distance[crossing] = UNREACHED;
    }
    /* A crossing is queued at most once for every street that leads to it. */
    Queue queue = {allocate((size_t)town->crossings * DIRECTIONS + 1, sizeof(Entry)), 0};
    routes.distance[0] = 0;
    push(&queue, (Entry){0, 0});
    while (queue.length > 0) {
        Entry nearest = pop(&queue);
        if (nearest.distance == routes.distance[nearest.crossing]) {
            relax(town, &routes, &queue, nearest);
        }
    }
    return routes;
}

/* FNV-1a, 64 bits, over the distances as little-endian words. */
static uint64_t checksum(const Town *town, const Routes *routes) {
    uint64_t hash = 0xcbf29ce484222325u;
    for (uint32_t crossing = 0; crossing < town->crossings; crossing++) {
        for (int shift = 0; shift < 32; shift += 8) {
            hash = (hash ^ (routes->distance[crossing] >> shift & 0xff)) * 0x100000001b3u;
        }
    }
    return hash;
}

static uint32_t farthest(const Town *town, const Routes *routes) {
    uint32_t farthest = 0;
    for (uint32_t crossing = 1; crossing < town->crossings; crossing++) {
        if (routes->distance[crossing] > routes->distance[farthest]) {
            farthest = crossing;
        }
    }
    return farthest;
}

/* Follows the route back from its end; returns its number of streets, their directions in order in `way`. */
static uint32_t trace_back(const Town *town, const Routes *routes, uint32_t end, uint8_t *way) {
    uint32_t streets = 0;
    for (uint32_t at = end; at != 0; streets++) {
        way[streets] = routes->arrived_by[at];
        at = neighbour(town, at, (way[streets] + 2) % DIRECTIONS);
    }
    for (uint32_t i = 0; i < streets / 2; i++) {
        uint8_t swapped = way[i];
        way[i] = way[streets - 1 - i];
        way[streets - 1 - i] = swapped;
    }
    return streets;
}

static void print_way(const uint8_t *way, uint32_t streets) {
    int printed = 0;
    for (uint32_t start = 0, end = 0; start < streets; start = end) {
        while (end < streets && way[end] == way[start]) {
            end++;
        }
        printf("%c%c%" PRIu32, printed++ % STEPS_PER_LINE == 0 ? '\n' : ' ', NAMES[way[start]], end - start);
    }
    putchar('\n');
}

int main(int count, char **arguments) {
    if (count != 3) {
        fail("usage: route SIDE SEED");
    }
    uint32_t side = (uint32_t)whole_number("SIDE", arguments[1], LEAST_SIDE, MOST_SIDE);
    uint64_t seed = (uint64_t)whole_number("SEED", arguments[2], 0, 1000000000);

    Town town = build_town(side, seed);
    Routes routes = find_routes(&town);
    uint32_t far = farthest(&town, &routes);
    uint8_t *way = allocate(town.crossings, 1);
    uint32_t end = town.crossings - 1;
    uint32_t streets = trace_back(&town, &routes, end, way);

    printf("crossings  %" PRIu32 "\n", town.crossings);
    printf("checksum   %016" PRIx64 "\n", checksum(&town, &routes));
    printf("farthest   row %" PRIu32 ", column %" PRIu32 ": %" PRIu32 " s\n", far / side, far % side, routes.distance[far]);
    printf("route      north-west to south-east: %" PRIu32 " s by %" PRIu32 " streets\n", routes.distance[end], streets);
    print_way(way, streets);
    return 0;
}
