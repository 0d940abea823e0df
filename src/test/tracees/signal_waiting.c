// sigsuspend, sigwaitinfo, sigtimedwait, pause and signalfd take signals where the program wants them.
#define _GNU_SOURCE
#include "tracee.h"
#include <signal.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <time.h>

static volatile int handled;

static void note(int signal) {
    handled = signal;
}

static pid_t later(int signal) {
    pid_t parent = getpid(), child = fork();
    if (child == 0) {
        usleep(10000);
        kill(parent, signal);
        _exit(0);
    }
    return child;
}

int main(void) {
    sigset_t all, none, one;
    sigfillset(&all);
    sigdelset(&all, SIGCHLD);
    sigemptyset(&none);
    sigemptyset(&one);
    sigaddset(&one, SIGUSR2);
    struct sigaction action = {.sa_handler = note};
    sigaction(SIGUSR1, &action, NULL);
    sigaction(SIGUSR2, &action, NULL);
    sigprocmask(SIG_BLOCK, &all, NULL);

    pid_t child = later(SIGUSR1);
    CHECK(sigsuspend(&none) == -1 && errno == EINTR && handled == SIGUSR1);
    waitpid(child, NULL, 0);
    puts("sigsuspend");

    siginfo_t info;
    child = later(SIGUSR2);
    CHECK(sigwaitinfo(&one, &info) == SIGUSR2 && info.si_pid == child && handled == SIGUSR1);
    waitpid(child, NULL, 0);
    struct timespec time = {.tv_nsec = 10 * 1000 * 1000};
    CHECK(sigtimedwait(&one, &info, &time) == -1 && errno == EAGAIN);
    puts("sigwaitinfo");

    int descriptor = signalfd(-1, &one, SFD_CLOEXEC);
    struct signalfd_siginfo entry;
    child = later(SIGUSR2);
    CHECK(read(descriptor, &entry, sizeof entry) == sizeof entry);
    CHECK(entry.ssi_signo == SIGUSR2 && entry.ssi_pid == (unsigned)child);
    waitpid(child, NULL, 0);
    puts("signalfd");

    sigprocmask(SIG_SETMASK, &none, NULL);
    child = later(SIGUSR2);
    pause();
    CHECK(handled == SIGUSR2);
    waitpid(child, NULL, 0);
    puts("pause");
    return succeeded();
}
