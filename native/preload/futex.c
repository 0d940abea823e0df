/*
 * futex(2). What cannot wait is made here. A wait for a word that has another value already is
 * answered here; one for a word that has that value would wait, and goes traced. Whatever the
 * kernel would say of bad arguments goes traced too, so that the order of its errors is its own.
 */
#include "hook.h"

#define FUTEX_WAIT 0
#define FUTEX_WAKE 1
#define FUTEX_REQUEUE 3
#define FUTEX_CMP_REQUEUE 4
#define FUTEX_WAKE_OP 5
#define FUTEX_LOCK_PI 6
#define FUTEX_UNLOCK_PI 7
#define FUTEX_TRYLOCK_PI 8
#define FUTEX_WAIT_BITSET 9
#define FUTEX_WAKE_BITSET 10
#define FUTEX_LOCK_PI2 13
#define FUTEX_PRIVATE_FLAG 128
#define FUTEX_CLOCK_REALTIME 256
#define NANOS_PER_SECOND 1000000000

#define ROOM (4 * ITEM_BYTES(16))

static int is_valid_time(uint64_t address)
{
    const int64_t *time = (const int64_t *)address;

    return time[0] >= 0 && time[1] >= 0 && time[1] < NANOS_PER_SECOND;
}

/* Whether the only item of a record is a word that was read. */
static int has_word(const struct jrr_packed *record, uint32_t word)
{
    const uint64_t *end = (const uint64_t *)((uint64_t)record + record->size);

    return end[-2] == (4 | (uint64_t)(JRR_INPUT | JRR_AT_ARGUMENT) << 32) && end[-1] == word;
}

/*
 * A wait for the same word with the same other value as the call before, which was without a time-out:
 * what has been found of its arguments is so still, as nothing came between. Threads that spin do this.
 */
static int waits_again(struct jrr_entry *entry)
{
    const struct jrr_packed *last = same_as_last(entry);
    uint32_t value;

    if (last == 0 || entry->r10 != 0)
        return 0;
    value = *(volatile uint32_t *)entry->rdi;
    return value != (uint32_t)entry->rdx && has_word(last, value) && repeat_last(entry, -EAGAIN);
}

static int hook_wait(struct jrr_entry *entry, int operation)
{
    struct draft draft;
    uint32_t flags = (uint32_t)entry->rsi & ~(uint32_t)(FUTEX_PRIVATE_FLAG | operation);

    if (waits_again(entry))
        return JRR_NEXT_DONE;
    if (flags != 0 && !(flags == FUTEX_CLOCK_REALTIME && operation == FUTEX_WAIT_BITSET))
        return JRR_NEXT_TRACED;
    if (operation == FUTEX_WAIT_BITSET && (uint32_t)entry->r9 == 0)
        return JRR_NEXT_TRACED;
    if ((entry->rdi & 3) != 0 || (entry->rdi >> 47) != 0)
        return JRR_NEXT_TRACED;
    if (!draft_start(&draft, entry, ROOM))
        return JRR_NEXT_TRACED;
    if (entry->r10 != 0) {
        if (!is_readable(entry->r10, 16) || !is_valid_time(entry->r10))
            return JRR_NEXT_TRACED;
        draft_input(&draft, 3, entry->r10, 16);
    }
    /* A word that others may share has to be writable, or its page a file's. */
    if ((entry->rsi & FUTEX_PRIVATE_FLAG) == 0 ? !is_writable(entry->rdi) : !is_readable_word(entry->rdi))
        return JRR_NEXT_TRACED;
    if (*(volatile uint32_t *)entry->rdi == (uint32_t)entry->rdx)
        return JRR_NEXT_TRACED;
    draft_input(&draft, 0, entry->rdi, 4);
    return draft_commit(&draft, entry, -EAGAIN, JRR_USER_SPACE, JRR_SERIES);
}

/* A word that has changed; one that has not may be where nobody can write. */
static void output(struct draft *draft, int argument, uint64_t address, uint32_t before)
{
    if (*(volatile uint32_t *)address != before)
        draft_output(draft, argument, address, 4);
}

static void input(struct draft *draft, int argument, uint64_t address, uint32_t word)
{
    *(uint64_t *)draft_item(draft, JRR_INPUT, argument, address, 4) = word;
}

/* Makes it; the words that it changes are outputs. */
static int hook_made(struct jrr_entry *entry, int has_second)
{
    const struct jrr_packed *last = has_second ? 0 : same_as_last(entry);
    struct draft draft;
    uint32_t first, second = 0;
    int64_t result;

    if (last == 0
        && (!is_readable(entry->rdi, 4) || (has_second && !is_readable(entry->r8, 4))
            || !draft_start(&draft, entry, ROOM)))
        return JRR_NEXT_TRACED;
    first = *(volatile uint32_t *)entry->rdi;
    if (has_second)
        second = *(volatile uint32_t *)entry->r8;
    result = untraced_as_is(entry);
    if (last != 0) {
        if (has_word(last, first) && *(volatile uint32_t *)entry->rdi == first && repeat_last(entry, result))
            return JRR_NEXT_DONE;
        draft_start(&draft, entry, ROOM);
    }
    input(&draft, 0, entry->rdi, first);
    if (has_second)
        input(&draft, 4, entry->r8, second);
    output(&draft, 0, entry->rdi, first);
    if (has_second)
        output(&draft, 4, entry->r8, second);
    return draft_commit(&draft, entry, result, JRR_BUFFERED, JRR_SERIES);
}

int hook_futex(struct jrr_entry *entry)
{
    int operation = (int)((uint32_t)entry->rsi & ~(uint32_t)(FUTEX_PRIVATE_FLAG | FUTEX_CLOCK_REALTIME));

    switch (operation) {
    case FUTEX_WAIT:
    case FUTEX_WAIT_BITSET:
        return hook_wait(entry, operation);
    case FUTEX_WAKE:
    case FUTEX_WAKE_BITSET:
    case FUTEX_TRYLOCK_PI:
    case FUTEX_UNLOCK_PI:
        return hook_made(entry, 0);
    case FUTEX_REQUEUE:
    case FUTEX_CMP_REQUEUE:
    case FUTEX_WAKE_OP:
        return hook_made(entry, 1);
    case FUTEX_LOCK_PI:
    case FUTEX_LOCK_PI2:
        /* Free, so that it is taken at once. */
        if ((entry->rdi & 3) == 0 && is_readable(entry->rdi, 4) && *(volatile uint32_t *)entry->rdi == 0)
            return hook_made(entry, 0);
        return JRR_NEXT_TRACED;
    default:
        return JRR_NEXT_TRACED;
    }
}
