/*
 * Refuses system calls that no run needs, by libseccomp, which is loaded when a
 * run is confined, or linked where configure could not find out what to load.  A
 * list of what is refused, not of what is allowed: the calls of libcurl, of
 * resolvers and of other C libraries are their own, and a new one must not end
 * the nightly run.
 */
#include "base/seccomp.h"

#ifdef HAVE_SECCOMP

#include <errno.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/socket.h>

#include <seccomp.h>

#include "base/late_library.h"

/* The functions of libseccomp. */
struct library {
	scmp_filter_ctx (*init)(uint32_t);
	int (*resolve)(const char *);
	int (*add)(scmp_filter_ctx, uint32_t, int, unsigned int,
	    const struct scmp_arg_cmp *);
	int (*load)(scmp_filter_ctx);
	void (*release)(scmp_filter_ctx);
};

#ifdef LIBSECCOMP_NAME

static const struct late_function functions[] = {
	{ "seccomp_init", offsetof(struct library, init) },
	{ "seccomp_syscall_resolve_name", offsetof(struct library, resolve) },
	{ "seccomp_rule_add_array", offsetof(struct library, add) },
	{ "seccomp_load", offsetof(struct library, load) },
	{ "seccomp_release", offsetof(struct library, release) },
};

static void
load_library(struct library *l)
{
	late_library_load(LIBSECCOMP_NAME, functions,
	    sizeof(functions) / sizeof(functions[0]), l);
}

#else

static void
load_library(struct library *l)
{
	*l = (struct library){ seccomp_init, seccomp_syscall_resolve_name,
		seccomp_rule_add_array, seccomp_load, seccomp_release };
}

#endif

/* To start programs, reach into other processes, listen, or change the system. */
static const char *const refused[] = { "execve", "execveat", "ptrace",
	"process_vm_readv", "process_vm_writev", "kcmp", "pidfd_getfd",
	"pidfd_open", "listen", "accept", "accept4", "mount", "umount2",
	"move_mount", "open_tree", "fsopen", "fsmount", "pivot_root", "chroot",
	"setns", "unshare", "bpf", "perf_event_open", "userfaultfd", "keyctl",
	"add_key", "request_key", "io_uring_setup", "io_uring_enter",
	"init_module", "finit_module", "delete_module", "kexec_load",
	"kexec_file_load", "reboot", "swapon", "swapoff", "acct", "quotactl",
	"settimeofday", "clock_settime", "clock_adjtime", "adjtimex",
	"sethostname", "setdomainname", "setuid", "setgid", "setreuid",
	"setregid", "setresuid", "setresgid", "setgroups", "capset", "mknod",
	"mknodat", "open_by_handle_at", "personality", "syslog", "iopl",
	"ioperm" };

/* Families of sockets that fetching needs; names are asked for by all of them. */
static const int families[] = { AF_UNIX, AF_INET, AF_INET6, AF_NETLINK };

/* Above all families that Linux has. */
#define FAMILIES 64

/* Refuse a call, if this machine has it.  Return 0, or -1 with errno. */
static int
refuse(const struct library *l, scmp_filter_ctx filter, const char *name,
    unsigned int count, const struct scmp_arg_cmp *arguments)
{
	int number = l->resolve(name), ret;

	if (number == __NR_SCMP_ERROR)
		return 0;
	ret = l->add(filter, SCMP_ACT_ERRNO(EPERM), number, count, arguments);
	if (ret < 0)
		errno = -ret;
	return ret < 0 ? -1 : 0;
}

/* Does fetching need sockets of a family? */
static bool
is_needed(int family)
{
	size_t i;

	for (i = 0; i < sizeof(families) / sizeof(families[0]); i++) {
		if (families[i] == family)
			return true;
	}
	return false;
}

/*
 * Refuse sockets: all, or those of other families than fetching needs, one rule
 * each, because a rule compares with one number.
 */
static int
refuse_sockets(const struct library *l, scmp_filter_ctx filter, bool network)
{
	struct scmp_arg_cmp family = { 0, SCMP_CMP_GE, FAMILIES, 0 };
	int i, ret;

	if (!network)
		return refuse(l, filter, "socket", 0, NULL);
	ret = refuse(l, filter, "socket", 1, &family);
	family.op = SCMP_CMP_EQ;
	for (i = 0; i < FAMILIES && ret == 0; i++) {
		family.datum_a = (scmp_datum_t)i;
		if (!is_needed(i))
			ret = refuse(l, filter, "socket", 1, &family);
	}
	return ret;
}

/*
 * Refuse what no run needs, with EPERM: sockets as well unless it uses the
 * network.  A kernel without seccomp is no error.  Return 0, or -1 with errno.
 */
int
seccomp_enter(bool network)
{
	struct library l;
	scmp_filter_ctx filter;
	size_t i;
	int ret = 0;

	load_library(&l);
	if ((filter = l.init(SCMP_ACT_ALLOW)) == NULL)
		return 0;
	for (i = 0; i < sizeof(refused) / sizeof(refused[0]) && ret == 0; i++)
		ret = refuse(&l, filter, refused[i], 0, NULL);
	if (ret == 0)
		ret = refuse_sockets(&l, filter, network);
	if (ret == 0 && (ret = l.load(filter)) < 0) {
		errno = -ret;
		ret = ret == -EINVAL || ret == -ENOSYS ? 0 : -1;
	}
	l.release(filter);
	return ret;
}

/* Was this program built to refuse system calls? */
bool
seccomp_is_there(void)
{
	return true;
}

#else

/* Refuse nothing.  Return 0. */
int
seccomp_enter(bool network)
{
	(void)network;
	return 0;
}

/* Was this program built to refuse system calls? */
bool
seccomp_is_there(void)
{
	return false;
}

#endif
