package dev.jrr.symbols;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import net.fornwall.jelf.ElfFile;
import net.fornwall.jelf.ElfSegment;
import net.fornwall.jelf.ElfSymbol;
import net.fornwall.jelf.ElfSymbolTableSection;

/**
 * The functions and variables that an ELF file names itself, without any debug information. Addresses are
 * told from the start of the file's lowest segment, wherever that is mapped. Immutable.
 */
public final class ElfSymbols {
    /** PT_LOAD, STT_OBJECT, STT_FUNC and STT_GNU_IFUNC (elf(5)). */
    private static final int LOAD = 1;

    private static final int OBJECT = 1;
    private static final int FUNCTION = 2;
    private static final int INDIRECT_FUNCTION = 10;

    /** Knows nothing. */
    public static final ElfSymbols NONE = new ElfSymbols();

    private final TreeMap<Long, Symbol> byAddress = new TreeMap<>();

    private record Symbol(String name, long size, boolean isFunction) {}

    /** A name, and whether it is a function's. */
    public record Named(String name, boolean isFunction) {}

    /** A symbol, and how far behind its start. */
    public record Name(String symbol, long offset) {}

    private ElfSymbols() {}

    /** Those of a file; none if it is no ELF file, or damaged. */
    public static ElfSymbols of(Path file) {
        ElfSymbols symbols = new ElfSymbols();
        try {
            ElfFile elf = ElfFile.from(file);
            List<ElfSegment> segments = elf.segmentsOfType(LOAD);
            long first = segments.isEmpty() ? 0 : segments.get(0).p_vaddr;
            for (ElfSymbolTableSection table : elf.sectionsOfType(ElfSymbolTableSection.class)) {
                symbols.add(table, first);
            }
        } catch (IOException | RuntimeException | OutOfMemoryError damaged) {
            // The library believes what a file says of its own sizes.
            return NONE;
        }
        return symbols;
    }

    private void add(ElfSymbolTableSection table, long first) {
        for (ElfSymbol symbol : table.symbols) {
            boolean isNamed = symbol.st_shndx != 0
                    && symbol.st_value >= first
                    && (symbol.getType() == FUNCTION
                            || symbol.getType() == OBJECT
                            || symbol.getType() == INDIRECT_FUNCTION);
            String name = isNamed ? symbol.getName() : null;
            if (name != null && !name.isEmpty()) {
                byAddress.putIfAbsent(
                        symbol.st_value - first, new Symbol(name, symbol.st_size, symbol.getType() != OBJECT));
            }
        }
    }

    /** What an address belongs to. */
    public Optional<Name> name(long offset) {
        Map.Entry<Long, Symbol> entry = byAddress.floorEntry(offset);
        if (entry == null) {
            return Optional.empty();
        }
        long behind = offset - entry.getKey();
        Symbol symbol = entry.getValue();
        return symbol.size == 0 && behind > 0 || symbol.size > 0 && behind >= symbol.size
                ? Optional.empty()
                : Optional.of(new Name(symbol.name, behind));
    }

    /** Where a symbol is. */
    public List<Long> find(String name) {
        List<Long> found = new ArrayList<>();
        byAddress.forEach((address, symbol) -> {
            if (symbol.name.equals(name)) {
                found.add(address);
            }
        });
        return found;
    }

    /** The names that begin like this, in order. */
    public List<Named> starting(String start) {
        return byAddress.values().stream()
                .filter(symbol -> symbol.name.startsWith(start) && symbol.name.matches("[A-Za-z0-9_]+"))
                .map(symbol -> new Named(symbol.name, symbol.isFunction))
                .distinct()
                .sorted(Comparator.comparing(Named::name))
                .toList();
    }
}
