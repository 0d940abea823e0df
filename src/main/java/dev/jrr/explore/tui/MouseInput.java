package dev.jrr.explore.tui;

import com.googlecode.lanterna.input.KeyStroke;
import com.googlecode.lanterna.input.KeyType;
import com.googlecode.lanterna.input.MouseAction;
import dev.jrr.model.TaskUid;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/** What a click and the wheel do. */
final class MouseInput {
    private static final int WHEEL_ROWS = 3;

    private final Model model;
    private final Actions actions;

    private final BiConsumer<Menu, Menu.Outcome> picked;

    /** @param picked told what a click in a menu did */
    MouseInput(Model model, Actions actions, BiConsumer<Menu, Menu.Outcome> picked) {
        this.model = model;
        this.actions = actions;
        this.picked = picked;
    }

    void act(MouseAction action) {
        int column = action.getPosition().getColumn();
        int row = action.getPosition().getRow();
        switch (action.getActionType()) {
            case CLICK_DOWN -> click(column, row);
            case SCROLL_UP -> wheel(column, row, -WHEEL_ROWS);
            case SCROLL_DOWN -> wheel(column, row, WHEEL_ROWS);
            case CLICK_RELEASE, DRAG, MOVE -> {}
        }
    }

    private void click(int column, int row) {
        if (model.covers().menu().isPresent()) {
            clickMenu(model.covers().menu().get(), row);
            return;
        }
        if (model.covers().overlay().isPresent()) {
            model.covers().closeOverlay();
            return;
        }
        if (isOnTimeline(column, row)) {
            model.say("");
            actions.timeline().click(column, row);
            actions.takeOver();
            return;
        }
        model.layout().events().filter(area -> area.contains(column, row)).ifPresent(area -> {
            List<Long> frames = model.eventRows();
            int index = row - area.top() - 1;
            model.focusInspector(false);
            if (index >= 0 && index < frames.size()) {
                model.say("");
                model.jumpTo(frames.get(index));
            }
        });
        model.layout().inspector().filter(area -> area.contains(column, row)).ifPresent(area -> {
            model.focusInspector(true);
            if (row == area.top()) {
                InspectorView.tabAt(model.tab(), area.width(), column - area.left())
                        .ifPresent(model::open);
            } else if (model.tab() == Tab.TASKS) {
                pick(row - area.top() - 1 - TasksTab.HEADINGS + model.inspectorScroll());
            } else {
                model.say("");
                actions.panes().clickInspector(row - area.top() - 1);
            }
        });
    }

    private void clickMenu(Menu menu, int row) {
        int bottom = model.layout().status().top();
        int top = bottom - MenuView.of(menu, bottom).height();
        if (row < top) {
            model.covers().closeMenu();
        } else {
            picked.accept(menu, menu.click(MenuView.first(menu, bottom) + row - top - MenuView.HEADINGS));
        }
    }

    private boolean isOnTimeline(int column, int row) {
        return model.layout()
                .timeline()
                .filter(area -> area.contains(column, row))
                .isPresent();
    }

    private void pick(int number) {
        List<TaskUid> tasks = PaneActions.choosable(model);
        if (number >= 0 && number < tasks.size()) {
            model.chooseTask(number);
            model.pin(Optional.of(tasks.get(number)));
            model.say("looking at task " + tasks.get(number) + "; T follows the frame's task again");
        }
    }

    private void wheel(int column, int row, int rows) {
        if (model.covers().menu().isPresent()) {
            model.covers().menu().get().type(new KeyStroke(rows > 0 ? KeyType.ArrowDown : KeyType.ArrowUp));
        } else if (model.covers().overlay().isPresent()) {
            model.covers().scroll(model.covers().scroll() + rows, model.layout());
        } else if (isOnTimeline(column, row)) {
            model.say("");
            actions.timeline().wheel(column, row, rows > 0 ? 1 : -1);
        } else if (model.layout()
                .events()
                .filter(area -> area.contains(column, row))
                .isPresent()) {
            model.scrollEvents(rows);
        } else {
            actions.panes().scrollInspector(rows);
        }
    }
}
