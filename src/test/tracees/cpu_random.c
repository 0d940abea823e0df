// cflags: -mrdrnd -mrdseed
// Random numbers that the program asks the processor for itself, in every width, in threads and forks.
#define _GNU_SOURCE
#include "tracee.h"
#include <cpuid.h>
#include <immintrin.h>
#include <pthread.h>
#include <sys/wait.h>

static unsigned long long sum;

__attribute__((noinline)) unsigned long long draw(void) {
    unsigned short two;
    unsigned four;
    unsigned long long eight, seed;
    // The processor may have none left for a moment.
    while (!_rdrand16_step(&two) || !_rdrand32_step(&four) || !_rdrand64_step(&eight) || !_rdseed64_step(&seed)) {
    }
    unsigned long flags, high = ~0ul;
    do {
        __asm__ volatile("mov $-1, %%r13\n\trdrand %%r13w\n\tpushf\n\tpop %0\n\tmov %%r13, %1" : "=r"(flags), "=r"(high) : : "r13", "cc");
    } while ((flags & 1) == 0);
    CHECK((flags & 0x8d5) == 1 && high >> 16 == ~0ul >> 16);
    return two ^ four ^ eight ^ seed ^ high;
}

// The bytes of such an instruction within another.
__attribute__((noinline)) static unsigned bytes(void) {
    unsigned value;
    __asm__ volatile("mov $0xf0c70f, %0" : "=r"(value));
    return value;
}

static void *thread(void *none) {
    for (int i = 0; i < 20; i++) {
        sum += draw();
    }
    return none;
}

int main(void) {
    unsigned a, b, c, d;
    CHECK(__get_cpuid_count(7, 0, &a, &b, &c, &d));
    if ((b & bit_RDSEED) == 0) {
        return succeeded();
    }
    CHECK(bytes() == 0xf0c70f);
    pthread_t one, other;
    CHECK(pthread_create(&one, NULL, thread, NULL) == 0 && pthread_create(&other, NULL, thread, NULL) == 0);
    CHECK(pthread_join(one, NULL) == 0 && pthread_join(other, NULL) == 0);
    unsigned long long first = draw();
    CHECK(first != draw());
    // Which way the program goes depends on the numbers.
    char *block = malloc(1 + first % 100000);
    CHECK(block != NULL);
    memset(block, (int)sum, 1 + first % 100000);
    free(block);
    pid_t child = fork();
    if (child == 0) {
        CHECK(draw() != first);
        _exit(0);
    }
    int status;
    CHECK(waitpid(child, &status, 0) == child && status == 0);
    return succeeded();
}
