package dev.jrr.explore.tui;

import java.util.Optional;
import java.util.concurrent.Executor;

/** What goes on beside the screen's thread for the screen: a search, a command, what tabs have to read. */
final class Work {
    /** Most searches and commands end within it, and are then never shown as going on. */
    private static final long GRACE_NANOS = 4_000_000;

    private final Executor errands;
    private final TraceFacts facts;
    private final Timeline timeline;
    private Optional<FrameScan> scan = Optional.empty();
    private Optional<Command> command = Optional.empty();

    /**
     * @param errands runs searches and commands, one at a time
     * @param reading runs what tabs and the timeline have to read
     */
    Work(Run run, Executor errands, Executor reading) {
        this.errands = errands;
        this.facts = new TraceFacts(run.frames(), run.summary().tasks(), reading);
        this.timeline = new Timeline(run, reading);
    }

    TraceFacts facts() {
        return facts;
    }

    Timeline timeline() {
        return timeline;
    }

    Optional<FrameScan> scan() {
        return scan;
    }

    Optional<Command> command() {
        return command;
    }

    void start(FrameScan started) {
        cancel();
        scan = Optional.of(started);
        errands.execute(started);
        started.await(GRACE_NANOS);
    }

    void start(Command started) {
        cancel();
        command = Optional.of(started);
        errands.execute(started);
        started.await(GRACE_NANOS);
    }

    /** The search that has ended, once. */
    Optional<FrameScan> takeEndedScan() {
        Optional<FrameScan> ended = scan.filter(each -> each.outcome() != FrameScan.Outcome.GOING);
        if (ended.isPresent()) {
            scan = Optional.empty();
        }
        return ended;
    }

    /** The command that has ended, once. */
    Optional<Command> takeEndedCommand() {
        Optional<Command> ended = command.filter(Command::isDone);
        if (ended.isPresent()) {
            command = Optional.empty();
        }
        return ended;
    }

    /** Whether keys have to wait, because they mean the place that is being looked for. */
    boolean holdsKeys() {
        return scan.isPresent() || command.filter(Command::holdsKeys).isPresent();
    }

    /** Whether something goes on whose progress is to be shown. */
    boolean isGoing() {
        return scan.isPresent() || command.isPresent() || facts.isGoing() || timeline.isGoing();
    }

    /** Ends the search and the command without waiting for their ends. */
    void cancel() {
        scan.ifPresent(FrameScan::cancel);
        command.ifPresent(Command::cancel);
        scan = Optional.empty();
        command = Optional.empty();
    }
}
