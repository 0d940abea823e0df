/*
 * mmap(2) of memory without a file, and munmap(2). Replay makes them again, the first at the address
 * that the kernel has chosen in the recording.
 */
#include "hook.h"
#include <linux/mman.h>
#include <asm/unistd_64.h>

#define PLAIN (MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_STACK)

int hook_mmap(struct jrr_entry *entry)
{
    struct draft draft;
    int64_t result;
    uint32_t flags = (uint32_t)entry->r10;

    if ((flags & (MAP_PRIVATE | MAP_ANONYMOUS)) != (MAP_PRIVATE | MAP_ANONYMOUS) || (flags & ~PLAIN) != 0
        || entry->rdx > 7 || !draft_start(&draft, entry, 0))
        return JRR_NEXT_TRACED;
    result = untraced_as_is(entry);
    return draft_commit(&draft, entry, result, JRR_BUFFERED, failed(result) ? 0 : JRR_PERFORM);
}

int hook_munmap(struct jrr_entry *entry)
{
    struct draft draft;
    int64_t result;

    if (!draft_start(&draft, entry, 0))
        return JRR_NEXT_TRACED;
    result = untraced_as_is(entry);
    return draft_commit(&draft, entry, result, JRR_BUFFERED, failed(result) ? 0 : JRR_PERFORM);
}

int64_t perform_again(const struct jrr_entry *entry, int64_t result)
{
    if (entry->rax != __NR_mmap)
        return untraced_as_is(entry);
    return untraced(__NR_mmap, (uint64_t)result, entry->rsi, entry->rdx,
                    (uint32_t)entry->r10 | MAP_FIXED_NOREPLACE | MAP_NORESERVE, (uint64_t)-1, 0);
}
