/* What a confined process may do, tried from inside of it. */
#include "support.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/sandbox.h"

/* Folders: one to write in, one to read, one for nothing; and a server. */
struct place {
	char root[FOLDER_SIZE];
	char ours[64], read[64], other[64];
	int server;
	in_port_t port; /* in network order */
	pid_t parent;
};

static void
make_file(const char *folder, const char *name)
{
	char path[128];
	int fd;

	snprintf(path, sizeof(path), "%s/%s", folder, name);
	fd = open(path, O_WRONLY | O_CREAT, 0644);
	assert_int_not_equal(fd, -1);
	assert_int_equal(write(fd, "text", 4), 4);
	close(fd);
}

static int
set_up(void **state)
{
	struct place *p = calloc(1, sizeof(*p));
	struct sockaddr_in at = { .sin_family = AF_INET };
	socklen_t size = sizeof(at);
	char *const folders[] = { p->ours, p->read, p->other };
	static const char *const names[] = { "ours", "read", "other" };
	size_t i;

	make_folder(p->root);
	for (i = 0; i < COUNT(folders); i++) {
		snprintf(folders[i], sizeof(p->ours), "%s/%s", p->root,
		    names[i]);
		assert_int_equal(mkdir(folders[i], 0755), 0);
		make_file(folders[i], "file");
	}
	at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	p->server = socket(AF_INET, SOCK_STREAM, 0);
	assert_int_equal(bind(p->server, (struct sockaddr *)&at, size), 0);
	assert_int_equal(listen(p->server, 8), 0);
	assert_int_equal(getsockname(p->server, (struct sockaddr *)&at, &size),
	    0);
	p->port = at.sin_port;
	p->parent = getpid();
	*state = p;
	return 0;
}

static int
tear_down(void **state)
{
	struct place *p = *state;

	close(p->server);
	remove_folder(p->root);
	free(p);
	return 0;
}

/* Each tries one thing, and returns 0 if it could. */

static int
open_in(const char *folder, const char *name, int how)
{
	char path[128];
	int fd;

	snprintf(path, sizeof(path), "%s/%s", folder, name);
	if ((fd = open(path, how, 0644)) == -1)
		return -1;
	return close(fd);
}

static int
rename_from(const char *folder, const char *to)
{
	char old[128], new[128];

	snprintf(old, sizeof(old), "%s/file", folder);
	snprintf(new, sizeof(new), "%s/moved", to);
	if (rename(old, new) == -1)
		return -1;
	return rename(new, old);
}

static int
try_read_ours(const struct place *p)
{
	return open_in(p->ours, "file", O_RDWR | O_TRUNC);
}

static int
try_make_ours(const struct place *p)
{
	return open_in(p->ours, "new", O_WRONLY | O_CREAT);
}

static int
try_rename_ours(const struct place *p)
{
	return rename_from(p->ours, p->ours);
}

static int
try_read(const struct place *p)
{
	return open_in(p->read, "file", O_RDONLY);
}

static int
try_read_libraries(const struct place *p)
{
	(void)p;
	return open_in("/etc", "passwd", O_RDONLY);
}

static int
try_write_read(const struct place *p)
{
	return open_in(p->read, "file", O_WRONLY);
}

static int
try_make_read(const struct place *p)
{
	return open_in(p->read, "new", O_WRONLY | O_CREAT);
}

static int
try_read_other(const struct place *p)
{
	return open_in(p->other, "file", O_RDONLY);
}

static int
try_read_file(const struct place *p)
{
	return open_in(p->other, "named", O_RDONLY);
}

static int
try_move_out(const struct place *p)
{
	return rename_from(p->ours, p->other);
}

static int
try_remove_other(const struct place *p)
{
	char path[128];

	snprintf(path, sizeof(path), "%s/file", p->other);
	return unlink(path);
}

static int
try_link_out(const struct place *p)
{
	char path[128];

	snprintf(path, sizeof(path), "%s/link", p->ours);
	return symlink("/etc/passwd", path);
}

static int
try_connect(const struct place *p)
{
	struct sockaddr_in to = { .sin_family = AF_INET, .sin_port = p->port };
	int fd, ret;

	to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	if ((fd = socket(AF_INET, SOCK_STREAM, 0)) == -1)
		return -1;
	ret = connect(fd, (struct sockaddr *)&to, sizeof(to));
	close(fd);
	return ret;
}

static int
try_serve(const struct place *p)
{
	struct sockaddr_in at = { .sin_family = AF_INET };
	int fd, ret;

	(void)p;
	if ((fd = socket(AF_INET, SOCK_STREAM, 0)) == -1)
		return -1;
	ret = bind(fd, (struct sockaddr *)&at, sizeof(at));
	if (ret == 0)
		ret = listen(fd, 1);
	close(fd);
	return ret;
}

static int
try_raw_socket(const struct place *p)
{
	int fd = socket(AF_PACKET, SOCK_RAW, 0);

	(void)p;
	return fd == -1 ? -1 : close(fd);
}

static int
try_run(const struct place *p)
{
	char *const arguments[] = { "true", NULL };

	(void)p;
	if (fork() == 0) {
		execv("/bin/true", arguments);
		_exit(9);
	}
	wait(&(int){ 0 });
	execv("/bin/true", arguments);
	return -1;
}

static int
try_trace(const struct place *p)
{
	long ret = ptrace(PTRACE_ATTACH, p->parent, NULL, NULL);

	return (int)ret;
}

static int
try_signal(const struct place *p)
{
	return kill(p->parent, 0);
}

enum answer { YES, NO };

/* What is tried, and whether it works without and with the network. */
static const struct {
	const char *name;
	int (*try)(const struct place *);
	enum answer offline, online;

} trials[] = {
	{ "open ours", try_read_ours, YES, YES },
	{ "make ours", try_make_ours, YES, YES },
	{ "rename ours", try_rename_ours, YES, YES },
	{ "read", try_read, YES, YES },
	{ "read libraries", try_read_libraries, YES, YES },
	{ "read a file that is named", try_read_file, YES, YES },
	{ "write what is to read", try_write_read, NO, NO },
	{ "make what is to read", try_make_read, NO, NO },
	{ "read another", try_read_other, NO, NO },
	{ "move out", try_move_out, NO, NO },
	{ "remove another", try_remove_other, NO, NO },
	{ "make a link", try_link_out, NO, NO },
	{ "connect", try_connect, NO, YES },
	{ "serve", try_serve, NO, NO },
	{ "raw socket", try_raw_socket, NO, NO },
	{ "run a program", try_run, NO, NO },
	{ "trace another process", try_trace, NO, NO },
	{ "signal another process", try_signal, NO, NO },
};

/* Confine a child, and let it try one thing.  Return 0 if it could. */
static int
try_confined(const struct place *p, size_t n, bool network)
{
	struct sandbox s = { .network = network };
	char named[128];
	char *files[] = { named, NULL };
	int status;
	pid_t child;

	snprintf(named, sizeof(named), "%s/named", p->other);
	s.files = files;
	fflush(NULL);
	if ((child = fork()) == 0) {
		sandbox_allow(&s, p->ours, SANDBOX_WRITE);
		sandbox_allow(&s, p->read, SANDBOX_READ);
		sandbox_allow(&s, "/etc", SANDBOX_READ);
		sandbox_allow(&s, "/not/there", SANDBOX_READ);
		if (sandbox_enter(&s) == -1)
			_exit(2);
		_exit(trials[n].try(p) == 0 ? 0 : 1);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	assert_int_not_equal(WEXITSTATUS(status), 2);
	return WEXITSTATUS(status);
}

static void
test_confined(void **state)
{
	const struct place *p = *state;
	enum answer wanted;
	size_t i;
	int network;

	make_file(p->other, "named");
	for (network = 0; network < 2; network++) {
		for (i = 0; i < COUNT(trials); i++) {
			wanted = network ? trials[i].online : trials[i].offline;
			if (try_confined(p, i, network) !=
			    (wanted == YES ? 0 : 1))
				fail_msg("%s %s", trials[i].name,
				    wanted == YES ? "failed" : "worked");
		}
	}
	/* It was the child alone. */
	assert_int_equal(try_read_other(p), 0);
	assert_int_equal(try_connect(p), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_confined, set_up,
		    tear_down),
	};

	const char *what = sandbox_describe();

	/* cmocka's skip() is a failure in TAP. */
	if (what == NULL || strstr(what, "files, TCP and") == NULL) {
		puts("1..1\nok 1 - test_confined # SKIP this kernel, or this "
		     "build, cannot do all of it");
		return 0;
	}
	return cmocka_run_group_tests(tests, NULL, NULL);
}
