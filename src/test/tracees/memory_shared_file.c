// Processes count in a mapping that they share (file), and take turns through it.
#define _GNU_SOURCE
#include "tracee.h"
#include <fcntl.h>
#include <sched.h>
#include <stdatomic.h>
#include <sys/mman.h>
#include <sys/wait.h>

enum { CHILDREN = 3, ROUNDS = 20000 };

struct shared {
    atomic_long counter;
    atomic_int turn;
    long order;
};

int main(void) {
    int file = open("shared", O_CREAT | O_RDWR | O_TRUNC, 0600);
    CHECK(file >= 0 && ftruncate(file, 4096) == 0);
    struct shared *shared =
        mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    CHECK(shared != MAP_FAILED);
    for (int i = 0; i < CHILDREN; i++) {
        pid_t child = fork();
        CHECK(child >= 0);
        if (child == 0) {
            for (int round = 0; round < ROUNDS; round++) {
                shared->counter++;
            }
            while (shared->turn != i) {
                sched_yield();
            }
            shared->order = shared->order * 10 + i;
            shared->turn++;
            _exit(0);
        }
    }
    while (shared->turn < CHILDREN) {
        usleep(500);
    }
    while (wait(NULL) > 0) {
    }
    printf("%ld %ld\n", (long)shared->counter, shared->order);
    return succeeded();
}
