/* The one table of the files that every site has once. */
#include "publish/site_file.h"

#include "feed/opml.h"
#include "page/front.h"

static const unsigned char style[] = {
#include "page/style.inc"
};

static const unsigned char script[] = {
#include "page/search.inc"
};

static const unsigned char icon[] = {
#include "page/favicon.inc"
};

/* The first page comes last, when what it names is there. */
const struct site_file site_files[] = {
	{ .name = "style.css", .bytes = style, .size = sizeof(style) },
	{ .name = "favicon.ico", .bytes = icon, .size = sizeof(icon) },
	{ .name = "search.js", .bytes = script, .size = sizeof(script) },
	{ .name = "feeds.opml", .write = opml_write },
	{ .name = "index.html", .write = front_write },
	{ .name = NULL },
};
