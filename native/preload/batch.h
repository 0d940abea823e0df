/* What the hook keeps of a batch of records. */
#ifndef JRR_BATCH_H
#define JRR_BATCH_H
#include "hook.h"

#define WORDS (sizeof(struct jrr_entry) / sizeof(uint64_t))

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

typedef uint64_t __attribute__((may_alias)) word;

/* How much is used, and of how many bytes the calls of a series are that is the last record: both at once. */
static inline void set_used(struct jrr_batch_head *head, uint32_t used, uint32_t series)
{
    __asm__ volatile("" : : : "memory");
    *(volatile word *)&head->used = used | (uint64_t)series << 32;
    __asm__ volatile("" : : : "memory");
}

/* The last record of the batch; head->last is not 0. */
static inline struct jrr_packed *last_record(const struct jrr_batch_head *head)
{
    return (struct jrr_packed *)((uint64_t)JRR_BUFFER + head->last - 1);
}

/* What to do when a call is done. */
static inline int next_at(uint32_t used)
{
    return used > JRR_BUFFER_LENGTH - JRR_LITTLE_ROOM ? JRR_NEXT_STOP : JRR_NEXT_DONE;
}
#endif
