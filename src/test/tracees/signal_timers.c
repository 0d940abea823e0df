// timerfd, setitimer, timer_create with a signal and with a thread, and alarm.
#define _GNU_SOURCE
#include "tracee.h"
#include <signal.h>
#include <stdatomic.h>
#include <stdint.h>
#include <sys/time.h>
#include <sys/timerfd.h>
#include <time.h>

static atomic_int ticks, rings;

static void tick(int signal) {
    (void)signal;
    ticks++;
}

static void ring(union sigval value) {
    rings += value.sival_int;
}

int main(void) {
    int descriptor = timerfd_create(CLOCK_MONOTONIC, 0);
    struct itimerspec each = {.it_value.tv_nsec = 5000000, .it_interval.tv_nsec = 5000000};
    uint64_t count, all = 0;
    timerfd_settime(descriptor, 0, &each, NULL);
    while (all < 4) {
        CHECK(read(descriptor, &count, sizeof count) == sizeof count);
        all += count;
    }
    puts("timerfd");

    signal(SIGALRM, tick);
    struct itimerval interval = {.it_value.tv_usec = 5000, .it_interval.tv_usec = 5000};
    CHECK(setitimer(ITIMER_REAL, &interval, NULL) == 0);
    for (volatile long i = 0; ticks < 5; i++) {
    }
    interval = (struct itimerval){0};
    setitimer(ITIMER_REAL, &interval, NULL);
    puts("setitimer");

    ticks = 0;
    timer_t timer;
    signal(SIGRTMIN + 1, tick);
    struct sigevent event = {.sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGRTMIN + 1};
    CHECK(timer_create(CLOCK_MONOTONIC, &event, &timer) == 0);
    CHECK(timer_settime(timer, 0, &each, NULL) == 0);
    while (ticks < 3) {
        pause();
    }
    CHECK(timer_delete(timer) == 0);
    event = (struct sigevent){.sigev_notify = SIGEV_THREAD, .sigev_notify_function = ring};
    event.sigev_value.sival_int = 1;
    CHECK(timer_create(CLOCK_MONOTONIC, &event, &timer) == 0);
    CHECK(timer_settime(timer, 0, &each, NULL) == 0);
    while (rings < 3) {
        usleep(1000);
    }
    CHECK(timer_delete(timer) == 0);
    puts("timer_create");

    signal(SIGALRM, SIG_DFL);
    succeeded();
    alarm(1);
    pause();
    return 1;
}
