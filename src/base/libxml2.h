#pragma once

#include <libxml/HTMLparser.h>
#include <libxml/xmlerror.h>
#include <libxml/xmlmemory.h>
#include <libxml/xmlreader.h>

/* The functions of libxml2 that are called here. */
struct libxml2 {
	__typeof__(xmlMemSetup) *set_memory;
	__typeof__(xmlSetGenericErrorFunc) *set_generic_error;
	__typeof__(htmlNewParserCtxt) *new_parser;
	__typeof__(htmlCtxtReadMemory) *read_memory;
	__typeof__(xmlStopParser) *stop_parser;
	__typeof__(htmlFreeParserCtxt) *free_parser;
	/* The pull reader of XML. */
	__typeof__(xmlReaderForMemory) *open_reader;
	__typeof__(xmlTextReaderSetErrorHandler) *set_error_handler;
	__typeof__(xmlTextReaderLocatorLineNumber) *locator_line;
	__typeof__(xmlTextReaderRead) *read;
	__typeof__(xmlTextReaderNodeType) *node_type;
	__typeof__(xmlTextReaderDepth) *depth;
	__typeof__(xmlTextReaderIsEmptyElement) *is_empty_element;
	__typeof__(xmlTextReaderConstLocalName) *local_name;
	__typeof__(xmlTextReaderConstNamespaceUri) *name_space;
	__typeof__(xmlTextReaderConstValue) *value;
	__typeof__(xmlTextReaderMoveToAttribute) *move_to_attribute;
	__typeof__(xmlTextReaderMoveToElement) *move_to_element;
	__typeof__(xmlFreeTextReader) *free_reader;
};

const struct libxml2 *libxml2(void);
void libxml2_load(void);
