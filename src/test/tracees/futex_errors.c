// Every futex operation with good and bad arguments: each error, and which of several comes first.
#define _GNU_SOURCE
#include "tracee.h"
#include "call_sites.h"
#include "calls.h"
#include <fcntl.h>
#include <limits.h>
#include <linux/futex.h>
#include <time.h>

enum { SYS_FUTEX_WAKE = 454, SYS_FUTEX_WAIT, SYS_FUTEX_REQUEUE };
enum { EQUAL = 5, OTHER = 6, COLUMNS = 64 };

struct at {
    const char *name;
    uint32_t *word;
    int writable;
};

struct limit {
    const char *name;
    const struct timespec *time;
};

static call_site *call;
static uint32_t me;
static char row[COLUMNS * 16];
static struct at places[12];
static int place_count;
static struct limit limits[10];
static int limit_count;
static const int flags[] = {0, FUTEX_PRIVATE_FLAG, FUTEX_CLOCK_REALTIME, FUTEX_PRIVATE_FLAG | FUTEX_CLOCK_REALTIME};
static const char *const flag_names[] = {"shared", "private", "shared realtime", "private realtime"};
static const uint32_t bitsets[] = {0, 1, 0xffffffff};
static const int counts[] = {0, 1, INT_MAX, -1};

static void place(const char *name, void *address, int writable) {
    places[place_count++] = (struct at){name, address, writable};
}

static void limit(const char *name, const struct timespec *time) {
    limits[limit_count++] = (struct limit){name, time};
}

static void prepare(void) {
    static const struct timespec zero = {0, 0}, past = {0, 1}, negative = {-1, 0}, large = {0, 1000000000},
                                 below = {0, -1}, both = {-1, -1};
    char *hole = pages_before_hole(), *none = page_with(PROT_NONE), *fixed = page_with(PROT_READ | PROT_WRITE);
    int file = open("words", O_CREAT | O_RDWR | O_TRUNC, 0600);
    CHECK(file >= 0 && ftruncate(file, PAGE) == 0);
    *(uint32_t *)fixed = EQUAL;
    CHECK(mprotect(fixed, PAGE, PROT_READ) == 0);
    place("word", hole, 1);
    place("file", mmap(NULL, PAGE, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0), 1);
    place("beyond file", (char *)mmap(NULL, 2 * PAGE, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0) + PAGE, 0);
    place("read-only", fixed, 0);
    place("unaligned", hole + 129, 0);
    place("NULL", NULL, 0);
    place("NULL + 2", (void *)2, 0);
    place("hole", hole + 2 * PAGE, 0);
    place("end", hole + 2 * PAGE - 2, 0);
    place("no access", none, 0);
    place("kernel", (void *)0xffff800000000000, 0);
    close(file);
    limit("zero", &zero);
    limit("past", &past);
    limit("negative", &negative);
    limit("large", &large);
    limit("below", &below);
    limit("both", &both);
    limit("hole", (void *)(hole + 2 * PAGE));
    limit("into hole", (void *)(hole + 2 * PAGE - 8));
    limit("no access", (void *)none);
    limit("none", NULL);
}

static const char *error_name(long result) {
    static char number[32];
    if (result < 0) {
        return strerrorname_np((int)-result);
    }
    sprintf(number, "%ld", result);
    return number;
}

static void fill(const struct at *at, uint32_t value) {
    if (at->writable) {
        *at->word = value;
    }
}

// Adds an answer to the row, and what the words have become.
static void add(long result, const struct at *at, uint32_t filled) {
    size_t used = strlen(row);
    used += snprintf(row + used, sizeof row - used, " %s", error_name(result));
    CHECK(used < sizeof row);
    if (at->writable && *at->word != filled) {
        uint32_t value = *at->word;
        if ((value & FUTEX_TID_MASK) == me) {
            snprintf(row + used, sizeof row - used, "(me+%x)", value & ~FUTEX_TID_MASK);
        } else {
            snprintf(row + used, sizeof row - used, "(%x)", value);
        }
    }
}

static void tell(const char *operation, int flag, const struct at *at, const char *more) {
    printf("%s %s, %s%s:%s\n", operation, flag_names[flag], at->name, more, row);
    row[0] = 0;
}

static void waits(int operation, const char *name) {
    for (int flag = 0; flag < 4; flag++) {
        for (int i = 0; i < place_count; i++) {
            for (int equal = 0; equal < 2; equal++) {
                for (int bits = operation == FUTEX_WAIT ? 2 : 0; bits < 3; bits++) {
                    // The last one is no limit: it would be for ever.
                    for (int j = 0; j < limit_count - equal; j++) {
                        fill(&places[i], EQUAL);
                        add(call(SYS_futex, (long)places[i].word, operation | flags[flag], equal ? EQUAL : OTHER,
                                 (long)limits[j].time, 0x1234567, bitsets[bits]),
                            &places[i], EQUAL);
                    }
                }
                tell(name, flag, &places[i], equal ? " equal" : " other");
            }
        }
    }
}

// All places, or two for a clock that most operations do not have.
static int places_with(int flag) {
    return flag < 2 ? place_count : 2;
}

static void wakes(int operation, const char *name) {
    for (int flag = 0; flag < 4; flag++) {
        for (int i = 0; i < places_with(flag); i++) {
            for (int n = 0; n < 4; n++) {
                for (int bits = 0; bits < 3; bits++) {
                    fill(&places[i], EQUAL);
                    // The upper half of a register is nothing to an int.
                    add(call(SYS_futex, (long)places[i].word, 0x500000000 | operation | flags[flag],
                             0x700000000 | (unsigned)counts[n], -1, -1, bitsets[bits]),
                        &places[i], EQUAL);
                }
            }
            tell(name, flag, &places[i], "");
        }
    }
}

static void requeues(int operation, const char *name) {
    for (int flag = 0; flag < 4; flag++) {
        for (int i = 0; i < places_with(flag); i++) {
            for (int j = 0; j < place_count; j++) {
                uint32_t *second = places[j].word + (j == 0 ? 16 : 0);
                for (int n = 0; n < 16; n += i < 2 && j < 2 ? 1 : 7) {
                    for (int equal = 0; equal < 2; equal++) {
                        fill(&places[i], EQUAL);
                        add(call(SYS_futex, (long)places[i].word, operation | flags[flag], counts[n / 4],
                                 counts[n % 4], (long)second, equal ? EQUAL : OTHER),
                            &places[i], EQUAL);
                    }
                }
            }
            tell(name, flag, &places[i], "");
        }
    }
}

static void wake_op(void) {
    static const uint32_t operations[] = {
        FUTEX_OP(FUTEX_OP_SET, 9, FUTEX_OP_CMP_EQ, 5),     FUTEX_OP(FUTEX_OP_ADD, 3, FUTEX_OP_CMP_LT, 6),
        FUTEX_OP(FUTEX_OP_OR, 0x70, FUTEX_OP_CMP_GE, 5),   FUTEX_OP(FUTEX_OP_ANDN, 4, FUTEX_OP_CMP_NE, 5),
        FUTEX_OP(FUTEX_OP_XOR, 0xfff, FUTEX_OP_CMP_LE, 4), FUTEX_OP(FUTEX_OP_ADD | 8, 7, FUTEX_OP_CMP_GT, 4),
        FUTEX_OP(5, 1, FUTEX_OP_CMP_EQ, 5),                FUTEX_OP(FUTEX_OP_ADD, 1, 7, 5),
    };
    for (int flag = 0; flag < 4; flag++) {
        for (int i = 0; i < places_with(flag); i++) {
            for (int j = 0; j < place_count; j++) {
                for (int n = 0; n < (i < 2 ? 8 : 1); n++) {
                    fill(&places[j], EQUAL);
                    add(call(SYS_futex, (long)places[i].word, FUTEX_WAKE_OP | flags[flag], counts[n % 4], 1,
                             (long)places[j].word, operations[n]),
                        &places[j], EQUAL);
                }
            }
            tell("WAKE_OP", flag, &places[i], "");
        }
    }
}

// Who may have a word that inherits priority: nobody, me, me with others waiting, a task that there is
// none of, one that has died.
static uint32_t owner(int which) {
    uint32_t owners[] = {0, me, me | FUTEX_WAITERS, 0x3ffffffe, FUTEX_OWNER_DIED, FUTEX_WAITERS};
    return owners[which];
}

static void inheriting(int operation, const char *name) {
    for (int flag = 0; flag < 4; flag++) {
        for (int i = 0; i < places_with(flag); i++) {
            for (int who = 0; who < (places[i].writable ? 6 : 1); who++) {
                for (int j = 0; j < limit_count; j++) {
                    fill(&places[i], owner(who));
                    add(call(SYS_futex, (long)places[i].word, operation | flags[flag], 0, (long)limits[j].time, 0,
                             0),
                        &places[i], owner(who));
                    if (places[i].writable && *places[i].word == (owner(1) | FUTEX_WAITERS)) {
                        // The kernel knows me as the owner now, and goes on to.
                        call(SYS_futex, (long)places[i].word, FUTEX_UNLOCK_PI | (flags[flag] & FUTEX_PRIVATE_FLAG), 0,
                             0, 0, 0);
                    }
                }
            }
            tell(name, flag, &places[i], "");
        }
    }
}

static void requeue_to_inheriting(void) {
    for (int flag = 0; flag < 4; flag++) {
        for (int i = 0; i < places_with(flag); i++) {
            for (int j = 0; j < place_count; j++) {
                for (int n = 0; n < (i < 2 && j < 2 ? 16 : 1); n++) {
                    fill(&places[j], 0);
                    fill(&places[i], EQUAL);
                    add(call(SYS_futex, (long)places[i].word, FUTEX_CMP_REQUEUE_PI | flags[flag],
                             counts[(n / 4 + 1) % 4], counts[n % 4], (long)places[j].word, n % 3 ? EQUAL : OTHER),
                        &places[i], EQUAL);
                }
                for (int equal = 0; equal < 2; equal++) {
                    for (int k = 0; k < limit_count - equal; k += i < 2 && j < 2 ? 1 : 4) {
                        fill(&places[j], 0);
                        fill(&places[i], EQUAL);
                        add(call(SYS_futex, (long)places[i].word, FUTEX_WAIT_REQUEUE_PI | flags[flag],
                                 equal ? EQUAL : OTHER, (long)limits[k].time, (long)places[j].word, 0),
                            &places[i], EQUAL);
                    }
                }
                tell("CMP_REQUEUE_PI, WAIT_REQUEUE_PI", flag, &places[i], places[j].name);
            }
        }
    }
}

static void unknown(void) {
    static const int operations[] = {FUTEX_FD, 14, 15, 50, 127, 0x200, 0x7ffff};
    for (int flag = 0; flag < 4; flag++) {
        for (int i = 0; i < places_with(flag); i++) {
            for (int n = 0; n < 7; n++) {
                fill(&places[i], EQUAL);
                add(call(SYS_futex, (long)places[i].word, operations[n] | flags[flag], OTHER, 0, 0, 1), &places[i],
                    EQUAL);
            }
            tell("unknown", flag, &places[i], "");
        }
    }
}

// futex_waitv, and the calls for words of other sizes that newer kernels have.
static void vectors(void) {
    static const uint32_t kinds[] = {2, 0, 3, 2 | FUTEX_PRIVATE_FLAG, 0x100 | 2};
    static const int lengths[] = {1, 0, 2, 128, 129, -1};
    static struct futex_waitv waiters[130];
    for (int i = 0; i < place_count; i++) {
        for (int kind = 0; kind < 5; kind++) {
            for (int n = 0; n < 6; n++) {
                for (int k = 0; k < 130; k++) {
                    waiters[k] = (struct futex_waitv){OTHER, (uint64_t)places[i].word, kinds[kind], 0};
                }
                fill(&places[i], EQUAL);
                add(call(SYS_futex_waitv, (long)waiters, lengths[n], 0, 0, CLOCK_MONOTONIC, 0), &places[i], EQUAL);
            }
        }
        waiters[0] = (struct futex_waitv){EQUAL, (uint64_t)places[i].word, 2, 0};
        waiters[1] = (struct futex_waitv){OTHER, (uint64_t)places[0].word, 2, i % 3};
        for (int k = 0; k < limit_count; k++) {
            for (int clock = -1; clock < 3; clock++) {
                fill(&places[i], EQUAL);
                add(call(SYS_futex_waitv, (long)waiters, 2, k == 1, (long)limits[k].time, clock, 0), &places[i],
                    EQUAL);
            }
        }
        add(call(SYS_futex_waitv, (long)places[i].word, 1, 0, (long)limits[0].time, 0, 0), &places[i], EQUAL);
        tell("waitv", 0, &places[i], "");
        for (int kind = 0; kind < 5; kind++) {
            for (int bits = 0; bits < 3; bits++) {
                fill(&places[i], EQUAL);
                add(call(SYS_FUTEX_WAKE, (long)places[i].word, bitsets[bits], 1, kinds[kind], 0, 0), &places[i],
                    EQUAL);
                add(call(SYS_FUTEX_WAIT, (long)places[i].word, OTHER, bitsets[bits], kinds[kind], 0, 1), &places[i],
                    EQUAL);
            }
            waiters[0].flags = waiters[1].flags = kinds[kind];
            add(call(SYS_FUTEX_REQUEUE, (long)waiters, 0, 1, 1, 0, 0), &places[i], EQUAL);
        }
        tell("futex2", 0, &places[i], "");
    }
}

int main(void) {
    char *expected = NULL;
    size_t length = 0;
    me = (uint32_t)gettid();
    prepare();
    for (int site = 0; site < CALL_SITES; site++) {
        call = call_sites[site].call;
        FILE *screen = stdout;
        char *text;
        size_t size;
        stdout = open_memstream(&text, &size);
        waits(FUTEX_WAIT, "WAIT");
        waits(FUTEX_WAIT_BITSET, "WAIT_BITSET");
        wakes(FUTEX_WAKE, "WAKE");
        wakes(FUTEX_WAKE_BITSET, "WAKE_BITSET");
        requeues(FUTEX_REQUEUE, "REQUEUE");
        requeues(FUTEX_CMP_REQUEUE, "CMP_REQUEUE");
        wake_op();
        inheriting(FUTEX_TRYLOCK_PI, "TRYLOCK_PI");
        inheriting(FUTEX_UNLOCK_PI, "UNLOCK_PI");
        inheriting(FUTEX_LOCK_PI, "LOCK_PI");
        inheriting(FUTEX_LOCK_PI2, "LOCK_PI2");
        requeue_to_inheriting();
        unknown();
        vectors();
        fclose(stdout);
        stdout = screen;
        if (site == 0) {
            expected = text;
            length = size;
            fwrite(text, 1, size, stdout);
        } else {
            printf("%s: %s\n", call_sites[site].name,
                   size == length && memcmp(text, expected, size) == 0 ? "the same" : text);
        }
    }
    return succeeded();
}
