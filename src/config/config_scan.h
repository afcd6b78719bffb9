#pragma once

#include <stdbool.h>

#include "base/buf.h"

struct arena;

/* Kinds of token.  The kind of a sign, one of {}()=, is its character. */
enum config_token {
	CONFIG_ERROR = -1, /* an error was reported */
	CONFIG_END,	   /* of the file */
	CONFIG_WORD	   /* a name or a value, in quotes or not */
};

/* A configuration file that is read token by token. */
struct config_scan {
	const char *path;
	struct arena *arena; /* holds the texts of tokens */
	struct buf file;
	struct buf buf;	   /* the token that is being read */
	const char *next;  /* what is not read yet */
	const char *begin; /* of the last token in the file */
	int before;	   /* line on which it begins, or its blanks */
	int token;	   /* its kind */
	const char *text;  /* of the last token, without its quotes */
	const char *raw;   /* the same in the file, within its quotes */
	char quote;	   /* around it, or NUL */
	const char *block; /* name of the block that is being read */
	int line;	   /* on which the last token ends, from 1 */
	bool failed;	   /* an error was reported, and reading not resumed */
	bool all;	   /* report every error, not only the first */
	size_t errors;	   /* reported so far */
};

int config_scan_open(struct config_scan *, const char *, struct arena *);
int config_scan_next(struct config_scan *);
size_t config_scan_column(struct config_scan *, size_t);
void config_scan_back(struct config_scan *);
bool config_scan_expect(struct config_scan *, int);
bool config_scan_resume(struct config_scan *);
void config_scan_warn(struct config_scan *, const char *, ...)
    __attribute__((format(printf, 2, 3)));
int config_scan_error(struct config_scan *, const char *, ...)
    __attribute__((format(printf, 2, 3)));
void config_scan_close(struct config_scan *);
