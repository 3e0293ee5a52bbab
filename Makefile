# kxreport
#
#   make handout     install what is missing, build, write handout.pdf
#   make check       install what is missing, build, run all tests
#   make install     PREFIX=/usr/local, DESTDIR= for packagers
#
#   make             build build/release/kxreport      BUILD=debug|release|sanitize
#   make CUPS=       the same without printing
#   make deps        only install what the build needs
#   make sanitize    the tests of the C code under AddressSanitizer and UBSan
#   make valgrind    a whole run under valgrind
#   make faults      kill a batch before each of its writes, and fill its disk
#   make conformance other programs read every layout in every size, ink and paper
#   make bless       rewrite the golden files and show what changed
#   make peers       the same words by other programs, for comparison (tests/bench/peers/README.md)
#   make bench       how fast: whole processes and many sheets (tests/bench/README.md)
#   make gallery     every layout in every size, theme, ink and paper, under build/gallery, to be looked at
#   make picture     the README's pictures
#   make clean       remove build/ and handout.pdf
#
# Nothing is probed while this file is read: on a bare machine there is no
# compiler yet.  pkg-config runs when the first object is compiled.

BUILD  ?= release
PREFIX ?= /usr/local
DESTDIR ?=
ONLY   ?=

ifeq ($(origin CC),default)
CC := gcc
endif
AR ?= ar
PKG_CONFIG ?= pkg-config
export CC

OUT := build/$(BUILD)
BIN := $(OUT)/kxreport
LIB := $(OUT)/libkxreport.a
STORE := $(OUT)/kxreport.store
SHARE = $(PREFIX)/share/kxreport

# ---- sources, by folder ----

FOLDERS := base content read merge review document text frame layout pdf batch
LIB_SRC := $(foreach folder,$(FOLDERS),$(sort $(wildcard src/$(folder)/*.c)))
CLI_SRC := $(sort $(wildcard src/print/*.c)) $(filter-out src/cli/main.c,$(sort $(wildcard src/cli/*.c)))
UNIT_SRC := $(sort $(wildcard tests/unit/test_*.c))

LIB_OBJ := $(LIB_SRC:%.c=$(OUT)/%.o)
CLI_OBJ := $(CLI_SRC:%.c=$(OUT)/%.o)
MAIN_OBJ := $(OUT)/src/cli/main.o
UNIT_BIN := $(UNIT_SRC:tests/unit/%.c=$(OUT)/tests/%)
# The unit tests share what they test as one library, where its objects can be one: a hundred programs that each
# hold all of it, with sanitizers and debug information, are minutes of linking.
UNIT_LIB = $(if $(findstring -fPIC,$(CFLAGS)),$(OUT)/tests/libtested.so,$(CLI_OBJ) $(LIB))

# ---- flags ----

# CI treats warnings as errors.
WERROR ?= $(if $(CI),1)

CFLAGS_debug    := -O0 -g3 -fPIC
CFLAGS_release  := -O2 -g -fstack-protector-strong -D_FORTIFY_SOURCE=2
CFLAGS_sanitize := -O1 -g1 -fPIC -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=all
# libqpdf is loaded late, and the sanitizer must know C++'s exceptions from the start.
# A hash of all that is linked, by which the program knows results that it has kept.
LDFLAGS_build_id := -Wl,--build-id=sha1
LDFLAGS_sanitize := -fsanitize=address,undefined -Wl,--no-as-needed -l:libstdc++.so.6 -Wl,--as-needed
CFLAGS ?= $(CFLAGS_$(firstword $(subst -, ,$(BUILD))))
# What the unit tests themselves are compiled with besides: all that they test is under both sanitizers, optimized.
TEST_CFLAGS_sanitize := -O0 -fno-sanitize=undefined

WARN := -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wold-style-definition \
	-Wwrite-strings -Wpointer-arith -Wundef -Wvla -Wformat -Wformat-security -Wcast-qual -Wimplicit-fallthrough \
	$(if $(WERROR),-Werror)

# Evaluated once, when first used in a recipe.
PACKAGES := harfbuzz harfbuzz-subset fribidi jansson libcmark libpng libqpdf libturbojpeg expat libqrencode libdeflate nettle zlib sqlite3
# Loaded when they are needed (base/library.h); the tests know some of them from the start.
LATE := harfbuzz harfbuzz-subset fribidi libpng libqpdf libturbojpeg jansson libcmark expat libqrencode libdeflate zlib sqlite3
PKG_CFLAGS = $(eval PKG_CFLAGS := $$(shell $(PKG_CONFIG) --cflags $(PACKAGES)))$(PKG_CFLAGS)
PKG_LIBS = $(eval PKG_LIBS := $$(shell $(PKG_CONFIG) --libs $(filter-out $(LATE),$(PACKAGES))))$(PKG_LIBS)

# Printing needs CUPS: "make CUPS=" leaves it out, and so does a machine without its headers.  Debian 12 has no
# cups.pc.  The headers are enough: the library is loaded when something is printed.
CUPS_FOUND = $(eval CUPS_FOUND := $$(shell $(PKG_CONFIG) --modversion cups 2>/dev/null || cups-config --version 2>/dev/null))$(CUPS_FOUND)
CUPS ?= $(CUPS_FOUND)

ALL_CPPFLAGS = -D_GNU_SOURCE -Isrc -Iinclude $(CPPFLAGS)
ALL_CFLAGS = -std=c17 $(WARN) $(CFLAGS)
ALL_LDFLAGS = $(LDFLAGS_build_id) $(LDFLAGS_$(firstword $(subst -, ,$(BUILD)))) $(LDFLAGS)
# Those that pkg-config does not know; kxreport.pc names them too.
PLAIN_LIBS = -lm
LIBS = $(PKG_LIBS) $(PLAIN_LIBS) $(LDLIBS)

# As many jobs as processors, unless make was told how many.
JOBS = $(if $(filter -j%,$(MAKEFLAGS))$(findstring j,$(firstword -$(MAKEFLAGS))),,-j$(shell nproc 2>/dev/null || echo 2))
SUBMAKE = $(MAKE) --no-print-directory $(JOBS)

# Commands are shown short; V=1 shows them whole.  Make says so itself: an echo for each is a process for each.
Q := $(if $(V),,@)
say = $(if $(V),,$(info $()  $(1) $(patsubst $(OUT)/%,%,$@)))

# ---- what people type ----

.PHONY: all handout check deps install uninstall sanitize valgrind bless bench peers gallery picture clean faults conformance
.DELETE_ON_ERROR:
.SUFFIXES:

all: $(BIN) $(LIB) $(STORE)

handout:
	@.ci/deps build
	@$(SUBMAKE) all
	$(BIN) --out handout.pdf

deps:
	@.ci/deps build

check:
	@.ci/deps test
	@$(SUBMAKE) BUILD=release all bench-programs
	@$(SUBMAKE) BUILD=sanitize all unit
	@tests/run $(ONLY)

sanitize:
	@.ci/deps test
	@$(SUBMAKE) BUILD=sanitize all unit
	@tests/run unit

valgrind:
	@.ci/deps test
	@$(SUBMAKE) BUILD=release all bench-programs
	@tests/run valgrind

faults:
	@.ci/deps test
	@$(SUBMAKE) BUILD=release all
	@FAULTS=200 sh tests/cli/faults.sh

conformance:
	@.ci/deps test
	@$(SUBMAKE) BUILD=release all
	@MATRIX=all sh tests/conformance/matrix.sh

bless:
	@.ci/deps test
	@$(SUBMAKE) BUILD=release all
	@$(SUBMAKE) BUILD=sanitize all unit
	@BLESS=1 tests/run golden cases unit/test_document; git --no-pager diff --stat -- tests

bench:
	@.ci/deps test
	@$(SUBMAKE) all bench-programs
	@tests/bench/run

peers:
	@.ci/deps test
	@$(SUBMAKE) all bench-programs
	@tests/bench/peers/run

gallery:
	@.ci/deps test
	@$(SUBMAKE) all
	@templates/preview/gallery $(BIN) build/gallery

picture:
	@.ci/deps test
	@$(SUBMAKE) all
	@templates/preview/picture $(BIN) $(OUT)/picture templates/preview

clean:
	rm -rf build handout.pdf

# ---- building ----

.PHONY: unit objects
unit: $(UNIT_BIN)
objects: $(LIB_OBJ) $(CLI_OBJ) $(MAIN_OBJ)

$(BIN): $(MAIN_OBJ) $(CLI_OBJ) $(LIB)
	$(call say,link)
	$(Q)$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ $^ $(LIBS)

$(LIB): $(LIB_OBJ)
	$(call say,ar  )
	$(Q)rm -f $@ && $(AR) rcsD $@ $^

$(OUT)/%.o: %.c $(OUT)/flags
	$(call say,cc  )
	$(Q)$(CC) $(ALL_CPPFLAGS) $(PKG_CFLAGS) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

# The folder compiled in as the last place to look: its object follows PREFIX.
$(OUT)/src/cli/share.o: CPPFLAGS += -DKX_SHARE_FOLDER='"$(SHARE)"'
$(OUT)/src/cli/share.o: $(OUT)/prefix

# The rows of a logo are filtered byte by byte, which a compiler can do many at a time.
$(OUT)/src/pdf/png.o: private ALL_CFLAGS += $(if $(filter release%,$(BUILD)),-O3)

# The names under which libraries install themselves, for those whose name differs from build to build.
SONAME = $(shell readelf -d "$$($(CC) -print-file-name=lib$(1).so)" 2>/dev/null | sed -n 's/.*(SONAME).*\[\(.*\)\].*/\1/p')
$(OUT)/src/text/foreign.o $(OUT)/src/batch/stored.o: CPPFLAGS += -DKX_UNIBREAK_FILE='"$(or $(call SONAME,unibreak),libunibreak.so)"'
$(OUT)/src/read/foreign.o $(OUT)/src/batch/stored.o: CPPFLAGS += -DKX_CMARK_FILE='"$(or $(call SONAME,cmark),libcmark.so)"'
$(OUT)/src/pdf/haru.o: CPPFLAGS += -DKX_HARU_FILE='"$(or $(call SONAME,hpdf),libhpdf.so)"'

# Its objects follow CUPS.
$(OUT)/src/print/%.o: CPPFLAGS += $(if $(strip $(CUPS)),-DKX_CUPS)
$(filter $(OUT)/src/print/%,$(CLI_OBJ)): $(OUT)/printing

# A test program is compiled by itself, so that a compiler cache can serve it.
$(OUT)/tests/%.o: tests/unit/%.c $(OUT)/flags
	$(call say,cc  )
	$(Q)$(CC) $(ALL_CPPFLAGS) -Itests $(PKG_CFLAGS) $(ALL_CFLAGS) $(TEST_CFLAGS_$(BUILD)) -MMD -MP -c -o $@ $<

$(OUT)/tests/libtested.so: $(CLI_OBJ) $(LIB_OBJ)
	$(call say,link)
	$(Q)$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -shared -o $@ $^ $(LIBS)

# A hundred small programs over large libraries: gold, where it is installed, links them in a third of ld's time.
GOLD = $(eval GOLD := $$(if $$(shell command -v ld.gold),-fuse-ld=gold))$(GOLD)
$(UNIT_BIN): $(OUT)/tests/%: $(OUT)/tests/%.o $(UNIT_LIB)
	$(call say,test)
	$(Q)$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) $(GOLD) -Wl,-rpath,'$$ORIGIN' -o $@ $< $(UNIT_LIB) -lcmocka -ljansson -lcmark -lharfbuzz -lhpdf -lpng -lz -lsqlite3 $(LIBS)

# What `make bench` and the test that counts instructions run.
.PHONY: bench-programs
bench-programs: $(OUT)/bench/many $(OUT)/bench/pairs
$(OUT)/bench/%: tests/bench/%.c $(OUT)/src/cli/heap.o $(LIB) $(OUT)/flags
	$(call say,link)
	$(Q)$(CC) $(ALL_CPPFLAGS) $(PKG_CFLAGS) $(ALL_CFLAGS) $(ALL_LDFLAGS) -MMD -MP -MF $@.d -o $@ $< $(OUT)/src/cli/heap.o $(LIB) $(LIBS)

# Rewritten only when the flags (or the prefix) change, and with them what depends on them.  The folders of objects are
# made here, once, since every object depends on the flags.
.PHONY: force
$(OUT)/flags: force
	@mkdir -p $(sort $(dir $(LIB_OBJ) $(CLI_OBJ) $(MAIN_OBJ) $(UNIT_BIN)) $(OUT)/bench)
	@echo '$(subst ','\'',$(CC) $(ALL_CPPFLAGS) $(ALL_CFLAGS) $(ALL_LDFLAGS))' | cmp -s - $@ || \
		echo '$(subst ','\'',$(CC) $(ALL_CPPFLAGS) $(ALL_CFLAGS) $(ALL_LDFLAGS))' >$@
$(OUT)/prefix: force
	@mkdir -p $(@D)
	@echo '$(SHARE)' | cmp -s - $@ || echo '$(SHARE)' >$@
$(OUT)/printing: force
	@mkdir -p $(@D)
	@echo '$(if $(strip $(CUPS)),CUPS)' | cmp -s - $@ || echo '$(if $(strip $(CUPS)),CUPS)' >$@

-include $(wildcard $(LIB_OBJ:.o=.d) $(CLI_OBJ:.o=.d) $(MAIN_OBJ:.o=.d) $(UNIT_BIN:=.d) $(wildcard $(OUT)/bench/*.d))

# ---- installing ----

BASH_DIR = $(DESTDIR)$(PREFIX)/share/bash-completion/completions
ZSH_DIR = $(DESTDIR)$(PREFIX)/share/zsh/site-functions
FISH_DIR = $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d
MAN_DIR = $(DESTDIR)$(PREFIX)/share/man/man1
UNIT_DIR = $(DESTDIR)$(PREFIX)/lib/systemd/system
SYSUSERS_DIR = $(DESTDIR)$(PREFIX)/lib/sysusers.d
UNITS := $(notdir $(wildcard templates/deploy/*.service templates/deploy/*.timer))
SHARED := $(sort $(shell find data templates fonts -type f ! -path '*/preview/*' ! -name '.*' 2>/dev/null))

# What sheets have in common, worked out by the program just built.  Where it cannot (data that are being worked on, another
# machine's program) an empty file stands for it: sheets are the same without.
$(STORE): $(BIN) $(SHARED)
	$(call say,keep)
	$(Q)KXREPORT_SHARE=. KXREPORT_STORE= $(BIN) -q prepare --out $@ || : >$@

install: all
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/include $(DESTDIR)$(PREFIX)/lib/pkgconfig \
		$(BASH_DIR) $(ZSH_DIR) $(FISH_DIR) $(MAN_DIR) $(UNIT_DIR) $(SYSUSERS_DIR)
	install -m 755 $(BIN) $(DESTDIR)$(PREFIX)/bin/kxreport
	install -m 644 include/kxreport.h $(DESTDIR)$(PREFIX)/include/kxreport.h
	install -m 644 $(LIB) $(DESTDIR)$(PREFIX)/lib/libkxreport.a
	rm -rf $(DESTDIR)$(SHARE)
	@for file in $(SHARED); do install -D -m 644 $$file $(DESTDIR)$(SHARE)/$$file || exit 1; done
	install -m 644 LICENSE $(DESTDIR)$(SHARE)/LICENSE
	@# It knows the files where they stand now (base/stamp.h); in a package nothing of the machine that made it.
	KXREPORT_SHARE=$(DESTDIR)$(SHARE) KXREPORT_STORE= $(BIN) -q prepare $(if $(DESTDIR),--portable) \
		--out $(DESTDIR)$(SHARE)/kxreport.store || : >$(DESTDIR)$(SHARE)/kxreport.store
	@for unit in $(UNITS); do sed 's,/usr/local/bin/,$(PREFIX)/bin/,' templates/deploy/$$unit >$(OUT)/unit && \
		install -m 644 $(OUT)/unit $(UNIT_DIR)/$$unit || exit 1; done
	install -m 644 templates/deploy/kxreport.sysusers $(SYSUSERS_DIR)/kxreport.conf
	$(BIN) --man >$(OUT)/kxreport.1 && install -m 644 $(OUT)/kxreport.1 $(MAN_DIR)/kxreport.1
	$(BIN) completion bash >$(OUT)/completion && install -m 644 $(OUT)/completion $(BASH_DIR)/kxreport
	$(BIN) completion zsh >$(OUT)/completion && install -m 644 $(OUT)/completion $(ZSH_DIR)/_kxreport
	$(BIN) completion fish >$(OUT)/completion && install -m 644 $(OUT)/completion $(FISH_DIR)/kxreport.fish
	printf '%s\n' 'prefix=$(PREFIX)' 'Name: kxreport' 'Description: clinic handouts from curated summaries' \
		"Version: $$($(BIN) --version -q | sed -n '1s/.* //p')" 'Requires: $(PACKAGES)' \
		'Libs: -L$${prefix}/lib -lkxreport $(PLAIN_LIBS)' 'Cflags: -I$${prefix}/include' \
		>$(DESTDIR)$(PREFIX)/lib/pkgconfig/kxreport.pc

uninstall:
	rm -f $(DESTDIR)$(PREFIX)/bin/kxreport $(DESTDIR)$(PREFIX)/include/kxreport.h \
		$(DESTDIR)$(PREFIX)/lib/libkxreport.a $(DESTDIR)$(PREFIX)/lib/pkgconfig/kxreport.pc \
		$(MAN_DIR)/kxreport.1 $(BASH_DIR)/kxreport $(ZSH_DIR)/_kxreport $(FISH_DIR)/kxreport.fish \
		$(addprefix $(UNIT_DIR)/,$(UNITS)) $(SYSUSERS_DIR)/kxreport.conf
	rm -rf $(DESTDIR)$(SHARE)
