#include "support.h"

#include "base/arena.h"
#include "paper/guid.h"
#include "paper/paper.h"
#include "store/papers.h"

/*
 * Guids are for ever.  If this table fails, the program is wrong and not the
 * table: its UUIDs are python3's uuid.uuid5(uuid.NAMESPACE_URL,
 * 'https://huggingface.co/papers#' + the folded title).
 */
static const struct {
	const char *id, *title, *folded, *guid;
} guids[] = {
	{ "2604.05015", "Any title", "anytitle",
	    "https://arxiv.org/abs/2604.05015" },
	{ "cs/0112017", "", "", "https://arxiv.org/abs/cs/0112017" },
	/* not one of arXiv's: a UUID of the listing's address */
	{ "my-paper_1.2", "x", "x",
	    "urn:uuid:cb9967dd-8a20-5d25-9a04-6ab70464501e" },
	{ NULL, "R² Loss, ½ µ", "r2loss½µ",
	    "urn:uuid:be577427-9255-59df-8ef5-9b01f19e9d4e" },
	{ NULL, "π₀ and GPT-4.5 beat C++, C#.", "π0andgpt4.5beatc++c#",
	    "urn:uuid:373c8160-d33f-52cb-883c-d0502b611cc4" },
	{ NULL, "ΆΈΌΏ Ÿ", "άέόώÿ",
	    "urn:uuid:aac09574-b1e8-515a-a36a-cb8dcb6ffbe6" },
	{ NULL, "Ệ Ḁ", "ệḁ", "urn:uuid:fb5b8254-77d9-5c61-b3cc-8d22fd2a7022" },
	{ NULL, "Attention Is All You Need", "attentionisallyouneed",
	    "urn:uuid:eca33f5b-03fa-506e-9e59-c0d6db433499" },
	{ NULL, "attention: is ALL you “need”?!", "attentionisallyouneed",
	    "urn:uuid:eca33f5b-03fa-506e-9e59-c0d6db433499" },
	{ NULL, "GPT-4", "gpt4",
	    "urn:uuid:002a05a6-1ed8-5290-adab-6d707ec571f1" },
	{ NULL, "ÄÖÜ ß", "äöüß",
	    "urn:uuid:a2c22d67-08e6-5856-b79a-ae21dc79894b" },
	{ NULL, "Naïve CAFÉ", "naïvecafé",
	    "urn:uuid:2684f21b-b644-5d8e-aaa6-3c482db645ce" },
	{ NULL, "ŁÓDŹ", "łódź",
	    "urn:uuid:a4dd0821-e402-5ad2-9d17-5580a7b0bd09" },
	{ NULL, "İŽ", "ıž", "urn:uuid:40f8ee6b-b8dd-560d-9fbb-d95d9766442c" },
	{ NULL, "ΨΕΙΡΑ", "ψειρα",
	    "urn:uuid:dca2a70d-fe7d-59b2-a226-5aa7d0b0d1be" },
	{ NULL, "Москва — ЁЖ", "москваёж",
	    "urn:uuid:382e50c9-b29f-5357-8b96-14ef43381e39" },
	{ NULL, "大規模　モデル。", "大規模モデル",
	    "urn:uuid:7b223aff-ecf1-5727-b91e-2c09088ef1f6" },
	{ NULL, "🤗 Transformers", "🤗transformers",
	    "urn:uuid:27be8734-2782-51f1-a116-a8bbfdf1c3f4" },
	/* a title of nothing but punctuation is itself */
	{ NULL, "...", "...", "urn:uuid:c0b7da3b-c169-5f51-ad6a-ac8f05769593" },
};

static void
test_guids(void **state)
{
	struct arena a = { 0 };
	struct paper p = { 0 };
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(guids) / sizeof(guids[0]); i++) {
		assert_string_equal(guid_fold(&a, guids[i].title),
		    guids[i].folded);
		p.id = guids[i].id;
		p.title = guids[i].title;
		assert_string_equal(guid_choose(&a, &p), guids[i].guid);
	}
	arena_free(&a);
}

/* The ends of the ranges that are folded, and their neighbours. */
static const struct {
	const char *title, *folded;
} ends[] = {
	{ "@AZ[`az{/09:", "@azaz/09" },
	{ "!\"#$%&'()*+,-./", "#%&*+/" },
	{ ";<=>?\\]^_|}~\x7f", "<=>|~" },
	/* a point between digits, and one that is not */
	{ "1.5 v2.0 .5 4. x.y 3.x y.7 .", "1.5v2.054xy3xy7" },
	{ "0.9:0 /.0", "0.90/0" },
	/* raised and lowered digits, and what stands beside them */
	{ "x¹²³⁰⁴⁹ⁱ⁺", "x123049ⁱ⁺" },
	{ "x₀₉₊", "x09₊" },
	/* signs of Latin-1 */
	{ "x\xc2\x80\xc2\x9f\xc2\xa0¡©ª«´µ¶¹º»¼½¾¿", "xªµ1º¼½¾" },
	{ "ÀÖ×ØÞßàÿ", "àö×øþßàÿ" },
	/* punctuation of other blocks, from the first to the last */
	{ "x\xe1\xbf\xbf\xe2\x80\x80\xe2\x81\xaf", "x\xe1\xbf\xbf" },
	{ "x\xe2\xbf\xbf\xe3\x80\x80\xe3\x80\xbf\xe3\x81\x80",
	    "x\xe2\xbf\xbf\xe3\x81\x80" },
	{ "x\xef\xb7\xbf\xef\xb8\x80\xef\xb8\x8f\xef\xb8\x90",
	    "x\xef\xb7\xbf\xef\xb8\x90" },
	/* capitals a step away */
	{ "ŷŸΆΈΊΌΎΏΐΑΫά", "ŷÿάέίόύώΐαϋά" },
	{ "ϿЀЏАЯаѐ", "Ͽѐџаяаѐ" },
	/* pairs */
	{ "ĀāĶķĸĹĺŇňŉŊŋŶŷ", "āāķķĸĺĺňňŉŋŋŷŷ" },
	{ "ŹźŽžſ", "źźžžſ" },
	{ "ḀḁẔẕẖẟẠạỾỿἀ", "ḁḁẕẕẖẟạạỿỿἀ" },
	/* what is no character is left out */
	{ "a\xff"
	  "b\x80"
	  "c\xc3",
	    "abc" },
};

static void
test_ends_of_ranges(void **state)
{
	struct arena a = { 0 };
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(ends) / sizeof(ends[0]); i++)
		assert_string_equal(guid_fold(&a, ends[i].title),
		    ends[i].folded);
	arena_free(&a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_guids),
		cmocka_unit_test(test_ends_of_ranges),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
