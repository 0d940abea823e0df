// Goes where a pointer leads that it has read from a pipe.
#include "tracee.h"
#include <unistd.h>

int main(void) {
    long there = 7;
    long *pointer = &there;
    int ends[2];
    CHECK(pipe(ends) == 0);
    CHECK(write(ends[1], &pointer, sizeof pointer) == sizeof pointer);
    CHECK(read(ends[0], &pointer, sizeof pointer) == sizeof pointer);
    CHECK(*(volatile long *)pointer == 7);
    return succeeded();
}
