// Computes for some seconds, in turns that each end with a call. Not much happens, but it takes long.
#include <unistd.h>

#define TURNS 300
#define STEPS 4000000

static volatile long turns_taken;

__attribute__((noinline)) void turn(long number) {
    turns_taken += number > 0;
}

int main(void) {
    for (long i = 1; i <= TURNS; i++) {
        for (volatile long step = 0; step < STEPS; step++) {
        }
        getppid();
        turn(i);
    }
    return turns_taken != TURNS;
}
