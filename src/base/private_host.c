/*
 * Tells which addresses and hosts belong to a private network, where an answer
 * from outside must not send us.
 */
#include "base/private_host.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stddef.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>

#define COUNT(a)  (sizeof(a) / sizeof((a)[0]))
#define HOST_SIZE 256 /* RFC 1035, section 2.3.4, and a NUL */

/* The first bits of addresses. */
struct prefix {
	unsigned char bytes[16];
	unsigned int bits;
};

/* IPv4, most from the registry of RFC 6890. */
static const struct prefix private4[] = {
	{ { 0 }, 8 },	       /* unspecified, RFC 1122 */
	{ { 10 }, 8 },	       /* RFC 1918 */
	{ { 100, 64 }, 10 },   /* shared by customers, RFC 6598 */
	{ { 127 }, 8 },	       /* loopback, RFC 1122 */
	{ { 169, 254 }, 16 },  /* link-local, RFC 3927 */
	{ { 172, 16 }, 12 },   /* RFC 1918 */
	{ { 192, 0, 0 }, 24 }, /* protocol assignments, RFC 6890 */
	{ { 192, 168 }, 16 },  /* RFC 1918 */
	{ { 224 }, 4 },	       /* multicast, RFC 5771 */
	{ { 240 }, 4 },	       /* reserved, and broadcast, RFC 1112 */
};

static const struct prefix private6[] = {
	{ { 0x00, 0x64, 0xff, 0x9b, 0, 1 }, 48 }, /* own NAT64, RFC 8215 */
	{ { 0xfc }, 7 },			  /* unique local, RFC 4193 */
	{ { 0xfe, 0x80 }, 10 },			  /* link-local, RFC 4291 */
	{ { 0xfe, 0xc0 }, 10 },			  /* site-local, RFC 3879 */
	{ { 0xff }, 8 },			  /* multicast, RFC 4291 */
};

/*
 * IPv6 addresses that stand for an IPv4 one, which follows at once.  The first
 * are the unspecified address and loopback too: 0.0.0.0/8.
 */
static const struct prefix wrapped[] = {
	{ { 0 }, 96 }, /* compatible, RFC 4291, section 2.5.5.1 */
	{ { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff }, 96 }, /* mapped */
	{ { 0x00, 0x64, 0xff, 0x9b }, 96 },		      /* RFC 6052 */
	{ { 0x20, 0x02 }, 16 }, /* 6to4, RFC 3056 */
};

/* Names for machines of one's own; RFC 6761, 6762 and 8375, and ICANN's. */
static const char *const private_names[] = {
	"home.arpa",
	"internal",
	"lan",
	"local",
	"localhost",
};

static bool
has_prefix(const unsigned char *address, const struct prefix *p)
{
	unsigned int bytes = p->bits / 8, rest = p->bits % 8;

	if (memcmp(address, p->bytes, bytes) != 0)
		return false;
	return rest == 0 ||
	    ((address[bytes] ^ p->bytes[bytes]) >> (8 - rest)) == 0;
}

/* Find the first of some prefixes that an address has, or NULL. */
static const struct prefix *
find_prefix(const unsigned char *address, const struct prefix *p, size_t count)
{
	for (; count > 0; count--, p++)
		if (has_prefix(address, p))
			return p;
	return NULL;
}

static bool
is_private4(const unsigned char *address)
{
	return find_prefix(address, private4, COUNT(private4)) != NULL;
}

static bool
is_private6(const unsigned char *address)
{
	const struct prefix *p;

	if (find_prefix(address, private6, COUNT(private6)) != NULL)
		return true;
	p = find_prefix(address, wrapped, COUNT(wrapped));
	return p != NULL && is_private4(address + p->bits / 8);
}

/*
 * Is an address private?  It is if it is loopback, link-local, of a private
 * network, unspecified, multicast or reserved, or an IPv6 address that leads to
 * such an IPv4 address.  Addresses of other kinds count as private.
 */
bool
private_host_is_address(const struct sockaddr *address)
{
	struct sockaddr_in6 six;
	struct sockaddr_in four;

	switch (address->sa_family) {
	case AF_INET:
		memcpy(&four, address, sizeof(four));
		return is_private4((const unsigned char *)&four.sin_addr);
	case AF_INET6:
		memcpy(&six, address, sizeof(six));
		return is_private6(six.sin6_addr.s6_addr);
	default:
		return true;
	}
}

/* Is a host equal to a name, or does it end in a dot and the name? */
static bool
is_under(const char *host, const char *name)
{
	size_t length = strlen(host), n = strlen(name);

	if (length < n || strcasecmp(host + length - n, name) != 0)
		return false;
	return length == n || host[length - n - 1] == '.';
}

static bool
is_private_name(const char *host)
{
	size_t i;

	if (strchr(host, '.') == NULL)
		return true;
	for (i = 0; i < COUNT(private_names); i++)
		if (is_under(host, private_names[i]))
			return true;
	return false;
}

/*
 * Is a URL's host private, as far as its text tells?  It is if it is a private
 * address in any form that resolvers take ("127.1", "0x7f000001", "[::1]", with
 * or without brackets and zone), or a name without a dot or under one of the
 * domains for private use.  No name is looked up: the addresses of other names
 * are checked when connecting.  An empty host is not private; one that is
 * longer than names can be is.
 */
bool
private_host_is_name(const char *host)
{
	struct in6_addr six;
	struct in_addr four;
	char name[HOST_SIZE];
	size_t n;

	if (*host == '[')
		host++;
	if ((n = strcspn(host, "]%")) >= sizeof(name))
		return true;
	memcpy(name, host, n);
	name[n] = '\0';
	if (n > 0 && name[n - 1] == '.')
		name[--n] = '\0';
	if (n == 0)
		return false;
	if (inet_pton(AF_INET6, name, &six) == 1)
		return is_private6(six.s6_addr);
	if (inet_aton(name, &four) != 0)
		return is_private4((const unsigned char *)&four);
	return is_private_name(name);
}
