// A timer's signal comes a thousand times a second into calls of every kind, under changing masks.
#define _GNU_SOURCE
#include "tracee.h"
#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>

static volatile sig_atomic_t ticks, users;

static void on_alarm(int signal) {
    (void)signal;
    int before = errno;
    getppid();
    ticks++;
    errno = before;
}

static void on_user(int signal) {
    (void)signal;
    users++;
}

int main(void) {
    struct sigaction alarm = {.sa_handler = on_alarm, .sa_flags = SA_RESTART};
    struct sigaction user = {.sa_handler = on_user};
    CHECK(sigaction(SIGALRM, &alarm, NULL) == 0);
    CHECK(sigaction(SIGUSR1, &user, NULL) == 0);
    struct itimerval often = {{0, 1000}, {0, 1000}}, never = {{0, 0}, {0, 0}};
    CHECK(setitimer(ITIMER_REAL, &often, NULL) == 0);
    // Each combination of the three signals, and all signals that there are.
    enum { MASKS = 9, ALL = 8 };
    int signals[] = {SIGUSR1, SIGALRM, SIGSEGV};
    sigset_t masks[MASKS];
    for (int i = 0; i < ALL; i++) {
        sigemptyset(&masks[i]);
        for (int bit = 0; bit < 3; bit++)
            if (i >> bit & 1) sigaddset(&masks[i], signals[bit]);
    }
    sigfillset(&masks[ALL]);
    int sent = 0, file = open("/proc/self/exe", O_RDONLY), pipes[2];
    CHECK(file >= 0 && pipe(pipes) == 0);
    for (int i = 0; i < 3000; i++) {
        char bytes[64];
        struct stat status;
        CHECK(sigprocmask(SIG_SETMASK, &masks[i % MASKS], NULL) == 0);
        CHECK(pread(file, bytes, sizeof bytes, i) == sizeof bytes);
        CHECK(fstat(file, &status) == 0);
        CHECK(write(pipes[1], bytes, 8) == 8);
        CHECK(read(pipes[0], bytes, 64) == 8);
        if (i % 10 == 0) {
            int before = users;
            CHECK(kill(getpid(), SIGUSR1) == 0);
            sent++;
            // At once unless it is blocked; else when it is not any more.
            int is_blocked = sigismember(&masks[i % MASKS], SIGUSR1);
            CHECK(is_blocked ? users == before : users == before + 1);
            sigset_t set, old;
            sigemptyset(&set);
            sigaddset(&set, SIGUSR1);
            CHECK(sigprocmask(SIG_UNBLOCK, &set, &old) == 0 && sigismember(&old, SIGUSR1) == is_blocked);
            CHECK(users == before + 1);
            CHECK(sigprocmask(i % 20 ? SIG_BLOCK : SIG_SETMASK, i % 20 ? &set : &old, NULL) == 0);
        }
    }
    CHECK(setitimer(ITIMER_REAL, &never, NULL) == 0);
    sigprocmask(SIG_SETMASK, &masks[0], NULL);
    CHECK(users == sent);
    CHECK(ticks > 0);
    return succeeded();
}
