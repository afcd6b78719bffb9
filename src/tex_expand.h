#ifndef TEX_EXPAND_H
#define TEX_EXPAND_H

#include <stddef.h>

struct tex_command;
struct tex_scan;
struct tex_span;

size_t	 tex_expand_command(struct tex_scan *, const struct tex_command *,
	    size_t, size_t);
void	 tex_expand_link(struct tex_scan *, struct tex_span,
	    struct tex_span);

#endif
