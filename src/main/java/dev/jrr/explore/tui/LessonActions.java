package dev.jrr.explore.tui;

import dev.jrr.debugger.Place;
import dev.jrr.explore.lesson.Lesson;
import dev.jrr.explore.lesson.LessonCheck;
import dev.jrr.explore.lesson.LessonProgress;
import dev.jrr.explore.lesson.LessonQuestion;
import dev.jrr.explore.lesson.LessonView;
import dev.jrr.explore.lesson.Stand;
import dev.jrr.explore.shell.LessonMotions;
import dev.jrr.explore.shell.ShellCommands;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** What keys do with a lesson: the steps and where they lead, the hints, the answers. */
final class LessonActions {
    private final Model model;
    private final KeyMap keys;

    LessonActions(Model model, KeyMap keys) {
        this.model = model;
        this.keys = keys;
    }

    void begin(Lesson lesson) {
        show(LessonProgress.begin(lesson));
    }

    /** Steps forward, or back if negative. */
    void step(int count) {
        Optional<LessonProgress> lesson = current();
        if (lesson.isEmpty()) {
            return;
        }
        LessonProgress wanted = lesson.get().at(lesson.get().number() + count);
        if (wanted.number() == lesson.get().number()) {
            model.say(count > 0 ? "this is the last step" : "this is the first step");
        }
        show(wanted);
    }

    void hint() {
        current().ifPresent(progress -> {
            if (progress.step().question().isEmpty()) {
                model.say("this step asks nothing");
            } else if (!progress.hasMoreHints()) {
                model.say("there is no further hint");
            }
            model.lesson(progress.withHint());
        });
    }

    /** Scrolls the text down, and from its end to its start again. */
    void scroll(int rows) {
        current().ifPresent(progress -> {
            Optional<Area> area = model.layout().lesson();
            LessonPane pane = new LessonPane(progress, model.lessonScroll(), keys);
            int last = area.map(shown -> pane.lastScroll(shown.width(), shown.height()))
                    .orElse(0);
            if (area.isEmpty()) {
                model.say("a lesson's text needs a screen of at least 80 columns and 24 rows");
            } else if (last == 0) {
                model.say("all of the lesson's text is shown");
            } else {
                model.lessonScroll(model.lessonScroll() < last ? Math.min(last, model.lessonScroll() + rows) : 0);
            }
        });
    }

    /** Takes the place where one stands as the answer, or asks for the text that is. */
    void answer() {
        current().ifPresent(progress -> {
            Optional<LessonQuestion> question = progress.step().question();
            if (question.isEmpty()) {
                model.say("this step asks nothing");
            } else if (question.get().answer().isTyped()) {
                model.prompts().ask(Prompt.Kind.ANSWER);
            } else {
                compare(progress, question.get());
            }
        });
    }

    /** Takes a text as the answer. */
    void answer(String text) {
        current()
                .ifPresent(progress -> progress.step()
                        .question()
                        .ifPresent(question -> tell(
                                progress,
                                question.answer().isTyped()
                                        && LessonCheck.of(question, words -> {
                                                    throw new IllegalStateException(
                                                            "an answer that is typed leads nowhere");
                                                })
                                                .accepts(text))));
    }

    private void compare(LessonProgress progress, LessonQuestion question) {
        AtomicBoolean isRight = new AtomicBoolean();
        Command.Job job = shell -> {
            Place start = shell.target().place();
            Stand here = LessonMotions.standing(shell);
            isRight.set(
                    LessonCheck.of(question, new LessonMotions(shell.target())).accepts(here));
            shell.target().moveTo(start);
        };
        model.work().start(new Command("the answer", false, job, model).then(() -> tell(progress, isRight.get())));
    }

    private void tell(LessonProgress progress, boolean isRight) {
        if (isRight) {
            model.lesson(progress.withAnswer());
            model.lessonScroll(Integer.MAX_VALUE);
        }
        model.say(isRight ? "right!" : "not yet" + (progress.hasMoreHints() ? ": there is a hint" : ""));
    }

    private Optional<LessonProgress> current() {
        if (model.lesson().isEmpty()) {
            model.say("no lesson is open: jrr-tui demo lists them");
        }
        return model.lesson();
    }

    private void show(LessonProgress progress) {
        model.lesson(progress);
        progress.step().view().ifPresent(this::open);
        String motion = progress.motion();
        Command.Job job = shell -> follow(shell, motion);
        model.work().start(new Command("the way to this step", true, job, model).then(() -> look(progress)));
    }

    /** Leads to the place of a step, and looks at the task that its words look at. */
    private static void follow(ShellCommands shell, String motion) {
        Stand stand = new LessonMotions(shell.target()).follow(motion).stand();
        shell.choose(stand.task());
    }

    /** Shows again what the step wants to be looked at; returns whether it wants something. */
    boolean showView() {
        Optional<LessonProgress> wanting =
                model.lesson().filter(progress -> progress.step().view().isPresent());
        wanting.ifPresent(progress -> {
            open(progress.step().view().orElseThrow());
            look(progress);
            if (model.layout().inspector().isEmpty()) {
                model.focusInspector(true);
            }
            model.say("this is what the step wants to be looked at");
        });
        return wanting.isPresent();
    }

    /** The code that a step names is looked at once its place is reached. */
    private void look(LessonProgress progress) {
        progress.step()
                .view()
                .filter(view -> view.kind() == LessonView.Kind.CODE)
                .flatMap(LessonView::address)
                .ifPresent(text -> model.code().lookAt(model.place(), text));
    }

    private void open(LessonView view) {
        Tab.named(view.kind().label()).ifPresent(model::open);
        if (view.kind() == LessonView.Kind.MEMORY) {
            view.address().ifPresent(address -> model.memory(MemoryFocus.at(address)));
        }
    }
}
