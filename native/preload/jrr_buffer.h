/*
 * The contract between the code in a tracee that buffers system calls and the tracer: where things
 * are, and what a record looks like. dev.jrr.tracee.BufferLayout is the other side; a test compares
 * the two. All numbers are little-endian; all structures have no padding of the compiler's choice.
 *
 * The memory belongs to the tracer (JrrPage.java) and is private: a fork has its own copy at once.
 * One task runs at a time and its records are taken at every stop, so that one buffer serves all
 * tasks of an address space, and never holds the records of two.
 */
#ifndef JRR_BUFFER_H
#define JRR_BUFFER_H

#define JRR_CODE 0x70000000
#define JRR_CODE_LENGTH 0x10000
#define JRR_UNTRACED 0x70000010      /* from here on: the only code whose calls are not reported */
#define JRR_TRACER_CALLS 0x70010000  /* the tracer's own calls */
#define JRR_GLOBALS 0x70020000       /* struct jrr_globals */
#define JRR_STACK_TOP 0x70044000     /* the hook's stack, 16 KiB, grows down from here */
#define JRR_BATCH_HEAD 0x70050000    /* struct jrr_batch_head */
#define JRR_BUFFER 0x70050100        /* records, from the start */
#define JRR_BUFFER_LENGTH 0xaff00
#define JRR_LITTLE_ROOM 0x30000      /* with less than this left, the tracer is asked to take the records */

/* Places in the code that the tracer knows (jrr_page.S). */
#define JRR_HOOK 0x70000080          /* where stubs jump to: r11 is this, rcx the stub's syscall */
#define JRR_HOOK_SAVED 0x70000100    /* from here on struct jrr_entry is complete */
#define JRR_HOOK_LEAVE 0x70000108    /* here the hook looks at stop_now, once */
#define JRR_HOOK_END 0x70000200      /* the code that leaves ends before this */

/*
 * A system call that is reported, of a number that says why. Unlike a trap it does not touch the
 * program's signals. The tracer puts the program's registers in place: those of struct jrr_entry.
 */
#define JRR_STOP 0x70000000
#define JRR_CALL_DONE 2001     /* the call is done, and the tracer wanted to be told */
#define JRR_CALL_DIVERGED 2002 /* a replay meets another call than the next record */

/* What the hook decides: the call is done; it is to be made traced; it is done, and the tracer is told. */
#define JRR_NEXT_DONE 0
#define JRR_NEXT_TRACED 1
#define JRR_NEXT_STOP 2

#define JRR_STOP_NOW_OFFSET 28 /* of stop_now in struct jrr_globals */

#ifndef __ASSEMBLER__
#include <stdint.h>

enum jrr_mode { JRR_OFF = 0, JRR_RECORD = 1, JRR_REPLAY = 2 };

/* The registers of the program at its system call, at JRR_STACK_TOP - sizeof. */
struct jrr_entry {
    uint64_t rax; /* the number of the call; the result when the hook is done */
    uint64_t rdi, rsi, rdx, r10, r8, r9;
    uint64_t rbx, rbp, rsp, r12, r13, r14, r15;
    uint64_t eflags;
    uint64_t call; /* the traced syscall instruction of the stub; the program goes on behind it */
};

/*
 * One call, or several that were alike. Behind it stand: for each bit that is set in
 * `changed`, the lowest first, that word of struct jrr_entry, as it differs from that of the record
 * before (also of another batch; before the first, all are zeros); short items; and the result if
 * it is wide.
 */
struct jrr_packed {
    uint32_t size;   /* of all of it, in bytes, a multiple of 8 */
    uint16_t number; /* of the system call */
    uint16_t changed;
    int32_t result;
    uint8_t handling; /* enum jrr_handling */
    uint8_t flags;    /* JRR_PERFORM, JRR_WIDE, JRR_SERIES */
    uint16_t repeated; /* how many calls like this one have followed */
};

/*
 * The words in which loops count: rbx, rbp, and r12 to r15. If a record has repetitions, `changed` has
 * no others, and each repetition has changed them by as much as the record's own call did.
 */
#define JRR_FIRST_STRIDE 7
#define JRR_MAY_STRIDE 0x3d80

/* A packed record's result does not fit: it is the last eight bytes. */
#define JRR_WIDE 2

/*
 * The calls that have followed are alike but for the bytes of their items: those of each stand behind
 * the record's own, without the heads.
 */
#define JRR_SERIES 4
#define JRR_MOST_SERIES 64 /* the most bytes of a call in a series, with padding */

#define JRR_MOST_REPEATED 255

/* Bytes of a packed record; the address, unless it is the argument; they; padding to 8. */
struct jrr_short_item {
    uint32_t length; /* in bytes, without padding */
    uint8_t kind;    /* enum jrr_item_kind, and JRR_AT_ARGUMENT */
    uint8_t argument;
    uint16_t unused;
};

#define JRR_AT_ARGUMENT 0x80

enum jrr_handling {
    JRR_BUFFERED = 1,   /* the kernel has made it */
    JRR_USER_SPACE = 2, /* the hook has answered it as the kernel would */
    JRR_REFUSED = 3,    /* the hook has answered that there is no such call */
};

/* Replay makes the call again, because it changes the process itself. */
#define JRR_PERFORM 1

enum jrr_item_kind { JRR_INPUT = 1, JRR_OUTPUT = 2 };

/*
 * Recording: a new batch starts at the beginning of the buffer; the tracer takes each once. A replay
 * uses `stride` and `previous`.
 */
struct jrr_batch_head {
    uint32_t restart; /* not 0: the next record starts a new batch */
    uint32_t batch;   /* the number of this batch, rising */

    /* Written together: bytes of whole records in this batch; and, if the last is a series, how many
       each of its calls takes, else 0. What a record says of a series is so only when another follows. */
    uint32_t used __attribute__((aligned(8)));
    uint32_t series;

    uint32_t last; /* where its last record is, and 1; 0 if it has none */
    uint32_t series_start; /* where the bytes of its second call are, if it is a series */
    uint64_t stride[7]; /* by how much the call before changed its words from JRR_FIRST_STRIDE on */
    uint32_t unused[12];
    struct jrr_entry previous; /* the words of the call before */
};

#define JRR_FDS 4096
#define JRR_KNOWN_PAGES 8
#define JRR_MAPPED_BITS 65536

struct jrr_globals {
    uint32_t mode; /* enum jrr_mode */

    /* Recording. The tracer writes these, some also while the task runs. */
    uint32_t go_traced;    /* not 0: the next call goes traced, whatever it is */
    uint32_t others_ready; /* not 0: another task could run */
    uint32_t fds_unsure;   /* not 0: others may change the descriptors; nothing is known of them */

    /* Replay. */
    uint32_t next;     /* where in the buffer the record of the call to come is */
    uint32_t left;     /* how many calls are to come; behind the last the tracer is told */
    uint32_t repeated; /* how many calls of that record were before the one to come */

    uint32_t stop_now; /* Recording. Not 0: the tracer is to be told when this call is done */

    /* Recording: pages of which the hook knows that they can be read (or written, with bit 0). */
    uint64_t known_pages[JRR_KNOWN_PAGES];

    /* Recording: where the program's standard output and error go, at its start: st_dev, st_ino. */
    uint64_t output_device[2];
    uint64_t output_inode[2];

    /* Recording: what a descriptor stands for (enum jrr_fd_class), 0 where that is not known. */
    uint8_t fd_class[JRR_FDS];
    uint16_t fd_inode[JRR_FDS]; /* of a regular file: the low bits of its inode number */

    /* Recording: bit n is set if a file with n in the low bits of its inode number is mapped. */
    uint8_t mapped[JRR_MAPPED_BITS / 8];
};
#endif
#endif
