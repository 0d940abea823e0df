// System calls with numbers that no kernel has, or with wrong arguments, fail as they always do.
#define _GNU_SOURCE
#include "tracee.h"
#include <sys/syscall.h>

int main(void) {
    CHECK(syscall(5000, 1, 2, 3) == -1 && errno == ENOSYS);
    CHECK(syscall(-1L) == -1 && errno == ENOSYS);
    CHECK(syscall(400) == -1 && errno == ENOSYS);
    CHECK(syscall(SYS_read, -1, NULL, 10) == -1 && errno == EBADF);
    CHECK(syscall(SYS_read, 0, (void *)1, 10) != 10);
    CHECK(syscall(SYS_write, 1, (void *)1, 10) == -1 && errno == EFAULT);
    CHECK(syscall(SYS_mmap, 0, 0, 0, 0x22, -1, 0) == -1 && errno == EINVAL);
    CHECK(syscall(SYS_futex, 2, 0, 0, NULL, NULL, 0) == -1);
    CHECK(syscall(SYS_clone, 0x10000 | 0x800, 0, 0, 0, 0) == -1 && errno == EINVAL);
    CHECK(syscall(SYS_execve, (void *)1, NULL, NULL) == -1 && errno == EFAULT);
    CHECK(syscall(SYS_execve, "/dev/null", NULL, NULL) == -1 && errno == EACCES);
    return succeeded();
}
