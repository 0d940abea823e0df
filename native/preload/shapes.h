/* What the hook has to know of a call that needs no thought. */
#ifndef JRR_SHAPES_H
#define JRR_SHAPES_H
#include "hook.h"

enum what {
    NONE,
    PATH,      /* a string that the call reads */
    IN,        /* SIZE bytes that it reads */
    IN_LENGTH, /* as many as argument SIZE says, of which the start is kept */
    OUT,       /* SIZE bytes that it writes when it succeeds */
    OUT_RESULT /* as many as its result says, and argument SIZE at most */
};

struct part {
    uint8_t what;
    uint8_t argument;
    uint16_t size;
};

enum extra {
    PLAIN = 1,
    CLOSES_FIRST,  /* the descriptor in argument 0 stands for nothing afterwards */
    CLOSES_SECOND, /* the one in argument 1 */
    REFUSED,       /* there is no such call in a recording */
    UNLESS_READY,  /* only if no other task could run */
    ON_OWN_STACK,  /* the kernel looks at the stack pointer */
    PERFORMED,     /* replay makes the call again */
    SPECIAL        /* argument 1 or 2 says more: see below */
};

struct shape {
    uint8_t extra;
    struct part parts[3]; /* those that are read stand before those that are written, NONE last */
};

/*
 * The shape of a call; 0 if it is to be traced.
 *
 * room: where one is made whose arguments say more
 */
const struct shape *shape_of(const struct jrr_entry *entry, struct shape *room);
#endif
