/*
 * Names, lines and stacks of a stopped program, by elfutils' libdw. The program need not be one that
 * the kernel runs: its modules are told one by one, its registers are given, its memory is a file.
 * Libdw.java is the other side; keep the two equal. One thread at a time.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <dwarf.h>
#include <elfutils/libdw.h>
#include <elfutils/libdwfl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define REGISTERS 17 /* in the order of DWARF: rax, rdx, rcx, rbx, rsi, rdi, rbp, rsp, r8 to r15, rip */

struct symbols {
    Dwfl *dwfl;
    int memory;
    int is_attached;
    uint64_t registers[REGISTERS];
    Dwarf_Die *unit; /* whose sources were told last */
    char *(*demangle)(const char *, char *, size_t *, int *);
};

static const Dwfl_Callbacks callbacks = {
    .find_elf = dwfl_build_id_find_elf,
    .find_debuginfo = dwfl_standard_find_debuginfo,
    .section_address = dwfl_offline_section_address,
};

struct symbols *jrr_symbols_open(void)
{
    struct symbols *symbols = calloc(1, sizeof *symbols);
    void *library;

    if (symbols == NULL)
        return NULL;
    /* No answer is worth asking the network for. */
    unsetenv("DEBUGINFOD_URLS");
    symbols->dwfl = dwfl_begin(&callbacks);
    library = dlopen("libstdc++.so.6", RTLD_LAZY);
    if (library != NULL)
        symbols->demangle = (char *(*)(const char *, char *, size_t *, int *))dlsym(library, "__cxa_demangle");
    dwfl_report_begin(symbols->dwfl);
    return symbols;
}

void jrr_symbols_close(struct symbols *symbols)
{
    dwfl_end(symbols->dwfl);
    free(symbols);
}

/* A file that is mapped, with its lowest segment at an address. 0 if it is no ELF file. */
int jrr_symbols_module(struct symbols *symbols, const char *name, const char *path, uint64_t base)
{
    return dwfl_report_elf(symbols->dwfl, name, path, -1, base, 0) != NULL;
}

/* All modules are told. */
void jrr_symbols_ready(struct symbols *symbols)
{
    dwfl_report_end(symbols->dwfl, NULL, NULL);
}

/* A name for people; as it is where it cannot be told. */
static void put_name(struct symbols *symbols, const char *name, char *out, size_t size)
{
    char *plain = NULL;
    int status = -1;

    if (symbols->demangle != NULL && name[0] == '_' && name[1] == 'Z')
        plain = symbols->demangle(name, NULL, NULL, &status);
    snprintf(out, size, "%s", plain != NULL && status == 0 ? plain : name);
    free(plain);
    /* A version of the symbol, such as pthread_cond_wait@@GLIBC_2.3.2. */
    plain = strchr(out, '@');
    if (plain != NULL && plain != out)
        *plain = 0;
}

/* The symbol that an address belongs to, and how far behind its start; 0 if there is none. */
int jrr_symbols_name(struct symbols *symbols, uint64_t address, char *out, uint64_t size, uint64_t *offset)
{
    Dwfl_Module *module = dwfl_addrmodule(symbols->dwfl, address);
    GElf_Off behind;
    GElf_Sym symbol;
    const char *name;

    if (module == NULL)
        return 0;
    name = dwfl_module_addrinfo(module, address, &behind, &symbol, NULL, NULL, NULL);
    /* Behind the end of a symbol that has one, nobody knows whose code it is. */
    if (name == NULL || name[0] == 0 || (symbol.st_size != 0 && behind >= symbol.st_size))
        return 0;
    put_name(symbols, name, out, size);
    *offset = behind;
    return 1;
}

/* Where a unit was compiled; null if nobody knows. */
static const char *folder_of(Dwarf_Die *unit)
{
    Dwarf_Attribute attribute;

    return dwarf_formstring(dwarf_attr(unit, DW_AT_comp_dir, &attribute));
}

/* A source file by the same path wherever it is told. */
static int put_path(const char *folder, const char *name, char *out, size_t size)
{
    if (name[0] == '/' || folder == NULL)
        return snprintf(out, size, "%s", name);
    return snprintf(out, size, "%s/%s", folder, name);
}

static int line_of(Dwfl_Module *module, uint64_t address, char *file, size_t size, int *line)
{
    Dwfl_Line *found = dwfl_module_getsrc(module, address);
    const char *name, *folder;

    if (found == NULL)
        return 0;
    name = dwfl_lineinfo(found, NULL, line, NULL, NULL, NULL);
    if (name == NULL)
        return 0;
    folder = name[0] == '/' ? NULL : dwfl_line_comp_dir(found);
    put_path(folder, name, file, size);
    return 1;
}

/* The source line of an address; 0 if it is not known. */
int jrr_symbols_line(struct symbols *symbols, uint64_t address, char *file, uint64_t size, int *line)
{
    Dwfl_Module *module = dwfl_addrmodule(symbols->dwfl, address);

    return module != NULL && line_of(module, address, file, size, line);
}

static const char *name_of(Dwarf_Die *die)
{
    Dwarf_Attribute attribute;
    const char *name = NULL;

    if (dwarf_attr_integrate(die, DW_AT_linkage_name, &attribute) != NULL)
        name = dwarf_formstring(&attribute);
    if (name == NULL && dwarf_attr_integrate(die, DW_AT_name, &attribute) != NULL)
        name = dwarf_formstring(&attribute);
    return name;
}

/*
 * The functions that are inlined at an address, the innermost first, then that in which they are:
 * lines of name, tab, file, tab, line number, each where it is at that address. Returns how many.
 */
int jrr_symbols_inlined(struct symbols *symbols, uint64_t address, char *out, uint64_t size)
{
    Dwfl_Module *module = dwfl_addrmodule(symbols->dwfl, address);
    Dwarf_Addr bias;
    Dwarf_Die *unit, *inner = NULL, *scopes = NULL;
    char file[4096];
    int line = 0, count = 0, found;
    size_t used = 0;

    out[0] = 0;
    if (module == NULL || (unit = dwfl_module_addrdie(module, address, &bias)) == NULL)
        return 0;
    if (!line_of(module, address, file, sizeof file, &line))
        return 0;
    /* The scopes of an address go on where an inlined function is defined; those of a DIE, where it is called. */
    found = 0;
    if (dwarf_getscopes(unit, address - bias, &inner) > 0)
        found = dwarf_getscopes_die(&inner[0], &scopes);
    free(inner);
    for (int i = 0; i < found; i++) {
        int tag = dwarf_tag(&scopes[i]);
        const char *name;
        char plain[1024];

        if (tag != DW_TAG_inlined_subroutine && tag != DW_TAG_subprogram)
            continue;
        name = name_of(&scopes[i]);
        put_name(symbols, name != NULL ? name : "?", plain, sizeof plain);
        used += (size_t)snprintf(out + used, size - used, "%s\t%s\t%d\n", plain, file, line);
        if (used >= size)
            break;
        count++;
        if (tag == DW_TAG_subprogram)
            break;
        /* Where the function around it calls this one. */
        Dwarf_Attribute attribute;
        Dwarf_Word number = 0;
        Dwarf_Files *files;
        if (dwarf_formudata(dwarf_attr(&scopes[i], DW_AT_call_line, &attribute), &number) == 0)
            line = (int)number;
        if (dwarf_formudata(dwarf_attr(&scopes[i], DW_AT_call_file, &attribute), &number) == 0
            && dwarf_getsrcfiles(unit, &files, NULL) == 0) {
            const char *caller = dwarf_filesrc(files, number, NULL, NULL);
            if (caller != NULL)
                put_path(folder_of(unit), caller, file, sizeof file);
        }
    }
    free(scopes);
    return count;
}

/* A plain name without its arguments, its template's and what it returns. */
static size_t base_name(const char *plain, char *base, size_t size)
{
    size_t length = 0;
    int depth = 0;

    for (const char *at = plain; *at != 0 && length + 1 < size; at++) {
        if (*at == '<' && strncmp(at - (at - plain >= 8 ? 8 : at - plain), "operator", 8) != 0) {
            depth++;
        } else if (*at == '>' && depth > 0) {
            depth--;
        } else if (depth == 0) {
            if (*at == '(' && strncmp(at, "(anonymous", 10) != 0)
                break;
            if (*at == ' ' && strncmp(at - (at - plain >= 8 ? 8 : at - plain), "operator", 8) != 0)
                length = 0;
            else
                base[length++] = *at;
        }
    }
    base[length] = 0;
    return length;
}

/* Whether a plain name is what a person calls by another, perhaps without the namespaces or classes around it. */
static bool is_called(const char *plain, const char *wanted)
{
    char base[1024];
    size_t length = base_name(plain, base, sizeof base);
    size_t part = strlen(wanted);

    if (length < part || strcmp(base + length - part, wanted) != 0)
        return false;
    return length == part || (length > part + 1 && base[length - part - 1] == ':');
}

struct search {
    struct symbols *symbols;
    const char *name;
    uint64_t *out;
    int most, count;
    int line;
};

static void add(struct search *search, uint64_t address)
{
    for (int i = 0; i < search->count; i++)
        if (search->out[i] == address)
            return;
    if (search->count < search->most)
        search->out[search->count++] = address;
}

static int find_name(Dwfl_Module *module, void **user, const char *name, Dwarf_Addr base, void *argument)
{
    struct search *search = argument;
    int count = dwfl_module_getsymtab(module);

    (void)user, (void)name, (void)base;
    for (int i = 1; i < count; i++) {
        GElf_Sym symbol;
        GElf_Addr address;
        const char *symbol_name = dwfl_module_getsym_info(module, i, &symbol, &address, NULL, NULL, NULL);
        char plain[1024];

        if (symbol_name == NULL || address == 0 || symbol.st_shndx == SHN_UNDEF)
            continue;
        int type = GELF_ST_TYPE(symbol.st_info);
        if (type != STT_FUNC && type != STT_OBJECT && type != STT_NOTYPE && type != STT_GNU_IFUNC)
            continue;
        size_t length = strlen(search->name);
        if (strncmp(symbol_name, search->name, length) != 0
            || (symbol_name[length] != 0 && symbol_name[length] != '@')) {
            if (symbol_name[0] != '_' || symbol_name[1] != 'Z' || search->symbols->demangle == NULL)
                continue;
            put_name(search->symbols, symbol_name, plain, sizeof plain);
            if (!is_called(plain, search->name))
                continue;
        }
        add(search, address);
    }
    return DWARF_CB_OK;
}

/* Where a symbol is, in all modules, functions and data. Returns how many there are. */
int jrr_symbols_find(struct symbols *symbols, const char *name, uint64_t *out, int most)
{
    struct search search = {symbols, name, out, most, 0, 0};

    dwfl_getmodules(symbols->dwfl, find_name, &search, 0);
    return search.count;
}

static int has_suffix(const char *path, const char *name)
{
    size_t length = strlen(path), part = strlen(name);

    return length >= part && strcmp(path + length - part, name) == 0
        && (length == part || name[0] == '/' || path[length - part - 1] == '/');
}

/* Whether a source file is one that a person calls by the end of its path, or by the whole. */
static bool is_file(const char *folder, const char *name, const char *wanted)
{
    char path[4096];

    if (has_suffix(name, wanted))
        return true;
    return name[0] != '/' && folder != NULL && strchr(wanted, '/') != NULL
        && put_path(folder, name, path, sizeof path) < (int)sizeof path && has_suffix(path, wanted);
}

static int find_line(Dwfl_Module *module, void **user, const char *name, Dwarf_Addr base, void *argument)
{
    struct search *search = argument;
    Dwarf_Addr bias;
    Dwarf_Die *unit = NULL;

    (void)user, (void)name, (void)base;
    while ((unit = dwfl_module_nextcu(module, unit, &bias)) != NULL) {
        Dwarf_Lines *lines;
        size_t count;
        int best = 0;
        const char *folder = folder_of(unit);

        if (dwarf_getsrclines(unit, &lines, &count) != 0)
            continue;
        /* The line itself, or the first behind it that has code. */
        for (size_t i = 0; i < count; i++) {
            Dwarf_Line *line = dwarf_onesrcline(lines, i);
            const char *file = dwarf_linesrc(line, NULL, NULL);
            int number;

            if (file != NULL && is_file(folder, file, search->name) && dwarf_lineno(line, &number) == 0
                && number >= search->line && (best == 0 || number < best))
                best = number;
        }
        bool was_in = false;
        for (size_t i = 0; best != 0 && i < count; i++) {
            Dwarf_Line *line = dwarf_onesrcline(lines, i);
            const char *file = dwarf_linesrc(line, NULL, NULL);
            int number;
            bool is_statement = false, is_end = false;
            Dwarf_Addr address;

            if (dwarf_lineno(line, &number) != 0 || dwarf_lineaddr(line, &address) != 0)
                continue;
            dwarf_linebeginstatement(line, &is_statement);
            dwarf_lineendsequence(line, &is_end);
            bool is_in = !is_end && number == best && file != NULL && is_file(folder, file, search->name);
            if (is_in && !was_in && is_statement)
                add(search, address + bias);
            was_in = is_in;
        }
    }
    return DWARF_CB_OK;
}

/* Where the code of a source line begins, in each place where it has some. Returns how many there are. */
int jrr_symbols_find_line(struct symbols *symbols, const char *file, int line, uint64_t *out, int most)
{
    struct search search = {symbols, file, out, most, 0, line};

    dwfl_getmodules(symbols->dwfl, find_line, &search, 0);
    return search.count;
}

/*
 * The source files of the next unit of all modules, a line each. Returns how many; -1 if there is no unit
 * left. Those that do not fit are left out.
 */
int jrr_symbols_next_sources(struct symbols *symbols, char *out, uint64_t size)
{
    Dwarf_Addr bias;
    Dwarf_Files *files;
    size_t count, used = 0;
    int told = 0;

    out[0] = 0;
    symbols->unit = dwfl_nextcu(symbols->dwfl, symbols->unit, &bias);
    if (symbols->unit == NULL)
        return -1;
    if (dwarf_getsrcfiles(symbols->unit, &files, &count) != 0)
        return 0;
    for (size_t i = 0; i < count; i++) {
        const char *name = dwarf_filesrc(files, i, NULL, NULL);
        char path[4096];
        int length;

        if (name == NULL || strchr(name, '\n') != NULL)
            continue;
        length = put_path(folder_of(symbols->unit), name, path, sizeof path);
        if (length >= (int)sizeof path || used + (size_t)length + 2 > size)
            continue;
        used += (size_t)snprintf(out + used, size - used, "%s\n", path);
        told++;
    }
    return told;
}

/* What is offered to somebody who types has to be there soon, and so may be a part. */
#define PATIENCE_NANOS 250000000LL

struct listing {
    struct symbols *symbols;
    const char *start;
    char *out;
    size_t size, used;
    int count;
    long long end;
};

static long long nanos(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000000000LL + now.tv_nsec;
}

/* Adds a line of a kind, a name, a tab, and what it is part of. 0 if there is no room. */
static int put_line(struct listing *listing, char kind, const char *name, const char *of)
{
    int length = snprintf(listing->out + listing->used, listing->size - listing->used, "%c%s\t%s\n", kind, name, of);

    if (length < 0 || (size_t)length >= listing->size - listing->used) {
        listing->out[listing->used] = 0;
        return 0;
    }
    listing->used += (size_t)length;
    listing->count++;
    return 1;
}

static const char *last_part(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash != NULL ? slash + 1 : path;
}

/* The part of a name that begins like a text: the name, or what is left without namespaces or classes around it. */
static const char *part_starting(const char *name, const char *start)
{
    size_t length = strlen(start);

    for (const char *part = name; part != NULL;) {
        if (strncmp(part, start, length) == 0)
            return part;
        part = strstr(part, "::");
        if (part != NULL)
            part += 2;
    }
    return NULL;
}

static int list_names(Dwfl_Module *module, void **user, const char *name, Dwarf_Addr base, void *argument)
{
    static const char plain_name[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_:~";
    struct listing *listing = argument;
    const char *colons = listing->start;
    int count = dwfl_module_getsymtab(module);

    (void)user, (void)base;
    for (const char *next = strstr(colons, "::"); next != NULL; next = strstr(colons, "::"))
        colons = next + 2;
    for (int i = 1; i < count; i++) {
        GElf_Sym symbol;
        GElf_Addr address;
        char plain[1024], called[1024];
        const char *symbol_name = dwfl_module_getsym_info(module, i, &symbol, &address, NULL, NULL, NULL);

        if ((i & 1023) == 0 && nanos() > listing->end)
            return DWARF_CB_ABORT;
        if (symbol_name == NULL || address == 0 || symbol.st_shndx == SHN_UNDEF)
            continue;
        int type = GELF_ST_TYPE(symbol.st_info);
        if (type != STT_FUNC && type != STT_OBJECT && type != STT_GNU_IFUNC)
            continue;
        /* A name within a mangled one is there as it is: most need not be told for people to be left out. */
        bool is_mangled = symbol_name[0] == '_' && symbol_name[1] == 'Z' && listing->symbols->demangle != NULL;
        if (is_mangled ? strstr(symbol_name, colons) == NULL
                       : strncmp(symbol_name, listing->start, strlen(listing->start)) != 0)
            continue;
        put_name(listing->symbols, symbol_name, plain, sizeof plain);
        base_name(plain, called, sizeof called);
        const char *offered = part_starting(called, listing->start);
        /* Parts of functions and operators have names that cannot be typed. */
        if (offered == NULL || offered[strspn(offered, plain_name)] != 0)
            continue;
        if (!put_line(listing, type == STT_OBJECT ? 'd' : 'f', offered, last_part(name)))
            return DWARF_CB_ABORT;
    }
    return DWARF_CB_OK;
}

static int list_with(struct symbols *symbols, const char *start, char *out, uint64_t size,
                     int (*list)(Dwfl_Module *, void **, const char *, Dwarf_Addr, void *))
{
    struct listing listing = {symbols, start, out, size, 0, 0, nanos() + PATIENCE_NANOS};

    out[0] = 0;
    dwfl_getmodules(symbols->dwfl, list, &listing, 0);
    return listing.count;
}

/*
 * The functions (f) and data (d) whose names begin like a text, so that jrr_symbols_find takes them: lines of
 * that letter, the name, a tab, and the module. Some may come twice; not all where there are many, or it would
 * take long. Returns how many lines there are.
 */
int jrr_symbols_starting(struct symbols *symbols, const char *start, char *out, uint64_t size)
{
    return list_with(symbols, start, out, size, list_names);
}

static int list_files(Dwfl_Module *module, void **user, const char *name, Dwarf_Addr base, void *argument)
{
    struct listing *listing = argument;
    Dwarf_Addr bias;
    Dwarf_Die *unit = NULL;

    (void)user, (void)base;
    while ((unit = dwfl_module_nextcu(module, unit, &bias)) != NULL) {
        const char *file = dwarf_diename(unit);

        if (nanos() > listing->end)
            return DWARF_CB_ABORT;
        if (file != NULL && strncmp(last_part(file), listing->start, strlen(listing->start)) == 0
            && !put_line(listing, 's', last_part(file), last_part(name)))
            return DWARF_CB_ABORT;
    }
    return DWARF_CB_OK;
}

/* The source files (s), without their folders, that begin like a text; as jrr_symbols_starting. */
int jrr_symbols_files(struct symbols *symbols, const char *start, char *out, uint64_t size)
{
    return list_with(symbols, start, out, size, list_files);
}

struct line_set {
    const char *file;
    unsigned char *is_there;
    int most;
};

static int add_lines(Dwfl_Module *module, void **user, const char *name, Dwarf_Addr base, void *argument)
{
    struct line_set *set = argument;
    Dwarf_Addr bias;
    Dwarf_Die *unit = NULL;

    (void)user, (void)name, (void)base;
    while ((unit = dwfl_module_nextcu(module, unit, &bias)) != NULL) {
        const char *unit_name = dwarf_diename(unit);
        Dwarf_Lines *lines;
        size_t count;

        if (unit_name == NULL || !has_suffix(unit_name, set->file) || dwarf_getsrclines(unit, &lines, &count) != 0)
            continue;
        for (size_t i = 0; i < count; i++) {
            Dwarf_Line *line = dwarf_onesrcline(lines, i);
            const char *file = dwarf_linesrc(line, NULL, NULL);
            bool is_statement = false;
            int number;

            dwarf_linebeginstatement(line, &is_statement);
            if (is_statement && file != NULL && has_suffix(file, set->file) && dwarf_lineno(line, &number) == 0
                && number > 0 && number < set->most)
                set->is_there[number] = 1;
        }
    }
    return DWARF_CB_OK;
}

/* The lines below `most` of a source file that have code: is_there is 1 for each, and has to be 0 before. */
void jrr_symbols_lines(struct symbols *symbols, const char *file, unsigned char *is_there, int most)
{
    struct line_set set = {file, is_there, most};

    dwfl_getmodules(symbols->dwfl, add_lines, &set, 0);
}

static pid_t next_thread(Dwfl *dwfl, void *argument, void **thread)
{
    (void)dwfl;
    if (*thread != NULL)
        return 0;
    *thread = argument;
    return 1;
}

static bool get_thread(Dwfl *dwfl, pid_t tid, void *argument, void **thread)
{
    (void)dwfl, (void)tid;
    *thread = argument;
    return true;
}

static bool memory_read(Dwfl *dwfl, Dwarf_Addr address, Dwarf_Word *result, void *argument)
{
    struct symbols *symbols = argument;

    (void)dwfl;
    return pread(symbols->memory, result, 8, (off_t)address) == 8;
}

static bool set_registers(Dwfl_Thread *thread, void *argument)
{
    struct symbols *symbols = argument;

    return dwfl_thread_state_registers(thread, 0, REGISTERS, symbols->registers);
}

static const Dwfl_Thread_Callbacks thread_callbacks = {
    .next_thread = next_thread,
    .get_thread = get_thread,
    .memory_read = memory_read,
    .set_initial_registers = set_registers,
};

struct frames {
    uint64_t *out;
    int most, count;
};

static int add_frame(Dwfl_Frame *frame, void *argument)
{
    struct frames *frames = argument;
    Dwarf_Addr pc;
    bool is_activation;

    if (frames->count == frames->most || !dwfl_frame_pc(frame, &pc, &is_activation) || pc == 0)
        return DWARF_CB_ABORT;
    /* A caller stands behind its call: what it is in is told by the byte before. */
    frames->out[2 * frames->count] = pc;
    frames->out[2 * frames->count + 1] = is_activation ? pc : pc - 1;
    frames->count++;
    return DWARF_CB_OK;
}

/*
 * The frames of a stack, the innermost first: where each goes on, and an address that belongs to what
 * it is in.
 *
 * memory: a file that has the program's memory; registers: in the order of DWARF.
 */
int jrr_symbols_unwind(struct symbols *symbols, int memory, const uint64_t *registers, uint64_t *out, int most)
{
    struct frames frames = {out, most, 0};

    symbols->memory = memory;
    memcpy(symbols->registers, registers, sizeof symbols->registers);
    if (!symbols->is_attached) {
        if (!dwfl_attach_state(symbols->dwfl, NULL, 1, &thread_callbacks, symbols))
            return 0;
        symbols->is_attached = 1;
    }
    dwfl_getthread_frames(symbols->dwfl, 1, add_frame, &frames);
    return frames.count;
}
