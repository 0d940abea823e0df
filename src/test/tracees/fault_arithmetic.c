// SIGFPE, SIGILL and SIGTRAP by instructions, each handled by going on behind the instruction.
#define _GNU_SOURCE
#include "tracee.h"
#include <signal.h>
#include <ucontext.h>

static volatile int codes[32];

static void skip(int signal, siginfo_t *info, void *context) {
    codes[signal] = info->si_code;
    long long *rip = &((ucontext_t *)context)->uc_mcontext.gregs[REG_RIP];
    if (signal != SIGTRAP) {
        *rip += 2;
    }
}

int main(void) {
    struct sigaction action = {.sa_sigaction = skip, .sa_flags = SA_SIGINFO};
    sigaction(SIGFPE, &action, NULL);
    sigaction(SIGILL, &action, NULL);
    sigaction(SIGTRAP, &action, NULL);
    for (int i = 0; i < 3; i++) {
        __asm__ volatile("xorl %%edx, %%edx; xorl %%ecx, %%ecx; movl $1, %%eax; divl %%ecx"
                         : : : "eax", "ecx", "edx");
        CHECK(codes[SIGFPE] == FPE_INTDIV);
        __asm__ volatile("ud2");
        CHECK(codes[SIGILL] == ILL_ILLOPN);
        __asm__ volatile("int3");
        CHECK(codes[SIGTRAP] != 0);
    }
    printf("%d %d\n", codes[SIGFPE], codes[SIGILL]);
    return succeeded();
}
