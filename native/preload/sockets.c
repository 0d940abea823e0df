/* Calls of sockets: transfers are asked not to wait; names and options are values with a length. */
#include "hook.h"
#include <asm/unistd_64.h>

#define MSG_OOB 1
#define MSG_DONTWAIT 0x40
#define MSG_WAITALL 0x100
#define MSG_ERRQUEUE 0x2000
#define F_GETFL 3
#define O_NONBLOCK 04000
#define MOST_ADDRESS 128
#define MOST_OPTION 1024
#define MOST_SENT 4096

static int is_nonblocking(const struct jrr_entry *entry)
{
    int64_t flags = untraced(__NR_fcntl, entry->rdi, F_GETFL, 0, 0, 0, 0);

    return (entry->r10 & MSG_DONTWAIT) != 0 || (flags >= 0 && (flags & O_NONBLOCK) != 0);
}

static int64_t without_waiting(const struct jrr_entry *entry)
{
    return untraced(entry->rax, entry->rdi, entry->rsi, entry->rdx, entry->r10 | MSG_DONTWAIT, entry->r8, entry->r9);
}

static int hook_send(struct jrr_entry *entry)
{
    struct draft draft;
    uint64_t length = entry->rdx;
    int64_t result;

    /* More may go in part, and a call that waits would send all. */
    if (length > MOST_SENT && !is_nonblocking(entry))
        return JRR_NEXT_TRACED;
    if (!draft_start(&draft, entry, FIXED_ROOM))
        return JRR_NEXT_TRACED;
    result = without_waiting(entry);
    if (result == -EAGAIN && !is_nonblocking(entry))
        return JRR_NEXT_TRACED;
    if (result > 0) {
        draft_input(&draft, 1, entry->rsi, result < INPUT_BYTES ? (uint64_t)result : INPUT_BYTES);
        if (entry->r8 != 0)
            draft_input(&draft, 4, entry->r8,
                        (uint32_t)entry->r9 < MOST_ADDRESS ? (uint32_t)entry->r9 : MOST_ADDRESS);
    }
    return draft_commit(&draft, entry, result, JRR_BUFFERED, JRR_SERIES);
}

/* A value that the kernel has written, and the length beside it. */
static void value(struct draft *draft, int number, uint64_t address, uint64_t length_at, uint32_t room)
{
    uint32_t length = *(const uint32_t *)length_at;

    draft_output(draft, number, address, length < room ? length : room);
    draft_output(draft, number + 1, length_at, 4);
}

static int hook_receive(struct jrr_entry *entry)
{
    struct draft draft;
    uint64_t length = entry->rdx;
    int named = entry->r8 != 0 && entry->r9 != 0;
    uint32_t room = 0;
    int64_t result;

    if ((entry->r10 & (MSG_WAITALL | MSG_OOB | MSG_ERRQUEUE)) != 0 || length > JRR_BUFFER_LENGTH
        || !draft_start(&draft, entry, ITEM_BYTES(length) + FIXED_ROOM))
        return JRR_NEXT_TRACED;
    if (named) {
        if (!is_readable(entry->r9, 4))
            return JRR_NEXT_TRACED;
        room = *(const uint32_t *)entry->r9;
        if (room > MOST_ADDRESS)
            return JRR_NEXT_TRACED;
        draft_input(&draft, 5, entry->r9, 4);
    }
    result = without_waiting(entry);
    if (result == -EAGAIN && !is_nonblocking(entry))
        return JRR_NEXT_TRACED;
    if (result > 0)
        draft_output(&draft, 1, entry->rsi, (uint64_t)result < length ? (uint64_t)result : length);
    if (result >= 0 && named)
        value(&draft, 4, entry->r8, entry->r9, room);
    return draft_commit(&draft, entry, result, JRR_BUFFERED, JRR_SERIES);
}

int hook_socket_transfer(struct jrr_entry *entry)
{
    return entry->rax == __NR_sendto ? hook_send(entry) : hook_receive(entry);
}

/* getsockname, getpeername, getsockopt: argument N is the value, N + 1 points to its length. */
int hook_socket_name(struct jrr_entry *entry)
{
    struct draft draft;
    int number = entry->rax == __NR_getsockopt ? 3 : 1;
    uint64_t address = argument(entry, number);
    uint64_t length_at = argument(entry, number + 1);
    uint32_t room;
    int64_t result;

    if (address == 0 || length_at == 0 || !is_readable(length_at, 4) || !draft_start(&draft, entry, FIXED_ROOM))
        return JRR_NEXT_TRACED;
    room = *(const uint32_t *)length_at;
    if (room > MOST_OPTION)
        return JRR_NEXT_TRACED;
    draft_input(&draft, number + 1, length_at, 4);
    result = untraced_as_is(entry);
    if (!failed(result))
        value(&draft, number, address, length_at, room);
    return draft_commit(&draft, entry, result, JRR_BUFFERED, 0);
}
