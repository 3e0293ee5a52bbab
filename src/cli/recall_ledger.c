#include "cli/recall_ledger.h"

#include "base/arena.h"
#include "base/diagnostic.h"
#include "base/file.h"
#include "base/json_out.h"
#include "batch/job.h"
#include "batch/ledger.h"
#include "batch/outputs.h"
#include "content/date.h"

#include <string.h>

#define SECONDS_A_DAY 86400

/* One ledger. */
struct asking {
	const struct kx_recall_ledgers *ledgers;
	struct kx_arena *arena;
	struct kx_diagnostics *diags;
	struct kx_ledger *ledger;
	const char *folder;              /* of its sheets; NULL: not known */
	struct kx_json *json;
	struct kx_buffer *out;
	size_t sheets, standing;
	int64_t copies;                  /* printed */
	int64_t sheet;                   /* whose spell was told last */
};

static const char *
day(int64_t seconds, char ret_date[KX_DATE_BYTES])
{
	kx_date_print(kx_date_of_days(seconds / SECONDS_A_DAY), ret_date);
	return ret_date;
}

/* What is in the sheet's place today: "there", "gone", "changed"; NULL where nobody can look. */
static const char *
look(const struct asking *asking, const struct kx_recall_spell *spell)
{
	struct kx_file_stamp stamp;
	char hash[KX_HASH_HEX];

	if (asking->folder == NULL)
		return NULL;
	if (!kx_outputs_stamp(asking->folder, spell->output, &stamp))
		return "gone";
	return kx_outputs_hash(asking->folder, spell->output, hash) && strcmp(hash, spell->sha256) == 0 ? "there" : "changed";
}

/* "stands there still", or why not. */
static const char *
standing(const char *found)
{
	if (found == NULL)
		return "stands there by the ledger";
	if (strcmp(found, "there") == 0)
		return "stands there still";
	return strcmp(found, "gone") == 0 ? "its file is gone" : "its file was changed";
}

static void
say_line(struct asking *asking, const struct kx_account_line *line)
{
	if (asking->json == NULL) {
		kx_buffer_print(asking->out, "    %s %s, in %s: “%s”\n", line->how, line->claim, line->section, line->says);
		return;
	}
	kx_json_open_object(asking->json, NULL);
	kx_json_text(asking->json, "how", line->how);
	kx_json_text(asking->json, "section", line->section);
	kx_json_text(asking->json, "topic", line->topic);
	kx_json_text(asking->json, "claim", line->claim);
	kx_json_text(asking->json, "says", line->says);
	kx_json_close_object(asking->json);
}

static bool
say_lines(struct asking *asking, const struct kx_recall_spell *spell)
{
	struct kx_account_line *lines;
	size_t count, i;

	if (!kx_ledger_account_lines(asking->ledger, asking->arena, spell->account, &lines, &count, asking->diags))
		return false;
	if (asking->json != NULL)
		kx_json_open_array(asking->json, "carries");
	for (i = 0; i < count; i++)
		if (strcmp(lines[i].id, asking->ledgers->what) == 0)
			say_line(asking, &lines[i]);
	if (asking->json != NULL)
		kx_json_close_array(asking->json);
	return true;
}

static void
say_print(struct asking *asking, const struct kx_print_record *print)
{
	char date[KX_DATE_BYTES];

	if (strcmp(print->state, "printed") == 0)
		asking->copies += print->copies;
	if (asking->json == NULL) {
		kx_buffer_print(asking->out, "    %s %s: %d cop%s on %s\n", print->state, day(print->at, date), print->copies,
		    print->copies == 1 ? "y" : "ies", print->printer);
		return;
	}
	kx_json_open_object(asking->json, NULL);
	kx_json_text(asking->json, "date", day(print->at, date));
	kx_json_text(asking->json, "printer", print->printer);
	kx_json_number(asking->json, "copies", print->copies);
	kx_json_text(asking->json, "state", print->state);
	kx_json_close_object(asking->json);
}

static bool
say_prints(struct asking *asking, const struct kx_recall_spell *spell)
{
	struct kx_print_record *prints;
	size_t count, i;

	if (!kx_ledger_prints(asking->ledger, asking->arena, spell, &prints, &count, asking->diags))
		return false;
	if (asking->json != NULL)
		kx_json_open_array(asking->json, "prints");
	for (i = 0; i < count; i++)
		say_print(asking, &prints[i]);
	if (asking->json != NULL)
		kx_json_close_array(asking->json);
	return true;
}

static void
say_head(struct asking *asking, const struct kx_recall_spell *spell, const char *found)
{
	char from[KX_DATE_BYTES], until[KX_DATE_BYTES];

	if (asking->json == NULL) {
		kx_buffer_print(asking->out, "%s: %s%s%s, from %s", spell->output, spell->document != NULL ? spell->document : "",
		    spell->document != NULL ? ", " : "", spell->clinic, day(spell->from, from));
		if (spell->stands)
			kx_buffer_print(asking->out, ", %s\n", standing(found));
		else if (spell->until != 0)
			kx_buffer_print(asking->out, " to %s, no longer there\n", day(spell->until, until));
		else
			kx_buffer_text(asking->out, ", no longer there\n");
		return;
	}
	kx_json_text(asking->json, "output", spell->output);
	kx_json_text(asking->json, "clinic", spell->clinic);
	kx_json_text(asking->json, "document", spell->document);
	kx_json_text(asking->json, "from", day(spell->from, from));
	kx_json_text(asking->json, "until", spell->until != 0 ? day(spell->until, until) : NULL);
	kx_json_boolean(asking->json, "stands", spell->stands);
	kx_json_text(asking->json, "file", found);
}

static bool
say_spell(struct asking *asking, const struct kx_recall_spell *spell)
{
	const char *found = spell->stands ? look(asking, spell) : NULL;
	bool ok;

	asking->sheets += asking->sheet != spell->sheet;
	asking->standing += spell->stands && (found == NULL || strcmp(found, "there") == 0);
	asking->sheet = spell->sheet;
	if (asking->json != NULL)
		kx_json_open_object(asking->json, NULL);
	say_head(asking, spell, found);
	ok = say_lines(asking, spell) && say_prints(asking, spell);
	if (asking->json != NULL)
		kx_json_close_object(asking->json);
	return ok;
}

static bool
ask(struct asking *asking, const char *path)
{
	struct kx_recall_spell *spells;
	size_t count, i;
	bool ok;

	if (!kx_ledger_open(path, false, &asking->ledger, asking->diags))
		return false;
	ok = kx_ledger_recall(asking->ledger, asking->arena, asking->ledgers->what, &spells, &count, asking->diags);
	if (ok && asking->json != NULL) {
		kx_json_open_object(asking->json, NULL);
		kx_json_text(asking->json, "ledger", path);
		kx_json_open_array(asking->json, "spells");
	} else if (ok) {
		kx_buffer_print(asking->out, "%sby the ledger %s:\n", asking->out->length > 0 ? "\n" : "", path);
	}
	for (i = 0; ok && i < count; i++)
		ok = say_spell(asking, &spells[i]);
	kx_ledger_close(asking->ledger);
	if (ok && asking->json != NULL) {
		kx_json_close_array(asking->json);
		kx_json_close_object(asking->json);
	} else if (ok) {
		kx_buffer_print(asking->out, "%zu sheet%s carried %s, %zu do%s still; %lld cop%s printed\n", asking->sheets,
		    asking->sheets == 1 ? "" : "s", asking->ledgers->what, asking->standing, asking->standing == 1 ? "es" : "",
		    (long long)asking->copies, asking->copies == 1 ? "y was" : "ies were");
	}
	return ok;
}

static bool
ask_one(const struct kx_recall_ledgers *ledgers, const char *folder, const char *path)
{
	struct kx_job *job = ledgers->job;
	struct asking asking = { .ledgers = ledgers, .arena = &job->arena, .diags = &job->diags, .folder = folder,
	    .json = ledgers->json, .out = &job->out };

	return path != NULL && ask(&asking, path);
}

static bool
ask_folder(const struct kx_recall_ledgers *ledgers, const char *folder, bool *ret_any)
{
	struct kx_job *job = ledgers->job;
	const char *hidden = kx_path_join(&job->arena, folder, KX_LEDGER_FOLDER);
	const char *const *names;
	size_t count, i;
	bool ok = true;

	*ret_any = false;
	if (hidden == NULL || !kx_path_is_folder(hidden))
		return hidden != NULL;
	if (!kx_folder_list(&job->arena, hidden, ".sqlite", &names, &count, &job->diags))
		return false;
	for (i = 0; i < count; i++)
		ok = ask_one(ledgers, folder, kx_path_join(&job->arena, hidden, names[i])) && ok;
	*ret_any = count > 0;
	return ok;
}

bool
kx_recall_ledgers_in(const struct kx_recall_ledgers *ledgers, const char *folder)
{
	bool any;

	return ask_folder(ledgers, folder, &any);
}

bool
kx_recall_ledger_named(const struct kx_recall_ledgers *ledgers, const char *path)
{
	static const char below[] = "/" KX_LEDGER_FOLDER "/";
	const char *place = strstr(path, below), *folder = NULL;
	bool any, ok;

	if (!kx_path_is_folder(path)) {
		if (place != NULL)
			folder = kx_arena_copy(&ledgers->job->arena, path, (size_t)(place - path));
		return ask_one(ledgers, folder, path);
	}
	ok = ask_folder(ledgers, path, &any);
	if (!any && ok)
		kx_report(&ledgers->job->diags, KX837, (struct kx_place){ .file = path }, NULL, "there is no ledger that can be opened");
	return ok && any;
}
