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

/* Whether a call's words are those of the call before it, each on by as much as that one's were. */
static inline int goes_on(const uint64_t *now, const struct jrr_batch_head *head, uint32_t changed)
{
    const uint64_t *before = (const uint64_t *)&head->previous;

    for (uint32_t left = changed; left != 0; left &= left - 1) {
        int word = __builtin_ctz(left);

        if (now[word] - before[word] != head->stride[word - JRR_FIRST_STRIDE])
            return 0;
    }
    return 1;
}

/* Notes the words of a call that the one before it does not have. */
static inline void keep_words(const uint64_t *now, struct jrr_batch_head *head, uint32_t changed)
{
    uint64_t *before = (uint64_t *)&head->previous;

    for (uint32_t left = changed; left != 0; left &= left - 1) {
        int word = __builtin_ctz(left);

        if (((1u << word) & JRR_MAY_STRIDE) != 0)
            head->stride[word - JRR_FIRST_STRIDE] = now[word] - before[word];
        before[word] = now[word];
    }
}

int draft_commit(struct draft *draft, struct jrr_entry *entry, int64_t result, int handling, int flags)
{
    struct jrr_batch_head *head = (struct jrr_batch_head *)JRR_BATCH_HEAD;
    struct jrr_packed *record = draft->record;
    const uint64_t *now = (const uint64_t *)entry;
    uint64_t *words = (uint64_t *)record;
    uint32_t place = (uint32_t)((uint64_t)record - JRR_BUFFER);
    uint32_t changed = draft->changed;

    if (result != (int32_t)result) {
        flags |= JRR_WIDE;
        *(int64_t *)draft->at = result;
        draft->at += 8;
    }
    /* By whole words, as they are read again at once. */
    uint32_t size = (uint32_t)(draft->at - (uint8_t *)record);
    uint64_t first = size | (uint64_t)(uint16_t)entry->rax << 32 | (uint64_t)changed << 48;
    uint64_t second = (uint32_t)result | (uint64_t)handling << 32 | (uint64_t)flags << 40;

    entry->rax = (uint64_t)result;
    if (head->restart) {
        head->batch++;
        head->last = 0;
        __asm__ volatile("" : : : "memory");
        head->restart = 0;
    } else if (head->last != 0 && (changed & ~JRR_MAY_STRIDE) == 0) {
        uint64_t *before = (uint64_t *)((uint64_t)JRR_BUFFER + head->last - 1);
        uint64_t repeated = before[1] >> 48;

        if (before[0] == first && (before[1] & 0xffffffffffffull) == second && repeated < JRR_MOST_REPEATED
            && goes_on(now, head, changed)) {
            uint64_t items = (uint64_t)draft->items - (uint64_t)record;

            while (items < size && words[items / 8] == before[items / 8])
                items += 8;
            if (items >= size) {
                keep_words(now, head, changed);
                before[1] = second | (repeated + 1) << 48;
                return JRR_NEXT_DONE;
            }
        }
    }
    words[0] = first;
    words[1] = second;
    keep_words(now, head, changed);
    __asm__ volatile("" : : : "memory");
    head->last = place + 1;
    head->used = place + size;
    return place + size > JRR_BUFFER_LENGTH - JRR_LITTLE_ROOM ? JRR_NEXT_STOP : JRR_NEXT_DONE;
}
