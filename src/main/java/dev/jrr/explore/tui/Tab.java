package dev.jrr.explore.tui;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

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
    FILES("Files", "File"),
    OUTPUT("Output", "Out"),
    STATS("Stats", "Stat");

    private final String title;
    private final String brief;

    Tab(String title, String brief) {
        this.title = title;
        this.brief = brief;
    }

    /** By its title in lower case. */
    static Optional<Tab> named(String name) {
        return Arrays.stream(values())
                .filter(tab -> tab.title.toLowerCase(Locale.ROOT).equals(name))
                .findFirst();
    }

    String title() {
        return title;
    }

    /** The title where there is little room. */
    String brief() {
        return brief;
    }
}
