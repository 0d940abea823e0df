// Recursion makes the stack grow by seven megabytes, and again in a child.
#include "tracee.h"
#include <sys/wait.h>

static long dive(int depth) {
    volatile char room[1000];
    room[0] = (char)depth;
    room[999] = (char)(depth >> 8);
    if (depth == 0) {
        return 0;
    }
    return dive(depth - 1) + (room[0] == (char)depth) + (room[999] == (char)(depth >> 8));
}

int main(void) {
    printf("%ld\n", dive(3000));
    fflush(stdout);
    pid_t child = fork();
    if (child == 0) {
        printf("%ld\n", dive(6800));
        exit(0);
    }
    CHECK(waitpid(child, NULL, 0) == child);
    printf("%ld\n", dive(6800));
    return succeeded();
}
