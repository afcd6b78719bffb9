/*
 * Reads a listing as often as it is told, and does nothing with it:
 * read_listing TIMES FILE.  What reading alone costs, for tests/bench/run.
 */
#include <err.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sysexits.h>
#include <time.h>

#include "base/buf.h"
#include "base/date.h"
#include "listing/listing.h"
#include "listing/parse.h"

int
main(int argc, char **argv)
{
	struct buf bytes = { .max = LISTING_MAX };
	struct listing_request request = { .asked = DATE_NONE };
	struct listing l;
	size_t papers = 0;
	long times;
	int fd;

	if (argc != 3 || (times = strtol(argv[1], NULL, 10)) < 1)
		errx(EX_USAGE, "read_listing TIMES FILE");
	request.name = argv[2];
	request.now = time(NULL);
	if ((fd = open(argv[2], O_RDONLY | O_CLOEXEC)) == -1 ||
	    buf_read_fd(&bytes, fd) == -1)
		err(EX_NOINPUT, "%s", argv[2]);
	for (; times > 0; times--) {
		if (parse_listing(&l, &request, bytes.data, bytes.length) == -1)
			return EX_DATAERR;
		papers += l.papers.count;
		listing_free(&l);
	}
	buf_free(&bytes);
	printf("%zu\n", papers);
	return 0;
}
