// The `syscall` instruction as compilers and libraries write it, with what follows it in each.
#ifndef CALL_SITES_H
#define CALL_SITES_H

#include <errno.h>
#include <unistd.h>

// Result or -errno. Each is one site for all calls made through it.
typedef long call_site(long number, long a, long b, long c, long d, long e, long f);

#define CALL_SITE(name, behind)                                             \
    __attribute__((naked, noinline, unused)) static long name(              \
        __attribute__((unused)) long number, __attribute__((unused)) long a, \
        __attribute__((unused)) long b, __attribute__((unused)) long c,      \
        __attribute__((unused)) long d, __attribute__((unused)) long e,      \
        __attribute__((unused)) long f) {                                   \
        __asm__("mov %rdi, %rax\n"                                          \
                "mov %rsi, %rdi\n"                                          \
                "mov %rdx, %rsi\n"                                          \
                "mov %rcx, %rdx\n"                                          \
                "mov %r8, %r10\n"                                           \
                "mov %r9, %r8\n"                                            \
                "mov 8(%rsp), %r9\n"                                        \
                "syscall\n" behind);                                        \
    }

// What most of a libc's wrappers have.
CALL_SITE(call_then_compare, "cmp $-4095, %rax\n jae 1f\n 1: ret\n")
// The same with a byte for the immediate.
CALL_SITE(call_then_compare_short, "cmp $-1, %rax\n je 1f\n 1: ret\n")
// A compiler that returns what the kernel says, and pads.
CALL_SITE(call_then_return, "ret\n nopw 0(%rax,%rax)\n nopl 0(%rax)\n")
// As behind a futex call whose result is an int.
CALL_SITE(call_then_negate, "mov %eax, %edx\n neg %edx\n ret\n")
// As in a cancellable call, which keeps the result on the stack.
CALL_SITE(call_then_store, "mov %rax, -24(%rsp)\n mov -24(%rsp), %rax\n ret\n")

__attribute__((unused)) static long call_by_libc(long number, long a, long b, long c, long d, long e, long f) {
    long result = syscall(number, a, b, c, d, e, f);
    return result == -1 ? -errno : result;
}

static const struct {
    const char *name;
    call_site *call;
} call_sites[] = {
    {"libc", call_by_libc},
    {"compare", call_then_compare},
    {"compare short", call_then_compare_short},
    {"return", call_then_return},
    {"negate", call_then_negate},
    {"store", call_then_store},
};

enum { CALL_SITES = sizeof call_sites / sizeof *call_sites };

#endif
