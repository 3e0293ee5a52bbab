#include "batch/watch.h"

#include "base/arena.h"
#include "base/diagnostic.h"
#include "base/file.h"

#include <errno.h>
#include <poll.h>
#include <stdint.h>
#include <string.h>
#include <sys/inotify.h>
#include <unistd.h>

#define MOMENT_MILLISECONDS 30
#define DEPTH 4
#define EVENTS (IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE)

static bool
watch_folder(struct kx_arena *arena, int watch, const char *folder, int depth)
{
	struct kx_diagnostics unheard;
	const char *const *names;
	const char *path;
	size_t count, i;

	if (!kx_path_is_folder(folder))
		return true;
	if (inotify_add_watch(watch, folder, EVENTS | IN_ONLYDIR) < 0)
		return false;
	kx_diagnostics_init(&unheard, arena);
	if (depth == 0 || !kx_folder_list(arena, folder, "", &names, &count, &unheard))
		return true;
	for (i = 0; i < count; i++) {
		path = kx_path_join(arena, folder, names[i]);
		if (path != NULL && kx_path_is_folder(path) && !watch_folder(arena, watch, path, depth - 1))
			return false;
	}
	return true;
}

int
kx_watch_open(struct kx_arena *arena, const struct kx_watched *watched, struct kx_diagnostics *diags)
{
	int watch = inotify_init1(IN_CLOEXEC | IN_NONBLOCK), i;
	bool whole = watch >= 0;

	for (i = 0; whole && i < 2; i++)
		whole = watched->alone[i] == NULL || watch_folder(arena, watch, watched->alone[i], 0);
	for (i = 0; whole && i < 3; i++)
		whole = watched->whole[i] == NULL || watch_folder(arena, watch, watched->whole[i], DEPTH);
	if (whole)
		return watch;
	kx_report(diags, KX836, (struct kx_place){ 0 }, NULL, "%s", strerror(errno));
	if (watch >= 0)
		close(watch);
	return -1;
}

/* Is it a file that a batch reads?  Checksums, sheets and hidden files are not. */
static bool
is_input(const char *name)
{
	static const char *const endings[] = { ".json", ".csv", ".png", ".jpg", ".jpeg", ".svg", ".ttf" };
	size_t length = strlen(name), tail, i;

	for (i = 0; name[0] != '.' && i < sizeof(endings) / sizeof(endings[0]); i++) {
		tail = strlen(endings[i]);
		if (length > tail && strcmp(name + length - tail, endings[i]) == 0)
			return true;
	}
	return false;
}

static bool
drain(int watch)
{
	char bytes[16384] __attribute__((aligned(8)));
	const struct inotify_event *event;
	bool met = false;
	ssize_t got;
	size_t at;

	while ((got = read(watch, bytes, sizeof(bytes))) > 0)
		for (at = 0; at < (size_t)got; at += sizeof(*event) + event->len) {
			event = (const struct inotify_event *)(const void *)(bytes + at);
			met = met || (event->mask & IN_Q_OVERFLOW) != 0 || (event->len > 0 && is_input(event->name));
		}
	return met;
}

bool
kx_watch_wait(int watch, int signals)
{
	struct pollfd polled[2] = { { watch, POLLIN, 0 }, { signals, POLLIN, 0 } };
	bool met = false;

	for (;;) {
		if (poll(polled, 2, met ? MOMENT_MILLISECONDS : -1) < 0 && errno != EINTR)
			return false;
		if (polled[1].revents != 0)
			return false;
		if (polled[0].revents == 0 && met)
			return true;
		met = drain(watch) || met;
	}
}
