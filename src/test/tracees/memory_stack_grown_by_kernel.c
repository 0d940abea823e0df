// The kernel itself writes far below the stack's lowest page, which grows by that.
#include "tracee.h"
#include <sys/stat.h>

static void fill(int from, int depth) {
    char room[300 << 10];
    // The first touch of this frame's far end is the kernel's.
    CHECK(read(from, room, 64) == 64);
    for (int i = 0; i < 64; i++) {
        CHECK(room[i] == (char)(depth + i));
    }
    if (depth > 0) {
        fill(from, depth - 1);
    }
    __asm__ volatile("" : : "r"(room) : "memory");
}

int main(void) {
    int pipes[2];
    CHECK(pipe(pipes) == 0);
    for (int depth = 15; depth >= 0; depth--) {
        char bytes[64];
        for (int i = 0; i < 64; i++) {
            bytes[i] = (char)(depth + i);
        }
        CHECK(write(pipes[1], bytes, 64) == 64);
    }
    fill(pipes[0], 15);
    struct stat *far = (struct stat *)(__builtin_frame_address(0) - (6 << 20));
    CHECK(stat("/", far) == 0 && S_ISDIR(far->st_mode));
    return succeeded();
}
