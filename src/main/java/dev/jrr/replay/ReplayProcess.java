package dev.jrr.replay;

import dev.jrr.linux.Ptrace;
import dev.jrr.tracee.Tracee;
import dev.jrr.tracee.TraceeGoneException;
import java.util.ArrayList;
import java.util.List;

/** A process of a replay: its tasks that are alive, in one address space. */
public final class ReplayProcess {
    private final int processId;
    private final Tracee leader;
    private final ReplaySpace space;
    private final List<ReplayTask> tasks = new ArrayList<>();

    /**
     * @param processId the id that the program saw
     * @param leader the real process's first thread. It stays, stopped, until the process ends, also
     *     when its recorded task has ended: the kernel keeps a dead leader too
     */
    ReplayProcess(int processId, Tracee leader, ReplaySpace space) {
        this.processId = processId;
        this.leader = leader;
        this.space = space;
        space.memory().addUser();
    }

    /** The process id in the recording. */
    public int processId() {
        return processId;
    }

    Tracee leader() {
        return leader;
    }

    public ReplaySpace space() {
        return space;
    }

    List<ReplayTask> tasks() {
        return tasks;
    }

    /** Whether another process uses the same memory (vfork). */
    boolean sharesMemory() {
        return space.memory().users() > 1;
    }

    /** Ends the real thread of a task whose process lives on. */
    void endThread(ReplayTask task) throws TraceeGoneException {
        tasks.remove(task);
        if (task.tracee() != leader) {
            RealTasks.exitThread(task.tracee());
        }
    }

    /** Ends the real process. */
    void kill() {
        Ptrace ptrace = leader.ptrace();
        List<Integer> threads = new ArrayList<>();
        for (ReplayTask task : tasks) {
            if (task.tracee() != leader) {
                threads.add(task.tracee().tid());
            }
        }
        RealTasks.kill(ptrace, leader.tid(), threads);
        space.memory().removeUser();
    }
}
