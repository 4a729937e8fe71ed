/* An agent that auctions one thing: bids come as messages with money, and each turn takes the next one. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../runtime/guest/c/souk.h"
#include "../lib/command.h"

enum { MOST_NAME = 24, ADDRESS_BYTES = 20, DAY_SECONDS = 86400 };

typedef unsigned __int128 Money;

typedef struct Bid {
    struct Bid *beaten; /* the bid this one beat */
    souk_address from;
    Money amount;
    char name[MOST_NAME + 1];
} Bid;

/* What lives on from turn to turn. */
static Bid *best;
static uint32_t taken; /* of this job's inbox */
static uint32_t bids;
static uint32_t refused;

static Money money(souk_amount amount) {
    return (Money)amount.high << 64 | amount.low;
}

static souk_amount amount_of(Money money) {
    return (souk_amount){(uint64_t)money, (uint64_t)(money >> 64)};
}

static const char *decimal(Money money) {
    static char text[40];
    char *at = text + sizeof text - 1;
    do {
        *--at = (char)('0' + (int)(money % 10));
        money /= 10;
    } while (money != 0);
    return at;
}

/* A variable of the job that has an account: 0x and 40 hexadecimal digits. */
static souk_address account(const char *variable) {
    souk_address address;
    const char *text = getenv(variable);
    if (text == NULL || strlen(text) != 2 + 2 * ADDRESS_BYTES || strncmp(text, "0x", 2) != 0) {
        fail("%s must be an account: 0x and 40 hexadecimal digits", variable);
    }
    for (int i = 0; i < ADDRESS_BYTES; i++) {
        char digits[] = {text[2 + 2 * i], text[3 + 2 * i], '\0'};
        if (!isxdigit(digits[0]) || !isxdigit(digits[1])) {
            fail("%s has no hexadecimal digits at \"%s\"", variable, digits);
        }
        address.bytes[i] = (uint8_t)strtol(digits, NULL, 16);
    }
    return address;
}

static Money least_bid(void) {
    const char *text = getenv("RESERVE");
    return text == NULL ? 1 : (Money)whole_number("RESERVE", text, 1, 2000000000);
}

static void tell(const souk_address *to, Money value, const char *text) {
    souk_amount amount = amount_of(value);
    if (souk_send(to, &amount, text, (uint32_t)strlen(text)) != SOUK_OK) {
        fail("a message could not be sent");
    }
}

/* The next bid of the inbox; its name is what is printable of the body. */
static Bid *read_bid(uint32_t index) {
    char body[MOST_NAME];
    uint32_t size;
    souk_amount amount;
    Bid *bid = allocate(1, sizeof *bid);
    if (souk_inbox_read(index, &bid->from, &amount, body, sizeof body, &size) != SOUK_OK) {
        fail("there is no message %u", (unsigned)index);
    }
    bid->amount = money(amount);
    for (uint32_t i = 0; i < size && i < sizeof body; i++) {
        bid->name[i] = isprint((unsigned char)body[i]) ? body[i] : '?';
    }
    return bid;
}

static void take(Bid *bid) {
    bids++;
    if (bid->amount < least_bid() || (best != NULL && bid->amount <= best->amount)) {
        printf("%-24s %20s  too low\n", bid->name, decimal(bid->amount));
        tell(&bid->from, bid->amount, "too low");
        refused++;
        free(bid);
        return;
    }
    printf("%-24s %20s  leads\n", bid->name, decimal(bid->amount));
    if (best != NULL) {
        tell(&best->from, best->amount, "outbid");
    }
    bid->beaten = best;
    best = bid;
}

static void close_auction(const souk_turn *turn) {
    souk_address seller = account("SELLER");
    if (best == NULL) {
        printf("no bid: open again tomorrow\n");
        souk_sleep((int64_t)turn->posted_at + DAY_SECONDS);
        return;
    }
    souk_amount price = amount_of(best->amount);
    printf("sold to %s for %s; %u bids, %u too low\nled before:", best->name, decimal(best->amount), (unsigned)bids,
           (unsigned)refused);
    for (const Bid *bid = best->beaten; bid != NULL; bid = bid->beaten) {
        printf(" %s", bid->name);
    }
    putchar('\n');
    souk_pay(&seller, &price);
    tell(&best->from, 0, "it is yours");
    souk_end(&seller);
}

SOUK_TURN {
    souk_turn turn;
    souk_turn_info(&turn);
    int is_last = souk_is_last(&turn);
    taken = turn.number == turn.first ? 0 : taken;
    do {
        if (taken < turn.messages) {
            take(read_bid(taken++));
        }
    } while (is_last && taken < turn.messages);
    if (taken == turn.messages) {
        close_auction(&turn);
    }
    fflush(stdout); /* a turn is no end of the program */
}
