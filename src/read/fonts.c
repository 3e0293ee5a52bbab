#include "read/fonts.h"

#include "base/arena.h"
#include "base/file.h"
#include "base/limits.h"
#include "read/files.h"
#include "read/shape.h"

#define MOST_ROLES 100
#define HEAVIEST   1000   /* the scale of OS/2 and CSS */

static const struct kx_key file_keys[] = { { "$schema", false }, { "faces", true }, { "roles", true }, { "hyphenation", false } };
static const struct kx_shape file_shape = KX_SHAPE("the list of fonts", file_keys);

static const struct kx_key face_keys[] = {
	{ "id", true }, { "file", true }, { "licence", true }, { "weight", true }, { "style", true }
};
static const struct kx_shape face_shape = KX_SHAPE("a face", face_keys);

static const struct kx_key pattern_keys[] = { { "file", true }, { "licence", true } };
static const struct kx_shape pattern_shape = KX_SHAPE("hyphenation patterns", pattern_keys);

static const char *const styles[] = { "upright", "italic", NULL };

/* A file named from the folder of fonts.json; NULL after reporting. */
static const char *
read_path(const struct kx_node *node, const char *folder, const char *key)
{
	const char *name = kx_member_text(node, key, KX_MAX_NAME_BYTES);

	return name != NULL ? kx_path_join(node->file->arena, folder, name) : NULL;
}

static void
read_face(const struct kx_node *node, const char *folder, struct kx_memo *memo, struct kx_font_entry *face)
{
	int32_t weight = 0;
	int style = 0;

	face->pointer = kx_node_place(node).pointer;
	face->id = kx_member_id(node, "id");
	face->path = read_path(node, folder, "file");
	face->licence_path = read_path(node, folder, "licence");
	kx_member_whole(node, "weight", 1, HEAVIEST, &weight);
	face->weight = (int)weight;
	kx_member_choice(node, "style", styles, &style);
	face->italic = style == 1;
	face->known = face->path != NULL && kx_read_files_known(memo, face->path, face->digest);
}

static void
read_faces(const struct kx_node *root, const char *folder, struct kx_font_list *list)
{
	struct kx_font_entry *faces;
	struct kx_node nodes, node;
	size_t count = kx_member_list(root, "faces", KX_MAX_FACES, true, &nodes), i;

	if (count == 0)
		return;
	faces = kx_arena_array(root->file->arena, count, sizeof(*faces));
	if (faces == NULL)
		return;
	for (i = 0; i < count; i++) {
		node = kx_node_element(&nodes, i);
		if (kx_shape_check(&node, &face_shape))
			read_face(&node, folder, list->memo, &faces[i]);
	}
	list->faces = faces;
	list->face_count = count;
}

static void
read_roles(const struct kx_node *root, struct kx_font_list *list)
{
	struct kx_font_role *roles, *role;
	struct kx_table table;
	struct kx_node node;
	size_t i;

	if (!kx_table_open(root, "roles", MOST_ROLES, false, &table))
		return;
	roles = kx_arena_array(root->file->arena, table.count, sizeof(*roles));
	if (roles == NULL)
		return;
	for (i = 0; i < table.count; i++) {
		node = kx_node_entry(&table.node, i);
		role = &roles[list->role_count++];
		role->name = kx_arena_string(root->file->arena, node.key);
		role->pointer = kx_node_place(&node).pointer;
		role->chain = kx_member_texts(&table.node, node.key, KX_MAX_FACES, KX_MAX_NAME_BYTES, &role->chain_count);
	}
	list->roles = roles;
}

static void
read_patterns(const struct kx_node *root, const char *folder, struct kx_font_list *list)
{
	struct kx_pattern_entry *patterns, *entry;
	struct kx_table table;
	struct kx_node node;
	size_t i;

	if (!kx_table_open(root, "hyphenation", MOST_ROLES, false, &table))
		return;
	patterns = kx_arena_array(root->file->arena, table.count, sizeof(*patterns));
	if (patterns == NULL)
		return;
	for (i = 0; i < table.count; i++) {
		node = kx_node_entry(&table.node, i);
		if (!kx_shape_check(&node, &pattern_shape))
			continue;
		entry = &patterns[list->pattern_count++];
		entry->language = kx_arena_string(root->file->arena, node.key);
		entry->pointer = kx_node_place(&node).pointer;
		entry->path = read_path(&node, folder, "file");
		entry->licence_path = read_path(&node, folder, "licence");
	}
	list->patterns = patterns;
}

bool
kx_read_fonts(struct kx_arena *arena, struct kx_read_files *files, const char *folder, struct kx_font_list **ret_list, struct kx_diagnostics *diags)
{
	const char *path = kx_path_join(arena, folder, "fonts.json");
	struct kx_font_list *list = kx_arena_alloc(arena, sizeof(*list));
	size_t before = diags->errors;
	struct kx_datafile file;
	struct kx_node root;

	if (path == NULL || list == NULL || !kx_datafile_open(&file, arena, files, path, diags))
		return false;
	root = kx_node_root(&file);
	list->file = path;
	list->memo = files != NULL ? files->memo : NULL;
	if (kx_shape_check(&root, &file_shape)) {
		read_faces(&root, folder, list);
		read_roles(&root, list);
		read_patterns(&root, folder, list);
	}
	kx_datafile_close(&file);
	if (diags->errors > before || kx_arena_spent(arena))
		return false;
	*ret_list = list;
	return true;
}
