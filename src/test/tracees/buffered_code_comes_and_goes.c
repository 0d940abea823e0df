// Code that makes calls is mapped, used, overwritten, unmapped, and other code is mapped in its place.
#define _GNU_SOURCE
#include "tracee.h"
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/syscall.h>

typedef long code(void);

// mov eax, NUMBER; syscall; PADDING; ret
static size_t assemble(unsigned char *to, int number, int padding) {
    size_t at = 0;
    to[at++] = 0xb8;
    memcpy(to + at, &number, 4);
    at += 4;
    to[at++] = 0x0f;
    to[at++] = 0x05;
    for (int i = 0; i < padding; i++) to[at++] = 0x90;
    to[at++] = 0xc3;
    return at + 8;
}

static void *map_file(const char *path, void *where) {
    int file = open(path, O_RDONLY);
    CHECK(file >= 0);
    void *code = mmap(where, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | (where ? MAP_FIXED : 0), file, 0);
    CHECK(code != MAP_FAILED && close(file) == 0);
    return code;
}

int main(void) {
    char paths[3][32];
    int numbers[] = {SYS_getpid, SYS_getppid, SYS_getuid};
    long expected[] = {getpid(), getppid(), getuid()};
    for (int i = 0; i < 3; i++) {
        unsigned char page[4096] = {0};
        assemble(page, numbers[i], i == 1 ? 7 : i);
        snprintf(paths[i], sizeof paths[i], "code-%d", i);
        int file = open(paths[i], O_CREAT | O_WRONLY | O_TRUNC, 0600);
        CHECK(file >= 0 && write(file, page, sizeof page) == sizeof page && close(file) == 0);
    }
    void *where = map_file(paths[0], NULL);
    for (int round = 0; round < 60; round++) {
        int i = round % 3;
        // In the place of other code, or of none.
        if (round % 2) CHECK(munmap(where, 4096) == 0);
        CHECK(map_file(paths[i], where) == where);
        for (int k = 0; k < 4; k++) CHECK(((code *)where)() == expected[i]);
        if (round % 4 == 0) {
            int next = (i + 1) % 3;
            CHECK(mprotect(where, 4096, PROT_READ | PROT_WRITE) == 0);
            assemble(where, numbers[next], 5);
            CHECK(mprotect(where, 4096, PROT_READ | PROT_EXEC) == 0);
            for (int k = 0; k < 4; k++) CHECK(((code *)where)() == expected[next]);
        }
    }
    // Code that is made at run time, in memory that stays writable.
    unsigned char *made = mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    CHECK(made != MAP_FAILED);
    for (int round = 0; round < 30; round++) {
        assemble(made, numbers[round % 3], round % 5);
        for (int k = 0; k < 3; k++) CHECK(((code *)made)() == expected[round % 3]);
    }
    for (int i = 0; i < 3; i++) unlink(paths[i]);
    return succeeded();
}
