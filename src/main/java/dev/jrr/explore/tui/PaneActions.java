package dev.jrr.explore.tui;

import dev.jrr.debugger.TaskView;
import dev.jrr.model.TaskUid;
import java.util.List;
import java.util.Optional;

/** What keys do in the pane that has the focus: its rows and pages, its ends, its tabs, and what is chosen in it. */
final class PaneActions {
    /** More rows than any list has, and not so many that a sum of them could overflow. */
    private static final int FAR = 1 << 29;

    /** How far text is scrolled sideways by one key. */
    private static final int COLUMNS = 8;

    private final Model model;
    private final Actions actions;
    private final CodeKeys code;
    private final MemoryActions memory;
    private final FutexActions futex;
    private final LessonActions lessons;

    PaneActions(
            Model model,
            Actions actions,
            CodeKeys code,
            MemoryActions memory,
            FutexActions futex,
            LessonActions lessons) {
        this.model = model;
        this.actions = actions;
        this.code = code;
        this.memory = memory;
        this.futex = futex;
        this.lessons = lessons;
    }

    /** The tasks that can be chosen at the position. */
    static List<TaskUid> choosable(Model model) {
        return model.currentMoment()
                .map(moment -> moment.tasks().stream().map(TaskView::task).toList())
                .orElseGet(() -> TasksTab.known(model));
    }

    void lines(int count) {
        if (!model.isInspectorFocused()) {
            actions.step(count);
        } else if (model.tab() == Tab.TASKS) {
            chooseTask(model.chosenTask() + count);
        } else if (model.tab() == Tab.MEMORY) {
            memory.down(count);
        } else if (model.tab() == Tab.FUTEX) {
            futex.choose(count);
        } else {
            scrollInspector(count);
        }
    }

    void scrollInspector(int rows) {
        if (code.isOpen()) {
            code.move(rows);
        } else if (model.tab() == Tab.MEMORY) {
            model.memory(model.memory()
                    .scrolled(rows, MemoryTab.bytesPerRow(model.layout().inspectorWidth())));
        } else {
            int before = model.inspectorScroll();
            model.inspectorScroll(Math.min(before + rows, TabContents.lastScroll(model)));
            if (model.inspectorScroll() == before) {
                model.say("no more lines this way");
            }
        }
    }

    void scrollSideways(int count) {
        Optional<Columns> before = TabContents.columns(model);
        if (before.isEmpty()) {
            model.say("these keys scroll the source in Code, and in Output a screen wider than the pane");
            return;
        }
        Columns after = before.get().moved(count * COLUMNS);
        if (after.equals(before.get())) {
            model.say("no more columns this way");
        }
        model.inspectorColumn(after.first());
    }

    void sideways(int count) {
        if (model.isInspectorFocused() && model.tab() == Tab.MEMORY) {
            memory.sideways(count);
        } else {
            tab(model.tab().ordinal() + Integer.signum(count));
        }
    }

    void pages(int count) {
        if (model.isInspectorFocused()) {
            scrollInspector(count * Math.max(1, model.layout().inspectorRows() - 1));
        } else {
            actions.step((long) count * Math.max(1, model.layout().eventRows() - 1));
        }
    }

    void top() {
        if (!model.isInspectorFocused()) {
            actions.jumpTo(0);
        } else if (code.isOpen()) {
            code.move(Integer.MIN_VALUE);
        } else if (model.tab() == Tab.MEMORY) {
            MemoryFocus start = MemoryFocus.at(model.memory().expression());
            if (model.memory().equals(start)) {
                model.say("this is where " + start.expression() + " points to");
            }
            model.memory(start);
        } else if (model.tab() == Tab.FUTEX) {
            futex.choose(-FAR);
        } else if (model.tab() == Tab.TASKS) {
            chooseTask(0);
        } else {
            scrollTo(0);
        }
    }

    void bottom() {
        if (!model.isInspectorFocused()) {
            actions.jumpTo(model.run().frameCount() - 1);
        } else if (code.isOpen()) {
            code.move(Integer.MAX_VALUE);
        } else if (model.tab() == Tab.MEMORY) {
            model.say("memory has no end to go to: a sets an address");
        } else if (model.tab() == Tab.FUTEX) {
            futex.choose(FAR);
        } else if (model.tab() == Tab.TASKS) {
            chooseTask(Integer.MAX_VALUE);
        } else {
            scrollTo(TabContents.lastScroll(model));
        }
    }

    private void scrollTo(int row) {
        if (model.inspectorScroll() == row) {
            model.say("no more lines this way");
        }
        model.inspectorScroll(row);
    }

    private void chooseTask(int row) {
        int wanted = Math.max(0, Math.min(choosable(model).size() - 1, row));
        if (model.chosenTask() == wanted) {
            model.say("no more tasks this way");
        }
        model.chooseTask(wanted);
    }

    void tab(int number) {
        Tab[] tabs = Tab.values();
        if (model.tab() == tabs[Math.floorMod(number, tabs.length)]) {
            model.say(model.tab().title() + " is open");
        }
        model.open(tabs[Math.floorMod(number, tabs.length)]);
        if (model.layout().inspector().isEmpty()) {
            model.focusInspector(true);
        }
    }

    void chooseTask() {
        model.open(Tab.TASKS);
        model.focusInspector(true);
        model.chooseTask(Math.max(0, choosable(model).indexOf(model.task())));
        model.say("choose with the arrows and Enter; T follows the frame's task again");
    }

    /** A click into the inspector, on a row below its heading. */
    void clickInspector(int row) {
        code.click(row);
    }

    void accept() {
        if (model.isInspectorFocused() && model.tab() == Tab.MEMORY) {
            memory.follow();
            return;
        }
        if (model.isInspectorFocused() && code.isOpen()) {
            code.accept();
            return;
        }
        if (model.isInspectorFocused() && model.tab() == Tab.FUTEX) {
            futex.accept();
            return;
        }
        if (!model.isInspectorFocused() && lessons.showView()) {
            return;
        }
        if (!model.isInspectorFocused() || model.tab() != Tab.TASKS) {
            model.say(
                    "Enter chooses in the lists of tasks, stack frames and futex calls, and follows pointers in memory");
            return;
        }
        List<TaskUid> tasks = choosable(model);
        if (model.chosenTask() < tasks.size()) {
            model.pin(Optional.of(tasks.get(model.chosenTask())));
            model.say("looking at task " + tasks.get(model.chosenTask()) + "; T follows the frame's task again");
        }
    }
}
