/* Writes packed records. */
#include "batch.h"

int draft_start(struct draft *draft, const struct jrr_entry *entry, uint64_t room)
{
    uint64_t used = HEAD->restart ? 0 : HEAD->used;
    struct jrr_packed *record = (struct jrr_packed *)(JRR_BUFFER + used);
    const uint64_t *now = (const uint64_t *)entry;
    const uint64_t *before = (const uint64_t *)&((struct jrr_batch_head *)JRR_BATCH_HEAD)->previous;
    uint64_t *at = (uint64_t *)(record + 1);
    uint32_t changed = 0;

    if (used + sizeof *record + sizeof *entry + 8 + room > JRR_BUFFER_LENGTH)
        return 0;
    /* Without branches: which differ is hard to foresee. The first word is the number. */
#pragma GCC unroll 16
    for (unsigned i = WORDS - 1; i > 0; i--)
        changed = 2 * changed + (now[i] != before[i]);
    changed *= 2;
    for (uint32_t left = changed; left != 0; left &= left - 1)
        *at++ = now[__builtin_ctz(left)];
    draft->entry = entry;
    draft->changed = changed;
    draft->record = record;
    draft->at = draft->items = (uint8_t *)at;
    return 1;
}

uint8_t *draft_item(struct draft *draft, int kind, int argument_number, uint64_t address, uint64_t length)
{
    struct jrr_short_item *item = (struct jrr_short_item *)draft->at;
    uint64_t *bytes = (uint64_t *)(item + 1);

    uint64_t head = (uint32_t)length | (uint64_t)kind << 32 | (uint64_t)argument_number << 40;

    if (address == argument(draft->entry, argument_number))
        head |= (uint64_t)JRR_AT_ARGUMENT << 32;
    else
        *bytes++ = address;
    /* By one word, as it is read again at once. */
    *(uint64_t *)item = head;
    draft->at = (uint8_t *)bytes + ((length + 7) & ~7ull);
    if ((length & 7) != 0)
        ((uint64_t *)draft->at)[-1] = 0;
    return (uint8_t *)bytes;
}

/* Fewer than eight bytes, as a word with zeros behind them. */
static inline uint64_t short_word(uint64_t address, uint64_t length)
{
    uint64_t word = 0;

    if ((length & 4) != 0)
        word = *(const uint32_t __attribute__((may_alias)) *)address;
    for (uint64_t i = length & 4; i < length; i++)
        word |= (uint64_t) * (const uint8_t *)(address + i) << 8 * i;
    return word;
}

static inline void add(struct draft *draft, int kind, int argument_number, uint64_t address, uint64_t length)
{
    uint8_t *bytes;

    if (length == 0)
        return;
    bytes = draft_item(draft, kind, argument_number, address, length);
    if (length < 8)
        *(uint64_t *)bytes = short_word(address, length);
    else
        copy(bytes, (const void *)address, length);
}

void draft_input(struct draft *draft, int argument_number, uint64_t address, uint64_t length)
{
    add(draft, JRR_INPUT, argument_number, address, length);
}

void draft_output(struct draft *draft, int argument_number, uint64_t address, uint64_t length)
{
    add(draft, JRR_OUTPUT, argument_number, address, length);
}

void draft_string(struct draft *draft, int argument_number, uint64_t address)
{
    const char *string = (const char *)address;
    uint64_t length = 0;

    while (length < 4096 && string[length++] != 0) {
    }
    draft_input(draft, argument_number, address, length);
}

/* Nothing more comes to a series: it says now what it is. */
static inline void close_series(struct jrr_batch_head *head)
{
    uint64_t *record = (uint64_t *)last_record(head);
    uint64_t repeated = (head->used - head->series_start) / head->series;

    record[0] = (record[0] & ~0xffffffffull) | (head->used - (head->last - 1));
    record[1] |= (uint64_t)JRR_SERIES << 40 | repeated << 48;
}

/*
 * Compares the items of two records, from a byte on to a size. How many bytes they have without their
 * heads; -1 if the heads differ. What the bytes differ in is set in *difference.
 */
static inline int64_t compare_items(const uint64_t *one, const uint64_t *other, uint64_t from, uint64_t size,
                                    uint64_t *difference)
{
    int64_t bytes = 0;
    uint64_t at = from / 8;
    uint64_t differing = 0;

    while (at < size / 8) {
        uint64_t head = one[at];
        uint64_t words = ((uint32_t)head + 7) / 8;

        if (head != other[at++])
            return -1;
        if ((head & (uint64_t)JRR_AT_ARGUMENT << 32) == 0) {
            if (one[at] != other[at])
                return -1;
            at++;
        }
        bytes += words * 8;
        for (; words > 0; words--, at++)
            differing |= one[at] ^ other[at];
    }
    *difference = differing;
    return bytes;
}

/* Takes the heads of a record's items, and what stands before them, out. */
static inline void leave_bytes(uint64_t *record, uint64_t from, uint64_t size)
{
    uint64_t at = from / 8, to = 0;

    while (at < size / 8) {
        uint64_t head = record[at++];
        uint64_t words = ((uint32_t)head + 7) / 8;

        if ((head & (uint64_t)JRR_AT_ARGUMENT << 32) == 0)
            at++;
        for (; words > 0; words--)
            record[to++] = record[at++];
    }
}

/*
 * A call that is like the one before it, but perhaps for the bytes of its items.
 *
 * record: of it, as it would be
 * may: JRR_SERIES if the bytes may differ
 * returns -1 if it needs a record of its own
 */
static inline int add_to_last(struct jrr_batch_head *head, uint64_t *record, const struct draft *draft, int may)
{
    uint64_t *before = (uint64_t *)last_record(head);
    uint64_t from = (uint64_t)draft->items - (uint64_t)record;
    uint64_t size = (uint64_t)draft->at - (uint64_t)record;
    uint64_t repeated = before[1] >> 48, difference = 0;
    uint32_t used = head->used, series = head->series;
    int64_t bytes;

    if ((record[1] & (uint64_t)JRR_WIDE << 40) != 0) {
        size -= 8;
        if (record[size / 8] != before[size / 8])
            return -1;
        may = 0;
    }
    bytes = compare_items(record, before, from, size, &difference);
    if (bytes < 0)
        return -1;
    if (difference == 0 && series == 0) {
        if (repeated == JRR_MOST_REPEATED)
            return -1;
        before[1] += 1ull << 48;
        return JRR_NEXT_DONE;
    }
    if (!may || repeated != 0 || bytes > JRR_MOST_SERIES)
        return -1;
    if (series == 0)
        head->series_start = used;
    else if (used - head->series_start >= JRR_MOST_REPEATED * series)
        return -1;
    leave_bytes(record, from, size);
    set_used(head, used + (uint32_t)bytes, (uint32_t)bytes);
    return next_at(used + (uint32_t)bytes);
}

int draft_commit(struct draft *draft, struct jrr_entry *entry, int64_t result, int handling, int flags)
{
    struct jrr_batch_head *head = (struct jrr_batch_head *)JRR_BATCH_HEAD;
    const uint64_t *now = (const uint64_t *)entry;
    uint64_t *words = (uint64_t *)draft->record;
    uint32_t place = (uint32_t)((uint64_t)words - JRR_BUFFER);
    uint32_t changed = draft->changed;
    int may = flags & JRR_SERIES;

    flags &= ~JRR_SERIES;
    if (result != (int32_t)result) {
        flags |= JRR_WIDE;
        *(int64_t *)draft->at = result;
        draft->at += 8;
    }
    /* By whole words, as they are read again at once. */
    uint32_t size = (uint32_t)(draft->at - (uint8_t *)words);
    uint64_t first = size | (uint64_t)(uint16_t)entry->rax << 32 | (uint64_t)changed << 48;
    uint64_t second = (uint32_t)result | (uint64_t)handling << 32 | (uint64_t)flags << 40;

    entry->rax = (uint64_t)result;
    words[0] = first;
    words[1] = second;
    if (head->restart) {
        /* Nothing of the batch before may be taken for one of this. */
        set_used(head, 0, 0);
        head->batch++;
        head->last = 0;
        __asm__ volatile("" : : : "memory");
        head->restart = 0;
    } else if (head->last != 0) {
        const uint64_t *before = (const uint64_t *)last_record(head);

        if ((changed & ~JRR_MAY_STRIDE) == 0 && before[0] == first && (before[1] & 0xffffffffffffull) == second
            && goes_on(now, head, changed)) {
            int next = add_to_last(head, words, draft, may);

            if (next >= 0) {
                keep_words(now, head, changed);
                return next;
            }
        }
        if (head->series != 0)
            close_series(head);
    }
    keep_words(now, head, changed);
    set_used(head, place + size, 0);
    head->last = place + 1;
    return next_at(place + size);
}
