// Functions that make a call and go on in all the ways that a replaced instruction can be followed.
#include "tracee.h"
#include <unistd.h>

enum { ROUNDS = 20 };

#define FUNCTION(name, rest)                                                                    \
    long name(void);                                                                            \
    extern char name##_behind[], name##_further[];                                              \
    __asm__(".text\n.p2align 4\n" #name ": mov $110, %eax\nsyscall\n" #name "_behind: " rest     \
            "\n.p2align 4\n")

FUNCTION(compares, "cmp $-4095, %rax\ncompares_further: ret");
FUNCTION(returns, "returns_further: ret");
FUNCTION(jumps, "js 1f\njumps_further: test %rax, %rax\n1: ret");
FUNCTION(moves, "mov %eax, %ecx\nmoves_further: mov %ecx, %eax\nret");

static void announce(const char *address) {
    // Fails; says where they are.
    CHECK(write(-1, address, 1) == -1);
}

int main(void) {
    announce(compares_behind);
    announce(compares_further);
    announce(returns_behind);
    announce(jumps_behind);
    announce(jumps_further);
    announce(moves_behind);
    announce(moves_further);
    long parent = getppid();
    for (int i = 0; i < ROUNDS; i++) {
        CHECK(compares() == parent && returns() == parent && jumps() == parent && moves() == parent);
    }
    return succeeded();
}
