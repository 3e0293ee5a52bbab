#include "cli/options.h"

static const char *const stages[] = { "content", "handout", "template", "document", "frames", "setting", NULL };
static const char *const formats[] = { "human", "json", "sarif", NULL };
static const char *const colors[] = { "auto", "always", "never", NULL };
static const char *const shells[] = { "bash", "zsh", "fish", NULL };
static const char *const list_kinds[] = {
	"topics", "sections", "sources", "layouts", "sizes", "themes", "inks", "clinics", "languages", "fonts", "schemas", "codes",
	"rules", NULL
};
static const char *const of_topics[] = { "topics", NULL };
static const char *const of_sources[] = { "sources", NULL };
static const char *const of_layouts[] = { "layouts", NULL };
static const char *const of_sizes[] = { "sizes", NULL };
static const char *const of_themes[] = { "themes", NULL };
static const char *const of_inks[] = { "inks", NULL };
static const char *const of_clinics[] = { "clinics", NULL };
static const char *const of_languages[] = { "languages", NULL };
static const char *const of_codes[] = { "codes", NULL };
static const char *const of_schemas[] = { "schemas", NULL };
static const char *const of_commands[] = {
	"render", "check", "trace", "diff", "recall", "verify", "print", "batch", "history", "ledger", "list", "explain", "schema", "completion", "prepare", "version", "help", NULL
};
static const char *const ledger_verbs[] = { "merge", NULL };
static const char *const papers[] = { "letter", "a4", NULL };
static const char *const sides[] = { "one-sided", "two-sided-long-edge", "two-sided-short-edge", NULL };
static const char *const print_colors[] = { "auto", "color", "monochrome", NULL };
static const char *const media[] = { "letter", "legal", "tabloid", "a3", "a4", "a5", NULL };

const struct kx_command_entry kx_command_table[KX_CMD_COUNT] = {
	[KX_CMD_RENDER] = { "render", NULL, 0, 0, { KX_VALUE_NONE, NULL, NULL },
	    "make the handout (the default)",
	    "Reads the data folder, merges its summaries, lays the sheet out, holds it to the editorial gate and writes the PDF. "
	    "The file appears whole or not at all: on any error nothing is written and an older file stays as it was." },
	[KX_CMD_CHECK] = { "check", NULL, 0, 0, { KX_VALUE_NONE, NULL, NULL },
	    "hold the sheet to the gate and print its score card",
	    "Makes no PDF. The score card has the state of the clinical review with the hashes to record, how hard each section is "
	    "to read and which sentences are hardest, how much room benefits and harms have, and every item of IPDAS, PEMAT-P, "
	    "the CDC Clear Communication Index and DISCERN: passed, failed, not applicable, or waiting for a person. It is "
	    "printed whether the sheet passes (exit status 0) or is refused (1)." },
	[KX_CMD_TRACE] = { "trace", "CLAIM|TOPIC|SOURCE|NUMBER|FILE.pdf", 1, 1, { KX_VALUE_NAME_OR_FILE, "WHAT", of_topics },
	    "show where a sentence comes from",
	    "Follows a claim, a topic, a source or a printed reference number from the sentence through claim and summary to "
	    "the source, with the ruling that decided and every claim that lost, and why. Of a finished sheet it lists every "
	    "printed sentence with its sources, as the sheet's own manifest has them." },
	[KX_CMD_DIFF] = { "diff", "OLD NEW", 2, 2, { KX_VALUE_FILE, "FILE", NULL },
	    "show what changed, claim by claim",
	    "OLD and NEW are finished sheets or data folders, in any pairing. Claims added, removed, replaced, reworded or moved, "
	    "figures, sources and rulings that changed, section by section, as text to paste into the notes of a meeting; with "
	    "--format json, as JSON. The exit status is 0 whether or not they differ, unless --exit-code is given." },
	[KX_CMD_RECALL] = { "recall", "CLAIM FILE|FOLDER...", 1, KX_ANY_NUMBER, { KX_VALUE_NAME_OR_FILE, "WHAT", of_sources },
	    "find the sheets that carry a claim",
	    "Looks through finished sheets, and through folders and the folders in them, for those that print the claim or let it "
	    "support another; CLAIM may also be a source or a ruling. For each: the file, its document id, clinic, date and the "
	    "words. PDF files of other makers are passed over and counted; sheets that cannot be read are named. Links to "
	    "folders are not followed. Of a folder of a batch, and with --ledger instead of files, its ledger tells more: which "
	    "sheets carried it from when to when, in which words, what of it was printed, and whether it stands there still." },
	[KX_CMD_VERIFY] = { "verify", "FILE.pdf...", 1, KX_ANY_NUMBER, { KX_VALUE_FILE, "FILE", NULL },
	    "check that finished sheets are whole and current",
	    "Is each file a sheet of ours, as it was written, would today's data print the same words, has anything it prints been "
	    "withdrawn since, and is its review overdue? The exit status is 0 when that holds for all of them, 1 when one was changed, is out of date "
	    "or prints what was withdrawn. A hash guards against accidents and edits in good faith; who forges a file can forge "
	    "its hashes." },
	[KX_CMD_PRINT] = { "print", "FILE.pdf...|--due [FOLDER...]", 1, KX_ANY_NUMBER, { KX_VALUE_FILE, "FILE", NULL },
	    "print finished sheets",
	    "Holds each file to what 'verify' asks, and refuses all of them when one was changed, is out of date, prints what was "
	    "withdrawn, is a draft, or is no sheet of ours. Asks the printer whether it can do what is wished, then sends the "
	    "sheets and waits until they have come out. What is not said is taken from the sheet: its paper, and the edge its "
	    "pages turn on. A sheet in gray or saver ink asks for black ink alone. Printers that are out of paper, missing, or hold or cancel "
	    "the job end it with exit status 6. With --due, FOLDER is the folder of a batch (the current one, if none is named): what "
	    "its manifest wants printed is printed, as many copies and where it says, once for each new version of a sheet. This, "
	    "with 'batch --print', is all that uses the network: it talks to the print server or printer that is named, and to "
	    "nothing else." },
	[KX_CMD_BATCH] = { "batch", "MANIFEST", 1, 1, { KX_VALUE_FILE, "MANIFEST", NULL },
	    "make all sheets that a manifest asks for, as far as they have changed",
	    "MANIFEST names clinics, layouts, sizes, themes, inks, languages and papers, and how the files are called ('kxreport schema "
	    "batch'). A sheet is made anew when something that it is made from has changed, or its file has; the others are skipped. Files are replaced "
	    "whole, and a sheet that is refused keeps its last good file. What was made, when and from what stands in a ledger in "
	    "the folder, .kxreport/ledger.sqlite, and the files' hashes in SHA256SUMS. Files that the ledger does not know are never "
	    "touched. A run that was stopped, or killed, goes on where it was when it is called again. The exit status is that of "
	    "the worst sheet: 0 when all are made or unchanged, 1 when one was refused, 3 when an input of one is wrong, 5 when a file cannot be "
	    "written, 70 when making one crashed or took too long. --format json prints a line of JSON for each sheet on standard "
	    "output." },
	[KX_CMD_HISTORY] = { "history", "[SHEET]", 0, 1, { KX_VALUE_NAME_OR_FILE, "SHEET", of_clinics },
	    "show what a batch made, when, and what changed",
	    "SHEET is a clinic, the path of a file below the folder of the batch, or the id that a sheet prints; without it, all "
	    "sheets are shown. For each sheet: every time it was made, refused or failed, why, and the claims that were added, "
	    "removed or reworded. With --on, the version that hung there then, and what changed since." },
	[KX_CMD_LEDGER] = { "ledger", "merge INTO FROM...", 3, KX_ANY_NUMBER, { KX_VALUE_WORD, "merge", ledger_verbs },
	    "join the ledgers of shards",
	    "Takes over into the ledger INTO the runs, builds and prints of the others, and for each sheet the newer record. INTO is "
	    "made where it is missing; the same ledger twice changes nothing." },
	[KX_CMD_LIST] = { "list", "KIND", 1, 1, { KX_VALUE_WORD, "KIND", list_kinds },
	    "list what there is to choose from",
	    "One line for each thing: its name, then what it is. KIND is topics, sections, sources, layouts, sizes, themes, inks, clinics, "
	    "languages, fonts, schemas, codes or rules (what 'verify --standards' looks for)." },
	[KX_CMD_EXPLAIN] = { "explain", "CODE", 1, 1, { KX_VALUE_NAME, "CODE", of_codes },
	    "explain a message code",
	    "CODE is the code of a message (KX111, or just 111) or its name (too-large)." },
	[KX_CMD_SCHEMA] = { "schema", "[NAME]", 0, 1, { KX_VALUE_NAME, "NAME", of_schemas },
	    "print the JSON Schema of a data file",
	    "Editors complete and check data files with it. Without NAME, lists the schemas." },
	[KX_CMD_COMPLETION] = { "completion", "SHELL", 1, 1, { KX_VALUE_WORD, "SHELL", shells },
	    "print the completion script for a shell",
	    "SHELL is bash, zsh or fish. 'make install' puts all three where the shells look." },
	[KX_CMD_PREPARE] = { "prepare", NULL, 0, 0, { KX_VALUE_NONE, NULL, NULL },
	    "work out beforehand what sheets have in common",
	    "Makes a sheet, the shipped handout where no other is asked for, on the paper that is asked for or on all that its layout has, and writes what took long, shapes of words, lines, packed "
	    "pages, to the file that --out names. A later sheet that needs the same takes it from there: it comes out sooner, and not a "
	    "byte of it is another. The build does this, and 'make install'; do it again, with --out share/kxreport/kxreport.store, for a "
	    "sheet of your own that is made most often, when fonts or the system's libraries were renewed, or when data were copied or "
	    "unpacked. A file of another program, or of other libraries or fonts, is passed over. Files of data whose device, inode, size and "
	    "times, that of the last change too, are still those that were noted are taken to be unchanged and are not read; those of file "
	    "systems that keep no such times are always read." },
	[KX_CMD_VERSION] = { "version", NULL, 0, 0, { KX_VALUE_NONE, NULL, NULL },
	    "print the versions of kxreport and its libraries",
	    "Also names the folder that the shipped data, templates and fonts are read from." },
	[KX_CMD_HELP] = { "help", "[COMMAND]", 0, 1, { KX_VALUE_WORD, "COMMAND", of_commands },
	    "print help, for one command if named", NULL },
};

#define FOR_GATE    (KX_FOR(RENDER) | KX_FOR(CHECK))
#define FOR_SHEET   (KX_FOR(RENDER))
#define FOR_MAKING  (FOR_SHEET | KX_FOR(BATCH))
#define FOR_CONTENT (FOR_GATE | KX_FOR(TRACE))
#define FOR_DATA    (FOR_GATE | KX_FOR(TRACE) | KX_FOR(LIST) | KX_FOR(VERIFY) | KX_FOR(PRINT))
#define FOR_DATA_OR_BATCH (FOR_DATA | KX_FOR(BATCH))

const struct kx_option_entry kx_option_table[KX_OPT_COUNT] = {
	[KX_OPT_OUT] = { 'o', "out", { KX_VALUE_FILE, "FILE", NULL }, FOR_GATE | KX_FOR(BATCH) | KX_FOR(PREPARE),
	    "write to FILE; - is standard output. With --dump, and for 'check', standard output is the default. 'batch': the folder of "
	    "the sheets, in place of the manifest's." },
	[KX_OPT_DATA] = { 0, "data", { KX_VALUE_FOLDER, "DIR", NULL }, FOR_DATA_OR_BATCH | KX_FOR(PREPARE),
	    "read the data folder DIR instead of the shipped one." },
	[KX_OPT_CLINIC] = { 0, "clinic", { KX_VALUE_NAME_OR_FILE, "NAME", of_clinics }, FOR_CONTENT | KX_FOR(PREPARE) | KX_FOR(VERIFY) | KX_FOR(PRINT),
	    "the clinic whose sheet it is: a name in the data folder's clinics, or the path of a clinic file." },
	[KX_OPT_LAYOUT] = { 0, "layout", { KX_VALUE_NAME_OR_FILE, "NAME", of_layouts }, FOR_GATE | KX_FOR(PREPARE),
	    "the layout: a name in templates, or the path of a template file." },
	[KX_OPT_PAPER] = { 0, "paper", { KX_VALUE_SUGGEST, "PAPER", papers }, FOR_GATE | KX_FOR(PREPARE),
	    "letter or a4, or another paper that the template has. Default: the template's first." },
	[KX_OPT_SIZE] = { 0, "size", { KX_VALUE_NAME_OR_FILE, "SIZE", of_sizes }, FOR_GATE | KX_FOR(PREPARE),
	    "how large the print is: standard (12 pt, the default), clear (14), large (18) or giant (24), or the path of a file of "
	    "your own. The words stay the same and are set anew, in one column from large up; there are more pages." },
	[KX_OPT_INK] = { 0, "ink", { KX_VALUE_NAME_OR_FILE, "INK", of_inks }, FOR_GATE | KX_FOR(PREPARE),
	    "what to print with: full (colour, the default), gray, or saver (gray, and no ground of colour), or the path of a file "
	    "of your own." },
	[KX_OPT_THEME] = { 0, "theme", { KX_VALUE_NAME_OR_FILE, "NAME", of_themes }, FOR_GATE | KX_FOR(PREPARE),
	    "colours, faces and corners: a name in the templates' themes (house, quiet, warm), or the path of a file of your own. "
	    "Default: the clinic's, or house." },
	[KX_OPT_LANG] = { 0, "lang", { KX_VALUE_NAME, "TAG", of_languages }, FOR_CONTENT | KX_FOR(PREPARE),
	    "the language of the sheet, as a tag like en: the data's own, or one of those that data/wording translates them into ('kxreport list "
	    "languages'). Default: the data's own." },
	[KX_OPT_PORTABLE] = { 0, "portable", { KX_VALUE_NONE, NULL, NULL }, KX_FOR(PREPARE),
	    "keep nothing of this machine, for a package: files are known by their bytes alone, and read." },
	[KX_OPT_DUMP] = { 0, "dump", { KX_VALUE_WORD, "STAGE", stages }, FOR_SHEET,
	    "print what a stage made, as text, and stop: content, handout, template (as layout, size, "
	    "theme and ink make it), document, frames or setting (what copyfit chose, and how even the lines are). The gate is not asked." },
	[KX_OPT_DEPS] = { 0, "deps", { KX_VALUE_FILE, "FILE", NULL }, FOR_SHEET,
	    "write a rule for make to FILE: the output depends on every file that was read." },
	[KX_OPT_PRINTER] = { 0, "printer", { KX_VALUE_TEXT, "PRINTER", NULL }, KX_FOR(PRINT),
	    "the printer: a queue of the print server, or an address such as ipp://printer.example/ipp/print. Default: your own "
	    "default queue." },
	[KX_OPT_COPIES] = { 0, "copies", { KX_VALUE_TEXT, "N", NULL }, KX_FOR(PRINT),
	    "how many copies of each sheet, 1 to 999; each copy comes out whole. Default: 1." },
	[KX_OPT_SIDES] = { 0, "sides", { KX_VALUE_WORD, "SIDES", sides }, KX_FOR(PRINT),
	    "one-sided, two-sided-long-edge or two-sided-short-edge. Default: one side for a single page; the long edge for "
	    "upright pages; the short edge for pages that lie on their side, like a folded leaflet." },
	[KX_OPT_MEDIA] = { 0, "media", { KX_VALUE_SUGGEST, "PAPER", media }, KX_FOR(PRINT),
	    "the paper: letter, legal, tabloid, a3, a4, a5, or a name as the printer lists it (na_letter_8.5x11in). Default: the "
	    "paper that the sheet was made for." },
	[KX_OPT_PRINT_COLOR] = { 0, "print-color", { KX_VALUE_WORD, "COLOR", print_colors }, KX_FOR(PRINT),
	    "auto, color or monochrome. Default: as the printer is set up." },
	[KX_OPT_WAIT] = { 0, "wait", { KX_VALUE_TEXT, "SECONDS", NULL }, KX_FOR(PRINT) | KX_FOR(BATCH),
	    "how long a print job may stand still before it is given up for now; 0 does not wait for it at all. Default: 300." },
	[KX_OPT_DUE] = { 0, "due", { KX_VALUE_NONE, NULL, NULL }, KX_FOR(PRINT),
	    "print what batches have made and nobody has printed yet, as their manifests say: the sheets in the folders named, or in the "
	    "current one. A sheet that may not be printed, or whose printer is not there, keeps no other from it. --printer goes "
	    "before the manifest's." },
	[KX_OPT_JOBS] = { 'j', "jobs", { KX_VALUE_TEXT, "N", NULL }, KX_FOR(BATCH),
	    "how many sheets are made at a time. Default: one for each processor. No byte of a sheet depends on it." },
	[KX_OPT_DRY_RUN] = { 'n', "dry-run", { KX_VALUE_NONE, NULL, NULL }, KX_FOR(BATCH) | KX_FOR(PRINT),
	    "change nothing. 'batch': say what would become of each sheet, and why. 'print': judge the sheets and ask the printer, but "
	    "send nothing." },
	[KX_OPT_FORCE] = { 0, "force", { KX_VALUE_NONE, NULL, NULL }, KX_FOR(BATCH),
	    "make every sheet anew, changed or not." },
	[KX_OPT_PRUNE] = { 0, "prune", { KX_VALUE_NONE, NULL, NULL }, KX_FOR(BATCH),
	    "remove files that the batch once made and that the manifest no longer asks for, unless somebody has changed them." },
	[KX_OPT_ADOPT] = { 0, "adopt", { KX_VALUE_NONE, NULL, NULL }, KX_FOR(BATCH),
	    "replace files that stand in a sheet's place though the ledger does not know them: for a folder whose ledger was lost." },
	[KX_OPT_TIME_LIMIT] = { 0, "time-limit", { KX_VALUE_TEXT, "SECONDS", NULL }, KX_FOR(BATCH),
	    "give up a sheet that takes longer. Default: 120." },
	[KX_OPT_SHARD] = { 0, "shard", { KX_VALUE_TEXT, "I/N", NULL }, KX_FOR(BATCH),
	    "do the I-th of N parts of the batch, on one of N machines; 'auto' takes the numbers from a Slurm job array or a "
	    "Kubernetes indexed job, 'auto/N' only the I." },
	[KX_OPT_WATCH] = { 0, "watch", { KX_VALUE_NONE, NULL, NULL }, KX_FOR(BATCH),
	    "stay, and make what changes as soon as a file of the data folder, the templates, the fonts or the manifest's folder is "
	    "written. Broken data are told, and the last good files stay. A signal ends it." },
	[KX_OPT_PRINT] = { 0, "print", { KX_VALUE_NONE, NULL, NULL }, KX_FOR(BATCH),
	    "then print what is due: of every sheet whose present version was not printed yet, as many copies as the manifest says, on the "
	    "printer it names. The same as 'print --due' afterwards." },
	[KX_OPT_LEDGER] = { 0, "ledger", { KX_VALUE_FILE, "FILE", NULL }, KX_FOR(HISTORY) | KX_FOR(RECALL),
	    "the ledger, or the folder of the sheets that it is of. 'history': default is the current folder. 'recall': ask it alone." },
	[KX_OPT_ON] = { 0, "on", { KX_VALUE_TEXT, "DATE", NULL }, KX_FOR(HISTORY),
	    "a day, YYYY-MM-DD, or a month, YYYY-MM: show what hung there then, and what changed since." },
	[KX_OPT_EXIT_CODE] = { 0, "exit-code", { KX_VALUE_NONE, NULL, NULL }, KX_FOR(DIFF),
	    "exit with 1 when there are differences." },
	[KX_OPT_STANDARDS] = { 0, "standards", { KX_VALUE_NONE, NULL, NULL }, KX_FOR(VERIFY),
	    "ask of each file, whoever made it, whether it conforms to PDF/UA-1 and PDF/A-3a, and nothing else. 'list rules' shows "
	    "what is looked for." },
	[KX_OPT_AS_OF] = { 0, "as-of", { KX_VALUE_TEXT, "DATE", NULL }, FOR_GATE | KX_FOR(VERIFY) | KX_FOR(PRINT) | KX_FOR(BATCH),
	    "the day, YYYY-MM-DD, that the gate takes for today when it asks whether a review is due or a waiver has run out. "
	    "Default: today. No byte of the sheet depends on it." },
	[KX_OPT_REQUIRE_REVIEW] = { 0, "require-review", { KX_VALUE_NONE, NULL, NULL }, FOR_GATE | KX_FOR(BATCH),
	    "refuse a sheet whose words no clinician has reviewed." },
	[KX_OPT_DRAFT] = { 0, "draft", { KX_VALUE_NONE, NULL, NULL }, FOR_MAKING,
	    "print what the gate refuses all the same, marked as a draft on every page; what would have refused it is a warning." },
	[KX_OPT_WERROR] = { 0, "werror", { KX_VALUE_NONE, NULL, NULL }, FOR_GATE,
	    "treat warnings as errors: nothing is written, exit status 4." },
	[KX_OPT_FORMAT] = { 0, "format", { KX_VALUE_WORD, "FORMAT", formats }, KX_FOR_ALL,
	    "messages for people (human, the default), one JSON document on standard error (json), or a SARIF 2.1.0 log for code "
	    "scanners (sarif). 'check' prints its score card in the same form on standard output. With json, 'diff', 'recall', "
	    "'verify', 'print' and 'trace FILE.pdf' print their findings as JSON too." },
	[KX_OPT_COLOR] = { 0, "color", { KX_VALUE_WORD, "WHEN", colors }, KX_FOR_ALL,
	    "colour in messages: auto (the default: on a terminal, unless NO_COLOR is set), always or never." },
	[KX_OPT_QUIET] = { 'q', "quiet", { KX_VALUE_NONE, NULL, NULL }, KX_FOR_ALL,
	    "print errors only." },
	[KX_OPT_VERBOSE] = { 'v', "verbose", { KX_VALUE_NONE, NULL, NULL }, FOR_DATA_OR_BATCH,
	    "also print notes and which folders were used." },
	[KX_OPT_TIMINGS] = { 0, "timings", { KX_VALUE_NONE, NULL, NULL }, FOR_DATA,
	    "print how long each step took." },
	[KX_OPT_TIMINGS_FILE] = { 0, "timings-file", { KX_VALUE_FILE, "FILE", NULL }, FOR_SHEET,
	    "write how long each step took to FILE, as JSON that a browser's trace viewer shows (Trace Event Format)." },
	[KX_OPT_HELP] = { 'h', "help", { KX_VALUE_NONE, NULL, NULL }, KX_FOR_ALL,
	    "print help and exit." },
	[KX_OPT_VERSION] = { 'V', "version", { KX_VALUE_NONE, NULL, NULL }, KX_FOR(RENDER),
	    "print versions and exit." },
	[KX_OPT_MAN] = { 0, "man", { KX_VALUE_NONE, NULL, NULL }, KX_FOR(RENDER),
	    "print the manual page as roff and exit." },
};

const struct kx_note_entry kx_exit_table[] = {
	{ "0", "done; the file is written." },
	{ "1", "the editorial gate refused the sheet; nothing is written. 'verify': a sheet was changed, is out of date or does not conform. "
	    "'print': the same of a sheet that was to print. "
	    "'diff --exit-code': there are differences." },
	{ "2", "the command line is wrong." },
	{ "3", "the data, a template, a font, a picture or a finished sheet that was to be read is wrong." },
	{ "4", "there were warnings, and --werror was given; nothing is written." },
	{ "5", "a file cannot be read or written." },
	{ "6", "'print' and 'batch --print': the printer is missing, cannot do what was asked, or did not print; or this build has no printing." },
	{ "70", "a fault in kxreport itself." },
	{ NULL, NULL }
};

const struct kx_note_entry kx_environment_table[] = {
	{ "KXREPORT_SHARE", "the folder that holds data, templates and fonts. Default: share/kxreport next to the folder of the "
	    "program, or the source tree it was built in, or the folder it was installed to." },
	{ "KXREPORT_STORE", "the file that 'prepare' made. Empty: none is asked, and every file is read. Default: kxreport.store in share/kxreport, or beside "
	    "the program where that lies in its source tree." },
	{ "KXREPORT_AS_OF", "the day that the gate takes for today where --as-of names none, for tests that must not grow old." },
	{ "SOURCE_DATE_EPOCH", "the date inside the PDF, in seconds since 1970. Default: the day the data was written, never "
	    "the clock." },
	{ "CUPS_SERVER", "'print': the print server, as every program of CUPS takes it; client.conf(5) has the rest." },
	{ "SLURM_ARRAY_TASK_ID, SLURM_ARRAY_TASK_COUNT", "under Slurm: which part of a batch --shard auto does." },
	{ "JOB_COMPLETION_INDEX, JOB_COMPLETIONS", "under Kubernetes: which part of a batch --shard auto does." },
	{ "NO_COLOR", "set to anything: no colour in messages." },
	{ NULL, NULL }
};

const struct kx_note_entry kx_example_table[] = {
	{ "kxreport --out handout.pdf", "the shipped data, the example clinic, US Letter." },
	{ "kxreport --clinic my-clinic.json --paper a4 --out handout.pdf", "your own clinic, on A4." },
	{ "kxreport check", "what the gate says of the sheet, its score card, and the hash that a reviewer records." },
	{ "kxreport trace 12", "what stands behind reference 12 on the sheet." },
	{ "kxreport diff old.pdf new.pdf", "what changed between two sheets." },
	{ "kxreport recall some-claim /srv/handouts", "which sheets carry that claim." },
	{ "kxreport verify /srv/handouts/*.pdf", "which of them are still whole and current." },
	{ "kxreport verify --standards handout.pdf", "is it accessible and archival, as a program can tell?" },
	{ "kxreport print --printer Front_Desk --copies 20 handout.pdf", "twenty copies into the tray." },
	{ "kxreport batch clinics.json --out /srv/handouts", "all sheets of a manifest, as far as they have changed." },
	{ "kxreport print --due /srv/handouts", "what that made and nobody has printed yet, as the manifest says." },
	{ "kxreport history my-clinic --ledger /srv/handouts --on 2026-03", "what hung there in March, and what changed since." },
	{ "kxreport --dump document | less", "every word of the sheet, before it is laid out." },
	{ NULL, NULL }
};
