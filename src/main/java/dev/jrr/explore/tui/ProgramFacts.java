package dev.jrr.explore.tui;

import dev.jrr.explore.view.FileTable;
import dev.jrr.explore.view.Frames;
import dev.jrr.explore.view.OpenFiles;
import dev.jrr.explore.view.ProgramTerminals;
import dev.jrr.explore.view.RunFigures;
import dev.jrr.explore.view.TerminalView;
import java.util.Optional;
import java.util.concurrent.Executor;

/** What the program itself has to show at a place: its terminals, its files, and figures of its run. */
final class ProgramFacts {
    private final Followed<ProgramTerminals, Optional<TerminalView>> terminals;
    private final Followed<OpenFiles, FileTable> files;
    private final Followed<RunFigures, RunFigures.Shown> figures;

    ProgramFacts(Frames frames, Executor executor) {
        terminals = new Followed<>(
                frames, executor, ProgramTerminals::history, (state, all, place) -> state.view(place.task()));
        files = new Followed<>(
                frames,
                executor,
                OpenFiles::history,
                (state, all, place) -> state.table(place.position(), place.task()));
        figures = new Followed<>(
                frames,
                executor,
                RunFigures::history,
                (state, all, place) -> state.shown(
                        place.position(), all.frame(place.position()).timeNanos()));
    }

    /** What has been printed. */
    Followed<ProgramTerminals, Optional<TerminalView>> terminals() {
        return terminals;
    }

    /** The open files of the task looked at. */
    Followed<OpenFiles, FileTable> files() {
        return files;
    }

    Followed<RunFigures, RunFigures.Shown> figures() {
        return figures;
    }

    boolean isGoing() {
        return terminals.isGoing() || files.isGoing() || figures.isGoing();
    }
}
