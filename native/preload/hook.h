/* What the parts of the hook share. */
#ifndef JRR_HOOK_H
#define JRR_HOOK_H
#include "jrr_buffer.h"

#define GLOBALS ((volatile struct jrr_globals *)JRR_GLOBALS)

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

static inline void copy(void *to, const void *from, uint64_t length)
{
    __asm__ volatile("rep movsb" : "+D"(to), "+S"(from), "+c"(length) : : "memory");
}

int jrr_replay(struct jrr_entry *entry);
#endif
