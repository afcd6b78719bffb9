/*
 * libxml2, loaded for the first page that island_find() has doubts about or the
 * first answer of arXiv, or linked where configure could not find out what to
 * load.  On Debian 12 it brings ICU and libstdc++, with which a start takes
 * three times as many instructions (measured).
 */
#include "base/libxml2.h"

#include <err.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

/*
 * What libxml2 allocates with: a failed allocation, which makes its HTML parser
 * loop for ever, ends the program.
 */
static void *
allocate(size_t size)
{
	void *p = malloc(size);

	if (p == NULL)
		err(EX_OSERR, NULL);
	return p;
}

static void *
reallocate(void *old, size_t size)
{
	void *p = realloc(old, size);

	if (p == NULL)
		err(EX_OSERR, NULL);
	return p;
}

static char *
duplicate(const char *s)
{
	char *copy = strdup(s);

	if (copy == NULL)
		err(EX_OSERR, NULL);
	return copy;
}

/*
 * Its messages of other failures, which go to the standard error stream by
 * default: who calls it says what went wrong, in one line.
 */
static void
say_nothing(void *closure, const char *format, ...)
{
	(void)closure, (void)format;
}

#ifdef LIBXML2_NAME

#include <stddef.h>

#include "base/late_library.h"

static const struct late_function functions[] = {
	{ "xmlMemSetup", offsetof(struct libxml2, set_memory) },
	{ "xmlSetGenericErrorFunc",
	    offsetof(struct libxml2, set_generic_error) },
	{ "htmlNewParserCtxt", offsetof(struct libxml2, new_parser) },
	{ "htmlCtxtReadMemory", offsetof(struct libxml2, read_memory) },
	{ "xmlStopParser", offsetof(struct libxml2, stop_parser) },
	{ "htmlFreeParserCtxt", offsetof(struct libxml2, free_parser) },
	{ "xmlReaderForMemory", offsetof(struct libxml2, open_reader) },
	{ "xmlTextReaderSetErrorHandler",
	    offsetof(struct libxml2, set_error_handler) },
	{ "xmlTextReaderLocatorLineNumber",
	    offsetof(struct libxml2, locator_line) },
	{ "xmlTextReaderRead", offsetof(struct libxml2, read) },
	{ "xmlTextReaderNodeType", offsetof(struct libxml2, node_type) },
	{ "xmlTextReaderDepth", offsetof(struct libxml2, depth) },
	{ "xmlTextReaderIsEmptyElement",
	    offsetof(struct libxml2, is_empty_element) },
	{ "xmlTextReaderConstLocalName", offsetof(struct libxml2, local_name) },
	{ "xmlTextReaderConstNamespaceUri",
	    offsetof(struct libxml2, name_space) },
	{ "xmlTextReaderConstValue", offsetof(struct libxml2, value) },
	{ "xmlTextReaderMoveToAttribute",
	    offsetof(struct libxml2, move_to_attribute) },
	{ "xmlTextReaderMoveToElement",
	    offsetof(struct libxml2, move_to_element) },
	{ "xmlFreeTextReader", offsetof(struct libxml2, free_reader) },
};

static void
load(struct libxml2 *library)
{
	late_library_load(LIBXML2_NAME, functions,
	    sizeof(functions) / sizeof(functions[0]), library);
}

#else

static void
load(struct libxml2 *library)
{
	static const struct libxml2 linked = {
		.set_memory = xmlMemSetup,
		.set_generic_error = xmlSetGenericErrorFunc,
		.new_parser = htmlNewParserCtxt,
		.read_memory = htmlCtxtReadMemory,
		.stop_parser = xmlStopParser,
		.free_parser = htmlFreeParserCtxt,
		.open_reader = xmlReaderForMemory,
		.set_error_handler = xmlTextReaderSetErrorHandler,
		.locator_line = xmlTextReaderLocatorLineNumber,
		.read = xmlTextReaderRead,
		.node_type = xmlTextReaderNodeType,
		.depth = xmlTextReaderDepth,
		.is_empty_element = xmlTextReaderIsEmptyElement,
		.local_name = xmlTextReaderConstLocalName,
		.name_space = xmlTextReaderConstNamespaceUri,
		.value = xmlTextReaderConstValue,
		.move_to_attribute = xmlTextReaderMoveToAttribute,
		.move_to_element = xmlTextReaderMoveToElement,
		.free_reader = xmlFreeTextReader,
	};

	*library = linked;
}

#endif

/*
 * Return libxml2's functions.  The first call loads the library, which stays.
 * If it cannot be loaded, or later when memory runs out, the program ends.
 */
const struct libxml2 *
libxml2(void)
{
	static struct libxml2 library;
	static bool done;

	if (!done) {
		load(&library);
		library.set_memory(free, allocate, reallocate, duplicate);
		library.set_generic_error(NULL, say_nothing);
	}
	done = true;
	return &library;
}

/* Load it now, for a process that cannot do it later. */
void
libxml2_load(void)
{
	libxml2();
}
