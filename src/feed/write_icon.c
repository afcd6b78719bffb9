/*
 * favicon.ico, which browsers and feed readers ask for: one picture of 32 by
 * 32 pixels with 16 colours.  An icon file (Microsoft, "Icons in Win32": the
 * ICONDIR and ICONDIRENTRY structures) holds a bitmap without its file header
 * (BITMAPINFOHEADER, "Device-Independent Bitmaps"), all little-endian, the
 * lowest row first, then a mask with a bit for every transparent pixel.
 */
#include "feed/write_icon.h"

#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

#define SIDE	    32 /* pixels */
#define COLOUR_BITS 4
#define COLOURS	    (1 << COLOUR_BITS)

#define HEADER_SIZE 40	     /* BITMAPINFOHEADER */
#define FILE_HEADER (6 + 16) /* ICONDIR and one ICONDIRENTRY */
#define PIXELS_SIZE (SIDE * SIDE * COLOUR_BITS / 8)
#define MASK_SIZE   (SIDE * SIDE / 8)
#define IMAGE_SIZE  (HEADER_SIZE + COLOURS * 4 + PIXELS_SIZE + MASK_SIZE)

/* What the letters below mean, as 0xRRGGBB; the rest of COLOURS is black. */
static const struct {
	char letter;
	uint32_t colour;
} palette[] = {
	{ '.', 0x000000 }, /* transparent */
	{ 'o', 0x3d4654 }, /* edge of the paper */
	{ 'w', 0xffffff }, /* paper */
	{ 'g', 0xd5dae1 }, /* folded corner */
	{ 'x', 0xe0681a }, /* waves */
};

#define TRANSPARENT 0

/* A sheet of paper with the waves of a feed. */
static const char *const picture[SIDE] = {
	"....ooooooooooooooooo...........",
	"...owwwwwwwwwwwwwwwwoo..........",
	"...owwwwwwwwwwwwwwwwogo.........",
	"...owwwwwwwwwwwwwwwwoggo........",
	"...owwwwwwwwwwwwwwwwogggo.......",
	"...owwwwwwwwwwwwwwwwoggggo......",
	"...owwwwwwwwwwwwwwwwogggggo.....",
	"...owwwwwwwwwwwwwwwwoggggggo....",
	"...owwwwwwwwwwwwwwwwooooooooo...",
	"...owwwwwwwwwwwwwwwwwwwwwwwwo...",
	"...owwwxxwwwwwwwwwwwwwwwwwwwo...",
	"...owwwxxxxxxwwwwwwwwwwwwwwwo...",
	"...owwwxxxxxxxxwwwwwwwwwwwwwo...",
	"...owwwwwxxxxxxxxwwwwwwwwwwwo...",
	"...owwwwwwwwxxxxxxwwwwwwwwwwo...",
	"...owwwwwwwwwwxxxxxwwwwwwwwwo...",
	"...owwwxxxwwwwwwxxxxwwwwwwwwo...",
	"...owwwxxxxxxwwwwxxxxwwwwwwwo...",
	"...owwwxxxxxxxwwwwxxxwwwwwwwo...",
	"...owwwwwwxxxxxwwwxxxxwwwwwwo...",
	"...owwwwwwwwxxxxwwwxxxwwwwwwo...",
	"...owwwwwwwwwxxxxwwxxxxwwwwwo...",
	"...owwwwwwwwwwxxxwwwxxxwwwwwo...",
	"...owwwxxxxwwwxxxwwwxxxwwwwwo...",
	"...owwwxxxxwwwwxxxwwxxxwwwwwo...",
	"...owwwxxxxwwwwxxxwwwxxxwwwwo...",
	"...owwwxxxxwwwwxxxwwwxxxwwwwo...",
	"...owwwwwwwwwwwwwwwwwwwwwwwwo...",
	"...owwwwwwwwwwwwwwwwwwwwwwwwo...",
	"...owwwwwwwwwwwwwwwwwwwwwwwwo...",
	"...owwwwwwwwwwwwwwwwwwwwwwwwo...",
	"....oooooooooooooooooooooooo....",
};

/* Add the lowest bytes of a number, the lowest one first. */
static void
put_number(struct buf *out, uint32_t n, int bytes)
{
	for (; bytes > 0; bytes--, n >>= 8)
		buf_putc(out, (char)(n & 0xff));
}

/* ICONDIR and ICONDIRENTRY: one picture, and where it is. */
static void
put_directory(struct buf *out)
{
	put_number(out, 0, 2);		 /* reserved */
	put_number(out, 1, 2);		 /* an icon, no cursor */
	put_number(out, 1, 2);		 /* pictures */
	put_number(out, SIDE, 1);	 /* width */
	put_number(out, SIDE, 1);	 /* height */
	put_number(out, COLOURS, 1);	 /* colours */
	put_number(out, 0, 1);		 /* reserved */
	put_number(out, 1, 2);		 /* planes */
	put_number(out, COLOUR_BITS, 2); /* bits of a pixel */
	put_number(out, IMAGE_SIZE, 4);
	put_number(out, FILE_HEADER, 4); /* where the picture starts */
}

/* BITMAPINFOHEADER; its height counts pixels and mask. */
static void
put_header(struct buf *out)
{
	put_number(out, HEADER_SIZE, 4);
	put_number(out, SIDE, 4);
	put_number(out, 2 * SIDE, 4);
	put_number(out, 1, 2); /* planes */
	put_number(out, COLOUR_BITS, 2);
	put_number(out, 0, 4); /* not compressed */
	put_number(out, PIXELS_SIZE + MASK_SIZE, 4);
	put_number(out, 0, 4); /* pixels per metre: unknown */
	put_number(out, 0, 4);
	put_number(out, COLOURS, 4); /* colours in the table */
	put_number(out, 0, 4);	     /* of which all matter */
}

/* The colour table: blue, green, red, 0. */
static void
put_palette(struct buf *out)
{
	size_t i, count = sizeof(palette) / sizeof(palette[0]);

	for (i = 0; i < COLOURS; i++)
		put_number(out, i < count ? palette[i].colour : 0, 4);
}

static unsigned int
colour_of(char letter)
{
	unsigned int i = sizeof(palette) / sizeof(palette[0]) - 1;

	while (i > 0 && palette[i].letter != letter)
		i--;
	return i;
}

/* Two pixels a byte, the left one in the higher half. */
static void
put_pixels(struct buf *out)
{
	int x, y;

	for (y = SIDE - 1; y >= 0; y--) {
		for (x = 0; x < SIDE; x += 2)
			put_number(out,
			    colour_of(picture[y][x]) << COLOUR_BITS |
				colour_of(picture[y][x + 1]),
			    1);
	}
}

/* Eight pixels a byte, the leftmost in the highest bit. */
static void
put_mask(struct buf *out)
{
	unsigned int byte = 0;
	int x, y;

	for (y = SIDE - 1; y >= 0; y--) {
		for (x = 0; x < SIDE; x++) {
			byte = byte << 1 |
			    (colour_of(picture[y][x]) == TRANSPARENT);
			if (x % 8 == 7)
				put_number(out, byte & 0xff, 1);
		}
	}
}

/*
 * Add favicon.ico, the same for every site.  Return 0, or -1 when it did not
 * fit.
 */
int
write_icon(struct buf *out, const struct site_index *index)
{
	(void)index;
	put_directory(out);
	put_header(out);
	put_palette(out);
	put_pixels(out);
	put_mask(out);
	return out->full ? -1 : 0;
}
