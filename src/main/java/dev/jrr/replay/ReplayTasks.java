package dev.jrr.replay;

import dev.jrr.model.TaskUid;
import dev.jrr.tracee.TraceeGoneException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/** The tasks that are alive in a session, their processes, and the memory that processes share. */
final class ReplayTasks {
    private final TreeMap<TaskUid, ReplayTask> alive = new TreeMap<>();
    private final List<ReplayProcess> processes = new ArrayList<>();

    /** Tasks that an exec of their process has ended; the trace may tell of their end later. */
    private final Set<TaskUid> replaced = new HashSet<>();

    private boolean changesCpuid;
    private SharedObjects shared = new SharedObjects();

    ReplayTask get(TaskUid uid) {
        return alive.get(uid);
    }

    /** In the order of their creation. */
    Collection<ReplayTask> all() {
        return alive.values();
    }

    List<ReplayProcess> processes() {
        return processes;
    }

    Set<TaskUid> replaced() {
        return replaced;
    }

    SharedObjects shared() {
        return shared;
    }

    void shared(SharedObjects objects) {
        shared = objects;
    }

    /** Whether a program has ever asked for another behaviour of cpuid: tasks may differ in it. */
    boolean changesCpuid() {
        return changesCpuid;
    }

    void changeCpuid() {
        changesCpuid = true;
    }

    void add(ReplayTask task) {
        alive.put(task.uid(), task);
        task.process().tasks().add(task);
        if (!processes.contains(task.process())) {
            processes.add(task.process());
        }
    }

    /** A process is gone, all its tasks with it, except one that goes on as another program. */
    void replace(ReplayTask survivor) {
        ReplayProcess old = survivor.process();
        for (ReplayTask task : old.tasks()) {
            alive.remove(task.uid());
            if (task != survivor) {
                replaced.add(task.uid());
            }
        }
        kill(old);
    }

    /** One task has ended; its process ends with its last one. */
    void end(ReplayTask task, boolean lastOfProcess) throws TraceeGoneException {
        alive.remove(task.uid());
        ReplayProcess process = task.process();
        if (!lastOfProcess && process.tasks().size() > 1) {
            process.endThread(task);
            return;
        }
        for (ReplayTask each : process.tasks()) {
            if (alive.remove(each.uid()) != null) {
                replaced.add(each.uid());
            }
        }
        kill(process);
    }

    private void kill(ReplayProcess process) {
        processes.remove(process);
        process.kill();
        // Memory shared with a process that lives on is to be seen through that one from now on.
        for (ReplayProcess other : processes) {
            if (other.space() == process.space()) {
                other.space().memory().seenThrough(other.leader().tid());
            }
        }
    }

    void killAll() {
        for (ReplayProcess process : List.copyOf(processes)) {
            kill(process);
        }
        alive.clear();
        replaced.clear();
        shared.close();
    }
}
