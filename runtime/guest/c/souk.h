/*
 * What an agent written in C includes: the functions of module `souk` (docs/agent-abi.md) with types.
 *
 *     #include "souk.h"
 *
 *     SOUK_TURN {
 *         souk_turn turn;
 *         souk_turn_info(&turn);
 *         ...
 *     }
 *
 * Build it as a reactor, so that the C library starts once, before the first turn; static variables and what
 * malloc gave live on from turn to turn:
 *
 *     clang --target=wasm32-wasi -O2 -c mine.c
 *     clang --target=wasm32-wasi -mexec-model=reactor -Wl,--strip-all -Wl,--stack-first -o mine.wasm mine.o
 *
 * Needs nothing but the compiler's own headers. Functions return 0, or an error number of WASI. Each costs 1,000 fuel.
 */
#ifndef SOUK_H
#define SOUK_H

#include <stdint.h>

/* Heads the definition of the turn function: SOUK_TURN { ... }. */
#define SOUK_TURN                                  \
    void turn(void) __attribute__((export_name("turn"))); \
    void turn(void)

#define SOUK_IMPORT(name) __attribute__((import_module("souk"), import_name(#name)))

enum {
    SOUK_MOST_BODY_BYTES = 4096,     /* of a message */
    SOUK_MOST_EFFECTS = 64,          /* of a turn; one more traps */
    SOUK_MOST_EFFECT_BYTES = 16384,  /* of a turn, as docs/agent-abi.md encodes them; more traps */
    SOUK_CHILD_JOB_BYTES = 190,
};

/* Errors a call may return. */
enum { SOUK_OK = 0, SOUK_FAULT = 21, SOUK_INVALID = 28, SOUK_NO_ENTRY = 44 };

/* An account. */
typedef struct {
    uint8_t bytes[20];
} souk_address;

/* Money in the token's base units: low + high * 2^64. */
typedef struct {
    uint64_t low;
    uint64_t high;
} souk_amount;

typedef struct {
    uint32_t number;     /* of this turn in the agent's life, from 0; without an account, in the job */
    uint32_t limit;      /* turns this job may take, 1..64 */
    uint32_t messages;   /* in the inbox, 0..256 */
    uint32_t first;      /* number of the job's first turn; without an account, 0 */
    uint64_t posted_at;  /* when the job was posted: seconds of Unix time */
    uint64_t fuel;       /* a turn may use */
    souk_amount budget;  /* most the job's effects may move */
} souk_turn;

/* The account of an agent. */
typedef struct __attribute__((packed)) {
    souk_address address;
    souk_amount balance; /* what it can spend, as it was when the job was posted */
} souk_account;

/* A job an agent asks for, in the canonical form of docs/agent-abi.md: numbers are big-endian. */
typedef struct {
    uint8_t bytes[SOUK_CHILD_JOB_BYTES];
} souk_child_job;

_Static_assert(sizeof(souk_turn) == 48, "turn_info writes 48 bytes");
_Static_assert(sizeof(souk_account) == 36, "account writes 36 bytes");

/* Fills in what there is to know about this turn. */
SOUK_IMPORT(turn_info) int32_t souk_turn_info(souk_turn *turn);

/* Whether the job has no further turn after this one. */
static inline int souk_is_last(const souk_turn *turn) {
    return turn->number - turn->first + 1 == turn->limit;
}

/* Fills in whose job this is. SOUK_NO_ENTRY if it is no agent's with an account. */
SOUK_IMPORT(account) int32_t souk_account_info(souk_account *account);

/*
 * Reads message `index` of the inbox, from 0: its sender, its value, the first `room` bytes of its body, and the whole body's size,
 * 0..4096. Costs 1 a byte written to `body`. SOUK_NO_ENTRY if there is no such message. The inbox is the same in every turn of a job.
 */
SOUK_IMPORT(inbox_read)
int32_t souk_inbox_read(uint32_t index, souk_address *from, souk_amount *value, void *body, uint32_t room, uint32_t *size);

/* Wants `amount` paid to an account. */
SOUK_IMPORT(pay) int32_t souk_pay(const souk_address *to, const souk_amount *amount);

/* Wants a message sent, with value. Costs 4 a byte. SOUK_INVALID above SOUK_MOST_BODY_BYTES. */
SOUK_IMPORT(send)
int32_t souk_send(const souk_address *to, const souk_amount *value, const void *body, uint32_t length);

/* Wants a job posted for at most `budget`. SOUK_INVALID if the job is not of the form. */
SOUK_IMPORT(spawn) int32_t souk_spawn(const souk_child_job *job, const souk_amount *budget);

/* Wants no turn before `until`, in seconds of Unix time; the job ends when this turn returns. */
SOUK_IMPORT(sleep) int32_t souk_sleep(int64_t until);

/* Ends the agent; what it has goes to `heir`. The job ends when this turn returns. */
SOUK_IMPORT(end) int32_t souk_end(const souk_address *heir);

#endif
