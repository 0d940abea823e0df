// SIGBUS beyond the end of a mapped file, before and after the file is cut.
#define _GNU_SOURCE
#include "tracee.h"
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <sys/mman.h>

static sigjmp_buf back;

static void leave(int signal, siginfo_t *info, void *context) {
    (void)context;
    siglongjmp(back, signal == SIGBUS ? info->si_code : -1);
}

static int touch(volatile char *place) {
    int code = sigsetjmp(back, 1);
    if (code == 0) {
        (void)*place;
    }
    return code;
}

int main(void) {
    struct sigaction action = {.sa_sigaction = leave, .sa_flags = SA_SIGINFO};
    sigaction(SIGBUS, &action, NULL);
    sigaction(SIGSEGV, &action, NULL);
    int file = open("mapped", O_CREAT | O_RDWR | O_TRUNC, 0600);
    CHECK(ftruncate(file, 5000) == 0 && pwrite(file, "here", 4, 4096) == 4);
    char *map = mmap(NULL, 4 * 4096, PROT_READ, MAP_PRIVATE, file, 0);
    CHECK(map != MAP_FAILED && memcmp(map + 4096, "here", 4) == 0);
    CHECK(touch(map + 4999) == 0 && touch(map + 5001) == 0);
    CHECK(touch(map + 2 * 4096) == BUS_ADRERR && touch(map + 4 * 4096 - 1) == BUS_ADRERR);
    CHECK(write(1, map + 3 * 4096, 1) == -1 && errno == EFAULT);
    return succeeded();
}
