# jrr-tui: `make help` lists the targets.

PREFIX ?= /usr/local
DESTDIR ?=

TREE := target/jrr-tui
NATIVE := target/native
BUILT := target/.built
# Folders too: one is newer when a file in it is gone.
JAVA_SOURCES := $(shell find src/main/java src/main/resources 2>/dev/null)
NATIVE_SOURCES := $(shell find native -type f 2>/dev/null)
TRACEE_LIBRARIES := $(patsubst %,target/tracees/libcalling%.so,0 1 2)
TRACEES := $(patsubst src/test/tracees/%.c,target/tracees/%,$(wildcard src/test/tracees/*.c))
DEMOS := $(patsubst src/main/demo/%.c,$(TREE)/share/jrr-tui/demo/%,$(wildcard src/main/demo/*.c))
LESSONS := $(patsubst src/main/demo/%,$(TREE)/share/jrr-tui/demo/%,$(filter-out %.c,$(wildcard src/main/demo/*)))
# In the recipes: the JDK that the set-up step chose.
WITH_JDK = JAVA_HOME="$$(sh src/build/setup.sh java-home)"
MVN = $(WITH_JDK) mvn -B -q

build: setup
	@$(MAKE) --no-print-directory tree

help:
	@echo 'make            builds $(TREE), a tree that runs where it is'
	@echo 'make run        begins the lesson on a deadlock in the explorer; PROG="ls -l /" records that'
	@echo 'make test       builds, and passes every test'
	@echo 'make install    copies the tree below PREFIX ($(PREFIX)); DESTDIR is put before it'
	@echo 'make bench      measures recording and replay against native runs and strace'
	@echo 'make format     formats the Java sources'
	@echo 'make golden     writes the expected screens and texts of the tests anew'
	@echo 'make clean      removes all that was built'
	@echo 'make setup      installs the tools of the build (make test: those of the tests too)'

setup:
	@sh src/build/setup.sh build

# --- the tree ---------------------------------------------------------------------------------
# Only with the tools there, hence by way of `build`.
tree: $(TREE)/bin/jrr-tui $(DEMOS) $(LESSONS) $(TREE)/lib/archive/classes

# The jar and what it needs at run time. The native libraries that three of the jars carry are
# unpacked here, or each run would unpack them again.
$(BUILT): pom.xml $(JAVA_SOURCES)
	@rm -rf target/lib
	$(MVN) -DskipTests package
	@mkdir -p $(TREE)/lib/native
	@rm -f $(TREE)/lib/*.jar
	@cp -p target/jrr-tui.jar $(TREE)/lib/jrr-tui.jar
	@cp -p target/lib/*.jar $(TREE)/lib/
	@$(WITH_JDK); rm -rf target/unpacked; mkdir -p target/unpacked; cd target/unpacked; \
	    for jar in ../lib/jna-*.jar ../lib/zstd-jni-*.jar ../lib/jline-*.jar; do \
	        "$$JAVA_HOME/bin/jar" xf "$$jar" com/sun/jna/linux-x86-64 linux/amd64 \
	            org/jline/nativ/Linux/x86_64 || exit 1; \
	    done
	@cp target/unpacked/com/sun/jna/linux-x86-64/libjnidispatch.so $(TREE)/lib/native/
	@cp target/unpacked/linux/amd64/libzstd-jni-*.so $(TREE)/lib/native/libzstd-jni.so
	@cp target/unpacked/org/jline/nativ/Linux/x86_64/libjlinenative.so $(TREE)/lib/native/
	@touch $@

$(NATIVE)/.built: $(NATIVE_SOURCES)
	@mkdir -p $(NATIVE)
	@$(MAKE) --no-print-directory -C native all OUT="$(CURDIR)/$(NATIVE)"
	@touch $@

$(TREE)/bin/jrr-tui: $(BUILT) $(NATIVE)/.built src/main/launcher/jrr-tui
	@mkdir -p $(TREE)/bin $(TREE)/lib/native
	@find $(NATIVE) -maxdepth 1 -type f ! -name '.*' -exec cp -p {} $(TREE)/lib/native/ \;
	@install -m 755 src/main/launcher/jrr-tui $@

$(TREE)/share/jrr-tui/demo/%: src/main/demo/%.c
	@mkdir -p $(@D)
	@cp $< $(@D)/
	gcc -g -O0 -Wall -Wextra -pthread -o $@ $<

# Lessons, the page that says how they are written, and programs that need no compiler.
$(TREE)/share/jrr-tui/demo/%: src/main/demo/%
	@mkdir -p $(@D)
	@cp $< $@

# Last, because an archive fits only the jar and the path that it was made from.
$(TREE)/lib/archive/classes: $(TREE)/bin/jrr-tui src/build/archive.sh src/main/launcher/make-archive
	@sh src/build/archive.sh $(TREE)

# --- run --------------------------------------------------------------------------------------
# PROG is split into words as a shell would, quotes included.
run: build
	@eval "set -- $${PROG-}"; sh src/build/run.sh $(TREE)/bin/jrr-tui "$$@"
export PROG

# --- test -------------------------------------------------------------------------------------
test: setup-test
	@$(MAKE) --no-print-directory tree tracees
	$(WITH_JDK) mvn -B verify $(MVN_ARGS)

setup-test:
	@sh src/build/setup.sh test

tracees: $(TRACEES) $(TRACEE_LIBRARIES)

# A first line `// cflags: ...` adds flags for one program.
target/tracees/%: src/test/tracees/%.c
	@mkdir -p $(@D)
	gcc -O1 -g -pthread -o $@ $< $$(sed -n '1s|^// cflags:||p' $<)

# getpid, getppid, getuid.
target/tracees/libcalling%.so: src/test/tracees/libraries/calling.c
	@mkdir -p $(@D)
	set -- 39 110 102; shift $*; gcc -O1 -g -shared -fPIC -DNUMBER=$$1 -o $@ $<

golden: setup-test
	@$(MAKE) --no-print-directory tree tracees
	$(MVN) verify -Djrr.golden=write $(MVN_ARGS)

bench: build
	@bash src/bench/bench.sh $(TREE)/bin/jrr-tui

format: setup
	$(MVN) spotless:apply

# --- install ----------------------------------------------------------------------------------
install: build
	@install -d "$(DESTDIR)$(PREFIX)/lib/jrr-tui" "$(DESTDIR)$(PREFIX)/bin"
	@rm -rf "$(DESTDIR)$(PREFIX)/lib/jrr-tui"/*
	@cp -Rp $(TREE)/* "$(DESTDIR)$(PREFIX)/lib/jrr-tui/"
	@rm -f "$(DESTDIR)$(PREFIX)/lib/jrr-tui/lib/archive"/*.jsa
	@ln -sf ../lib/jrr-tui/bin/jrr-tui "$(DESTDIR)$(PREFIX)/bin/jrr-tui"
	@$(if $(DESTDIR),,sh src/build/archive.sh --installed "$(PREFIX)/lib/jrr-tui")
	@echo "installed $(DESTDIR)$(PREFIX)/bin/jrr-tui"

clean:
	rm -rf target

.PHONY: build help setup setup-test tree run test tracees golden bench format install clean
.DELETE_ON_ERROR:
