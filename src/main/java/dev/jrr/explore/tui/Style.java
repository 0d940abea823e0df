package dev.jrr.explore.tui;

/** What a piece of text means; {@link Theme} says how that looks. */
enum Style {
    NORMAL,
    DIM,
    TITLE,
    BORDER,
    BORDER_FOCUS,
    TAB_ACTIVE,
    STATUS,
    MESSAGE,
    KEY,
    SYSCALL,
    FAILED,
    SIGNAL,
    EXEC,
    EXIT,
    SWITCH,
    CLOCK,
    CHANGED,
    CURSOR,
    HIT
}
