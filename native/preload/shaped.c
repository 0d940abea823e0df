/* Makes calls of which shapes.c tells what they read and write. */
#include "shapes.h"
#include <asm/unistd_64.h>

/* The bytes of an output, before and (with the result) after the call. */
static uint64_t output_length(const struct part *part, const struct jrr_entry *entry, int64_t result)
{
    uint64_t most;

    if (part->what == OUT)
        return part->size;
    most = argument(entry, part->size);
    return result >= 0 && (uint64_t)result < most ? (uint64_t)result : most;
}

static uint64_t room_for(const struct shape *shape, const struct jrr_entry *entry)
{
    uint64_t room = FIXED_ROOM + 3 * 4096;

    for (int i = 0; i < 3 && shape->parts[i].what != NONE; i++) {
        if (shape->parts[i].what == OUT_RESULT) {
            uint64_t length = output_length(&shape->parts[i], entry, -1);

            if (length > JRR_BUFFER_LENGTH)
                return JRR_BUFFER_LENGTH;
            room += length;
        }
    }
    return room;
}

/*
 * The kernel looks whether the stack pointer is on the alternate stack: it has to be the
 * program's. No signal is delivered here.
 */
static int64_t untraced_on_its_stack(const struct jrr_entry *entry)
{
    int64_t result;
    uint64_t stack = entry->rsp;

    __asm__ volatile("xchg %[stack], %%rsp\n\tsyscall\n\txchg %[stack], %%rsp"
                     : "=a"(result), [stack] "+r"(stack)
                     : "a"(entry->rax), "D"(entry->rdi), "S"(entry->rsi)
                     : "rcx", "r11", "memory");
    return result;
}

/* How many bytes of a part the call reads, as far as they are kept; 0 if it reads none. */
static uint64_t input_length(const struct part *part, const struct jrr_entry *entry)
{
    uint64_t length;

    if (part->what == IN)
        return part->size;
    if (part->what != IN_LENGTH)
        return 0;
    length = (uint32_t)argument(entry, part->size);
    return length < INPUT_BYTES ? length : INPUT_BYTES;
}

static void add_inputs(struct draft *draft, const struct shape *shape, const struct jrr_entry *entry)
{
    for (int i = 0; i < 3 && shape->parts[i].what != NONE; i++) {
        const struct part *part = &shape->parts[i];
        uint64_t address = argument(entry, part->argument);

        if (address == 0)
            continue;
        if (part->what == PATH)
            draft_string(draft, part->argument, address);
        else
            draft_input(draft, part->argument, address, input_length(part, entry));
    }
}

static void add_outputs(struct draft *draft, const struct shape *shape, const struct jrr_entry *entry, int64_t result)
{
    for (int i = 0; i < 3 && shape->parts[i].what != NONE; i++) {
        const struct part *part = &shape->parts[i];
        uint64_t address = argument(entry, part->argument);

        if (part->what >= OUT && address != 0)
            draft_output(draft, part->argument, address, output_length(part, entry, result));
    }
}

/* Whether what the call reads can be read before it. */
static int can_keep_first(const struct shape *shape, const struct jrr_entry *entry)
{
    for (int i = 0; i < 3 && shape->parts[i].what != NONE; i++) {
        const struct part *part = &shape->parts[i];
        uint64_t address = argument(entry, part->argument);

        if (address == 0)
            continue;
        if (part->what == PATH ? !is_readable_string(address) : !is_readable(address, input_length(part, entry)))
            return 0;
    }
    return 1;
}

/*
 * Whether inputs are kept before the call: it may write where it has read, or not read at all.
 * Otherwise they are kept afterwards, when the kernel has found that they can be read.
 */
static int keeps_first(const struct shape *shape, const struct jrr_entry *entry)
{
    if (entry->rax == __NR_epoll_ctl || shape->parts[0].what == IN_LENGTH)
        return 1;
    for (int i = 0; i < 3 && shape->parts[i].what != NONE; i++) {
        const struct part *in = &shape->parts[i];
        uint64_t start = argument(entry, in->argument);

        if (in->what != PATH && in->what != IN)
            continue;
        for (int j = 0; j < 3; j++) {
            const struct part *out = &shape->parts[j];
            uint64_t from = argument(entry, out->argument);

            if (out->what >= OUT && start < from + output_length(out, entry, -1) && from < start + 4096)
                return 1;
        }
    }
    return 0;
}

static int has_inputs(const struct shape *shape)
{
    return shape->parts[0].what == PATH || shape->parts[0].what == IN || shape->parts[0].what == IN_LENGTH;
}

/* An error that may have come before the kernel has read all that it was given. */
static int is_early(int64_t result)
{
    return result == -EFAULT || result == -EINVAL || result == -EBADF || result == -ENOSYS;
}

/* As hook_shaped does it, but in less time: no call is more frequent in programs that wait for each other. */
int hook_clock_gettime(struct jrr_entry *entry)
{
    const struct jrr_packed *last = same_as_last(entry);
    struct draft draft;
    int64_t result;

    if (last == 0 && !draft_start(&draft, entry, ITEM_BYTES(16)))
        return JRR_NEXT_TRACED;
    result = untraced_as_is(entry);
    if (result == -EFAULT)
        return JRR_NEXT_TRACED;
    if (last != 0) {
        int next = result == 0 && entry->rsi != 0 ? extend_last(entry, 0, entry->rsi, 16) : -1;

        if (next >= 0)
            return next;
        draft_start(&draft, entry, ITEM_BYTES(16));
    }
    if (result == 0 && entry->rsi != 0)
        draft_output(&draft, 1, entry->rsi, 16);
    return draft_commit(&draft, entry, result, JRR_BUFFERED, JRR_SERIES);
}

/* One that neither reads nor writes: many ask only who they are. */
static int hook_bare(struct jrr_entry *entry)
{
    const struct jrr_packed *last = same_as_last(entry);
    struct draft draft;
    int64_t result;

    if (last == 0 && !draft_start(&draft, entry, 8))
        return JRR_NEXT_TRACED;
    result = untraced_as_is(entry);
    if (last != 0) {
        if (repeat_last(entry, result))
            return JRR_NEXT_DONE;
        draft_start(&draft, entry, 8);
    }
    return draft_commit(&draft, entry, result, JRR_BUFFERED, 0);
}

int hook_shaped(struct jrr_entry *entry)
{
    struct draft draft;
    struct shape room;
    const struct shape *shape = shape_of(entry, &room);
    int64_t result;
    int first;
    int flags = 0;

    if (shape == 0 || (shape->extra == UNLESS_READY && GLOBALS->others_ready))
        return JRR_NEXT_TRACED;
    if (shape->extra == PLAIN && shape->parts[0].what == NONE)
        return hook_bare(entry);
    if (!draft_start(&draft, entry, room_for(shape, entry)))
        return JRR_NEXT_TRACED;
    if (shape->extra == PERFORMED)
        forget_pages();
    if (shape->extra == REFUSED)
        return draft_commit(&draft, entry, -ENOSYS, JRR_REFUSED, 0);
    first = has_inputs(shape) && keeps_first(shape, entry);
    if (first && !can_keep_first(shape, entry))
        return JRR_NEXT_TRACED;
    if (first)
        add_inputs(&draft, shape, entry);
    result = shape->extra == ON_OWN_STACK ? untraced_on_its_stack(entry) : untraced_as_is(entry);
    /* Made again, it fails again. */
    if (result == -EFAULT || (!first && is_early(result) && has_inputs(shape)))
        return JRR_NEXT_TRACED;
    if (!first)
        add_inputs(&draft, shape, entry);
    if (!failed(result)) {
        add_outputs(&draft, shape, entry, result);
        if (shape->extra == PERFORMED)
            flags = JRR_PERFORM;
    }
    if (shape->extra == CLOSES_FIRST)
        forget_fd(entry->rdi);
    if (shape->extra == CLOSES_SECOND)
        forget_fd(entry->rsi);
    return draft_commit(&draft, entry, result, JRR_BUFFERED, flags);
}
