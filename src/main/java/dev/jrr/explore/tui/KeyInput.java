package dev.jrr.explore.tui;

import com.googlecode.lanterna.input.KeyStroke;
import com.googlecode.lanterna.input.KeyType;
import com.googlecode.lanterna.input.MouseAction;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Keys become actions: counts, marks and prompts take more than one. Keys that come while a search
 * goes on wait for its end, as they mean the place that it finds.
 */
final class KeyInput {
    /** Digits that open tabs are a count only if typed as in one breath; flipping through tabs is slower. */
    private static final long BREATH_NANOS = 120_000_000;

    /** A digit that follows later than this begins anew. */
    private static final long FORGOTTEN_NANOS = 1_000_000_000;

    private static final int LONGEST_COUNT = 9;
    private static final int MOST_WAITING = 64;

    private final Model model;
    private final Actions actions;
    private final KeyMap keys;
    private final LongSupplier nanoClock;
    private final CommandLine commands;
    private final MouseInput mouse;
    private final Deque<KeyStroke> waiting = new ArrayDeque<>();

    private String digits = "";
    private long digitNanos;
    private boolean inOneBreath;
    private Tab tabBeforeDigits = Tab.REGISTERS;
    private Optional<Action> markAction = Optional.empty();

    KeyInput(Model model, Actions actions, KeyMap keys, LongSupplier nanoClock) {
        this.model = model;
        this.actions = actions;
        this.keys = keys;
        this.nanoClock = nanoClock;
        this.commands = new CommandLine(model, actions);
        this.mouse = new MouseInput(model, actions, this::pick);
    }

    void key(KeyStroke key) {
        if (model.work().holdsKeys() && !isCancel(key)) {
            if (waiting.size() < MOST_WAITING) {
                waiting.add(key);
            }
            return;
        }
        if (isCancel(key)) {
            waiting.clear();
        }
        if (key.isAltDown() && key.getKeyType() == KeyType.Character) {
            // Nothing is bound to Alt: this was Escape and, soon after, a letter.
            one(new KeyStroke(KeyType.Escape));
            one(new KeyStroke(key.getCharacter(), key.isCtrlDown(), false));
        } else {
            one(key);
        }
    }

    /** Takes over what searches and commands came to, then the keys that waited for them. */
    void resume() {
        actions.takeOver();
        commands.takeOver();
        while (!model.work().holdsKeys() && !waiting.isEmpty()) {
            one(waiting.poll());
        }
    }

    private void one(KeyStroke key) {
        if (key instanceof MouseAction action) {
            mouse.act(action);
        } else if (model.prompts().current().isPresent()) {
            type(model.prompts().current().get(), key);
        } else if (model.covers().menu().isPresent()) {
            pick(model.covers().menu().get(), model.covers().menu().get().type(key));
        } else if (model.covers().overlay().isPresent()) {
            overlay(KeyName.of(key));
        } else if (markAction.isPresent()) {
            mark(markAction.get(), key);
        } else {
            command(KeyName.of(key));
        }
    }

    private void command(String name) {
        if (name.length() == 1 && Character.isDigit(name.charAt(0))) {
            digit(name);
            return;
        }
        Optional<Action> action = keys.action(name);
        int count = takeCount(action.filter(Action::takesCount).isPresent());
        if (action.isEmpty()) {
            model.say(name.isEmpty() ? "not a key here: ? lists them" : name + " is not a key here: ? lists them");
            return;
        }
        act(action.get(), count);
    }

    private void act(Action action, int count) {
        actions.apply(action, count);
        if (action == Action.MARK_SET || action == Action.MARK_JUMP) {
            markAction = Optional.of(action);
            model.typed(action == Action.MARK_SET ? "m" : "'");
        } else if (action == Action.PALETTE) {
            model.covers().open(Palette.of(model, keys, picked -> act(picked, 1)));
        }
    }

    /** Closes the menu that a key or a click has closed, and does what was picked. */
    void pick(Menu menu, Menu.Outcome outcome) {
        if (outcome == Menu.Outcome.CLOSED) {
            model.covers().closeMenu();
            model.say("");
            menu.picked().ifPresent(entry -> entry.action().run());
        }
    }

    private void digit(String name) {
        model.say("");
        if (digits.isEmpty() || (!isExplicit(digits) && sinceDigit() > FORGOTTEN_NANOS)) {
            tabBeforeDigits = model.tab();
            digits = "";
            inOneBreath = true;
        } else {
            inOneBreath &= sinceDigit() <= BREATH_NANOS;
        }
        digits = digits.length() < LONGEST_COUNT ? digits + name : digits;
        digitNanos = nanoClock.getAsLong();
        if (isExplicit(digits)) {
            model.open(tabBeforeDigits);
            model.typed(digits);
        } else {
            keys.action(name).ifPresent(action -> actions.apply(action, 1));
        }
    }

    /** @param isWanted whether the key that follows takes a count; else a digit was meant for its tab */
    private int takeCount(boolean isWanted) {
        String taken = digits;
        digits = "";
        model.typed("");
        boolean meant = isExplicit(taken) || (isWanted && inOneBreath && sinceDigit() <= BREATH_NANOS);
        if (taken.isEmpty() || !meant) {
            return 1;
        }
        model.open(tabBeforeDigits);
        return Math.max(1, Integer.parseInt(taken));
    }

    /** Whether digits can only be a count: one of them opens no tab. */
    private boolean isExplicit(String typed) {
        return typed.chars()
                .anyMatch(digit -> keys.action(String.valueOf((char) digit)).isEmpty());
    }

    private long sinceDigit() {
        return nanoClock.getAsLong() - digitNanos;
    }

    private void mark(Action action, KeyStroke key) {
        markAction = Optional.empty();
        model.typed("");
        String name = KeyName.of(key);
        if (name.length() != 1 || name.charAt(0) < 'a' || name.charAt(0) > 'z') {
            model.say(name.equals("Esc") ? "" : "marks are the letters a to z");
            return;
        }
        if (action == Action.MARK_SET) {
            model.marks().put(name, model.place());
            model.say("mark " + name + " is frame " + model.place());
        } else if (model.marks().containsKey(name)) {
            model.jumpTo(model.marks().get(name));
        } else {
            model.say("mark " + name + " is not set: m" + name + " sets it");
        }
    }

    private void type(Prompt prompt, KeyStroke key) {
        switch (prompt.type(key)) {
            case EDITING -> {}
            case CANCELLED -> model.prompts().close();
            case ACCEPTED -> {
                model.prompts().close();
                commands.accept(prompt.kind(), prompt.text().strip());
            }
        }
    }

    private void overlay(String name) {
        Optional<Action> action = keys.action(name);
        int page = Math.max(1, Overlay.rows(model.layout()) - 1);
        int row = model.covers().scroll();
        model.say("");
        switch (action.orElse(Action.CANCEL)) {
            case HELP, CANCEL, QUIT, ACCEPT -> model.covers().closeOverlay();
            case LINE_DOWN, FRAME_FORWARD -> model.covers().scroll(row + 1, model.layout());
            case LINE_UP, FRAME_BACK -> model.covers().scroll(row - 1, model.layout());
            case PAGE_DOWN -> model.covers().scroll(row + page, model.layout());
            case PAGE_UP -> model.covers().scroll(row - page, model.layout());
            case TOP, START -> model.covers().scroll(0, model.layout());
            case BOTTOM, END -> model.covers().scroll(Integer.MAX_VALUE, model.layout());
            case COMMAND -> {
                model.covers().closeOverlay();
                actions.apply(Action.COMMAND, 1);
            }
            case REDRAW, SUSPEND -> actions.apply(action.get(), 1);
            default -> model.say("Esc closes this text; arrows, PgDn, PgUp, Home and End scroll it");
        }
    }

    private boolean isCancel(KeyStroke key) {
        return keys.action(KeyName.of(key)).filter(Action.CANCEL::equals).isPresent();
    }
}
