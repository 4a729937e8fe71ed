/* Counts the words of a text on stdin, which words stand together, and which look almost the same. */
#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../lib/command.h"

enum {
    MOST_TOP = 1000,
    LEAST_LOOKALIKE = 4, /* letters; among shorter words nearly all look alike */
};

typedef struct {
    const char *letters;
    uint32_t length, count;
} Word;

/* Two words by their index: neighbours in the text, or lookalikes. */
typedef struct {
    uint32_t left, right, count;
} Pair;

/* An open hash table from keys that live elsewhere to indices; `slots` holds index + 1, 0 is free. */
typedef struct {
    uint32_t *slots;
    uint32_t mask;
} Table;

typedef struct {
    Word *words;
    Pair *pairs, *lookalikes;
    uint32_t word_count, pair_count, lookalike_count, lookalike_room;
    uint32_t bytes, lines, running_words, letters;
    Table word_table, pair_table;
} Statistics;

/* qsort hands a comparison nothing but two elements: the words their indices mean. */
static const Word *named_words;

static int is_letter(char c) {
    return c >= 'a' && c <= 'z';
}

/* A word is a run of letters; an apostrophe between letters belongs to it. */
static char *word_end(char *text) {
    while (is_letter(*text) || (*text == '\'' && is_letter(text[-1]) && is_letter(text[1]))) {
        text++;
    }
    return text;
}

static char lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

static Table new_table(uint32_t most_entries) {
    uint32_t size = 16;
    while (size < 2 * most_entries) {
        size *= 2;
    }
    return (Table){allocate(size, sizeof(uint32_t)), size - 1};
}

/* FNV-1a, 32 bits. */
static uint32_t hash_word(const char *letters, uint32_t length) {
    uint32_t hash = 2166136261u;
    for (uint32_t i = 0; i < length; i++) {
        hash = (hash ^ (uint8_t)letters[i]) * 16777619u;
    }
    return hash;
}

static uint32_t count_word(Statistics *all, const char *letters, uint32_t length) {
    Table *table = &all->word_table;
    uint32_t at = hash_word(letters, length) & table->mask;
    for (; table->slots[at] != 0; at = (at + 1) & table->mask) {
        Word *word = &all->words[table->slots[at] - 1];
        if (word->length == length && memcmp(word->letters, letters, length) == 0) {
            word->count++;
            return table->slots[at] - 1;
        }
    }
    all->words[all->word_count] = (Word){letters, length, 1};
    table->slots[at] = ++all->word_count;
    return all->word_count - 1;
}

static void count_pair(Statistics *all, uint32_t left, uint32_t right) {
    Table *table = &all->pair_table;
    uint32_t hash = (left * 2654435761u ^ right) * 2246822519u;
    uint32_t at = (hash ^ hash >> 15) & table->mask;
    for (; table->slots[at] != 0; at = (at + 1) & table->mask) {
        Pair *pair = &all->pairs[table->slots[at] - 1];
        if (pair->left == left && pair->right == right) {
            pair->count++;
            return;
        }
    }
    all->pairs[all->pair_count] = (Pair){left, right, 1};
    table->slots[at] = ++all->pair_count;
}

/* Words are neighbours when nothing but blanks stands between them. */
static int only_blanks(const char *from, const char *to) {
    while (from < to && (*from == ' ' || *from == '\n' || *from == '\r' || *from == '\t')) {
        from++;
    }
    return from == to;
}

/* Makes the text lower case in place; the words go on pointing into it. */
static Statistics count_text(char *text, uint32_t length) {
    uint32_t most_words = length / 2 + 1;
    Statistics all = {
        .words = allocate(most_words, sizeof(Word)),
        .pairs = allocate(most_words, sizeof(Pair)),
        .bytes = length,
        .word_table = new_table(most_words),
        .pair_table = new_table(most_words),
    };
    const char *previous_end = NULL;
    uint32_t previous = 0;
    for (uint32_t i = 0; i < length; i++) {
        text[i] = lower(text[i]);
        all.lines += text[i] == '\n';
    }
    for (char *start = text; start < text + length; start++) {
        if (!is_letter(*start)) {
            continue;
        }
        char *end = word_end(start);
        uint32_t word = count_word(&all, start, (uint32_t)(end - start));
        if (previous_end != NULL && only_blanks(previous_end, start)) {
            count_pair(&all, previous, word);
        }
        all.running_words++;
        all.letters += (uint32_t)(end - start);
        previous = word;
        previous_end = end;
        start = end;
    }
    return all;
}

/* One letter added, left out or replaced turns one into the other: what is not common to both ends is a letter. */
static int look_alike(const Word *left, const Word *right) {
    const Word *shorter = left->length <= right->length ? left : right;
    const Word *longer = shorter == left ? right : left;
    if (longer->length - shorter->length > 1) {
        return 0;
    }
    uint32_t head = 0;
    while (head < shorter->length && shorter->letters[head] == longer->letters[head]) {
        head++;
    }
    uint32_t tail = shorter->length;
    const char *other_end = longer->letters + longer->length - shorter->length;
    while (tail > head && shorter->letters[tail - 1] == other_end[tail - 1]) {
        tail--;
    }
    return tail - head <= (longer->length == shorter->length);
}

static void add_lookalike(Statistics *all, uint32_t left, uint32_t right) {
    if (all->lookalike_count == all->lookalike_room) {
        all->lookalike_room = 2 * all->lookalike_room + 64;
        all->lookalikes = realloc(all->lookalikes, all->lookalike_room * sizeof(Pair));
        if (all->lookalikes == NULL) {
            fail("out of memory for %" PRIu32 " lookalikes", all->lookalike_room);
        }
    }
    all->lookalikes[all->lookalike_count++] = (Pair){left, right, all->words[left].count + all->words[right].count};
}

/* Compares every word with every other: quadratic in the vocabulary, and nearly all of this program's work. */
static void find_lookalikes(Statistics *all) {
    for (uint32_t left = 0; left < all->word_count; left++) {
        if (all->words[left].length < LEAST_LOOKALIKE) {
            continue;
        }
        for (uint32_t right = left + 1; right < all->word_count; right++) {
            if (all->words[right].length >= LEAST_LOOKALIKE && look_alike(&all->words[left], &all->words[right])) {
                add_lookalike(all, left, right);
            }
        }
    }
}

static int by_letters(const Word *left, const Word *right) {
    uint32_t common = left->length < right->length ? left->length : right->length;
    int order = memcmp(left->letters, right->letters, common);
    return order != 0 ? order : (left->length > right->length) - (left->length < right->length);
}

static int by_count(const void *left, const void *right) {
    const Word *a = left;
    const Word *b = right;
    return a->count != b->count ? (a->count < b->count ? 1 : -1) : by_letters(a, b);
}

static int by_pair_count(const void *left, const void *right) {
    const Pair *a = left;
    const Pair *b = right;
    if (a->count != b->count) {
        return a->count < b->count ? 1 : -1;
    }
    int order = by_letters(&named_words[a->left], &named_words[b->left]);
    return order != 0 ? order : by_letters(&named_words[a->right], &named_words[b->right]);
}

static uint32_t at_most(uint32_t count, uint32_t top) {
    return count < top ? count : top;
}

static void print_pairs(const char *title, Pair *pairs, uint32_t count, uint32_t top) {
    qsort(pairs, count, sizeof *pairs, by_pair_count);
    printf("\n%s: %" PRIu32 "\n", title, count);
    for (uint32_t i = 0; i < at_most(count, top); i++) {
        const Word *left = &named_words[pairs[i].left];
        const Word *right = &named_words[pairs[i].right];
        printf("%7" PRIu32 "  %.*s %.*s\n", pairs[i].count, (int)left->length, left->letters, (int)right->length,
               right->letters);
    }
}

static void print_totals(const Statistics *all) {
    uint32_t once = 0;
    for (uint32_t i = 0; i < all->word_count; i++) {
        once += all->words[i].count == 1;
    }
    printf("bytes %" PRIu32 "\nlines %" PRIu32 "\nwords %" PRIu32 "\n", all->bytes, all->lines, all->running_words);
    printf("letters %" PRIu32 "\ndistinct %" PRIu32 "\nonce %" PRIu32 "\n", all->letters, all->word_count, once);
}

/* Sorts in place, and so makes the pairs' indices meaningless: comes last. */
static void print_words(Statistics *all, uint32_t top) {
    qsort(all->words, all->word_count, sizeof *all->words, by_count);
    printf("\nwords: %" PRIu32 "\n", all->word_count);
    for (uint32_t i = 0; i < at_most(all->word_count, top); i++) {
        const Word *word = &all->words[i];
        printf("%7" PRIu32 "  %.*s\n", word->count, (int)word->length, word->letters);
    }
}

int main(int count, char **arguments) {
    if (count > 2) {
        fail("usage: wordstat [TOP] < TEXT");
    }
    uint32_t top = count < 2 ? 10 : (uint32_t)whole_number("TOP", arguments[1], 1, MOST_TOP);
    uint32_t length;
    char *text = read_text("standard input", stdin, &length);
    Statistics all = count_text(text, length);
    named_words = all.words;
    find_lookalikes(&all);
    print_totals(&all);
    print_pairs("neighbours", all.pairs, all.pair_count, top);
    print_pairs("lookalikes", all.lookalikes, all.lookalike_count, top);
    print_words(&all, top);
    return 0;
}
