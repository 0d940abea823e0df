// What the programs that make many calls share: a line for each answer, call sites of their own, and
// memory that ends, or cannot be used.
#ifndef CALLS_H
#define CALLS_H

#include "tracee.h"
#include <stdint.h>
#include <sys/mman.h>
#include <sys/syscall.h>

enum { PAGE = 4096 };

// A recorder sees the first visit of a call site, and may let the later ones pass.
enum { ROUNDS = 3 };

// Prints an expression and what it came to.
#define TRY(call)                       \
    do {                                \
        errno = 0;                      \
        answered(#call, (long)(call)); \
    } while (0)

static inline void answered(const char *call, long result) {
    if (result == -1 && errno != 0) {
        printf("%s: %s\n", call, strerrorname_np(errno));
    } else {
        printf("%s: %ld\n", call, result);
    }
}

// A `syscall` instruction of its own at each place where it is used: -1 and errno as from the libc.
#define RAW(...) RAW_OF(__VA_ARGS__, 0, 0, 0, 0, 0, 0)
#define RAW_OF(number, a, b, c, d, e, f, ...) \
    of_kernel(raw(number, (long)(a), (long)(b), (long)(c), (long)(d), (long)(e), (long)(f)))

static inline __attribute__((always_inline)) long raw(long number, long a, long b, long c, long d, long e,
                                                      long f) {
    long result;
    register long r10 __asm__("r10") = d;
    register long r8 __asm__("r8") = e;
    register long r9 __asm__("r9") = f;
    __asm__ volatile("syscall"
                     : "=a"(result)
                     : "a"(number), "D"(a), "S"(b), "d"(c), "r"(r10), "r"(r8), "r"(r9)
                     : "rcx", "r11", "memory", "cc");
    return result;
}

static inline long of_kernel(long result) {
    if (result < 0 && result > -PAGE) {
        errno = (int)-result;
        return -1;
    }
    return result;
}

// Two pages with nothing behind them: a hole that is too small for most mappings, between two.
static inline char *pages_before_hole(void) {
    char *memory = mmap(NULL, 4 * PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    CHECK(memory != MAP_FAILED && munmap(memory + 2 * PAGE, PAGE) == 0);
    return memory;
}

// A page of private memory with that protection.
static inline char *page_with(int protection) {
    char *memory = mmap(NULL, PAGE, protection, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    CHECK(memory != MAP_FAILED);
    return memory;
}

// One number for some bytes.
static inline unsigned checksum(const void *bytes, size_t length) {
    unsigned sum = 2166136261u;
    for (size_t i = 0; i < length; i++) {
        sum = (sum ^ ((const unsigned char *)bytes)[i]) * 16777619u;
    }
    return sum;
}

#endif
