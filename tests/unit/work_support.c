#include "work_support.h"

#include <stddef.h>
#include <string.h>

#include "base/buf.h"
#include "base/pack.h"

void
loop(struct buf *result, const void *input)
{
	volatile size_t n = 0;

	(void)result, (void)input;
	for (;;)
		n++;
}

void
say_much(struct buf *result, const void *input)
{
	char line[4096];
	size_t i;

	(void)input;
	memset(line, 'x', sizeof(line));
	for (i = 0; i < 256; i++)
		buf_add(result, line, sizeof(line));
}

void
take_text(struct unpack *u, void *output)
{
	buf_add(output, u->next, u->left);
	u->left = 0;
}
