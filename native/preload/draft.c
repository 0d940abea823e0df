/* Writes packed records. */
#include "hook.h"

#define WORDS (sizeof(struct jrr_entry) / sizeof(uint64_t))

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
    for (unsigned i = 1; i < WORDS; i++) {
        uint32_t differs = now[i] != before[i];

        *at = now[i];
        at += differs;
        changed |= differs << i;
    }
    record->number = (uint16_t)entry->rax;
    record->changed = (uint16_t)changed;
    draft->entry = entry;
    draft->record = record;
    draft->at = (uint8_t *)at;
    return 1;
}

uint8_t *draft_item(struct draft *draft, int kind, int argument_number, uint64_t address, uint64_t length)
{
    struct jrr_short_item *item = (struct jrr_short_item *)draft->at;
    uint64_t *bytes = (uint64_t *)(item + 1);

    item->length = (uint32_t)length;
    item->argument = (uint8_t)argument_number;
    item->unused = 0;
    if (address == argument(draft->entry, argument_number)) {
        item->kind = (uint8_t)(kind | JRR_AT_ARGUMENT);
    } else {
        item->kind = (uint8_t)kind;
        *bytes++ = address;
    }
    draft->at = (uint8_t *)bytes + ((length + 7) & ~7ull);
    if ((length & 7) != 0)
        ((uint64_t *)draft->at)[-1] = 0;
    return (uint8_t *)bytes;
}

static inline void add(struct draft *draft, int kind, int argument_number, uint64_t address, uint64_t length)
{
    if (length > 0)
        copy(draft_item(draft, kind, argument_number, address, length), (const void *)address, length);
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

/* Whether a record is the same as the one before it in all but its place. */
static int is_repetition(const struct jrr_packed *record, const struct jrr_packed *before)
{
    const uint64_t *one = (const uint64_t *)record;
    const uint64_t *other = (const uint64_t *)before;

    if (one[0] != other[0] || before->repeated == JRR_MOST_REPEATED
        || ((one[1] ^ other[1]) & 0xffffffffffffull) != 0)
        return 0;
    for (uint32_t i = 2; i < record->size / 8; i++)
        if (one[i] != other[i])
            return 0;
    return 1;
}

int draft_commit(struct draft *draft, struct jrr_entry *entry, int64_t result, int handling, int flags)
{
    struct jrr_batch_head *head = (struct jrr_batch_head *)JRR_BATCH_HEAD;
    struct jrr_packed *record = draft->record;
    uint32_t place = (uint32_t)((uint64_t)record - JRR_BUFFER);

    record->result = (int32_t)result;
    if (result != record->result) {
        flags |= JRR_WIDE;
        *(int64_t *)draft->at = result;
        draft->at += 8;
    }
    record->size = (uint32_t)(draft->at - (uint8_t *)record);
    record->handling = (uint8_t)handling;
    record->flags = (uint8_t)flags;
    record->repeated = 0;
    if (record->changed != 0)
        head->previous = *entry;
    entry->rax = (uint64_t)result;
    if (head->restart) {
        head->batch++;
        head->last = 0;
        __asm__ volatile("" : : : "memory");
        head->restart = 0;
    } else if (record->changed == 0 && head->last != 0) {
        struct jrr_packed *before = (struct jrr_packed *)((uint64_t)JRR_BUFFER + head->last - 1);

        if (is_repetition(record, before)) {
            before->repeated++;
            return JRR_NEXT_DONE;
        }
    }
    __asm__ volatile("" : : : "memory");
    head->last = place + 1;
    head->used = place + record->size;
    return JRR_NEXT_DONE;
}
