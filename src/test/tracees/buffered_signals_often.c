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
    sigset_t masks[4];
    for (int i = 0; i < 4; i++) sigemptyset(&masks[i]);
    sigaddset(&masks[1], SIGALRM);
    sigaddset(&masks[2], SIGUSR1);
    sigfillset(&masks[3]);
    int sent = 0, file = open("/proc/self/exe", O_RDONLY), pipes[2];
    CHECK(file >= 0 && pipe(pipes) == 0);
    for (int i = 0; i < 3000; i++) {
        char bytes[64];
        struct stat status;
        CHECK(sigprocmask(SIG_SETMASK, &masks[i % 4], NULL) == 0);
        CHECK(pread(file, bytes, sizeof bytes, i) == sizeof bytes);
        CHECK(fstat(file, &status) == 0);
        CHECK(write(pipes[1], bytes, 8) == 8);
        CHECK(read(pipes[0], bytes, 64) == 8);
        if (i % 10 == 0) {
            int before = users;
            CHECK(kill(getpid(), SIGUSR1) == 0);
            sent++;
            // At once unless it is blocked; else when it is not any more.
            CHECK(i % 4 >= 2 ? users == before : users == before + 1);
            CHECK(sigprocmask(SIG_SETMASK, &masks[i % 4 == 3 ? 1 : 0], NULL) == 0);
            CHECK(users == before + 1);
        }
    }
    CHECK(setitimer(ITIMER_REAL, &never, NULL) == 0);
    sigprocmask(SIG_SETMASK, &masks[0], NULL);
    CHECK(users == sent);
    CHECK(ticks > 0);
    return succeeded();
}
