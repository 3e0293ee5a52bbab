/*
 * options: one table of commands and options.
 *
 * The parser, --help, `kxreport help COMMAND`, the manual page and the three
 * shells' completions are all made from these tables, so they cannot
 * disagree.  An option that a command does not have is refused (KX807): no
 * option is parsed and ignored.
 */
#ifndef KX_CLI_OPTIONS_H
#define KX_CLI_OPTIONS_H

#include "base/diagnostic.h"

#include <stdbool.h>
#include <stddef.h>

struct kx_arena;

enum kx_command_id {
	KX_CMD_RENDER, KX_CMD_CHECK, KX_CMD_TRACE, KX_CMD_DIFF, KX_CMD_RECALL, KX_CMD_VERIFY, KX_CMD_PRINT, KX_CMD_BATCH, KX_CMD_HISTORY, KX_CMD_LEDGER,
	KX_CMD_LIST, KX_CMD_EXPLAIN, KX_CMD_SCHEMA, KX_CMD_COMPLETION,
	KX_CMD_PREPARE, KX_CMD_VERSION, KX_CMD_HELP,
	KX_CMD_COUNT
};

enum kx_option_id {
	KX_OPT_OUT, KX_OPT_DATA, KX_OPT_CLINIC, KX_OPT_LAYOUT, KX_OPT_PAPER, KX_OPT_SIZE, KX_OPT_INK, KX_OPT_THEME, KX_OPT_LANG, KX_OPT_PORTABLE, KX_OPT_DUMP,
	KX_OPT_DEPS, KX_OPT_PRINTER, KX_OPT_COPIES, KX_OPT_SIDES, KX_OPT_MEDIA, KX_OPT_PRINT_COLOR, KX_OPT_WAIT, KX_OPT_DUE, KX_OPT_DRY_RUN,
	KX_OPT_JOBS, KX_OPT_FORCE, KX_OPT_PRUNE, KX_OPT_ADOPT, KX_OPT_TIME_LIMIT, KX_OPT_SHARD, KX_OPT_WATCH, KX_OPT_PRINT, KX_OPT_LEDGER, KX_OPT_ON,
	KX_OPT_EXIT_CODE, KX_OPT_STANDARDS, KX_OPT_AS_OF, KX_OPT_REQUIRE_REVIEW, KX_OPT_DRAFT,
	KX_OPT_WERROR, KX_OPT_FORMAT, KX_OPT_COLOR, KX_OPT_QUIET, KX_OPT_VERBOSE, KX_OPT_TIMINGS, KX_OPT_TIMINGS_FILE,
	KX_OPT_HELP, KX_OPT_VERSION, KX_OPT_MAN,
	KX_OPT_COUNT
};

/* What a value or an operand is, for checks and for completion. */
enum kx_value_kind {
	KX_VALUE_NONE,       /* the option is a switch */
	KX_VALUE_FILE,
	KX_VALUE_FOLDER,
	KX_VALUE_TEXT,       /* anything; nothing to complete */
	KX_VALUE_WORD,       /* one of `words` */
	KX_VALUE_SUGGEST,    /* often one of `words` */
	KX_VALUE_NAME,       /* a name that `kxreport list KIND` shows; `words[0]` is KIND */
	KX_VALUE_NAME_OR_FILE
};

struct kx_value {
	enum kx_value_kind kind;
	const char *shown;               /* "FILE"; NULL for a switch */
	const char *const *words;        /* ends with NULL; see kind */
};

#define KX_ANY_NUMBER 1000000

struct kx_command_entry {
	const char *name;
	const char *operands;            /* as the synopsis has them, or NULL */
	int least, most;                 /* number of operands; KX_ANY_NUMBER */
	struct kx_value operand;         /* what they are, or the first one at least */
	const char *summary;             /* a line */
	const char *details;             /* a paragraph for the manual page and `help COMMAND` */
};

#define KX_FOR(command) (1u << KX_CMD_##command)
#define KX_FOR_ALL ((1u << KX_CMD_COUNT) - 1)

struct kx_option_entry {
	char letter;                     /* or 0 */
	const char *name;
	struct kx_value value;
	unsigned commands;               /* KX_FOR(...) | ... */
	const char *help;
};

/* A row of the lists of exit statuses, environment variables and examples. */
struct kx_note_entry { const char *name, *text; };

extern const struct kx_command_entry kx_command_table[KX_CMD_COUNT];
extern const struct kx_option_entry kx_option_table[KX_OPT_COUNT];
extern const struct kx_note_entry kx_exit_table[];          /* each ends with a NULL name */
extern const struct kx_note_entry kx_environment_table[];
extern const struct kx_note_entry kx_example_table[];

/* What a command line asks for.  Strings are borrowed from argv. */
struct kx_request {
	enum kx_command_id command;            /* render when none is named */
	bool named;                            /* was the command named? */
	const char *operand;                   /* the first, or NULL */
	const char **operands;                 /* all of them, in the arena */
	int operand_count;
	const char *values[KX_OPT_COUNT];      /* NULL when absent, "" for a switch */
};

#define kx_asked(request, option) ((request)->values[KX_OPT_##option] != NULL)

/*
 * Read a command line.  All its faults are reported (KX801-KX808); `*request` is
 * filled as far as it could be understood whatever is returned, so that the
 * messages can take the form that was asked for.
 */
bool kx_options_parse(struct kx_arena *arena, int argc, const char *const *argv, struct kx_request *request,
    struct kx_diagnostics *diags);

/* The word of a list that is nearest to `word`, as a hint "did you mean X?"; or NULL. */
const char *kx_options_hint(struct kx_arena *arena, const char *word, const char *const *words, size_t count);

#endif
