#pragma once

#include <libxml/HTMLparser.h>
#include <libxml/xmlmemory.h>

/* The functions of libxml2 that are called here. */
struct libxml2 {
	__typeof__(xmlMemSetup) *set_memory;
	__typeof__(htmlNewParserCtxt) *new_parser;
	__typeof__(htmlCtxtReadMemory) *read_memory;
	__typeof__(xmlStopParser) *stop_parser;
	__typeof__(htmlFreeParserCtxt) *free_parser;
};

const struct libxml2 *libxml2(void);
