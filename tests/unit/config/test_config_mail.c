/* Blocks `mail`, and what is refused in them. */
#include "config_support.h"

#include <string.h>

#include "config/config.h"

#define MAIL \
	"mail weekly {\n\tto = \"a@example.org\"\n\tfrom = 'b@example.org'\n"

static void
test_every_option(void **state)
{
	struct loaded l;
	const struct mail *m;

	load_good_config(&l, *state,
	    SITE "mail weekly {\n"
		 "\tto = \"Zoë <a@example.org>, b@example.org\"\n"
		 "\tfrom = 'Papers <c@example.org>'\n"
		 "\ttopics = rag more, all\n"
		 "\tevery = week\n\tmost = 7\n\torder = date\n"
		 "\ttitle = \" The\\nweek \"\n\tthumbnails = yes\n"
		 "\tsendmail = \"/bin/msmtp -t\"\n"
		 "\tunsubscribe = \"mailto:c@example.org?subject=stop\"\n"
		 "}\n" TOPIC "topic more { match = x }\n");
	assert_int_equal(l.config.mail_count, 1);
	m = config_find_mail(&l.config, "weekly");
	assert_non_null(m);
	assert_string_equal(m->to, "Zoë <a@example.org>, b@example.org");
	assert_string_equal(m->from, "Papers <c@example.org>");
	assert_string_equal(m->every, "week");
	assert_string_equal(m->order, "date");
	assert_string_equal(m->title, "The week");
	assert_string_equal(m->sendmail, "/bin/msmtp -t");
	assert_string_equal(m->unsubscribe,
	    "mailto:c@example.org?subject=stop");
	assert_true(m->thumbnails);
	assert_int_equal(m->most, 7);
	assert_int_equal(m->topic_count, 3);
	/* They are the configuration's own, whose blocks may come later. */
	assert_ptr_equal(m->topics[0], config_find_topic(&l.config, "rag"));
	assert_ptr_equal(m->topics[1], config_find_topic(&l.config, "more"));
	assert_ptr_equal(m->topics[2], &l.config.topics[0]);
	config_free(&l.config);
}

static void
test_defaults(void **state)
{
	struct loaded l;
	const struct mail *m;

	load_good_config(&l, *state, SITE MAIL "}\n" TOPIC);
	m = &l.config.mails[0];
	assert_string_equal(m->every, "day");
	assert_string_equal(m->order, "votes");
	assert_string_equal(m->sendmail, "/usr/sbin/sendmail -t -i");
	assert_string_equal(m->title, "Daily Papers by topic");
	assert_null(m->unsubscribe);
	assert_false(m->thumbnails);
	assert_int_equal(m->most, 20);
	assert_int_equal(m->topic_count, 1);
	assert_ptr_equal(m->topics[0], &l.config.topics[0]);
	assert_null(config_find_mail(&l.config, "daily"));
	config_free(&l.config);
}

/* Words of a list need no quotes, and the next option is none of them. */
static void
test_lists(void **state)
{
	static const char *const lists[] = {
		"topics = rag more\n\tevery = day",
		"topics = rag, more\n\tevery = day",
		"topics = rag\n\t\tmore # both\n\tevery\n\t= day",
		"topics = \"rag more\" every = day",
		"topics = rag,more",
		"topics = rag more rag",
		"topics = 'rag,' more",
	};
	struct place *p = *state;
	struct loaded l;
	char text[512];
	size_t i;

	for (i = 0; i < COUNT(lists); i++) {
		snprintf(text, sizeof(text),
		    SITE MAIL "\t%s\n}\n" TOPIC "topic more { match = x }\n",
		    lists[i]);
		load_good_config(&l, p, text);
		assert_int_equal(l.config.mails[0].topic_count, 2);
		assert_string_equal(l.config.mails[0].topics[1]->slug, "more");
		config_free(&l.config);
	}
}

static const struct {
	const char *text;
	int line;
	const char *why;
} refused[] = {
	{ SITE "mail weekly {\n\tto = \"a@example.org\"\n}\n", 6,
	    "mail weekly has no from" },
	{ SITE "mail weekly {\n\tfrom = \"a@example.org\"\n}\n", 6,
	    "mail weekly has no to" },
	{ SITE "mail Weekly {\n\tto = \"a@x.org\"\n\tfrom = \"a@x.org\"\n}\n",
	    7, "mail 'Weekly' must have a name of" },
	{ SITE MAIL "}\n" MAIL "}\n", 8,
	    "there is a second block named 'weekly'" },
	{ SITE "mail {\n}\n", 4, "missing name for block 'mail'" },
	{ SITE MAIL "\ttopics = rag none\n}\n" TOPIC, 4,
	    "mail weekly: there is no topic 'none'" },
	{ SITE MAIL "\ttopics = rag,\n\tevery = day\n}\n" TOPIC, 8,
	    "topics has no word behind its comma" },
	{ SITE MAIL "\ttopics = ,\n}\n" TOPIC, 7,
	    "topics has no value before ','" },
	{ SITE MAIL "\ttopics = \"\"\n}\n" TOPIC, 7, "topics is empty" },
	{ SITE MAIL "\ttopics = \",\"\n}\n" TOPIC, 4,
	    "mail weekly: topics names none" },
	{ SITE MAIL "\tevery = hour\n}\n", 7,
	    "every 'hour' must be day, week or month" },
	{ SITE MAIL "\torder = name\n}\n", 7,
	    "order 'name' must be votes or date" },
	{ SITE MAIL "\tmost = 0\n}\n", 7, "most 0 must be from 1 to 200" },
	{ SITE MAIL "\tto = x@example.org\n}\n", 7, "there is a second to" },
	{ SITE "mail w {\n\tto = me\n", 5, "to 'me': an address needs an @" },
	{ SITE "mail w {\n\tto = \"a@x.org\\nBcc: b@x.org\"\n", 5,
	    "a line end or control character has no place in it" },
	{ SITE "mail w {\n\tfrom = \"a@x.org, b@x.org\"\n", 5,
	    "there may be one only" },
	{ SITE MAIL "\tsendmail = sendmail\n}\n", 7,
	    "sendmail 'sendmail' must begin with /" },
	{ SITE MAIL "\tsendmail = \"/bin/a | /bin/b\"\n}\n", 7,
	    "no shell reads it, so '|' has no place there" },
	{ SITE MAIL "\tsendmail = '/bin/a \"b c\"'\n}\n", 7,
	    "no shell reads it" },
	{ SITE MAIL "\tunsubscribe = \"http://x.org/\"\n}\n", 7,
	    "must be a URL that begins with https: or mailto:" },
	{ SITE MAIL "\tunsubscribe = \"https://x.org/>\"\n}\n", 7,
	    "must be a URL" },
	{ SITE MAIL "\tunsubscribe = \"https://x.org/\\nBcc: a@x.org\"\n}\n", 7,
	    "must be a URL" },
	{ SITE MAIL "\tunsubscribe = \"mailto:\"\n}\n", 7, "must be a URL" },
	{ SITE MAIL "\tunsubscribe = \"mailto:x\"\n}\n", 7, "must be a URL" },
	{ SITE MAIL "\tunsubscribe = \"https:///\"\n}\n", 7, "must be a URL" },
	{ SITE MAIL "\tper-day = 5\n}\n", 7, "it belongs in a block topic" },
	{ SITE "topic a {\n\tmatch = x\n\tevery = day\n}\n", 6,
	    "it belongs in a block mail" },
	{ SITE "mails w {\n}\n", 4, "is it mail?" },
	{ "site {\n\turl = \"https://x.org/\"\n\thub = \"hub\"\n}\n", 3,
	    "hub 'hub' must be an http or https URL" },
	{ "site {\n\turl = \"https://x.org/\"\n\thub = \"file:///x\"\n}\n", 3,
	    "hub 'file:///x' must be an http or https URL" },
	{ "site {\n\turl = \"https://x.org/\"\n"
	  "\thub = \"https://a:b@x.org/\"\n}\n",
	    3, "must be an http or https URL without a password" },
};

static void
test_refused(void **state)
{
	struct place *p = *state;
	size_t i;

	for (i = 0; i < COUNT(refused); i++)
		refuse_config_bytes(p, refused[i].text, strlen(refused[i].text),
		    refused[i].line, refused[i].why);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_PLACE(test_every_option),
		WITH_PLACE(test_defaults),
		WITH_PLACE(test_lists),
		WITH_PLACE(test_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
