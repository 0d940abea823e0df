/* What the parts of the hook share. */
#ifndef JRR_HOOK_H
#define JRR_HOOK_H
#include "jrr_buffer.h"
#include <stddef.h>

#define GLOBALS ((volatile struct jrr_globals *)JRR_GLOBALS)
#define HEAD ((volatile struct jrr_batch_head *)JRR_BATCH_HEAD)

#define EINTR 4
#define EBADF 9
#define EAGAIN 11
#define EFAULT 14
#define EINVAL 22
#define ENOSYS 38
#define EOPNOTSUPP 95

/* A system call that nobody is told of. */
static inline int64_t untraced(uint64_t number, uint64_t a, uint64_t b, uint64_t c, uint64_t d, uint64_t e,
                               uint64_t f)
{
    int64_t result;
    register uint64_t r10 __asm__("r10") = d;
    register uint64_t r8 __asm__("r8") = e;
    register uint64_t r9 __asm__("r9") = f;

    __asm__ volatile("syscall"
                     : "=a"(result)
                     : "a"(number), "D"(a), "S"(b), "d"(c), "r"(r10), "r"(r8), "r"(r9)
                     : "rcx", "r11", "memory");
    return result;
}

/* The program's call as it stands. */
static inline int64_t untraced_as_is(const struct jrr_entry *entry)
{
    return untraced(entry->rax, entry->rdi, entry->rsi, entry->rdx, entry->r10, entry->r8, entry->r9);
}

static inline int failed(int64_t result)
{
    return result < 0 && result >= -4095;
}

/* Short ones by words: rep movsb takes long to begin. */
static inline void copy(void *to, const void *from, uint64_t length)
{
    if (length >= 256) {
        __asm__ volatile("rep movsb" : "+D"(to), "+S"(from), "+c"(length) : : "memory");
        return;
    }
    char *t = to;
    const char *f = from;
    for (; length >= 8; length -= 8, t += 8, f += 8)
        *(uint64_t __attribute__((may_alias)) *)t = *(const uint64_t __attribute__((may_alias)) *)f;
    if ((length & 4) != 0) {
        *(uint32_t __attribute__((may_alias)) *)t = *(const uint32_t __attribute__((may_alias)) *)f;
        t += 4;
        f += 4;
    }
    for (length &= 3; length > 0; length--)
        *t++ = *f++;
}

static inline uint64_t argument(const struct jrr_entry *entry, int number)
{
    return (&entry->rdi)[number];
}

/*
 * A record that is being written. What the program gave is put into it when the kernel has read it,
 * or when is_readable() has said that it can be: nothing here may fault once the call is made.
 */
struct draft {
    const struct jrr_entry *entry;
    struct jrr_packed *record;
    uint8_t *at; /* where the next item goes */
    uint8_t *items;   /* where the first one is */
    uint32_t changed; /* as in struct jrr_packed */
};

/* Starts a record; 0 if there is no room for it and items of so many bytes. */
int draft_start(struct draft *draft, const struct jrr_entry *entry, uint64_t room);

/* Adds what the program's memory holds at an address. */
void draft_input(struct draft *draft, int argument, uint64_t address, uint64_t length);
void draft_output(struct draft *draft, int argument, uint64_t address, uint64_t length);

/* Adds a path, or another string, of at most 4096 bytes with its zero. */
void draft_string(struct draft *draft, int argument, uint64_t address);

/* Adds an item whose bytes the caller puts where this points to. */
uint8_t *draft_item(struct draft *draft, int kind, int argument, uint64_t address, uint64_t length);

/*
 * The call is done: the record counts. Returns JRR_NEXT_DONE, or JRR_NEXT_STOP when the buffer is nearly full.
 *
 * flags: JRR_PERFORM; JRR_SERIES if it may become one, which it may not where the tracer looks at each call
 */
int draft_commit(struct draft *draft, struct jrr_entry *entry, int64_t result, int handling, int flags);

/* The last record, if it is of this call but perhaps for its items and its result; else 0. (again.c) */
const struct jrr_packed *same_as_last(const struct jrr_entry *entry);

/*
 * A call that is so, and done, and has the items of the last one, adds to it; 0 if that cannot be. There is
 * always room to write it down instead: the tracer has taken what left less than JRR_LITTLE_ROOM.
 */
int repeat_last(struct jrr_entry *entry, int64_t result);

/*
 * The same of a call with one item, that has other bytes now: a multiple of 8. Returns what to do next; -1 if
 * that cannot be.
 */
int extend_last(struct jrr_entry *entry, int64_t result, uint64_t address, uint32_t length);

/* The most that an item of so many bytes takes. */
#define ITEM_BYTES(length) (sizeof(struct jrr_short_item) + 8 + (((uint64_t)(length) + 7) & ~7ull))

/* The most that a record takes of a path and fixed structures. */
#define FIXED_ROOM (2 * 4096 + 1024)

/* How much of what is written out is kept for people to see. */
#define INPUT_BYTES 64

int hook_shaped(struct jrr_entry *entry);                  /* shaped.c */
int hook_clock_gettime(struct jrr_entry *entry);
int hook_read(struct jrr_entry *entry);                    /* files.c */
int hook_write(struct jrr_entry *entry);
int hook_vector(struct jrr_entry *entry);
int hook_open(struct jrr_entry *entry);
int hook_changes_file(struct jrr_entry *entry);
void forget_fd(uint64_t fd);
int is_plain_file(uint64_t fd);
int hook_futex(struct jrr_entry *entry);                   /* futex.c */
int hook_poll(struct jrr_entry *entry);                    /* waiting.c */
int hook_select(struct jrr_entry *entry);
int hook_epoll_wait(struct jrr_entry *entry);
int hook_socket_transfer(struct jrr_entry *entry);         /* sockets.c */
int hook_socket_name(struct jrr_entry *entry);
int hook_mmap(struct jrr_entry *entry);                    /* memory.c */
int is_readable(uint64_t address, uint64_t length);
int is_readable_word(uint64_t address); /* four bytes, at a multiple of four */
int is_readable_string(uint64_t address);
int is_writable(uint64_t address);
void forget_pages(void);
int hook_munmap(struct jrr_entry *entry);
int jrr_replay(struct jrr_entry *entry);                   /* replay.c */

/* In a replay: makes a call that has to be made again, and returns its result (memory.c). */
int64_t perform_again(const struct jrr_entry *entry, int64_t result);
#endif
