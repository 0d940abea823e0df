// siglongjmp leaves handlers, also one on an alternate stack, and the signal mask comes back.
#define _GNU_SOURCE
#include "tracee.h"
#include <setjmp.h>
#include <signal.h>

static sigjmp_buf back;
static char alternate[64 << 10];

static void leave(int signal) {
    siglongjmp(back, signal);
}

int main(void) {
    stack_t stack = {.ss_sp = alternate, .ss_size = sizeof alternate};
    sigaltstack(&stack, NULL);
    for (volatile int i = 0; i < 20; i++) {
        struct sigaction action = {.sa_handler = leave, .sa_flags = i % 2 ? SA_ONSTACK : 0};
        sigaction(SIGUSR1, &action, NULL);
        sigaction(SIGSEGV, &action, NULL);
        int signal = sigsetjmp(back, 1);
        if (signal == 0) {
            if (i % 4 < 2) {
                raise(SIGUSR1);
            } else {
                *(volatile int *)16 = 1;
            }
            CHECK(!"left");
        }
        CHECK(signal == (i % 4 < 2 ? SIGUSR1 : SIGSEGV));
        sigset_t mask;
        sigprocmask(SIG_SETMASK, NULL, &mask);
        CHECK(!sigismember(&mask, SIGUSR1) && !sigismember(&mask, SIGSEGV));
    }
    return succeeded();
}
