package dev.jrr.explore.tui;

/** The inspector's tabs, in the order of their numbers. */
enum Tab {
    REGISTERS("Registers", "Regs"),
    MEMORY("Memory", "Mem"),
    CODE("Code", "Code"),
    STACK("Stack", "Stck"),
    TASKS("Tasks", "Task"),
    FUTEX("Futex", "Futx"),
    SIGNALS("Signals", "Sig"),
    MAPS("Maps", "Map"),
    OUTPUT("Output", "Out");

    private final String title;
    private final String brief;

    Tab(String title, String brief) {
        this.title = title;
        this.brief = brief;
    }

    String title() {
        return title;
    }

    /** The title where there is little room. */
    String brief() {
        return brief;
    }
}
