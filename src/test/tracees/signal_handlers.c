// Handlers: with information, on an alternate stack, nested, reset, blocked, and sent with a value.
#define _GNU_SOURCE
#include "tracee.h"
#include <pthread.h>
#include <signal.h>

static volatile int depth, deepest, calls;
static char alternate[64 << 10];

static void nested(int signal, siginfo_t *info, void *context) {
    char here;
    (void)context;
    CHECK(&here > alternate && &here < alternate + sizeof alternate);
    CHECK(info->si_signo == signal);
    calls++;
    depth++;
    deepest = depth > deepest ? depth : deepest;
    if (signal == SIGUSR1) {
        raise(SIGUSR2);
    }
    depth--;
}

static void valued(int signal, siginfo_t *info, void *context) {
    (void)signal;
    (void)context;
    CHECK(info->si_code == SI_QUEUE && info->si_pid == getpid());
    printf("value %d\n", info->si_value.sival_int);
}

static void *send(void *target) {
    for (int i = 0; i < 10; i++) {
        pthread_kill((pthread_t)target, SIGUSR1);
        usleep(1000);
    }
    return NULL;
}

int main(void) {
    stack_t stack = {.ss_sp = alternate, .ss_size = sizeof alternate};
    CHECK(sigaltstack(&stack, NULL) == 0);
    struct sigaction action = {.sa_sigaction = nested, .sa_flags = SA_SIGINFO | SA_ONSTACK};
    CHECK(sigaction(SIGUSR1, &action, NULL) == 0 && sigaction(SIGUSR2, &action, NULL) == 0);
    for (int i = 0; i < 10; i++) {
        raise(SIGUSR1);
    }
    CHECK(calls == 20 && deepest == 2);

    action.sa_sigaction = valued;
    action.sa_flags = SA_SIGINFO;
    sigaction(SIGRTMIN, &action, NULL);
    sigset_t set, waiting;
    sigemptyset(&set);
    sigaddset(&set, SIGRTMIN);
    sigprocmask(SIG_BLOCK, &set, NULL);
    for (int i = 0; i < 3; i++) {
        sigqueue(getpid(), SIGRTMIN, (union sigval){.sival_int = i});
    }
    CHECK(sigpending(&waiting) == 0 && sigismember(&waiting, SIGRTMIN));
    sigprocmask(SIG_UNBLOCK, &set, NULL);

    action.sa_sigaction = nested;
    action.sa_flags = SA_SIGINFO | SA_ONSTACK | SA_RESETHAND | SA_NODEFER;
    sigaction(SIGUSR2, &action, NULL);
    raise(SIGUSR2);
    CHECK(sigaction(SIGUSR2, NULL, &action) == 0 && action.sa_handler == SIG_DFL);

    action.sa_sigaction = nested;
    action.sa_flags = SA_SIGINFO | SA_ONSTACK;
    sigaction(SIGUSR1, &action, NULL);
    sigaction(SIGUSR2, &action, NULL);
    pthread_t thread;
    pthread_create(&thread, NULL, send, (void *)pthread_self());
    pthread_join(thread, NULL);
    return succeeded();
}
