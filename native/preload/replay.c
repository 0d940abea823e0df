/*
 * The hook in a replay: the records are in the buffer already, and each call is the next one of
 * them. It compares what the program asks for and puts the recorded results in place; no kernel
 * is entered. The tracer has looked whether the records are sound.
 */
#include "batch.h"

/* Tells the tracer; comes not back. */
_Noreturn void jrr_diverged(void);

/* Brings the words of the call before to those of the call to come; returns where the record's items are. */
static const uint8_t *move_on(struct jrr_batch_head *head, const struct jrr_packed *record, uint32_t repeated)
{
    uint64_t *words = (uint64_t *)&head->previous;
    const uint64_t *value = (const uint64_t *)(record + 1);

    for (uint32_t left = record->changed; left != 0; left &= left - 1, value++) {
        int word = __builtin_ctz(left);

        if (repeated > 0) {
            words[word] += head->stride[word - JRR_FIRST_STRIDE];
            continue;
        }
        if ((1u << word & JRR_MAY_STRIDE) != 0)
            head->stride[word - JRR_FIRST_STRIDE] = *value - words[word];
        words[word] = *value;
    }
    return (const uint8_t *)value;
}

static int is_same_call(const struct jrr_entry *entry, const struct jrr_entry *expected, uint16_t number)
{
    const uint64_t *now = (const uint64_t *)entry;
    const uint64_t *words = (const uint64_t *)expected;
    uint64_t different = entry->rax ^ number;

    different |= (entry->eflags ^ expected->eflags) & ~0x10100ull; /* the tracer's own: TF, RF */
#pragma GCC unroll 16
    for (unsigned i = 1; i < WORDS; i++)
        if (i != offsetof(struct jrr_entry, eflags) / sizeof *now)
            different |= now[i] ^ words[i];
    return different == 0;
}

static int is_same(const uint8_t *one, const uint8_t *other, uint32_t length)
{
    for (uint32_t i = 0; i < length; i++)
        if (one[i] != other[i])
            return 0;
    return 1;
}

static uint64_t padded(uint64_t length)
{
    return (length + 7) & ~7ull;
}

/* Where the items of a record end, of which a series has more bytes behind them. */
static const uint8_t *items_end(const uint8_t *item, const uint8_t *end, uint64_t more, uint64_t *bytes)
{
    uint64_t sum = 0;

    while (end - item > (int64_t)(more * sum)) {
        const struct jrr_short_item *head = (const struct jrr_short_item *)item;

        item += sizeof *head + ((head->kind & JRR_AT_ARGUMENT) != 0 ? 0 : 8) + padded(head->length);
        sum += padded(head->length);
    }
    *bytes = sum;
    return item;
}

/* Compares what the call is given, and puts in place what it has written. */
static void apply_items(const struct jrr_entry *entry, const struct jrr_packed *record, const uint8_t *item,
                        uint32_t repeated)
{
    const uint8_t *end = (const uint8_t *)record + record->size - ((record->flags & JRR_WIDE) != 0 ? 8 : 0);
    const uint8_t *series = 0;

    if ((record->flags & JRR_SERIES) != 0) {
        uint64_t bytes;

        end = items_end(item, end, record->repeated, &bytes);
        if (repeated > 0)
            series = end + (repeated - 1) * bytes;
    }
    while (item < end) {
        const struct jrr_short_item *head = (const struct jrr_short_item *)item;
        const uint8_t *bytes = (const uint8_t *)(head + 1);
        uint64_t address = argument(entry, head->argument);

        if ((head->kind & JRR_AT_ARGUMENT) == 0) {
            address = *(const uint64_t *)bytes;
            bytes += 8;
        }
        item = bytes + padded(head->length);
        if (series != 0) {
            bytes = series;
            series += padded(head->length);
        }
        if ((head->kind & ~JRR_AT_ARGUMENT) == JRR_OUTPUT)
            copy((void *)address, bytes, head->length);
        else if (!is_same(bytes, (const uint8_t *)address, head->length))
            jrr_diverged();
    }
}

int jrr_replay(struct jrr_entry *entry)
{
    volatile struct jrr_globals *globals = GLOBALS;
    struct jrr_batch_head *head = (struct jrr_batch_head *)JRR_BATCH_HEAD;
    const struct jrr_packed *record = (const struct jrr_packed *)(JRR_BUFFER + (uint64_t)globals->next);
    uint32_t left = globals->left, repeated = globals->repeated;
    const uint8_t *items;
    int64_t result;

    if (left == 0)
        return JRR_NEXT_TRACED;
    items = move_on(head, record, repeated);
    if (!is_same_call(entry, &head->previous, record->number))
        jrr_diverged();
    apply_items(entry, record, items, repeated);
    result = (record->flags & JRR_WIDE) != 0 ? *(const int64_t *)((const uint8_t *)record + record->size - 8)
                                             : record->result;
    if ((record->flags & JRR_PERFORM) != 0 && perform_again(entry, result) != result)
        jrr_diverged();
    entry->rax = (uint64_t)result;
    globals->repeated = repeated < record->repeated ? repeated + 1 : 0;
    if (repeated == record->repeated)
        globals->next += record->size;
    globals->left = left - 1;
    return left == 1 ? JRR_NEXT_STOP : JRR_NEXT_DONE;
}
