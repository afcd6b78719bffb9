/*
 * What is wrong with paperfeed.conf, in a line with the file and the line, and
 * what may be meant instead.
 */
#include "config/config_report.h"

#include <err.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <confuse.h>

#include "config/config_check.h"

/* Edits (Levenshtein's) that make one short word of another. */
static size_t
distance(const char *a, const char *b)
{
	size_t row[32], i, j, diagonal, above;
	size_t n = strlen(b);

	if (n >= sizeof(row) / sizeof(row[0]))
		return SIZE_MAX;
	for (j = 0; j <= n; j++)
		row[j] = j;
	for (i = 1; a[i - 1] != '\0'; i++) {
		diagonal = row[0];
		row[0] = i;
		for (j = 1; j <= n; j++) {
			above = row[j];
			row[j] = diagonal + (a[i - 1] != b[j - 1]);
			if (above + 1 < row[j])
				row[j] = above + 1;
			if (row[j - 1] + 1 < row[j])
				row[j] = row[j - 1] + 1;
			diagonal = above;
		}
	}
	return row[n];
}

/* The option most like a word; of two, the one that starts as it does. */
static const char *
nearest_option(const char *word)
{
	const char *best = NULL, *option, *block;
	size_t i, d, least = 2 * 3 + 1;

	for (i = 0; (option = config_check_option(i, &block)) != NULL; i++) {
		d = distance(word, option);
		if (d == SIZE_MAX)
			continue;
		d = d * 2 + (word[0] != option[0]);
		if (d < least) {
			least = d;
			best = option;
		}
	}
	return best;
}

/* Quoted text of the file must not break the line or the terminal. */
static void
replace_controls(char *s)
{
	for (; *s != '\0'; s++) {
		if ((unsigned char)*s < ' ' || *s == 0x7f)
			*s = '?';
	}
}

/* Is it the name of a block? */
static bool
is_block(const char *word)
{
	return strcmp(word, "site") == 0 || strcmp(word, "source") == 0 ||
	    strcmp(word, "topic") == 0;
}

/* The first block that has an option of that name, or NULL. */
static const char *
home_of(const char *word)
{
	const char *option, *block;
	size_t i;

	for (i = 0; (option = config_check_option(i, &block)) != NULL; i++) {
		if (block != NULL && strcmp(option, word) == 0)
			return block;
	}
	return NULL;
}

static const char unclosed[] = "; is the } of the block before it missing?";

/* What may be meant by an option that is none; text for behind its name. */
static void
guess(char *hint, size_t size, const char *word)
{
	const char *near = nearest_option(word);
	const char *home = home_of(word);

	if (home != NULL)
		snprintf(hint, size, "; it stands in a block %s", home);
	else if (is_block(word))
		snprintf(hint, size, "%s", unclosed);
	else if (near != NULL)
		snprintf(hint, size, "; is it %s?", near);
	else
		snprintf(hint, size,
		    "; a value of several words stands in "
		    "quotes");
}

/* What libconfuse reports, with the file and the line. */
void
config_report(cfg_t *cfg, const char *format, va_list ap)
{
	static const char unknown[] = "no such option '";
	static const char doubled[] = "found duplicate title ";
	static const char unequal[] =
	    "missing equal sign after option 'source'";
	const char *word;
	char text[512], name[64], hint[64] = "";

	vsnprintf(text, sizeof(text), format, ap);
	replace_controls(text);
	if (strncmp(text, doubled, strlen(doubled)) == 0) {
		warnx("%s:%d: there is a second block named %s", cfg->filename,
		    cfg->line, text + strlen(doubled));
		return;
	}
	/* It is the name of a block, too. */
	if (strcmp(text, unequal) == 0)
		snprintf(hint, sizeof(hint), "%s", unclosed);
	if (strncmp(text, unknown, strlen(unknown)) == 0) {
		word = text + strlen(unknown);
		snprintf(name, sizeof(name), "%.*s", (int)strcspn(word, "'"),
		    word);
		if (strcmp(name, CONFIG_END) == 0) {
			warnx("%s:%d: a block is not closed: its } is missing",
			    cfg->filename, cfg->line - 1);
			return;
		}
		guess(hint, sizeof(hint), name);
	}
	warnx("%s:%d: %s%s", cfg->filename, cfg->line, text, hint);
}
