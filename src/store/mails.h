#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct database;
struct topic;

/* What the store remembers of a mail; instants, DATE_NONE for never. */
struct mail_state {
	bool known;		/* the store has it */
	int64_t since;		/* papers from here on are for it */
	int64_t through;	/* end of the last period that had one */
	const char *message_id; /* of the one on its way, or NULL */
	int64_t dated;		/* its date */
	int64_t until;		/* the end of its period */
	int64_t sent;		/* when one was last taken */
	const char *error;	/* why the last attempt failed, or NULL */
};

/* A paper that a mail can have. */
struct mail_paper {
	int64_t key;
	const char *guid;
	int64_t upvotes;    /* or COUNT_UNKNOWN */
	int64_t dated;	    /* when it came into the topic's feed */
	const char *topic;  /* slug of the topic under which it is shown */
	size_t topic_index; /* of that topic in the mail */
	bool late;	    /* listed before what is new */
	int64_t place;	    /* from 1 on; 0: the mail counts it */
};

/* Papers of one mail; an arena owns all. */
struct mail_papers {
	struct mail_paper *papers;
	size_t count;
};

/* What to look for: papers for a mail. */
struct mail_query {
	const char *name; /* mails of this name have not had them; "": any */
	const struct topic *topic;
	int64_t since;	   /* from this instant on */
	int64_t until;	   /* before that */
	int64_t new_since; /* those from before this are late */
};

int mails_read(struct database *, struct arena *, const char *,
    struct mail_state *);
int mails_keep(struct database *, const char *, const struct mail_state *);
int mails_find(struct database *, struct arena *, const struct mail_query *,
    struct mail_papers *);
int mails_note(struct database *, const char *, const char *,
    const struct mail_paper *);
int mails_forget_counted(struct database *, const char *, const char *);
int mails_has(struct database *, const char *, const char *);
int mails_contents(struct database *, struct arena *, const char *,
    const char *, struct mail_papers *);
