/*
 * URLs of questions to arXiv's API
 * (https://info.arxiv.org/help/api/user-manual.html#query-interface).
 */
#include "arxiv/request.h"

#include <ctype.h>
#include <string.h>

#include "base/buf.h"
#include "base/url.h"
#include "paper/paper.h"

#define TITLE_MAX_BYTES 300 /* of a title that is looked for */
#define FOUND_MAX	5   /* papers that a title may find */

/* The first months of identifiers like 0704.0001, and of those with a digit more. */
#define FIRST_SHORT 704
#define FIRST_LONG  1501

/*
 * May a request name this id?  arXiv answers with nothing but an error when one
 * of many looks wrong, and it looks at the month, too
 * (https://info.arxiv.org/help/arxiv_identifier.html).
 */
bool
request_may_name(const char *id)
{
	size_t n = paper_arxiv_length(id);
	const char *slash = strchr(id, '/');
	const char *s = slash == NULL ? id : slash + 1;
	int month;

	if (n == 0 || id[n] != '\0')
		return false;
	month = (s[0] - '0') * 1000 + (s[1] - '0') * 100 + (s[2] - '0') * 10 +
	    (s[3] - '0');
	if (month % 100 < 1 || month % 100 > 12)
		return false;
	if (slash != NULL)
		return true;
	return n == strlen("0704.0001") ?
	    month >= FIRST_SHORT && month < FIRST_LONG :
	    month >= FIRST_LONG;
}

/* Add the API's address, and what begins its query. */
static void
begin(struct buf *url, const char *base, const char *name)
{
	buf_printf(url, "%s%c%s=", base, strchr(base, '?') == NULL ? '?' : '&',
	    name);
}

/*
 * Write the URL that asks for the papers of some ids, which request_may_name().
 * Without max_results arXiv cuts its answer to ten, and does not say so.
 */
void
request_write_ids(struct buf *url, const char *base, const char *const *ids,
    size_t count)
{
	size_t i;

	begin(url, base, "id_list");
	for (i = 0; i < count; i++)
		buf_printf(url, "%s%s", i > 0 ? "," : "", ids[i]);
	buf_printf(url, "&max_results=%zu", count);
}

/*
 * Write the URL that looks for a title, as a row of words.  Signs are left out,
 * because some of them are operators of the query language.  Return false if no
 * word is left.
 */
bool
request_write_title(struct buf *url, const char *base, const char *title)
{
	struct buf words = { 0 };
	bool any;

	for (; *title != '\0'; title++) {
		if ((unsigned char)*title >= 0x80 ||
		    isalnum((unsigned char)*title))
			buf_putc(&words, *title);
		else if (words.length > TITLE_MAX_BYTES)
			break;
		else if (words.length > 0 &&
		    words.data[words.length - 1] != ' ')
			buf_putc(&words, ' ');
	}
	any = words.length > 0;
	if (any) {
		begin(url, base, "search_query");
		buf_puts(url, "ti:%22");
		url_add_encoded(url, words.data);
		buf_printf(url, "%%22&max_results=%d", FOUND_MAX);
	}
	buf_free(&words);
	return any;
}
