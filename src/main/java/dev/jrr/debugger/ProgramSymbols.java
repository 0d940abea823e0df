package dev.jrr.debugger;

import dev.jrr.linux.Libdw;
import dev.jrr.model.Register;
import dev.jrr.model.Registers;
import dev.jrr.replay.ReplaySpace;
import dev.jrr.replay.ReplayTask;
import dev.jrr.symbols.ElfSymbols;
import dev.jrr.trace.TraceFormatException;
import dev.jrr.trace.TraceReader;
import dev.jrr.tracee.JrrPage;
import dev.jrr.tracee.NativeCode;
import dev.jrr.tracee.StubCode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Names, source lines and stacks of the programs of a replay, from the files that the
 * trace keeps. Without libdw there are only the names that those files have themselves. Tracer thread only.
 */
final class ProgramSymbols implements AutoCloseable {
    private static final int MOST_PROGRAMS = 6;

    private final TraceReader trace;

    /** Those of the mapped files that were asked about last. */
    private final Map<List<ReplaySpace.Module>, Libdw> opened = new LinkedHashMap<>(8, 0.75f, true);

    private final Map<String, ElfSymbols> files = new HashMap<>();

    ProgramSymbols(TraceReader trace) {
        this.trace = trace;
    }

    /** Null without libdw. */
    private Libdw of(ReplaySpace space) {
        List<ReplaySpace.Module> modules = space.modules();
        Libdw known = opened.get(modules);
        if (known != null) {
            return known;
        }
        Libdw symbols = NativeCode.symbols();
        if (symbols == null) {
            return null;
        }
        for (ReplaySpace.Module module : modules) {
            try {
                symbols.module(module.path(), trace.file(module.key()), module.base());
            } catch (TraceFormatException damaged) {
                // Its names are not known; all else is.
                continue;
            }
        }
        symbols.ready();
        opened.put(modules, symbols);
        if (opened.size() > MOST_PROGRAMS) {
            List<ReplaySpace.Module> oldest = opened.keySet().iterator().next();
            opened.remove(oldest).close();
        }
        return symbols;
    }

    CodePlace place(ReplaySpace space, long address) {
        long of = StubCode.original(space.memory(), address, space.stubArea(address));
        Libdw symbols = of(space);
        Optional<Libdw.Name> name = symbols == null ? nameInFile(space, of) : symbols.name(of);
        Optional<Libdw.Line> line = symbols == null ? Optional.empty() : symbols.line(of);
        ReplaySpace.Module module = space.module(of);
        String path = module == null ? "" : module.path();
        return new CodePlace(
                address,
                name.map(Libdw.Name::symbol).orElse(""),
                name.map(Libdw.Name::offset).orElse(0L),
                path.substring(path.lastIndexOf('/') + 1),
                module == null ? 0 : of - module.base(),
                line.map(Libdw.Line::file).orElse(""),
                line.map(Libdw.Line::number).orElse(0));
    }

    List<Long> find(ReplaySpace space, String name) {
        Libdw symbols = of(space);
        return symbols == null ? findInFiles(space, name) : symbols.find(name);
    }

    /** Without libdw: what the file that is mapped there says itself. */
    private Optional<Libdw.Name> nameInFile(ReplaySpace space, long address) {
        ReplaySpace.Module module = space.module(address);
        return module == null
                ? Optional.empty()
                : inFile(module)
                        .name(address - module.base())
                        .map(name -> new Libdw.Name(name.symbol(), name.offset()));
    }

    private List<Long> findInFiles(ReplaySpace space, String name) {
        List<Long> found = new ArrayList<>();
        for (ReplaySpace.Module module : space.modules()) {
            inFile(module).find(name).forEach(offset -> found.add(module.base() + offset));
        }
        return found;
    }

    private ElfSymbols inFile(ReplaySpace.Module module) {
        return files.computeIfAbsent(module.key(), key -> {
            try {
                return ElfSymbols.of(trace.file(key));
            } catch (TraceFormatException damaged) {
                return ElfSymbols.NONE;
            }
        });
    }

    List<Long> find(ReplaySpace space, String file, int line) {
        Libdw symbols = of(space);
        return symbols == null ? List.of() : symbols.find(file, line);
    }

    /** The names of functions and data that begin like this, each once, and not all if there are many. */
    List<SymbolName> starting(ReplaySpace space, String start, int most) {
        Libdw symbols = of(space);
        if (symbols != null) {
            return names(symbols.starting(start), most);
        }
        List<SymbolName> found = new ArrayList<>();
        for (ReplaySpace.Module module : space.modules()) {
            String of = module.path().substring(module.path().lastIndexOf('/') + 1);
            inFile(module)
                    .starting(start)
                    .forEach(name -> found.add(new SymbolName(
                            name.name(), name.isFunction() ? SymbolName.Kind.FUNCTION : SymbolName.Kind.DATA, of)));
        }
        return each(found, most);
    }

    static List<SymbolName> names(List<Libdw.Listed> listed, int most) {
        return each(
                listed.stream()
                        .map(each -> new SymbolName(
                                each.name(),
                                each.isFunction() ? SymbolName.Kind.FUNCTION : SymbolName.Kind.DATA,
                                each.module()))
                        .toList(),
                most);
    }

    /** The first of each name. */
    static List<SymbolName> each(List<SymbolName> names, int most) {
        Map<String, SymbolName> byName = new LinkedHashMap<>();
        names.forEach(name -> byName.putIfAbsent(name.name(), name));
        return byName.values().stream().limit(most).toList();
    }

    /** The source files that begin like this; none without libdw. */
    List<SymbolName> files(ReplaySpace space, String start, int most) {
        Libdw symbols = of(space);
        return symbols == null
                ? List.of()
                : each(
                        symbols.files(start).stream()
                                .map(each -> new SymbolName(each.name(), SymbolName.Kind.SOURCE_FILE, each.module()))
                                .toList(),
                        most);
    }

    /** The lines of a source file that have code; none without libdw. */
    List<Integer> lines(ReplaySpace space, String file) {
        Libdw symbols = of(space);
        return symbols == null ? List.of() : symbols.lines(file);
    }

    /** Where a task stands in its program. */
    long ipAsSeen(ReplayTask task) {
        Registers registers = task.registers();
        // Where the hook is entered, rcx is the address of the call that it is to make.
        long at = JrrPage.isCode(registers.ip()) ? registers.get(Register.RCX) : registers.ip();
        return StubCode.original(task.space().memory(), at, task.space().stubArea(at));
    }

    /** The stack of a task; the innermost frame alone if nothing is known of the others. */
    List<StackFrame> stack(ReplayTask task, int most) {
        ReplaySpace space = task.space();
        Registers registers = task.registers();
        long ip = ipAsSeen(task);
        Libdw symbols = of(space);
        List<StackFrame> stack = new ArrayList<>();
        List<Libdw.Frame> frames =
                symbols == null ? List.of() : space.memory().unwind(symbols, registers.with(Register.RIP, ip), most);
        if (frames.isEmpty()) {
            frames = List.of(new Libdw.Frame(ip, ip));
        }
        for (Libdw.Frame frame : frames) {
            add(stack, space, symbols, frame);
        }
        return stack;
    }

    private void add(List<StackFrame> stack, ReplaySpace space, Libdw symbols, Libdw.Frame frame) {
        CodePlace place = place(space, frame.within());
        List<Libdw.Function> functions = symbols == null ? List.of() : symbols.functions(frame.within());
        for (int i = 0; i + 1 < functions.size(); i++) {
            Libdw.Function inlined = functions.get(i);
            CodePlace of = new CodePlace(
                    frame.ip(),
                    inlined.name(),
                    0,
                    place.module(),
                    place.moduleOffset(),
                    inlined.file(),
                    inlined.line());
            stack.add(new StackFrame(stack.size(), frame.ip(), of, true));
        }
        if (functions.size() > 1) {
            Libdw.Function outer = functions.get(functions.size() - 1);
            place = new CodePlace(
                    frame.ip(),
                    place.symbol().isEmpty() ? outer.name() : place.symbol(),
                    place.offset(),
                    place.module(),
                    place.moduleOffset(),
                    outer.file(),
                    outer.line());
        }
        stack.add(new StackFrame(stack.size(), frame.ip(), place, false));
    }

    @Override
    public void close() {
        opened.values().forEach(Libdw::close);
        opened.clear();
    }
}
