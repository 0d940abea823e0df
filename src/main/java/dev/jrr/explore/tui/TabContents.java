package dev.jrr.explore.tui;

import java.util.Optional;

/** What each tab shows, and what it asks of the live replay for that. */
final class TabContents {
    private TabContents() {}

    static Content of(Model model) {
        int width = model.layout().inspectorWidth();
        return switch (model.tab()) {
            case REGISTERS -> RegistersTab.content(model, width);
            case MEMORY -> MemoryTab.content(model, width);
            case CODE -> CodeTab.content(model, width);
            case STACK -> StackTab.content(model, width);
            case TASKS -> TasksTab.content(model);
            case FUTEX -> FutexTab.content(model, width);
            case SIGNALS -> SignalsTab.content(model, width);
            case MAPS -> MapsTab.content(model, width);
            case FILES -> FilesTab.content(model, width);
            case STATS -> StatsTab.content(model, width);
            case OUTPUT -> OutputTab.content(model, width);
        };
    }

    static LiveQuery query(Model model) {
        return switch (model.tab()) {
            case MEMORY -> MemoryTab.query(model);
            case CODE -> CodeTab.query(model);
            case STACK -> StackTab.query(model);
            case FUTEX -> FutexTab.query(model);
            case MAPS -> MapsTab.QUERY;
            case REGISTERS, TASKS, SIGNALS, FILES, OUTPUT, STATS -> LiveQuery.NOTHING;
        };
    }

    /** What of the open tab's text is in sight; empty if it is not wider than the pane, or is shown in lines of its width. */
    static Optional<Columns> columns(Model model) {
        int width = model.layout().inspectorWidth();
        return switch (model.tab()) {
            case CODE -> CodeTab.columns(model, width);
            case OUTPUT -> OutputTab.columns(model, width);
            case REGISTERS, MEMORY, STACK, TASKS, FUTEX, SIGNALS, MAPS, FILES, STATS -> Optional.empty();
        };
    }

    /** The largest useful scroll of the open tab. */
    static int lastScroll(Model model) {
        return Math.max(0, of(model).size() - model.layout().inspectorRows());
    }
}
