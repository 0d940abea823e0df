package dev.jrr.explore.tui;

import dev.jrr.model.TaskSummary;
import java.util.Optional;

/** What keys and the mouse do to the timeline. */
final class TimelineActions {
    private final Model model;

    TimelineActions(Model model) {
        this.model = model;
    }

    /** Zooms in, or out if {@code steps} is negative. */
    void zoom(int steps) {
        Optional<Lanes> lanes = lanes();
        if (lanes.isPresent() && !model.timeline().zoom(steps, lanes.get().columns())) {
            model.say(steps > 0 ? "a column is a frame: no closer than that" : "this is the whole run");
        }
    }

    /** Scrolls the lanes down, or up if {@code rows} is negative. */
    void scroll(int rows) {
        lanes().ifPresent(lanes -> {
            int wanted = Math.max(0, Math.min(lanes.hidden(), lanes.first() + rows));
            if (wanted == lanes.first()) {
                model.say(lanes.hidden() == 0 ? "all lanes are shown" : "no more lanes this way");
            }
            model.timeline().firstLane(wanted);
        });
    }

    /** Goes to the frame of a cell, and looks at its lane's task if that lives there. */
    void click(int column, int row) {
        Optional<Lanes> lanes = Lanes.of(model);
        Optional<long[]> frames = lanes.flatMap(shown -> shown.frames(column));
        if (frames.isEmpty()) {
            return;
        }
        long first = frames.get()[0];
        long end = Math.min(frames.get()[1], model.run().frameCount());
        Optional<TaskSummary> task =
                lanes.get().task(row).filter(life -> life.firstFrame() < end && life.lastFrame() >= first);
        if (task.isEmpty()) {
            model.jumpTo(first);
            return;
        }
        model.pin(task.map(TaskSummary::task));
        model.say("looking at task " + task.get().task() + "; T follows the frame's task again");
        if (lanes.get().runs(task.get().task(), column)) {
            model.work()
                    .start(new FrameScan(
                            model.run().frames(), Goal.task(task.get().task()), first - 1, 1, 1));
        } else {
            model.jumpTo(first);
        }
    }

    /** Zooms; over the names it scrolls. */
    void wheel(int column, int row, int direction) {
        boolean isOnNames =
                Lanes.of(model).flatMap(lanes -> lanes.frames(column)).isEmpty();
        if (isOnNames) {
            scroll(direction);
        } else {
            zoom(-direction);
        }
    }

    private Optional<Lanes> lanes() {
        Optional<Lanes> lanes = Lanes.of(model);
        if (lanes.isEmpty()) {
            model.say("the timeline needs a screen of at least 80 columns and 24 rows");
        }
        return lanes;
    }
}
