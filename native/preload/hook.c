/* The hook: decides which calls it makes itself. All others go traced. */
#include "hook.h"
#include <asm/unistd_64.h>

static int hook_answer(struct jrr_entry *entry)
{
    switch (entry->rax) {
    case __NR_clock_gettime:
        return hook_clock_gettime(entry);
    case __NR_read:
    case __NR_pread64:
        return hook_read(entry);
    case __NR_write:
    case __NR_pwrite64:
        return hook_write(entry);
    case __NR_readv:
    case __NR_writev:
        return hook_vector(entry);
    case __NR_open:
    case __NR_openat:
    case __NR_creat:
        return hook_open(entry);
    case __NR_ftruncate:
    case __NR_fallocate:
    case __NR_copy_file_range:
    case __NR_sendfile:
        return hook_changes_file(entry);
    case __NR_mmap:
        return hook_mmap(entry);
    case __NR_munmap:
        return hook_munmap(entry);
    case __NR_poll:
    case __NR_ppoll:
        return hook_poll(entry);
    case __NR_select:
    case __NR_pselect6:
        return hook_select(entry);
    case __NR_epoll_wait:
    case __NR_epoll_pwait:
        return hook_epoll_wait(entry);
    case __NR_sendto:
    case __NR_recvfrom:
        return hook_socket_transfer(entry);
    case __NR_getsockname:
    case __NR_getpeername:
    case __NR_getsockopt:
        return hook_socket_name(entry);
    default:
        return hook_shaped(entry);
    }
}

int jrr_hook(struct jrr_entry *entry)
{
    volatile struct jrr_globals *globals = GLOBALS;
    uint32_t mode = globals->mode;
    int next = JRR_NEXT_TRACED;

    if (mode == JRR_REPLAY)
        return jrr_replay(entry);
    if (mode == JRR_RECORD && !globals->go_traced)
        next = entry->rax == __NR_futex ? hook_futex(entry) : hook_answer(entry);
    /* The tracer takes the records at the stop that comes now. */
    if (next == JRR_NEXT_TRACED) {
        HEAD->restart = 1;
        forget_pages();
    }
    return next;
}
