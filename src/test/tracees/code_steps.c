// cflags: -O0
// Functions that call each other between two system calls: for stepping through their lines.
#include "tracee.h"

static int twice(int value) {
    int doubled = value + value;
    return doubled;
}

static int sum_of_doubles(int count) {
    int sum = 0;
    for (int i = 0; i < count; i++) {
        sum += twice(i);
    }
    return sum;
}

int main(void) {
    CHECK(write(1, "before\n", 7) == 7);
    int sum = sum_of_doubles(4);
    CHECK(write(1, "behind\n", 7) == 7);
    CHECK(sum == 12);
    return succeeded();
}
