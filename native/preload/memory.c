/*
 * mmap(2) of memory without a file, and munmap(2). Replay makes them again, the first at the address
 * that the kernel has chosen in the recording.
 */
#include "hook.h"
#include <linux/mman.h>
#include <asm/unistd_64.h>

#define PLAIN (MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_STACK)

#define PAGE 4096
#define MADV_POPULATE_READ 22
#define MADV_POPULATE_WRITE 23

/*
 * Memory that the hook reads before the kernel has looked at it. A fault would be a signal of the
 * program's: where that is blocked or ignored, the kernel changes mask and handler. The kernel is
 * asked instead; one that does not know the question (before 5.14) leaves it at the signal.
 */
static int is_known(uint64_t page, int advice)
{
    volatile uint64_t *known = &GLOBALS->known_pages[(page / PAGE) % JRR_KNOWN_PAGES];
    uint64_t wanted = page | (advice == MADV_POPULATE_WRITE);
    int64_t result;

    if (*known == wanted || *known == (page | 1))
        return 1;
    result = untraced(__NR_madvise, page, PAGE, (uint64_t)advice, 0, 0, 0);
    /* Also a lack of permission is EINVAL; of no bytes only the question itself is wrong. */
    if (result != 0 && (result != -EINVAL || untraced(__NR_madvise, page, 0, (uint64_t)advice, 0, 0, 0) == 0))
        return 0;
    *known = wanted;
    return 1;
}

int is_readable(uint64_t address, uint64_t length)
{
    if (length == 0)
        return 1;
    if (address + length < address)
        return 0;
    for (uint64_t page = address & -(uint64_t)PAGE; page < address + length; page += PAGE)
        if (!is_known(page, MADV_POPULATE_READ))
            return 0;
    return 1;
}

/* Of a string of at most 4096 bytes with its zero: its pages up to that. */
int is_readable_string(uint64_t address)
{
    uint64_t end = address + 4096;

    if (end < address)
        return 0;
    for (uint64_t at = address; at < end; at++) {
        if ((at == address || at % PAGE == 0) && !is_known(at & -(uint64_t)PAGE, MADV_POPULATE_READ))
            return 0;
        if (*(const char *)at == 0)
            return 1;
    }
    return 1;
}

int is_readable_word(uint64_t address)
{
    return is_known(address & -(uint64_t)PAGE, MADV_POPULATE_READ);
}

/* Of a word that does not cross a page. */
int is_writable(uint64_t address)
{
    return is_known(address & -(uint64_t)PAGE, MADV_POPULATE_WRITE);
}

/* The program may have changed its mappings. */
void forget_pages(void)
{
    for (int i = 0; i < JRR_KNOWN_PAGES; i++)
        GLOBALS->known_pages[i] = 0;
}

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
    forget_pages();
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
