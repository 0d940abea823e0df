// cflags: -O1 -w
// Computes for seconds between two calls.
#include <stdio.h>
#include <unistd.h>

static volatile unsigned long sum = 1;
static volatile long rounds;

__attribute__((noinline)) static void round_of(long number) {
    for (long i = 0; i < 1000; i++) sum = sum * 31 + i;
    rounds = number;
}

int main(void) {
    getppid();
    write(-1, (void *)&rounds, sizeof rounds);
    for (long i = 1; i < 1500000; i++) round_of(i);
    write(-1, (void *)&rounds, sizeof rounds);
    printf("EXIT-SUCCESS\n");
    return 0;
}
