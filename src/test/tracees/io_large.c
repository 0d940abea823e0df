// Reads and writes of eight megabytes each, through a file and through a pipe.
#define _GNU_SOURCE
#include "tracee.h"
#include <fcntl.h>
#include <sys/wait.h>

enum { SIZE = 8 << 20 };

int main(void) {
    unsigned *out = malloc(SIZE), *in = malloc(SIZE);
    unsigned value = 1;
    for (int i = 0; i < SIZE / 4; i++) {
        value = value * 1664525 + 1013904223;
        out[i] = i % 3 ? value : 0;
    }
    int file = open("large", O_CREAT | O_RDWR | O_TRUNC, 0600);
    CHECK(write(file, out, SIZE) == SIZE && pread(file, in, SIZE, 0) == SIZE);
    CHECK(memcmp(in, out, SIZE) == 0);
    memset(in, 0, SIZE);

    int ends[2];
    CHECK(pipe(ends) == 0);
    pid_t child = fork();
    if (child == 0) {
        close(ends[0]);
        for (size_t sent = 0; sent < SIZE;) {
            ssize_t count = write(ends[1], (char *)out + sent, SIZE - sent);
            CHECK(count > 0);
            sent += count;
        }
        _exit(0);
    }
    close(ends[1]);
    size_t got = 0;
    for (ssize_t count; (count = read(ends[0], (char *)in + got, SIZE - got)) > 0; got += count) {
    }
    CHECK(got == SIZE && memcmp(in, out, SIZE) == 0);
    CHECK(waitpid(child, NULL, 0) == child);
    return succeeded();
}
