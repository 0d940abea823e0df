// rdtsc and rdtscp never go back, clocks agree with each other, and cpuid answers the same.
#define _GNU_SOURCE
#include "tracee.h"
#include <cpuid.h>
#include <sys/time.h>
#include <time.h>
#include <x86intrin.h>

int main(void) {
    unsigned long long last = 0;
    unsigned cpu;
    for (int i = 0; i < 300; i++) {
        unsigned long long now = i % 2 ? __rdtsc() : __rdtscp(&cpu);
        CHECK(now > last);
        last = now;
    }
    struct timespec before, after, rough;
    struct timeval day;
    clock_gettime(CLOCK_REALTIME, &before);
    CHECK(gettimeofday(&day, NULL) == 0);
    time_t seconds = time(NULL);
    clock_gettime(CLOCK_REALTIME, &after);
    CHECK(before.tv_sec <= day.tv_sec && day.tv_sec <= after.tv_sec);
    // time(2) reads the coarse clock, which is up to a tick behind.
    CHECK(seconds + 1 >= before.tv_sec && seconds <= after.tv_sec);
    CHECK(clock_gettime(CLOCK_MONOTONIC_COARSE, &rough) == 0);
    CHECK(clock_getres(CLOCK_MONOTONIC, &rough) == 0 && clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &rough) == 0);
    unsigned a, b, c, d;
    CHECK(__get_cpuid(0, &a, &b, &c, &d) && a > 0);
    return succeeded();
}
