package dev.jrr.trace;

import dev.jrr.model.CloneRecord;
import dev.jrr.model.Event;
import dev.jrr.model.TaskSummary;
import dev.jrr.model.TaskUid;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** Follows the lives of tasks from frame to frame. */
final class TaskLedger {
    private final Map<TaskUid, Life> lives = new LinkedHashMap<>();
    private final String firstName;
    /** Null before the first frame: a damaged trace may begin with {@link TaskUid#NONE}. */
    private TaskUid lastTask;

    /** @param program what the recording started, as its command line names it */
    TaskLedger(String program) {
        this.firstName = lastComponent(program);
    }

    private static final class Life {
        private final TaskUid parent;
        private final int processId;
        private final long firstFrame;
        private String name;
        private long exitFrame = -1;
        private OptionalInt exitStatus = OptionalInt.empty();

        private Life(TaskUid parent, int processId, String name, long firstFrame) {
            this.parent = parent;
            this.processId = processId;
            this.name = name;
            this.firstFrame = firstFrame;
        }
    }

    /** Takes note of a frame that only shows that the task lives; otherwise as the other. */
    void add(long frame, TaskUid task) {
        if (!task.equals(lastTask)) {
            lastTask = task;
            if (!lives.containsKey(task)) {
                lives.put(task, new Life(TaskUid.NONE, task.tid(), firstName, frame));
            }
        }
    }

    /** Takes note of a frame; they come in order. */
    void add(long frame, TaskUid task, Event event) {
        add(frame, task);
        if (event instanceof Event.Syscall call) {
            if (call.created().isPresent()) {
                addChild(frame, task, call.created().get());
            }
        } else if (event instanceof Event.Exec exec) {
            String name = lastComponent(exec.image().path());
            if (!name.isEmpty()) {
                lives.get(task).name = name;
            }
        } else if (event instanceof Event.Exit exit) {
            Life life = lives.get(task);
            life.exitFrame = frame;
            life.exitStatus = OptionalInt.of(exit.status());
        }
    }

    private void addChild(long frame, TaskUid parent, CloneRecord created) {
        Life maker = lives.get(parent);
        TaskUid child = created.child();
        int processId = created.isThread() ? maker.processId : child.tid();
        lives.putIfAbsent(child, new Life(parent, processId, maker.name, frame));
    }

    /** How many tasks there have been. */
    int count() {
        return lives.size();
    }

    /**
     * The lives so far, in the order of creation.
     *
     * @param frames how many frames there are
     */
    List<TaskSummary> summaries(long frames) {
        List<TaskSummary> list = new ArrayList<>(lives.size());
        lives.forEach((task, life) -> list.add(new TaskSummary(
                task,
                life.parent,
                life.processId,
                life.name,
                life.firstFrame,
                life.exitFrame >= 0 ? life.exitFrame : frames - 1,
                life.exitStatus)));
        return list;
    }

    private static String lastComponent(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
