/* Searches files and directories for a phrase, forgiving typing errors, and ranks the files. */
#include <dirent.h>
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "../lib/command.h"

enum {
    MOST_FILES = 10000,
    MOST_PHRASE = 100,
    MOST_ERRORS = 9,
    MOST_PATH = 1024,
    MOST_SHOWN = 100, /* bytes of a matching line */
    POINTS = 100,     /* for a match without an error */
};

typedef struct {
    char *path;
    uint32_t matches, score;
} File;

typedef struct {
    File *files;
    uint32_t count;
} FileList;

/* A text in lower case with every run of blanks made one space, so that a phrase may go on in the next line. */
typedef struct {
    char *original, *plain;
    uint32_t *origin; /* of each plain byte: its place in `original` */
    uint32_t original_length, length;
} Text;

typedef struct {
    uint32_t errors, start, end;
} Match;

typedef struct {
    char letters[MOST_PHRASE + 1];
    uint32_t length, errors;
} Phrase;

static void list_path(FileList *list, const char *path);

static void list_directory(FileList *list, const char *path) {
    DIR *directory = opendir(path);
    if (directory == NULL) {
        fail("%s: %s", path, strerror(errno));
    }
    const char *separator = path[strlen(path) - 1] == '/' ? "" : "/";
    for (struct dirent *entry; (entry = readdir(directory)) != NULL;) {
        char below[MOST_PATH];
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0) {
            continue;
        }
        if (snprintf(below, sizeof below, "%s%s%s", path, separator, entry->d_name) >= MOST_PATH) {
            fail("%s: a path below it is longer than %d bytes", path, MOST_PATH - 1);
        }
        list_path(list, below);
    }
    closedir(directory);
}

static void list_path(FileList *list, const char *path) {
    struct stat status;
    if (stat(path, &status) != 0) {
        fail("%s: %s", path, strerror(errno));
    }
    if (S_ISDIR(status.st_mode)) {
        list_directory(list, path);
    } else if (list->count == MOST_FILES) {
        fail("%s: more than %d files", path, MOST_FILES);
    } else {
        list->files[list->count++].path = strdup(path);
    }
}

static int is_blank(char c) {
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

static char lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

/* Writes the plain form and, unless NULL, where each byte came from; returns its length. */
static uint32_t make_plain(const char *text, uint32_t length, char *plain, uint32_t *origin) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < length; i++) {
        char c = is_blank(text[i]) ? ' ' : lower(text[i]);
        if (c == ' ' && (count == 0 || plain[count - 1] == ' ')) {
            continue;
        }
        if (origin != NULL) {
            origin[count] = i;
        }
        plain[count++] = c;
    }
    return count;
}

static Text open_text(const char *path) {
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        fail("%s: %s", path, strerror(errno));
    }
    Text text;
    text.original = read_text(path, file, &text.original_length);
    fclose(file);
    text.plain = allocate(text.original_length + 1, 1);
    text.origin = allocate(text.original_length + 1, sizeof *text.origin);
    text.length = make_plain(text.original, text.original_length, text.plain, text.origin);
    return text;
}

static void free_text(Text *text) {
    free(text->original);
    free(text->plain);
    free(text->origin);
}

static Phrase read_phrase(const char *argument, uint32_t errors) {
    Phrase phrase = {.errors = errors};
    size_t length = strlen(argument);
    if (length > MOST_PHRASE) {
        fail("PHRASE must be of at most %d bytes", MOST_PHRASE);
    }
    phrase.length = make_plain(argument, (uint32_t)length, phrase.letters, NULL);
    while (phrase.length > 0 && phrase.letters[phrase.length - 1] == ' ') {
        phrase.length--;
    }
    if (phrase.length < 2 * errors + 1) {
        fail("PHRASE must be longer than twice ERRORS");
    }
    return phrase;
}

static void show_match(const char *path, const Text *text, const Match *match) {
    uint32_t at = text->origin[match->start];
    uint32_t line = 1;
    uint32_t line_start = 0;
    for (uint32_t i = 0; i < at; i++) {
        if (text->original[i] == '\n') {
            line++;
            line_start = i + 1;
        }
    }
    uint32_t end = line_start;
    while (end < text->original_length && text->original[end] != '\n' && end - line_start < MOST_SHOWN) {
        end++;
    }
    /* A UTF-8 character is shown whole or not at all. */
    while (end > line_start && end < text->original_length && (text->original[end] & 0xc0) == 0x80) {
        end--;
    }
    printf("%s:%u: %.*s\n", path, line, (int)(end - line_start), text->original + line_start);
}

static void record_match(File *file, const Text *text, const Phrase *phrase, const Match *match) {
    show_match(file->path, text, match);
    file->matches++;
    file->score += POINTS - POINTS * match->errors / phrase->length;
}

/*
 * Sellers, "The theory and computation of evolutionary distances" (1980): column[i] is the fewest errors between the
 * phrase's first i letters and any piece of the text that ends here, and where such a piece starts.
 */
static void advance(Match *column, const Phrase *phrase, char letter, uint32_t end) {
    Match diagonal = column[0];
    column[0] = (Match){.start = end, .end = end};
    for (uint32_t i = 1; i <= phrase->length; i++) {
        Match fewest = diagonal;
        fewest.errors += phrase->letters[i - 1] != letter;
        if (column[i].errors + 1 < fewest.errors) {
            fewest = (Match){.errors = column[i].errors + 1, .start = column[i].start};
        }
        if (column[i - 1].errors + 1 < fewest.errors) {
            fewest = (Match){.errors = column[i - 1].errors + 1, .start = column[i - 1].start};
        }
        fewest.end = end;
        diagonal = column[i];
        column[i] = fewest;
    }
}

/* Of pieces that overlap, only the first of those with the fewest errors is a match. */
static void search_text(File *file, const Text *text, const Phrase *phrase) {
    const Match none = {.errors = phrase->errors + 1};
    Match column[MOST_PHRASE + 1];
    Match best = none;
    uint32_t searched = 0;
    for (uint32_t i = 0; i <= phrase->length; i++) {
        column[i] = (Match){.errors = i};
    }
    for (uint32_t end = 1; end <= text->length; end++) {
        advance(column, phrase, text->plain[end - 1], end);
        Match found = column[phrase->length];
        if (best.errors <= phrase->errors && found.start >= best.end) {
            record_match(file, text, phrase, &best);
            searched = best.end;
            best = none;
        }
        if (found.errors < best.errors && found.start >= searched) {
            best = found;
        }
    }
    if (best.errors <= phrase->errors) {
        record_match(file, text, phrase, &best);
    }
}

static int by_path(const void *left, const void *right) {
    return strcmp(((const File *)left)->path, ((const File *)right)->path);
}

static int by_score(const void *left, const void *right) {
    const File *a = left;
    const File *b = right;
    return a->score != b->score ? (a->score < b->score ? 1 : -1) : by_path(left, right);
}

static void print_ranking(FileList *list) {
    qsort(list->files, list->count, sizeof *list->files, by_score);
    printf("\n  score  matches  file\n");
    for (uint32_t i = 0; i < list->count && list->files[i].matches > 0; i++) {
        const File *file = &list->files[i];
        printf("%7u  %7u  %s\n", file->score, file->matches, file->path);
    }
}

int main(int count, char **arguments) {
    if (count < 4) {
        fail("usage: search ERRORS PHRASE PATH...");
    }
    uint32_t errors = (uint32_t)whole_number("ERRORS", arguments[1], 0, MOST_ERRORS);
    Phrase phrase = read_phrase(arguments[2], errors);
    FileList list = {.files = allocate(MOST_FILES, sizeof(File))};
    for (int i = 3; i < count; i++) {
        list_path(&list, arguments[i]);
    }
    /* Hosts list a directory in whatever order they like. */
    qsort(list.files, list.count, sizeof *list.files, by_path);
    for (uint32_t i = 0; i < list.count; i++) {
        Text text = open_text(list.files[i].path);
        search_text(&list.files[i], &text, &phrase);
        free_text(&text);
    }
    print_ranking(&list);
    return 0;
}
