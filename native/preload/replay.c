/*
 * The hook in a replay: the records are in the buffer already, and each call is the next one of
 * them. It compares what the program asks for and puts the recorded results in place; no kernel
 * is entered.
 */
#include "hook.h"

/* Tells the tracer; comes not back. */
_Noreturn void jrr_diverged(void);

static int is_same_call(const struct jrr_entry *entry, const struct jrr_record *record)
{
    uint64_t different = (entry->rax ^ record->number) | ((entry->call + 2) ^ record->ip);

    different |= (entry->eflags ^ record->eflags) & ~0x10100ull; /* the tracer's own: TF, RF */
    different |= (entry->rdi ^ record->rdi) | (entry->rsi ^ record->rsi) | (entry->rdx ^ record->rdx);
    different |= (entry->r10 ^ record->r10) | (entry->r8 ^ record->r8) | (entry->r9 ^ record->r9);
    different |= (entry->rbx ^ record->rbx) | (entry->rbp ^ record->rbp) | (entry->rsp ^ record->rsp);
    different |= (entry->r12 ^ record->r12) | (entry->r13 ^ record->r13);
    different |= (entry->r14 ^ record->r14) | (entry->r15 ^ record->r15);
    return different == 0;
}

static int is_same(const uint8_t *one, const uint8_t *other, uint32_t length)
{
    for (uint32_t i = 0; i < length; i++)
        if (one[i] != other[i])
            return 0;
    return 1;
}

int jrr_replay(struct jrr_entry *entry)
{
    volatile struct jrr_globals *globals = GLOBALS;
    uint32_t next = globals->next;

    if (next == globals->end)
        return JRR_NEXT_TRACED;

    const struct jrr_record *record = (const struct jrr_record *)(JRR_BUFFER + (uint64_t)next);
    const uint8_t *at = (const uint8_t *)(record + 1);
    const uint8_t *end = (const uint8_t *)record + record->size;

    if (!is_same_call(entry, record))
        jrr_diverged();
    while (at < end) {
        const struct jrr_item *item = (const struct jrr_item *)at;
        const uint8_t *bytes = (const uint8_t *)(item + 1);

        if (item->kind == JRR_OUTPUT)
            copy((void *)item->address, bytes, item->length);
        else if (!is_same(bytes, (const uint8_t *)item->address, item->length))
            jrr_diverged();
        at = bytes + ((item->length + 7) & ~7u);
    }
    if (record->flags & JRR_PERFORM) {
        if (perform_again(entry, record->result) != record->result)
            jrr_diverged();
    }
    entry->rax = record->result;
    next += record->size;
    globals->next = next;
    return next == globals->end && globals->stop_at_end ? JRR_NEXT_STOP : JRR_NEXT_DONE;
}
