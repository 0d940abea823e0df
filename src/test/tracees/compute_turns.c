// Calls a function of its own very often, and makes no other calls meanwhile.
#include "tracee.h"

#define TURNS 5000000

static volatile long turns_taken;

__attribute__((noinline)) void turn(long number) {
    turns_taken += number > 0;
}

int main(void) {
    for (long i = 1; i <= TURNS; i++) {
        turn(i);
    }
    CHECK(turns_taken == TURNS);
    return succeeded();
}
