/*
 * libxml2, loaded for the first page that island_find() has doubts about, or
 * linked where configure could not find out what to load.  On Debian 12 it
 * brings ICU and libstdc++, with which a start takes three times as many
 * instructions (measured).
 */
#include "base/libxml2.h"

#ifdef LIBXML2_NAME

#include <stdbool.h>
#include <stddef.h>

#include "base/late_library.h"

static const struct late_function functions[] = {
	{ "xmlMemSetup", offsetof(struct libxml2, set_memory) },
	{ "htmlNewParserCtxt", offsetof(struct libxml2, new_parser) },
	{ "htmlCtxtReadMemory", offsetof(struct libxml2, read_memory) },
	{ "xmlStopParser", offsetof(struct libxml2, stop_parser) },
	{ "htmlFreeParserCtxt", offsetof(struct libxml2, free_parser) },
};

/*
 * Return libxml2's functions.  The first call loads the library, which stays.
 * If it cannot be loaded the program ends.
 */
const struct libxml2 *
libxml2(void)
{
	static struct libxml2 loaded;
	static bool done;

	if (!done)
		late_library_load(LIBXML2_NAME, functions,
		    sizeof(functions) / sizeof(functions[0]), &loaded);
	done = true;
	return &loaded;
}

#else

/* Return libxml2's functions. */
const struct libxml2 *
libxml2(void)
{
	static const struct libxml2 linked = {
		.set_memory = xmlMemSetup,
		.new_parser = htmlNewParserCtxt,
		.read_memory = htmlCtxtReadMemory,
		.stop_parser = xmlStopParser,
		.free_parser = htmlFreeParserCtxt,
	};

	return &linked;
}

#endif
