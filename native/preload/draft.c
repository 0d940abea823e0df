/* Writes records. */
#include "hook.h"

int draft_start(struct draft *draft, const struct jrr_entry *entry, uint64_t room)
{
    uint64_t used = HEAD->restart ? 0 : HEAD->used;
    struct jrr_record *record = (struct jrr_record *)(JRR_BUFFER + used);

    if (used + sizeof *record + room > JRR_BUFFER_LENGTH)
        return 0;
    draft->record = record;
    draft->at = (uint8_t *)(record + 1);
    draft->end = (uint8_t *)JRR_BUFFER + JRR_BUFFER_LENGTH;
    record->number = (uint16_t)entry->rax;
    record->ip = entry->call + 2;
    record->eflags = entry->eflags;
    record->rdi = entry->rdi;
    record->rsi = entry->rsi;
    record->rdx = entry->rdx;
    record->r10 = entry->r10;
    record->r8 = entry->r8;
    record->r9 = entry->r9;
    record->rbx = entry->rbx;
    record->rbp = entry->rbp;
    record->rsp = entry->rsp;
    record->r12 = entry->r12;
    record->r13 = entry->r13;
    record->r14 = entry->r14;
    record->r15 = entry->r15;
    return 1;
}

struct jrr_item *draft_item(struct draft *draft, int kind, int argument, uint64_t address, uint64_t length)
{
    struct jrr_item *item = (struct jrr_item *)draft->at;

    item->length = (uint32_t)length;
    item->kind = (uint8_t)kind;
    item->argument = (uint8_t)argument;
    item->unused = 0;
    item->address = address;
    draft->at += ITEM_BYTES(length);
    return item;
}

static void add(struct draft *draft, int kind, int argument, uint64_t address, uint64_t length)
{
    if (length > 0) {
        struct jrr_item *item = draft_item(draft, kind, argument, address, length);

        copy(item + 1, (const void *)address, length);
    }
}

void draft_input(struct draft *draft, int argument, uint64_t address, uint64_t length)
{
    add(draft, JRR_INPUT, argument, address, length);
}

void draft_output(struct draft *draft, int argument, uint64_t address, uint64_t length)
{
    add(draft, JRR_OUTPUT, argument, address, length);
}

void draft_string(struct draft *draft, int argument, uint64_t address)
{
    const char *string = (const char *)address;
    uint64_t length = 0;

    while (length < 4096 && string[length++] != 0) {
    }
    draft_input(draft, argument, address, length);
}

int draft_commit(struct draft *draft, struct jrr_entry *entry, int64_t result, int handling, int flags)
{
    volatile struct jrr_batch_head *head = HEAD;
    uint8_t *start = (uint8_t *)draft->record;

    draft->record->size = (uint32_t)(draft->at - start);
    draft->record->handling = (uint8_t)handling;
    draft->record->flags = (uint8_t)flags;
    draft->record->result = result;
    entry->rax = (uint64_t)result;
    if (head->restart) {
        head->batch++;
        head->count = 0;
        head->restart = 0;
    }
    head->count++;
    head->used = (uint32_t)(draft->at - (uint8_t *)JRR_BUFFER);
    return JRR_NEXT_DONE;
}
