/*
 * The words that the peers in C set: what blocks.awk printed, one block a line.
 */
#ifndef PEERS_BLOCKS_H
#define PEERS_BLOCKS_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MOST_BLOCKS 4096
#define MOST_CELLS 12

struct block {
	const char *kind;                 /* h1 h2 h3 p li small row */
	const char *cells[MOST_CELLS];    /* the words; a row has one a column */
	int count;
};

struct blocks {
	struct block list[MOST_BLOCKS];
	int count;
};

static char *
read_whole(const char *path)
{
	FILE *file = fopen(path, "rb");
	char *text = NULL;
	long length;

	if (file == NULL || fseek(file, 0, SEEK_END) != 0 || (length = ftell(file)) < 0) {
		fprintf(stderr, "%s: not read\n", path);
		exit(1);
	}
	rewind(file);
	text = malloc((size_t)length + 1);
	if (text == NULL || fread(text, 1, (size_t)length, file) != (size_t)length)
		exit(1);
	text[length] = '\0';
	fclose(file);
	return text;
}

/* Cuts TEXT in place; the blocks point into it. */
static void
cut_blocks(char *text, struct blocks *blocks)
{
	char *line, *rest = text, *field;

	blocks->count = 0;
	while ((line = strsep(&rest, "\n")) != NULL && blocks->count < MOST_BLOCKS) {
		struct block *block = &blocks->list[blocks->count];

		if (*line == '\0')
			continue;
		block->kind = strsep(&line, "\t");
		block->count = 0;
		while ((field = strsep(&line, "\t")) != NULL && block->count < MOST_CELLS)
			block->cells[block->count++] = field;
		blocks->count++;
	}
}

/* The look that all peers share, in points: near the shipped handout's. */
struct look { const char *kind; double size, leading, before; int heavy, indent; };

static const struct look looks[] = {
	{ "h1", 28, 32, 0, 1, 0 }, { "h2", 15.5, 20, 10, 1, 0 }, { "h3", 12.5, 16, 6, 1, 0 }, { "p", 12, 15, 3, 0, 0 },
	{ "li", 12, 15, 2, 0, 14 }, { "small", 10, 12, 1, 0, 0 }, { "row", 12, 15, 2, 0, 0 },
};

static const struct look *
look_of(const char *kind)
{
	for (size_t i = 0; i < sizeof(looks) / sizeof(looks[0]); i++) {
		if (strcmp(looks[i].kind, kind) == 0)
			return &looks[i];
	}
	return &looks[3];
}

#define PAGE_WIDTH 612.0
#define PAGE_HEIGHT 792.0
#define MARGIN 46.0

#endif
