/*
 * Calls whose waiting depends on what a descriptor stands for. Regular files never wait for
 * another task. Pipes and sockets are asked not to wait: if they would, the call goes traced.
 */
#include "hook.h"
#include <asm/stat.h>
#include <asm/unistd_64.h>

enum jrr_fd_class {
    UNKNOWN = 0,
    TRACED,   /* nothing is known to make it safe */
    REGULAR,
    NEVER,    /* never waits: null, zero, random */
    NOWAIT,   /* may wait, and can be asked not to */
    CLASS = 0x7f,
    IS_OUTPUT = 0x80 /* the program's own output: all that is written is kept */
};

#define S_IFMT 0170000
#define S_IFREG 0100000
#define S_IFIFO 0010000
#define S_IFCHR 0020000
#define S_IFSOCK 0140000
#define O_NONBLOCK 04000
#define O_TRUNC 01000
#define O_CREAT 0100
#define F_GETFL 3
#define RWF_NOWAIT 8
#define PIPE_BUF 4096
#define PROC_SUPER_MAGIC 0x9fa0
#define MOST_OUTPUT 0x20000
#define MOST_VECTORS 64

struct vector {
    uint64_t base;
    uint64_t length;
};

void forget_fd(uint64_t fd)
{
    if ((uint32_t)fd < JRR_FDS)
        GLOBALS->fd_class[(uint32_t)fd] = UNKNOWN;
}

static int is_output(const struct stat *stat)
{
    volatile struct jrr_globals *globals = GLOBALS;

    for (int i = 0; i < 2; i++)
        if (stat->st_ino == globals->output_inode[i] && stat->st_dev == globals->output_device[i])
            return IS_OUTPUT;
    return 0;
}

static int is_proc(uint32_t fd)
{
    uint64_t statfs[15];

    return untraced(__NR_fstatfs, fd, (uint64_t)statfs, 0, 0, 0, 0) != 0 || statfs[0] == PROC_SUPER_MAGIC;
}

static uint8_t classify(uint32_t fd)
{
    volatile struct jrr_globals *globals = GLOBALS;
    struct stat stat;
    uint8_t class = TRACED;

    if (untraced(__NR_fstat, fd, (uint64_t)&stat, 0, 0, 0, 0) != 0)
        return TRACED;
    switch (stat.st_mode & S_IFMT) {
    case S_IFREG:
        class = stat.st_size == 0 && is_proc(fd) ? TRACED : REGULAR;
        globals->fd_inode[fd] = (uint16_t)stat.st_ino;
        break;
    case S_IFCHR:
        switch (stat.st_rdev) {
        case 0x103: /* null, zero, random, urandom */
        case 0x105:
        case 0x108:
        case 0x109:
            class = NEVER;
        }
        break;
    case S_IFIFO:
    case S_IFSOCK:
    case 0: /* eventfd, timerfd, signalfd and their like */
        class = NOWAIT;
        break;
    default:
        break;
    }
    class |= (uint8_t)is_output(&stat);
    globals->fd_class[fd] = class;
    return class;
}

static uint8_t class_of(uint64_t number)
{
    volatile struct jrr_globals *globals = GLOBALS;
    uint32_t fd = (uint32_t)number;
    uint8_t class;

    if (fd >= JRR_FDS || globals->fds_unsure)
        return TRACED;
    class = globals->fd_class[fd];
    return class != UNKNOWN ? class : classify(fd);
}

/* A write to a file that is mapped somewhere changes memory that the tracer has to look at. */
static int may_be_mapped(uint32_t fd)
{
    uint16_t inode = GLOBALS->fd_inode[fd];

    return GLOBALS->mapped[inode / 8] >> (inode % 8) & 1;
}

static int is_nonblocking(uint64_t fd)
{
    int64_t flags = untraced(__NR_fcntl, fd, F_GETFL, 0, 0, 0, 0);

    return flags >= 0 && (flags & O_NONBLOCK) != 0;
}

/* Whether a result that was had by asking not to wait is what the program is to get. */
static int is_final(int64_t result, uint64_t fd)
{
    if (result == -EOPNOTSUPP) {
        GLOBALS->fd_class[(uint32_t)fd] = TRACED;
        return 0;
    }
    return result != -EAGAIN || is_nonblocking(fd);
}

static int64_t read_without_waiting(uint64_t fd, uint64_t buffer, uint64_t length)
{
    struct vector vector = {buffer, length};

    return untraced(__NR_preadv2, fd, (uint64_t)&vector, 1, (uint64_t)-1, (uint64_t)-1, RWF_NOWAIT);
}

static int64_t write_without_waiting(uint64_t fd, uint64_t buffer, uint64_t length)
{
    struct vector vector = {buffer, length};

    return untraced(__NR_pwritev2, fd, (uint64_t)&vector, 1, (uint64_t)-1, (uint64_t)-1, RWF_NOWAIT);
}

int hook_read(struct jrr_entry *entry)
{
    struct draft draft;
    uint64_t length = entry->rdx;
    uint8_t class = class_of(entry->rdi) & CLASS;
    int64_t result;

    if (class == TRACED || length > JRR_BUFFER_LENGTH || !draft_start(&draft, entry, ITEM_BYTES(length)))
        return JRR_NEXT_TRACED;
    if (class != NOWAIT) {
        result = untraced_as_is(entry);
    } else {
        if (entry->rax != __NR_read)
            return JRR_NEXT_TRACED;
        result = read_without_waiting(entry->rdi, entry->rsi, length);
        if (!is_final(result, entry->rdi))
            return JRR_NEXT_TRACED;
    }
    if (result > 0)
        draft_output(&draft, 1, entry->rsi, (uint64_t)result);
    return draft_commit(&draft, entry, result, JRR_BUFFERED, JRR_SERIES);
}

/* How much is kept of what is written; -1 if that is too much. */
static int64_t kept_of(uint8_t class, uint64_t length)
{
    if ((class & IS_OUTPUT) == 0)
        return length < INPUT_BYTES ? (int64_t)length : INPUT_BYTES;
    return length <= MOST_OUTPUT ? (int64_t)length : -1;
}

/* Whether a write of a length is made as it is, or without waiting; or goes traced. */
enum way { AS_IS, WITHOUT_WAITING, STOP };

static enum way way_to_write(uint8_t class, uint64_t fd, uint64_t length)
{
    switch (class & CLASS) {
    case REGULAR:
        return may_be_mapped((uint32_t)fd) ? STOP : AS_IS;
    case NEVER:
        return AS_IS;
    case NOWAIT:
        /* A longer one may go in part, and a call that waits would write all. */
        if (length <= PIPE_BUF)
            return WITHOUT_WAITING;
        return is_nonblocking(fd) ? AS_IS : STOP;
    default:
        return STOP;
    }
}

/* Whether what was written could be read: /dev/null does not look at it. */
static int was_read(uint8_t class, uint64_t address, uint64_t length)
{
    return (class & CLASS) != NEVER || is_readable(address, length);
}

int hook_write(struct jrr_entry *entry)
{
    struct draft draft;
    uint64_t length = entry->rdx;
    uint8_t class = class_of(entry->rdi);
    int64_t kept = kept_of(class, length);
    enum way way = way_to_write(class, entry->rdi, length);
    int64_t result;

    if (way == STOP || kept < 0 || !draft_start(&draft, entry, ITEM_BYTES(kept)))
        return JRR_NEXT_TRACED;
    if (way == WITHOUT_WAITING && entry->rax != __NR_write)
        return JRR_NEXT_TRACED;
    if (way == AS_IS) {
        result = untraced_as_is(entry);
    } else {
        result = write_without_waiting(entry->rdi, entry->rsi, length);
        if (!is_final(result, entry->rdi))
            return JRR_NEXT_TRACED;
    }
    if (result > 0 && was_read(class, entry->rsi, (uint64_t)(result < kept ? result : kept)))
        draft_input(&draft, 1, entry->rsi, (uint64_t)(result < kept ? result : kept));
    return draft_commit(&draft, entry, result, JRR_BUFFERED, JRR_SERIES);
}

static uint64_t length_of(const struct vector *vectors, uint64_t count)
{
    uint64_t length = 0;

    for (uint64_t i = 0; i < count; i++) {
        if (vectors[i].length > JRR_BUFFER_LENGTH)
            return JRR_BUFFER_LENGTH + 1;
        length += vectors[i].length;
    }
    return length;
}

int hook_vector(struct jrr_entry *entry)
{
    struct draft draft;
    const struct vector *vectors = (const struct vector *)entry->rsi;
    uint64_t count = entry->rdx;
    int reads = entry->rax == __NR_readv;
    uint8_t class = class_of(entry->rdi);
    uint64_t length, done;
    int64_t result;
    enum way way;

    if ((class & CLASS) == TRACED || (class & IS_OUTPUT) != 0 || count == 0 || count > MOST_VECTORS
        || !is_readable(entry->rsi, count * sizeof *vectors))
        return JRR_NEXT_TRACED;
    length = length_of(vectors, count);
    way = !reads ? way_to_write(class, entry->rdi, length) : (class & CLASS) == NOWAIT ? WITHOUT_WAITING : AS_IS;
    if (way == STOP || length > JRR_BUFFER_LENGTH
        || !draft_start(&draft, entry, ITEM_BYTES(count * sizeof *vectors) + count * ITEM_BYTES(0) + 2 * length))
        return JRR_NEXT_TRACED;
    draft_input(&draft, 1, entry->rsi, count * sizeof *vectors);
    if (way == AS_IS) {
        result = untraced_as_is(entry);
    } else {
        result = untraced(reads ? __NR_preadv2 : __NR_pwritev2, entry->rdi, entry->rsi, count, (uint64_t)-1,
                          (uint64_t)-1, RWF_NOWAIT);
        if (!is_final(result, entry->rdi))
            return JRR_NEXT_TRACED;
    }
    done = result > 0 ? (uint64_t)result : 0;
    if (!reads && done > INPUT_BYTES)
        done = INPUT_BYTES;
    for (uint64_t i = 0; i < count && done > 0; i++) {
        uint64_t part = vectors[i].length < done ? vectors[i].length : done;

        if (reads)
            draft_output(&draft, 1, vectors[i].base, part);
        else if (was_read(class, vectors[i].base, part))
            draft_input(&draft, 1, vectors[i].base, part);
        done -= part;
    }
    return draft_commit(&draft, entry, result, JRR_BUFFERED, 0);
}

int hook_open(struct jrr_entry *entry)
{
    struct draft draft;
    int path = entry->rax == __NR_openat ? 1 : 0;
    int64_t result;

    /* Cutting a file that is mapped changes memory. */
    if (entry->rax == __NR_creat || (argument(entry, path + 1) & O_TRUNC) != 0)
        return JRR_NEXT_TRACED;
    if (!draft_start(&draft, entry, FIXED_ROOM))
        return JRR_NEXT_TRACED;
    result = untraced_as_is(entry);
    if (result == -EFAULT || result == -EINVAL)
        return JRR_NEXT_TRACED;
    draft_string(&draft, path, argument(entry, path));
    if (!failed(result))
        forget_fd((uint64_t)result);
    return draft_commit(&draft, entry, result, JRR_BUFFERED, 0);
}

/* Whether a change of a file's contents or length changes no memory. */
int is_plain_file(uint64_t fd)
{
    return (class_of(fd) & CLASS) == REGULAR && !may_be_mapped((uint32_t)fd);
}

static void offset(struct draft *draft, int kind, int argument, uint64_t address)
{
    if (address != 0) {
        if (kind == JRR_INPUT)
            draft_input(draft, argument, address, 8);
        else
            draft_output(draft, argument, address, 8);
    }
}

int hook_changes_file(struct jrr_entry *entry)
{
    struct draft draft;
    int64_t result;
    int copies = entry->rax == __NR_copy_file_range;
    int sends = entry->rax == __NR_sendfile;

    if (!is_plain_file(copies ? entry->rdx : entry->rdi))
        return JRR_NEXT_TRACED;
    if ((copies && (class_of(entry->rdi) & CLASS) != REGULAR) || (sends && (class_of(entry->rsi) & CLASS) != REGULAR))
        return JRR_NEXT_TRACED;
    if ((copies && ((entry->rsi != 0 && !is_readable(entry->rsi, 8)) || (entry->r10 != 0 && !is_readable(entry->r10, 8))))
        || (sends && entry->rdx != 0 && !is_readable(entry->rdx, 8)) || !draft_start(&draft, entry, FIXED_ROOM))
        return JRR_NEXT_TRACED;
    for (int kind = JRR_INPUT; kind <= JRR_OUTPUT; kind++) {
        if (kind == JRR_OUTPUT)
            result = untraced_as_is(entry);
        if (copies) {
            offset(&draft, kind, 1, entry->rsi);
            offset(&draft, kind, 3, entry->r10);
        } else if (sends) {
            offset(&draft, kind, 2, entry->rdx);
        }
    }
    return draft_commit(&draft, entry, result, JRR_BUFFERED, 0);
}
