/* The hook: decides which calls it makes itself, makes them, and writes them down. */
#include "hook.h"

int jrr_hook(struct jrr_entry *entry)
{
    return GLOBALS->mode == JRR_REPLAY ? jrr_replay(entry) : JRR_NEXT_TRACED;
}
