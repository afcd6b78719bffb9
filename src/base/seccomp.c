/*
 * Refuses system calls that no run needs (seccomp(2); the kernel's
 * Documentation/userspace-api/seccomp_filter.rst).  A list of what is refused, not
 * of what is allowed: the calls of libcurl, of resolvers and of other C libraries
 * are their own, and a new one must not end the nightly run.
 *
 * The filter is written here and not by libseccomp, because that loops for ever
 * when one allocation fails (2.5.4, found by make torture), and takes 0.3 ms.
 */
#include "base/seccomp.h"

#ifdef HAVE_LANDLOCK

#include <errno.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>

#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>

/* What the kernel says of a call by the calls of this machine. */
#if defined(__x86_64__)
#define ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined(__i386__)
#define ARCHITECTURE AUDIT_ARCH_I386
#elif defined(__aarch64__)
#define ARCHITECTURE AUDIT_ARCH_AARCH64
#elif defined(__arm__)
#define ARCHITECTURE AUDIT_ARCH_ARM
#elif defined(__riscv) && __riscv_xlen == 64
#define ARCHITECTURE AUDIT_ARCH_RISCV64
#elif defined(__powerpc64__) && defined(__LITTLE_ENDIAN__)
#define ARCHITECTURE AUDIT_ARCH_PPC64LE
#elif defined(__s390x__)
#define ARCHITECTURE AUDIT_ARCH_S390X
#endif

#endif

#ifdef ARCHITECTURE

/* From here on x86-64 has the calls of another machine (x32). */
#define FOREIGN_CALLS 0x40000000

#define REFUSE (SECCOMP_RET_ERRNO | EPERM)

/* clang-format off */
/* To start programs, reach into other processes, listen, or change the system. */
static const uint32_t refused[] = { SYS_execve, SYS_execveat, SYS_ptrace,
	SYS_process_vm_readv, SYS_process_vm_writev, SYS_kcmp, SYS_pidfd_getfd,
	SYS_pidfd_open, SYS_listen, SYS_accept4, SYS_mount, SYS_umount2,
	SYS_move_mount, SYS_open_tree, SYS_fsopen, SYS_fsmount, SYS_pivot_root,
	SYS_chroot, SYS_setns, SYS_unshare, SYS_bpf, SYS_perf_event_open,
	SYS_userfaultfd, SYS_keyctl, SYS_add_key, SYS_request_key,
	SYS_io_uring_setup, SYS_io_uring_enter, SYS_init_module,
	SYS_finit_module, SYS_delete_module, SYS_kexec_load, SYS_reboot,
	SYS_swapon, SYS_swapoff, SYS_acct, SYS_quotactl, SYS_clock_settime,
	SYS_clock_adjtime, SYS_adjtimex, SYS_sethostname, SYS_setdomainname,
	SYS_setuid, SYS_setgid, SYS_setreuid, SYS_setregid, SYS_setresuid,
	SYS_setresgid, SYS_setgroups, SYS_capset, SYS_mknodat,
	SYS_open_by_handle_at, SYS_personality, SYS_syslog,
/* Not every machine has these. */
#ifdef SYS_accept
	SYS_accept,
#endif
#ifdef SYS_mknod
	SYS_mknod,
#endif
#ifdef SYS_settimeofday
	SYS_settimeofday,
#endif
#ifdef SYS_iopl
	SYS_iopl, SYS_ioperm,
#endif
};
/* clang-format on */

#define REFUSED (sizeof(refused) / sizeof(refused[0]))

/* Families of sockets that fetching needs; names are asked for by all of them. */
static const uint32_t families[] = { AF_UNIX, AF_INET, AF_INET6, AF_NETLINK };

#define FAMILIES (sizeof(families) / sizeof(families[0]))

/* clang-format off */
/* All that work with memory alone needs. */
static const uint32_t computing[] = { SYS_brk, SYS_munmap, SYS_mremap,
	SYS_madvise, SYS_futex, SYS_clock_gettime, SYS_getrandom,
	SYS_rt_sigprocmask, SYS_rt_sigreturn, SYS_restart_syscall, SYS_exit,
	SYS_exit_group,
/* Not every machine has these. */
#ifdef SYS_clock_gettime64
	SYS_clock_gettime64,
#endif
#ifdef SYS_futex_time64
	SYS_futex_time64,
#endif
#ifdef SYS_time
	SYS_time,
#endif
#ifdef SYS_gettimeofday
	SYS_gettimeofday,
#endif
};
/* clang-format on */

#define COMPUTING (sizeof(computing) / sizeof(computing[0]))

/* To ask for memory, whose third argument says what it may be used for. */
static const uint32_t mapping[] = {
	SYS_mprotect,
#ifdef SYS_mmap
	SYS_mmap,
#endif
#ifdef SYS_mmap2
	SYS_mmap2,
#endif
};

#define MAPPING (sizeof(mapping) / sizeof(mapping[0]))

/* A filter that is being written. */
struct program {
	struct sock_filter steps[2 * (REFUSED + FAMILIES + COMPUTING) + 32];
	unsigned short count;
};

static void
add(struct program *p, struct sock_filter step)
{
	p->steps[p->count++] = step;
}

/* Look at a number of the call. */
static void
load(struct program *p, size_t offset)
{
	add(p,
	    (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS,
		(uint32_t)offset));
}

/* End with an answer. */
static void
answer(struct program *p, uint32_t what)
{
	add(p, (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, what));
}

/* End with an answer if the number is what a comparison with another one asks. */
static void
answer_if(struct program *p, uint16_t comparison, uint32_t number,
    uint32_t what)
{
	add(p,
	    (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_K | comparison, number,
		0, 1));
	answer(p, what);
}

/* Look at the lower half of an argument, where the kernel has small numbers. */
static void
load_argument(struct program *p, size_t argument)
{
	const size_t low =
	    __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__ ? sizeof(uint32_t) : 0;

	load(p,
	    offsetof(struct seccomp_data, args) + argument * sizeof(uint64_t) +
		low);
}

/* Refuse what another machine's calls could get around. */
static void
refuse_foreign(struct program *p)
{
	load(p, offsetof(struct seccomp_data, arch));
	add(p,
	    (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_K | BPF_JEQ,
		ARCHITECTURE, 1, 0));
	answer(p, REFUSE);
	load(p, offsetof(struct seccomp_data, nr));
#ifdef __x86_64__
	answer_if(p, BPF_JGE, FOREIGN_CALLS, REFUSE);
#endif
}

/* Refuse sockets: all, or those of other families than fetching needs. */
static void
refuse_sockets(struct program *p, bool network)
{
	size_t i;

#ifdef SYS_socketcall
	if (!network)
		answer_if(p, BPF_JEQ, SYS_socketcall, REFUSE);
#endif
	if (!network)
		answer_if(p, BPF_JEQ, SYS_socket, REFUSE);
	/* All other calls are allowed. */
	add(p,
	    (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_K | BPF_JEQ, SYS_socket,
		1, 0));
	answer(p, SECCOMP_RET_ALLOW);
	load_argument(p, 0);
	for (i = 0; i < FAMILIES; i++)
		answer_if(p, BPF_JEQ, families[i], SECCOMP_RET_ALLOW);
	answer(p, REFUSE);
}

/* Pass over the next steps if it is another call. */
static void
skip_unless(struct program *p, uint32_t call, uint8_t steps)
{
	add(p,
	    (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_K | BPF_JEQ, call, 0,
		steps));
}

/* Allow a call whose first argument is this number, and refuse it else. */
static void
allow_with(struct program *p, uint32_t call, uint32_t first)
{
	skip_unless(p, call, 4);
	load_argument(p, 0);
	answer_if(p, BPF_JEQ, first, SECCOMP_RET_ALLOW);
	answer(p, REFUSE);
}

/* Allow a call whose third argument has none of these bits, and refuse it else. */
static void
allow_without(struct program *p, uint32_t call, uint32_t bits)
{
	skip_unless(p, call, 4);
	load_argument(p, 2);
	answer_if(p, BPF_JSET, bits, REFUSE);
	answer(p, SECCOMP_RET_ALLOW);
}

/* Install a filter.  A kernel without seccomp is no error.  Return 0 or -1. */
static int
install(struct program *p)
{
	struct sock_fprog filter = { .filter = p->steps, .len = p->count };

	if (prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter) == -1)
		return errno == EINVAL ? 0 : -1;
	return 0;
}

/*
 * Refuse what no run needs, with EPERM: sockets as well unless it uses the
 * network.  The process must have no_new_privs set.  A kernel without seccomp is
 * no error.  Return 0, or -1 with errno.
 */
int
seccomp_enter(bool network)
{
	struct program p = { .count = 0 };
	size_t i;

	refuse_foreign(&p);
	for (i = 0; i < REFUSED; i++)
		answer_if(&p, BPF_JEQ, refused[i], REFUSE);
	refuse_sockets(&p, network);
	return install(&p);
}

/*
 * Refuse everything but to compute, to write to one descriptor, and to end; with
 * EPERM, because a library that asks for a file has to go on without.  Otherwise
 * as seccomp_enter().
 */
int
seccomp_isolate(int end)
{
	struct program p = { .count = 0 };
	size_t i;

	refuse_foreign(&p);
	for (i = 0; i < COMPUTING; i++)
		answer_if(&p, BPF_JEQ, computing[i], SECCOMP_RET_ALLOW);
	for (i = 0; i < MAPPING; i++)
		allow_without(&p, mapping[i], PROT_EXEC);
	allow_with(&p, SYS_write, (uint32_t)end);
	answer(&p, REFUSE);
	return install(&p);
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

/* Refuse nothing.  Return 0. */
int
seccomp_isolate(int end)
{
	(void)end;
	return 0;
}

/* Was this program built to refuse system calls? */
bool
seccomp_is_there(void)
{
	return false;
}

#endif
