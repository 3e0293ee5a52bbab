#include "base/file.h"
#include "base/limits.h"
#include "batch/job.h"
#include "cli/command.h"
#include "pdf/rules.h"
#include "read/read.h"
#include "text/fonts.h"

#include <string.h>

/* Rows of a listing: a name, and what it is. */
struct row { const char *name, *text; };
struct rows { struct row *list; size_t count, room; };

static bool
add_row(struct kx_job *job, struct rows *rows, const char *name, const char *text)
{
	struct row *row = kx_arena_push(&job->arena, &rows->list, &rows->count, &rows->room, sizeof(*row));

	if (row == NULL || text == NULL)
		return false;
	*row = (struct row){ name, text };
	return true;
}

/* Names in a column, so that the first word of each line is the name. */
static void
print_rows(struct kx_job *job, const struct rows *rows)
{
	size_t width = 0, i;

	for (i = 0; i < rows->count; i++)
		if (strlen(rows->list[i].name) > width)
			width = strlen(rows->list[i].name);
	for (i = 0; i < rows->count; i++)
		kx_buffer_print(&job->out, "%-*s%s%s\n", *rows->list[i].text != '\0' ? (int)width : 0, rows->list[i].name,
		    *rows->list[i].text != '\0' ? "  " : "", rows->list[i].text);
}

static bool
list_topics(struct kx_job *job, struct rows *rows)
{
	const struct kx_content *content = job->content;
	const struct kx_topic *topic;
	bool ok = true;
	size_t i;

	for (i = 0; ok && i < content->topic_count; i++) {
		topic = &content->topics[i];
		ok = add_row(job, rows, topic->id, kx_arena_print(&job->arena, "%s%s", topic->title != NULL ? topic->title : "",
		    topic->required ? " (required)" : ""));
	}
	return ok;
}

static bool
list_sections(struct kx_job *job, struct rows *rows)
{
	const struct kx_section *section;
	bool ok = true;
	size_t i, j;

	for (i = 0; ok && i < job->content->section_count; i++) {
		section = &job->content->sections[i];
		ok = add_row(job, rows, section->id, section->title != NULL ? section->title : kx_role_name(section->role));
		for (j = 0; ok && j < section->block_count; j++)
			ok = add_row(job, rows, kx_arena_print(&job->arena, "%s/%s", section->id, section->blocks[j].id),
			    kx_form_name(section->blocks[j].form));
	}
	return ok;
}

static bool
list_sources(struct kx_job *job, struct rows *rows)
{
	const struct kx_source *source;
	bool ok = true;
	size_t i;

	for (i = 0; ok && i < job->content->source_count; i++) {
		source = &job->content->sources[i];
		ok = add_row(job, rows, source->id, kx_arena_print(&job->arena, "tier %d, %s, %s: %s", source->tier,
		    kx_source_kind_name(source->kind), kx_check_name(source->check), source->title));
	}
	return ok;
}

/* "x.json" -> "x" */
static const char *
stem(struct kx_job *job, const char *file)
{
	return kx_arena_copy(&job->arena, file, strlen(file) - strlen(".json"));
}

/*
 * What a file of a folder calls itself.  A file that cannot be read is in the
 * list all the same, for somebody may be about to mend it.
 */
enum folder_kind { LAYOUTS, SIZES, THEMES, INKS, CLINICS, LANGUAGES };

static const char *
title_of(struct kx_job *job, enum folder_kind kind, const char *name)
{
	struct kx_template *sheet = NULL;
	struct kx_size_profile *size = NULL;
	struct kx_ink_profile *ink = NULL;
	struct kx_theme *theme = NULL;
	struct kx_content *content = NULL;
	struct kx_diagnostics unsaid;

	kx_diagnostics_init(&unsaid, &job->message_arena);
	if (kind == LAYOUTS)
		return kx_read_template(&job->arena, NULL, job->stock->templates, name, &sheet, &unsaid) ? sheet->title : NULL;
	if (kind == SIZES)
		return kx_read_size(&job->arena, NULL, job->stock->templates, name, &size, &unsaid) ? size->title : NULL;
	if (kind == THEMES)
		return kx_read_theme(&job->arena, NULL, job->stock->templates, name, &theme, &unsaid) ? theme->title : NULL;
	if (kind == INKS)
		return kx_read_ink(&job->arena, NULL, job->stock->templates, name, &ink, &unsaid) ? ink->title : NULL;
	if (!kx_read_content(&job->arena, job->stock->data, kind == CLINICS ? name : NULL, kind == LANGUAGES ? name : NULL,
	    &content, &unsaid))
		return NULL;
	if (kind == LANGUAGES)
		return content->wording.name;
	return content->clinic.example ? kx_arena_print(&job->arena, "%s (example)", content->clinic.name) :
	    content->clinic.name;
}

static bool
list_folder(struct kx_job *job, struct rows *rows, enum folder_kind kind)
{
	static const char *const folders[] = { [SIZES] = "sizes", [THEMES] = "themes", [INKS] = "inks", [CLINICS] = "clinics",
	    [LANGUAGES] = "wording" };
	const char *folder, *name, *title;
	const char *const *files;
	size_t count, i;
	bool ok;

	folder = kind == LAYOUTS ? job->stock->templates :
	    kx_path_join(&job->arena, kind < CLINICS ? job->stock->templates : job->stock->data, folders[kind]);
	ok = folder != NULL && kx_folder_list(&job->arena, folder, ".json", &files, &count, &job->diags);
	for (i = 0; ok && i < count; i++) {
		name = stem(job, files[i]);
		title = name != NULL ? title_of(job, kind, name) : NULL;
		ok = name != NULL && add_row(job, rows, name, title != NULL ? title : "(cannot be read)");
	}
	return ok;
}

static bool
list_fonts(struct kx_job *job, struct rows *rows)
{
	const struct kx_face_names *names;
	const struct kx_face_facts *facts;
	bool ok = kx_job_load_fonts(job);
	size_t i;

	for (i = 0; ok && i < kx_fonts_count(job->stock->fonts); i++) {
		facts = kx_fonts_facts(job->stock->fonts, (kx_face)i);
		names = kx_fonts_names(job->stock->fonts, (kx_face)i, &job->diags);
		ok = names != NULL && add_row(job, rows, facts->id, kx_arena_print(&job->arena, "%s, weight %d%s, %zu glyphs: %s", names->family,
		    facts->weight, facts->italic ? ", italic" : "", facts->glyph_count, facts->file));
	}
	return ok;
}

static bool
list_codes(struct kx_job *job, struct rows *rows)
{
	const struct kx_code_entry *codes;
	size_t count, i;
	bool ok = true;

	codes = kx_codes(&count);
	for (i = 0; ok && i < count; i++)
		ok = add_row(job, rows, kx_arena_print(&job->arena, "KX%d", codes[i].code),
		    kx_arena_print(&job->arena, "%s: %s", codes[i].name, codes[i].title));
	return ok;
}

/* What 'verify --standards' looks for. */
static bool
list_rules(struct kx_job *job, struct rows *rows)
{
	const struct kx_rule_entry *rules = kx_pdf_rules();
	bool ok = true;
	size_t i;

	for (i = 0; ok && i < KX_RULE_COUNT; i++)
		ok = add_row(job, rows, rules[i].id, rules[i].twin[0] == '\0' ? rules[i].condition :
		    kx_arena_print(&job->arena, "%s (also %s)", rules[i].condition, rules[i].twin));
	return ok;
}

/* --data would change nothing in these. */
static bool
refuse_data(const struct kx_request *request, struct kx_job *job)
{
	if (!kx_asked(request, DATA))
		return true;
	kx_report(&job->diags, KX807, (struct kx_place){ 0 }, NULL, "'list %s' has no option --data", request->operand);
	return false;
}

bool
kx_command_list(const struct kx_request *request, struct kx_job *job)
{
	const char *kind = request->operand;
	struct kx_job_options options;
	struct rows rows = { 0 };
	bool ok;

	if (strcmp(kind, "schemas") == 0)
		return refuse_data(request, job) && kx_command_schemas(job);
	if (!kx_command_options(request, job, &options) || !kx_job_start(job, &options))
		return false;
	if (strcmp(kind, "codes") == 0)
		ok = refuse_data(request, job) && list_codes(job, &rows);
	else if (strcmp(kind, "rules") == 0)
		ok = refuse_data(request, job) && list_rules(job, &rows);
	else if (strcmp(kind, "fonts") == 0)
		ok = refuse_data(request, job) && list_fonts(job, &rows);
	else if (strcmp(kind, "layouts") == 0)
		ok = refuse_data(request, job) && list_folder(job, &rows, LAYOUTS);
	else if (strcmp(kind, "sizes") == 0)
		ok = refuse_data(request, job) && list_folder(job, &rows, SIZES);
	else if (strcmp(kind, "themes") == 0)
		ok = refuse_data(request, job) && list_folder(job, &rows, THEMES);
	else if (strcmp(kind, "inks") == 0)
		ok = refuse_data(request, job) && list_folder(job, &rows, INKS);
	else if (strcmp(kind, "clinics") == 0)
		ok = list_folder(job, &rows, CLINICS);
	else if (strcmp(kind, "languages") == 0)
		ok = list_folder(job, &rows, LANGUAGES);
	else if (strcmp(kind, "topics") == 0)
		ok = kx_job_read_content(job, &options) && list_topics(job, &rows);
	else if (strcmp(kind, "sections") == 0)
		ok = kx_job_read_content(job, &options) && list_sections(job, &rows);
	else
		ok = kx_job_read_content(job, &options) && list_sources(job, &rows);
	if (ok)
		print_rows(job, &rows);
	return ok;
}
