#include "reference/doi.h"

#include <stddef.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"

#define DOI_MAX 256 /* bytes */

/* What stands before a DOI (https://www.doi.org/doi-handbook, section 3). */
static const char *const heads[] = { "https://", "http://", "dx.", "www.",
	"doi.org/", "doi:", "doi " };

/*
 * Read a DOI, alone or as a link to doi.org: "10.1000/182".  Return it, without
 * what stands before it, owned by the arena, or NULL if the text is none.
 */
const char *
doi_read(struct arena *a, const char *s)
{
	size_t i, n;

	s += strspn(s, " \t\r\n");
	for (i = 0; i < sizeof(heads) / sizeof(heads[0]); i++) {
		n = strlen(heads[i]);
		if (strncasecmp(s, heads[i], n) == 0)
			s += n + strspn(s + n, " ");
	}
	if (strncmp(s, "10.", 3) != 0)
		return NULL;
	n = 3 + strspn(s + 3, "0123456789.");
	if (n < 7 || s[n] != '/')
		return NULL;
	/* Any printable sign may be in it, but a blank ends it. */
	for (n++; (unsigned char)s[n] > ' ' && s[n] != '"'; n++)
		continue;
	while (strchr(".,;", s[n - 1]) != NULL)
		n--;
	return s[n - 1] == '/' || n > DOI_MAX ? NULL : arena_copy(a, s, n);
}
