/* A listing that was read. */
#include "listing/listing.h"

/* Free what parse_listing() read. */
void
listing_free(struct listing *l)
{
	paper_list_free(&l->papers);
	l->label = NULL;
	l->warnings = (struct name_list){ 0 };
	l->items = l->skipped = 0;
}
