/* The files of the site that are the same everywhere: style.css, favicon.ico. */
#include "feed/assets.h"

#include "base/buf.h"

static const unsigned char style[] = {
#include "feed/style.inc"
};

static const unsigned char icon[] = {
#include "feed/favicon.inc"
};

/* Add style.css.  Return 0, or -1 when it did not fit. */
int
assets_style(struct buf *out, const struct site_index *index)
{
	(void)index;
	buf_add(out, (const char *)style, sizeof(style));
	return out->full ? -1 : 0;
}

/* Add favicon.ico.  Return 0, or -1 when it did not fit. */
int
assets_icon(struct buf *out, const struct site_index *index)
{
	(void)index;
	buf_add(out, (const char *)icon, sizeof(icon));
	return out->full ? -1 : 0;
}
