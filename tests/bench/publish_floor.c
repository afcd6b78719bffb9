/*
 * publish_floor FROM TO
 *
 * Write the files of one folder into another, new one as a publisher must:
 * beside their place, synced, renamed.  What that takes is the file system's
 * share of a run, which no program can do without.
 */
#include <dirent.h>
#include <err.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#define FILE_MAX (64 * 1024 * 1024)

static char bytes[FILE_MAX];

static void
copy(int from, int to, const char *name)
{
	char new[NAME_MAX + sizeof(".new")];
	ssize_t n;
	int fd;

	if ((fd = openat(from, name, O_RDONLY)) == -1 ||
	    (n = read(fd, bytes, sizeof(bytes))) == -1)
		err(1, "%s", name);
	close(fd);
	snprintf(new, sizeof(new), "%s.new", name);
	if ((fd = openat(to, new, O_WRONLY | O_CREAT | O_EXCL, 0644)) == -1 ||
	    write(fd, bytes, (size_t)n) != n || fsync(fd) == -1 ||
	    close(fd) == -1 || renameat(to, new, to, name) == -1)
		err(1, "%s", name);
}

int
main(int argc, char **argv)
{
	const struct dirent *entry;
	DIR *from;
	int to;

	if (argc != 3)
		errx(2, "usage: publish_floor FROM TO");
	if ((from = opendir(argv[1])) == NULL)
		err(1, "%s", argv[1]);
	if (mkdir(argv[2], 0755) == -1 ||
	    (to = open(argv[2], O_RDONLY | O_DIRECTORY)) == -1)
		err(1, "%s", argv[2]);
	while ((entry = readdir(from)) != NULL) {
		if (entry->d_name[0] != '.')
			copy(dirfd(from), to, entry->d_name);
	}
	if (fsync(to) == -1)
		err(1, "%s", argv[2]);
	return 0;
}
