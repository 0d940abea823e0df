// Threads come to call instructions for the first time while others wait in a call made by the same one.
#define _GNU_SOURCE
#include "call_sites.h"
#include "tracee.h"
#include <linux/futex.h>
#include <pthread.h>
#include <signal.h>
#include <sys/syscall.h>

enum { THREADS = 3 };

static int words[CALL_SITES][THREADS];
static pthread_barrier_t ready;

static long futex(int site, int *word, int operation, int value) {
    return call_sites[site].call(SYS_futex, (long)word, operation, value, 0, 0, 0);
}

static void *wait_for_word(void *argument) {
    int site = (int)((long)argument >> 8), me = (int)((long)argument & 255);
    pthread_barrier_wait(&ready);
    while (__atomic_load_n(&words[site][me], __ATOMIC_SEQ_CST) == 0)
        futex(site, &words[site][me], FUTEX_WAIT_PRIVATE, 0);
    return (void *)(long)words[site][me];
}

static volatile sig_atomic_t handled;

static void on_user(int signal) {
    (void)signal;
    // The call that this has interrupted is behind the same instruction.
    for (int site = 0; site < CALL_SITES; site++) CHECK(call_sites[site].call(SYS_getppid, 0, 0, 0, 0, 0, 0) > 0);
    handled++;
}

int main(void) {
    for (int site = 0; site < CALL_SITES; site++) {
        pthread_t threads[THREADS];
        CHECK(pthread_barrier_init(&ready, NULL, THREADS + 1) == 0);
        for (long i = 0; i < THREADS; i++)
            CHECK(pthread_create(&threads[i], NULL, wait_for_word, (void *)((long)site << 8 | i)) == 0);
        pthread_barrier_wait(&ready);
        usleep(2000);
        // The first call by this instruction that returns.
        CHECK(call_sites[site].call(SYS_getpid, 0, 0, 0, 0, 0, 0) == getpid());
        for (int i = 0; i < THREADS; i++) {
            __atomic_store_n(&words[site][i], i + 1, __ATOMIC_SEQ_CST);
            futex(site, &words[site][i], FUTEX_WAKE_PRIVATE, 1);
        }
        for (long i = 0; i < THREADS; i++) {
            void *result;
            CHECK(pthread_join(threads[i], &result) == 0 && result == (void *)(i + 1));
        }
    }
    CHECK(signal(SIGUSR1, on_user) != SIG_ERR);
    for (int i = 0; i < 20; i++) CHECK(call_sites[i % CALL_SITES].call(SYS_tgkill, getpid(), gettid(), SIGUSR1, 0, 0, 0) == 0);
    CHECK(handled == 20);
    return succeeded();
}
