/* Checks the block `arxiv` as a whole. */
#include "config/config_arxiv.h"

#include <stdbool.h>
#include <string.h>

#include "base/url.h"
#include "config/config_block.h"
#include "config/config_scan.h"

/* Seconds between requests (arXiv's "Terms of Use for arXiv APIs"). */
#define PAUSE_MIN 3

/*
 * Does a URL lead to this machine?  Then it is an arXiv of one's own, as in a
 * test, which may be asked without a pause.
 */
static bool
is_loopback(const char *url)
{
	static const char *const hosts[] = { "localhost", "127.0.0.1",
		"[::1]" };
	struct url_parts parts;
	bool result = false;
	size_t i;

	if (url_parse(&parts, url) == 0 && parts.host != NULL) {
		for (i = 0; i < sizeof(hosts) / sizeof(hosts[0]); i++)
			result = result || strcmp(parts.host, hosts[i]) == 0;
	}
	url_free(&parts);
	return result;
}

/*
 * Check the options of the block beside each other, once it is closed.  Return
 * 0, or -1 after reporting an error.
 */
int
config_arxiv_check(struct config_scan *s, const struct arxiv *arxiv)
{
	if (arxiv->pause >= PAUSE_MIN || is_loopback(arxiv->url))
		return 0;
	return config_scan_error(s,
	    "pause %lld must be at least %d, as arXiv asks of everybody",
	    (long long)arxiv->pause, PAUSE_MIN);
}
