/*
 * Calls that programs make again and again with the same arguments. They are compared with the last
 * record instead of being written down first, which is half of the work.
 */
#include "batch.h"

const struct jrr_packed *same_as_last(const struct jrr_entry *entry)
{
    const struct jrr_batch_head *head = (const struct jrr_batch_head *)JRR_BATCH_HEAD;
    const struct jrr_packed *last = last_record(head);
    const uint64_t *now = (const uint64_t *)entry;
    const uint64_t *before = (const uint64_t *)&head->previous;
    uint64_t differing = 0;
    uint32_t changed = 0;

    if (head->restart || head->last == 0 || last->number != entry->rax || (last->changed & ~JRR_MAY_STRIDE) != 0
        || last->flags != 0)
        return 0;
#pragma GCC unroll 16
    for (unsigned i = 1; i < WORDS; i++) {
        if ((1u << i & JRR_MAY_STRIDE) == 0)
            differing |= now[i] ^ before[i];
        else
            changed |= (uint32_t)(now[i] != before[i]) << i;
    }
    return differing == 0 && changed == last->changed && goes_on(now, head, changed) ? last : 0;
}

int repeat_last(struct jrr_entry *entry, int64_t result)
{
    struct jrr_batch_head *head = (struct jrr_batch_head *)JRR_BATCH_HEAD;
    struct jrr_packed *last = last_record(head);

    if (head->series != 0 || last->repeated == JRR_MOST_REPEATED || last->result != result)
        return 0;
    keep_words((const uint64_t *)entry, head, last->changed);
    last->repeated++;
    entry->rax = (uint64_t)result;
    return 1;
}

int extend_last(struct jrr_entry *entry, int64_t result, uint64_t address, uint32_t length)
{
    struct jrr_batch_head *head = (struct jrr_batch_head *)JRR_BATCH_HEAD;
    struct jrr_packed *last = last_record(head);
    uint32_t used = head->used;

    if (last->result != result)
        return -1;
    if (head->series == 0) {
        if (last->repeated != 0)
            return -1;
        head->series_start = used;
    } else if (head->series != length || used - head->series_start >= JRR_MOST_REPEATED * length) {
        return -1;
    }
    copy((void *)((uint64_t)JRR_BUFFER + used), (const void *)address, length);
    keep_words((const uint64_t *)entry, head, last->changed);
    set_used(head, used + length, length);
    entry->rax = (uint64_t)result;
    return next_at(used + length);
}
