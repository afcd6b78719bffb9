/*
 * Linux: Landlock limits files and TCP (landlock(7); the kernel's
 * Documentation/userspace-api/landlock.rst), seccomp the system calls.  What a
 * kernel knows of Landlock is told by the version of its interface; the newer
 * parts are left out where they are not known.
 */
#include "base/sandbox.h"

#ifdef HAVE_LANDLOCK

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <linux/landlock.h>

#include "base/sandbox_system.h"
#include "base/seccomp.h"

/*
 * Rights and parts that came with later versions, for headers that lack them.
 */
#define FS_REFER      (UINT64_C(1) << 13) /* version 2 */
#define FS_TRUNCATE   (UINT64_C(1) << 14) /* version 3 */
#define FS_IOCTL      (UINT64_C(1) << 15) /* version 5 */
#define NET_BIND      (UINT64_C(1) << 0)  /* version 4 */
#define NET_CONNECT   (UINT64_C(1) << 1)
#define SCOPE_SOCKETS (UINT64_C(1) << 0) /* version 6: of others' */
#define SCOPE_SIGNALS (UINT64_C(1) << 1)

/* struct landlock_ruleset_attr of version 6; older kernels take its start. */
struct ruleset {
	uint64_t files;
	uint64_t network;
	uint64_t scope;
};

#define READ_FILE LANDLOCK_ACCESS_FS_READ_FILE
#define READ	  (READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR)
#define WRITE                                                                \
	(READ | LANDLOCK_ACCESS_FS_WRITE_FILE | FS_TRUNCATE |                \
	    LANDLOCK_ACCESS_FS_REMOVE_DIR | LANDLOCK_ACCESS_FS_REMOVE_FILE | \
	    LANDLOCK_ACCESS_FS_MAKE_DIR | LANDLOCK_ACCESS_FS_MAKE_REG |      \
	    FS_REFER)
/* Of these, what a file alone can be given. */
#define OF_FILES (READ_FILE | LANDLOCK_ACCESS_FS_WRITE_FILE | FS_TRUNCATE)
#define REST                                                              \
	(LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_MAKE_CHAR |      \
	    LANDLOCK_ACCESS_FS_MAKE_SOCK | LANDLOCK_ACCESS_FS_MAKE_FIFO | \
	    LANDLOCK_ACCESS_FS_MAKE_BLOCK | LANDLOCK_ACCESS_FS_MAKE_SYM | \
	    FS_IOCTL)

/* The version of the kernel's interface, or -1 without Landlock. */
static int
interface_version(void)
{
	return (int)syscall(SYS_landlock_create_ruleset, NULL, 0,
	    LANDLOCK_CREATE_RULESET_VERSION);
}

/* What a kernel of a version can take away. */
static struct ruleset
all_of(int version)
{
	struct ruleset r = { .files = WRITE | REST };

	if (version < 2)
		r.files &= ~FS_REFER;
	if (version < 3)
		r.files &= ~FS_TRUNCATE;
	if (version < 5)
		r.files &= ~FS_IOCTL;
	if (version >= 4)
		r.network = NET_BIND | NET_CONNECT;
	if (version >= 6)
		r.scope = SCOPE_SOCKETS | SCOPE_SIGNALS;
	return r;
}

/* The bytes of struct ruleset that a kernel of a version knows. */
static size_t
size_of(int version)
{
	if (version < 4)
		return sizeof(uint64_t);
	return version < 6 ? 2 * sizeof(uint64_t) : sizeof(struct ruleset);
}

/*
 * Allow rights at a path, or nothing if it is not there.  A file has fewer than
 * a folder.  Return 0, or -1 with errno.
 */
static int
allow(int ruleset, const char *path, uint64_t rights, uint64_t handled)
{
	struct landlock_path_beneath_attr rule = { .allowed_access =
						       rights & handled };
	struct stat st;
	int fd, ret;

	fd = open(path, O_PATH | O_CLOEXEC);
	if (fd == -1)
		return errno == ENOENT || errno == ENOTDIR || errno == EACCES ?
		    0 :
		    -1;
	rule.parent_fd = fd;
	ret = fstat(fd, &st);
	if (ret == 0 && !S_ISDIR(st.st_mode))
		rule.allowed_access &= OF_FILES;
	if (ret == 0)
		ret = (int)syscall(SYS_landlock_add_rule, ruleset,
		    LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
	/* A pipe or a socket lies in no file system, and needs no rule. */
	if (ret == -1 && errno == EBADFD)
		ret = 0;
	close(fd);
	return ret;
}

/* Allow all paths of a sandbox.  Return 0, or -1 with errno. */
static int
allow_all(int ruleset, const struct sandbox *s, uint64_t handled)
{
	char *const *file;
	size_t i;

	for (i = 0; i < s->count; i++) {
		if (allow(ruleset, s->paths[i].path,
			s->paths[i].right == SANDBOX_WRITE ? WRITE : READ,
			handled) == -1)
			return -1;
	}
	for (file = s->files; file != NULL && *file != NULL; file++) {
		if (allow(ruleset, *file, READ_FILE, handled) == -1)
			return -1;
	}
	return 0;
}

/* Limit files and TCP.  Return 0, or -1 with errno. */
static int
enter_landlock(const struct sandbox *s, int version)
{
	struct ruleset attributes = all_of(version);
	int ruleset, ret;

	if (s->network)
		attributes.network &= NET_BIND;
	ruleset = (int)syscall(SYS_landlock_create_ruleset, &attributes,
	    size_of(version), 0);
	if (ruleset == -1)
		return -1;
	ret = allow_all(ruleset, s, attributes.files);
	if (ret == 0)
		ret = (int)syscall(SYS_landlock_restrict_self, ruleset, 0);
	close(ruleset);
	return ret;
}

/* As sandbox_enter(). */
int
sandbox_system_enter(const struct sandbox *s)
{
	int version = interface_version();

	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == -1)
		return errno == EINVAL ? 0 : -1;
	if (seccomp_enter(s->network) == -1)
		return -1;
	return version > 0 ? enter_landlock(s, version) : 0;
}

/* As sandbox_work.c asks. */
int
sandbox_system_isolate(int end)
{
	return seccomp_isolate(end);
}

/* As sandbox_describe(). */
const char *
sandbox_system_describe(void)
{
	static const char *const names[][2] = {
		{ NULL, "system calls" },
		{ "files", "files and system calls" },
		{ "files and TCP", "files, TCP and system calls" },
	};
	int version = interface_version();

	return names[(version > 0) + (version >= 4)][seccomp_is_there()];
}

#endif
