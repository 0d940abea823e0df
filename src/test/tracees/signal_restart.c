// A handler interrupts read, poll, nanosleep and wait: with SA_RESTART and without.
#define _GNU_SOURCE
#include "tracee.h"
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <time.h>

static volatile int handled;
static int answer[2];

static void note(int signal) {
    (void)signal;
    handled++;
}

// A child that sends a signal after a while, and then writes a byte.
static pid_t disturb(int writes) {
    pid_t parent = getpid(), child = fork();
    CHECK(child >= 0);
    if (child == 0) {
        usleep(20000);
        kill(parent, SIGUSR1);
        usleep(20000);
        if (writes) {
            CHECK(write(answer[1], "x", 1) == 1);
        }
        _exit(3);
    }
    return child;
}

static void install(int flags) {
    struct sigaction action = {.sa_handler = note, .sa_flags = flags};
    CHECK(sigaction(SIGUSR1, &action, NULL) == 0);
}

int main(void) {
    char byte;
    int status;
    CHECK(pipe(answer) == 0);

    install(SA_RESTART);
    pid_t child = disturb(1);
    CHECK(read(answer[0], &byte, 1) == 1 && handled == 1);
    CHECK(waitpid(child, &status, 0) == child);

    install(0);
    child = disturb(1);
    CHECK(read(answer[0], &byte, 1) == -1 && errno == EINTR && handled == 2);
    CHECK(read(answer[0], &byte, 1) == 1);
    CHECK(waitpid(child, &status, 0) == child);
    puts("read");

    install(SA_RESTART);
    child = disturb(1);
    struct pollfd entry = {.fd = answer[0], .events = POLLIN};
    CHECK(poll(&entry, 1, 5000) == -1 && errno == EINTR && handled == 3);
    CHECK(poll(&entry, 1, 5000) == 1 && read(answer[0], &byte, 1) == 1);
    CHECK(waitpid(child, &status, 0) == child);
    puts("poll");

    child = disturb(0);
    struct timespec time = {.tv_sec = 5}, left = {0};
    CHECK(nanosleep(&time, &left) == -1 && errno == EINTR && handled == 4);
    CHECK(left.tv_sec == 4 && left.tv_nsec > 0);
    CHECK(waitpid(child, &status, 0) == child);
    puts("nanosleep");

    child = disturb(0);
    CHECK(waitpid(child, &status, 0) == child && WEXITSTATUS(status) == 3 && handled == 5);
    install(0);
    child = disturb(0);
    CHECK(waitpid(child, &status, 0) == -1 && errno == EINTR && handled == 6);
    CHECK(waitpid(child, &status, 0) == child);
    puts("wait");

    // Without a handler a stop and a continuation restart a sleep by themselves.
    pid_t parent = getpid();
    child = fork();
    if (child == 0) {
        usleep(10000);
        kill(parent, SIGSTOP);
        usleep(10000);
        kill(parent, SIGCONT);
        _exit(0);
    }
    struct timespec shorter = {.tv_nsec = 60 * 1000 * 1000};
    CHECK(nanosleep(&shorter, NULL) == 0);
    CHECK(waitpid(child, &status, 0) == child);
    puts("stopped");
    return succeeded();
}
