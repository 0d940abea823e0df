/*
 * Calls that wait until a descriptor is ready: asked with no time to wait, on a copy, so that the
 * program's memory is as it was if the call goes traced after all.
 */
#include "hook.h"
#include <asm/unistd_64.h>

#define MOST_POLLED 512
#define MOST_SELECTED 1024
#define MOST_EVENTS 1024
#define EVENT_BYTES 12

int hook_poll(struct jrr_entry *entry)
{
    struct draft draft;
    uint8_t *polled;
    uint64_t bytes = 8 * (uint64_t)(uint32_t)entry->rsi;
    int is_ppoll = entry->rax == __NR_ppoll;
    int at_once = is_ppoll ? 0 : (int32_t)entry->rdx == 0;
    int64_t result;

    if ((uint32_t)entry->rsi > MOST_POLLED || (is_ppoll && entry->r10 != 0) || !is_readable(entry->rdi, bytes)
        || (is_ppoll && entry->rdx != 0 && !is_readable(entry->rdx, 16))
        || !draft_start(&draft, entry, 2 * ITEM_BYTES(bytes) + 2 * ITEM_BYTES(16)))
        return JRR_NEXT_TRACED;
    draft_input(&draft, 0, entry->rdi, bytes);
    if (is_ppoll && entry->rdx != 0) {
        const int64_t *time = (const int64_t *)entry->rdx;

        draft_input(&draft, 2, entry->rdx, 16);
        at_once = time[0] == 0 && time[1] == 0;
        /* A bad time is an error that the kernel finds first. */
        if (time[0] < 0 || time[1] < 0 || time[1] > 999999999)
            return JRR_NEXT_TRACED;
    }
    polled = draft_item(&draft, JRR_OUTPUT, 0, entry->rdi, bytes);
    copy(polled, (const void *)entry->rdi, bytes);
    result = untraced(__NR_poll, (uint64_t)polled, (uint32_t)entry->rsi, 0, 0, 0, 0);
    if (result < 0 || (result == 0 && !at_once))
        return JRR_NEXT_TRACED;
    copy((void *)entry->rdi, polled, bytes);
    return draft_commit(&draft, entry, result, JRR_BUFFERED, JRR_SERIES);
}

int hook_select(struct jrr_entry *entry)
{
    struct draft draft;
    uint64_t selected[3] = {0, 0, 0};
    int64_t now[2] = {0, 0};
    uint64_t bytes = ((entry->rdi + 63) / 64) * 8;
    int at_once = 0;
    int64_t result;

    if (entry->r8 != 0 && !is_readable(entry->r8, 16))
        return JRR_NEXT_TRACED;
    for (int i = 1; i <= 3 && entry->rdi <= MOST_SELECTED; i++)
        if (argument(entry, i) != 0 && !is_readable(argument(entry, i), bytes))
            return JRR_NEXT_TRACED;
    /* A mask is in force while it waits: a signal may come. */
    if (entry->rdi > MOST_SELECTED || (entry->rax == __NR_pselect6 && entry->r9 != 0)
        || !draft_start(&draft, entry, 6 * ITEM_BYTES(bytes) + ITEM_BYTES(16)))
        return JRR_NEXT_TRACED;
    if (entry->r8 != 0) {
        const int64_t *time = (const int64_t *)entry->r8;

        draft_input(&draft, 4, entry->r8, 16);
        at_once = time[0] == 0 && time[1] == 0;
        if (time[0] < 0 || time[1] < 0)
            return JRR_NEXT_TRACED;
    }
    for (int i = 0; i < 3; i++)
        if (argument(entry, i + 1) != 0)
            draft_input(&draft, i + 1, argument(entry, i + 1), bytes);
    for (int i = 0; i < 3; i++) {
        uint64_t set = argument(entry, i + 1);

        if (set != 0) {
            selected[i] = (uint64_t)draft_item(&draft, JRR_OUTPUT, i + 1, set, bytes);
            copy((void *)selected[i], (const void *)set, bytes);
        }
    }
    result = untraced(__NR_select, entry->rdi, selected[0], selected[1], selected[2], (uint64_t)now, 0);
    if (result < 0 || (result == 0 && !at_once))
        return JRR_NEXT_TRACED;
    for (int i = 0; i < 3; i++)
        if (selected[i] != 0)
            copy((void *)argument(entry, i + 1), (const void *)selected[i], bytes);
    return draft_commit(&draft, entry, result, JRR_BUFFERED, JRR_SERIES);
}

int hook_epoll_wait(struct jrr_entry *entry)
{
    struct draft draft;
    uint8_t *events;
    int32_t most = (int32_t)entry->rdx;
    int64_t result;

    if (most <= 0 || most > MOST_EVENTS || (entry->rax == __NR_epoll_pwait && entry->r8 != 0)
        || !draft_start(&draft, entry, ITEM_BYTES(most * EVENT_BYTES)))
        return JRR_NEXT_TRACED;
    /* Behind where the item's own bytes will be. */
    events = draft.at + ITEM_BYTES(0);
    result = untraced(__NR_epoll_wait, entry->rdi, (uint64_t)events, (uint64_t)most, 0, 0, 0);
    if (result < 0 || (result == 0 && (int32_t)entry->r10 != 0))
        return JRR_NEXT_TRACED;
    if (result > 0) {
        copy((void *)entry->rsi, events, (uint64_t)result * EVENT_BYTES);
        draft_output(&draft, 1, entry->rsi, (uint64_t)result * EVENT_BYTES);
    }
    return draft_commit(&draft, entry, result, JRR_BUFFERED, JRR_SERIES);
}
