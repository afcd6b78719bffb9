#include "support.h"

#include <string.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include "base/private_host.h"

#define TEN   "xxxxxxxxx."
#define FIFTY TEN TEN TEN TEN TEN
#define LONG  FIFTY FIFTY FIFTY FIFTY /* 200 bytes */

static bool
is_private4(const char *s)
{
	struct sockaddr_in a = { .sin_family = AF_INET };

	assert_int_equal(inet_pton(AF_INET, s, &a.sin_addr), 1);
	return private_host_is_address((const struct sockaddr *)&a);
}

static bool
is_private6(const char *s)
{
	struct sockaddr_in6 a = { .sin6_family = AF_INET6 };

	assert_int_equal(inet_pton(AF_INET6, s, &a.sin6_addr), 1);
	return private_host_is_address((const struct sockaddr *)&a);
}

/* A network's first and last address, and those beside it; NULL: private. */
static const struct network {
	const char *below, *first, *last, *above;
} networks4[] = {
	{ NULL, "0.0.0.0", "0.255.255.255", "1.0.0.0" },
	{ "9.255.255.255", "10.0.0.0", "10.255.255.255", "11.0.0.0" },
	{ "100.63.255.255", "100.64.0.0", "100.127.255.255", "100.128.0.0" },
	{ "126.255.255.255", "127.0.0.0", "127.255.255.255", "128.0.0.0" },
	{ "169.253.255.255", "169.254.0.0", "169.254.255.255", "169.255.0.0" },
	{ "172.15.255.255", "172.16.0.0", "172.31.255.255", "172.32.0.0" },
	{ "191.255.255.255", "192.0.0.0", "192.0.0.255", "192.0.1.0" },
	{ "192.167.255.255", "192.168.0.0", "192.168.255.255", "192.169.0.0" },
	{ "223.255.255.255", "224.0.0.0", "239.255.255.255", NULL },
	{ NULL, "240.0.0.0", "255.255.255.255", NULL },
};

#define FFFF "ffff:ffff:ffff:ffff:ffff"

static const struct network networks6[] = {
	{ "64:ff9b:0:" FFFF, "64:ff9b:1::", "64:ff9b:1:" FFFF, "64:ff9b:2::" },
	{ "fbff:ffff:ffff:" FFFF, "fc00::", "fdff:ffff:ffff:" FFFF, "fe00::" },
	{ "fe7f:ffff:ffff:" FFFF, "fe80::", "febf:ffff:ffff:" FFFF, NULL },
	{ NULL, "fec0::", "feff:ffff:ffff:" FFFF, NULL },
	{ NULL, "ff00::", "ffff:ffff:ffff:" FFFF, NULL },
	/* IPv4 addresses within them. */
	{ NULL, "::", "::0.255.255.255", "::1.0.0.0" },
	{ "::9.255.255.255", "::10.0.0.0", "::10.255.255.255", "::11.0.0.0" },
	{ "::126.255.255.255", "::127.0.0.0", "::127.255.255.255",
	    "::128.0.0.0" },
	{ "::223.255.255.255", "::224.0.0.0", "::255.255.255.255", "::1:0:0" },
	{ "::fffe:ffff:ffff", "::ffff:0.0.0.0", "::ffff:0.255.255.255",
	    "::ffff:1.0.0.0" },
	{ "::ffff:172.15.255.255", "::ffff:172.16.0.0", "::ffff:172.31.255.255",
	    "::ffff:172.32.0.0" },
	{ "::ffff:223.255.255.255", "::ffff:224.0.0.0",
	    "::ffff:255.255.255.255", "::1:0:0:0" },
	{ "64:ff9a:ffff:" FFFF, "64:ff9b::0.0.0.0", "64:ff9b::0.255.255.255",
	    "64:ff9b::1.0.0.0" },
	{ "64:ff9b::192.167.255.255", "64:ff9b::192.168.0.0",
	    "64:ff9b::192.168.255.255", "64:ff9b::192.169.0.0" },
	{ "64:ff9b::223.255.255.255", "64:ff9b::224.0.0.0",
	    "64:ff9b::255.255.255.255", "64:ff9b::1:0:0" },
	{ "2001:ffff:ffff:" FFFF, "2002::", "2002:ff:ffff:" FFFF,
	    "2002:100::" },
	{ "2002:a9fd:ffff:" FFFF, "2002:a9fe::", "2002:a9fe:ffff:" FFFF,
	    "2002:a9ff::" },
	{ "2002:dfff:ffff:" FFFF, "2002:e000::", "2002:ffff:ffff:" FFFF,
	    "2003::" },
};

static void
check_network(const struct network *n, bool is_private(const char *))
{
	if (!is_private(n->first))
		fail_msg("public: %s", n->first);
	if (!is_private(n->last))
		fail_msg("public: %s", n->last);
	if (n->below != NULL && is_private(n->below))
		fail_msg("private: %s", n->below);
	if (n->above != NULL && is_private(n->above))
		fail_msg("private: %s", n->above);
}

static void
test_ipv4(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(networks4); i++)
		check_network(&networks4[i], is_private4);
	assert_true(is_private4("127.0.0.1"));
	assert_true(is_private4("169.254.169.254"));
	assert_false(is_private4("8.8.8.8"));
	assert_false(is_private4("192.88.99.1"));
}

static void
test_ipv6(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(networks6); i++)
		check_network(&networks6[i], is_private6);
	assert_true(is_private6("::1"));
	assert_true(is_private6("::ffff:127.0.0.1"));
	assert_true(is_private6("64:ff9b::7f00:1"));
	assert_true(is_private6("2002:7f00:1::1"));
	assert_false(is_private6("2002:808:808:a00:1::1"));
	assert_false(is_private6("::ffff:8.8.8.8"));
	assert_false(is_private6("64:ff9b::1:7f00:1"));
	assert_false(is_private6("2001:4860:4860::8888"));
	assert_false(is_private6("2606:4700::7f00:1"));
}

static void
test_other_families(void **state)
{
	struct sockaddr a = { .sa_family = AF_UNSPEC };

	(void)state;
	assert_true(private_host_is_address(&a));
	a.sa_family = AF_UNIX;
	assert_true(private_host_is_address(&a));
}

static void
test_private_hosts(void **state)
{
	static const char *const hosts[] = {
		/* Literal addresses, as inet_aton(3) takes them. */
		"127.0.0.1",
		"127.0.0.1.",
		"127.1",
		"127.0.1",
		"127.0.0.01",
		"0177.0.0.1",
		"0x7f.1",
		"0x7f000001",
		"0X7F000001",
		"2130706433",
		"017700000001",
		"0",
		"0.0.0.0",
		"10.1",
		"10.255.255.255",
		"0xa9fea9fe",
		"169.254.169.254",
		"172.31.1",
		"192.168.1.1",
		"255.255.255.255",
		"::",
		"::1",
		"[::1]",
		"[::1",
		"[0:0:0:0:0:0:0:1]",
		"[::ffff:127.0.0.1]",
		"[::FFFF:7F00:1]",
		"[64:ff9b::10.0.0.1]",
		"[2002:c0a8:101::1]",
		"fe80::1",
		"fe80::1%eth0",
		"[fe80::1%eth0]",
		"[fe80::1%25eth0]",
		"[::1%lo]",
		"[fd00::1]",
		/* Names. */
		"localhost",
		"localhost.",
		"LOCALHOST",
		"a.localhost",
		"a.b.localhost.",
		"intranet",
		"intranet.",
		"wiki",
		"com",
		"printer.local",
		"printer.LOCAL.",
		"nas.lan",
		"app.internal",
		"home.arpa",
		"router.home.arpa",
		"ROUTER.Home.Arpa.",
		LONG FIFTY "example.org",
		LONG LONG LONG "example.org",
	};
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(hosts); i++)
		if (!private_host_is_name(hosts[i]))
			fail_msg("public: %s", hosts[i]);
}

static void
test_public_hosts(void **state)
{
	static const char *const hosts[] = {
		"8.8.8.8",
		"8.8.8.8.",
		"1.1",
		"0x08080808",
		"134744072",
		"11.0.0.0",
		"172.32.0.1",
		"[2001:4860:4860::8888]",
		"2001:4860:4860::8888",
		"[::ffff:8.8.8.8]",
		"[2606:4700::1%eth0]",
		"example.org",
		"example.org.",
		"EXAMPLE.ORG",
		"127.0.0.1.example.org",
		"localhost.example.org",
		"10.example.org",
		"notlocalhost.org",
		"a.notlocal",
		"a.vlan",
		"a.xinternal",
		"a.nothome.arpa",
		"in-addr.arpa",
		"home.arpa.example",
		"local.lan.example.org",
		"256.256.256.256",
		"xn--bcher-kva.example",
		LONG FIFTY "abc", /* 253 bytes, as many as names have */
		LONG FIFTY "abc.",
		/* None. */
		"",
		".",
		"[",
		"[]",
	};
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(hosts); i++)
		if (private_host_is_name(hosts[i]))
			fail_msg("private: %s", hosts[i]);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_ipv4),
		cmocka_unit_test(test_ipv6),
		cmocka_unit_test(test_other_families),
		cmocka_unit_test(test_private_hosts),
		cmocka_unit_test(test_public_hosts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
