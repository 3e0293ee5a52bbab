#include "batch/lock.h"

#include "base/arena.h"
#include "base/diagnostic.h"
#include "batch/ledger.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

static bool
cannot(struct kx_diagnostics *diags, const char *path, int cause)
{
	kx_report(diags, KX702, (struct kx_place){ .file = path }, NULL, "cannot write here: %s", strerror(cause));
	return false;
}

/* A folder and those above it. */
static bool
make_folder(struct kx_arena *arena, const char *folder, struct kx_diagnostics *diags)
{
	char *path = kx_arena_string(arena, folder), *slash;

	if (path == NULL)
		return cannot(diags, folder, ENOMEM);
	for (slash = strchr(path + 1, '/'); slash != NULL; slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		mkdir(path, 0777);
		*slash = '/';
	}
	if (mkdir(path, 0777) != 0 && errno != EEXIST)
		return cannot(diags, folder, errno);
	return true;
}

static bool
take(const char *path, int how, const char *held, int *ret_fd, struct kx_diagnostics *diags)
{
	int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0666), cause;

	if (fd < 0)
		return cannot(diags, path, errno);
	if (flock(fd, how | LOCK_NB) == 0) {
		*ret_fd = fd;
		return true;
	}
	cause = errno;
	close(fd);
	if (cause != EWOULDBLOCK)
		return cannot(diags, path, cause);
	kx_report(diags, KX827, (struct kx_place){ .file = path }, NULL, "%s", held);
	return false;
}

bool
kx_lock_take(struct kx_arena *arena, const char *folder, const struct kx_shard *shard, struct kx_lock *ret_lock,
    struct kx_diagnostics *diags)
{
	static const char running[] = "another run of kxreport batch works in this folder";
	const char *hidden = kx_arena_print(arena, "%s/" KX_LEDGER_FOLDER, folder), *whole, *own = NULL;
	bool sharded = shard->count > 1;
	int fd;

	if (hidden == NULL || !make_folder(arena, hidden, diags))
		return false;
	whole = kx_arena_print(arena, "%s/lock", hidden);
	if (whole == NULL || !take(whole, sharded ? LOCK_SH : LOCK_EX, running, &ret_lock->folder, diags))
		return false;
	if (!sharded)
		return true;
	own = kx_arena_print(arena, "%s/lock-%d-of-%d", hidden, shard->index, shard->count);
	if (own == NULL || !take(own, LOCK_EX, running, &fd, diags))
		return false;
	ret_lock->shard = fd;
	return true;
}

bool
kx_lock_take_prints(struct kx_arena *arena, const char *path, int *ret_fd, struct kx_diagnostics *diags)
{
	const char *name = kx_arena_print(arena, "%s-printing", path);

	return name != NULL && take(name, LOCK_EX, "another kxreport prints what is due from this folder", ret_fd, diags);
}

void
kx_lock_release(struct kx_lock *lock)
{
	if (lock->folder > 0)
		close(lock->folder);
	if (lock->shard > 0)
		close(lock->shard);
	*lock = (struct kx_lock){ 0, 0 };
}
