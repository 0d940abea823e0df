// Calls that a recording answers itself: programs are told what kernels without them would tell.
#define _GNU_SOURCE
#include "tracee.h"
#include <sys/ptrace.h>
#include <sys/syscall.h>

static void tell(const char *name, long result) {
    printf("%s %s\n", name, result >= 0 ? "done" : strerrorname_np(errno));
}

int main(void) {
    char parameters[200] = {0};
    tell("io_uring_setup", syscall(SYS_io_uring_setup, 4, parameters));
    tell("ptrace", ptrace(PTRACE_TRACEME, 0, 0, 0));
    tell("userfaultfd", syscall(SYS_userfaultfd, 0));
    tell("rseq", syscall(SYS_rseq, parameters, 32, 0, 0x53053053));
    return succeeded();
}
