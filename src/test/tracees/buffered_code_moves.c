// Code that makes calls is moved to another address by the kernel, and works there.
#define _GNU_SOURCE
#include "tracee.h"
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/syscall.h>

typedef long code(void);

int main(void) {
    // mov eax, getppid; syscall; cmp rax, -4095; ret
    unsigned char bytes[4096] = {0xb8, SYS_getppid, 0, 0, 0, 0x0f, 0x05, 0x48, 0x3d, 0x01, 0xf0, 0xff, 0xff, 0xc3};
    int file = open("code", O_CREAT | O_RDWR | O_TRUNC, 0600);
    CHECK(file >= 0 && write(file, bytes, sizeof bytes) == sizeof bytes);
    char *at = mmap(NULL, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE, file, 0);
    CHECK(at != MAP_FAILED);
    char *room = mmap(NULL, 16 * 4096, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    CHECK(room != MAP_FAILED);
    for (int i = 0; i < 16; i++) {
        for (int k = 0; k < 4; k++) CHECK(((code *)at)() == getppid());
        char *to = room + i * 4096;
        CHECK(mremap(at, 4096, 4096, MREMAP_MAYMOVE | MREMAP_FIXED, to) == to);
        at = to;
    }
    for (int k = 0; k < 4; k++) CHECK(((code *)at)() == getppid());
    unlink("code");
    return succeeded();
}
