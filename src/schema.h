#ifndef SCHEMA_H
#define SCHEMA_H

#define SCHEMA_APPLICATION 0x70666565 /* "pfee" */

/* Every statement of the program but the schema itself. */
enum statement {
	SQL_BEGIN,
	SQL_COMMIT,
	SQL_BEGIN_READING,
	SQL_FIND_BY_ID,
	SQL_FIND_BY_TITLE,
	SQL_FIND_UNNAMED,
	SQL_FIND_BY_GUID,
	SQL_GET,
	SQL_EACH,
	SQL_LAST_KEY,
	SQL_INSERT,
	SQL_UPDATE,
	SQL_UPDATE_COUNTS,
	SQL_ADD_TITLE,
	SQL_ADD_INDEX,
	SQL_REMOVE_INDEX,
	SQL_FIND_LISTING,
	SQL_ADD_LISTING,
	SQL_ADD_APPEARANCE,
	SQL_APPEARANCES,
	SQL_NOTE_TOPIC,
	SQL_TOPIC_CHANGED,
	SQL_ALL_PAPERS,
	SQL_ALL_MEASURE,
	SQL_TOPIC_PAPERS,
	SQL_TOPIC_MEASURE,
	SQL_TOPIC_KEYS,
	STATEMENTS
};

extern const char *const schema_steps[];
extern const int schema_version;
extern const char *const schema_statements[STATEMENTS];

#endif
