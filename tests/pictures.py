#!/usr/bin/env python3
"""Makes README's pictures: XHTML in SVG, so that they are text, as sharp as the
screen, and light or dark as the page around them is.

usage: pictures.py page PAGE STYLE >SVG
       pictures.py screen HTML COLUMNS ROWS >SVG

PAGE is a page as paperfeed wrote it, STYLE its style sheet; its scripts and the
thumbnails, which lie elsewhere, are left out.  HTML is what aha makes of a
terminal's screen.
"""
import sys
import xml.etree.ElementTree as ET

import html5lib

XHTML = "http://www.w3.org/1999/xhtml"
SVG = "http://www.w3.org/2000/svg"

# What is not seen in a picture: it follows no link and asks for nothing.
LEFT_OUT = {"img", "script", "link", "meta", "title"}

CELL, LINE = 9, 20      # of a terminal, in pixels

FRAME = """\
<svg xmlns="{svg}" width="{width}" height="{height}" viewBox="0 0 {width} {height}">
<title>{title}</title>
<foreignObject width="{width}" height="{height}">
{inside}
</foreignObject>
</svg>
"""


def read(path):
    with open(path, encoding="utf-8") as f:
        return f.read()


def name(element):
    return element.tag.partition("}")[2]


def strip(element):
    """Take out what is not seen, but not the text behind it."""
    before = None
    for child in list(element):
        if name(child) not in LEFT_OUT:
            strip(child)
            before = child
            continue
        if before is None:
            element.text = (element.text or "") + (child.tail or "")
        else:
            before.tail = (before.tail or "") + (child.tail or "")
        element.remove(child)


def text_of(element):
    return "".join(element.itertext())


def write(root, title, width, height):
    ET.register_namespace("", XHTML)
    ET.register_namespace("svg", SVG)
    inside = ET.tostring(root, encoding="unicode")
    escaped = ET.Element("x")
    escaped.text = title
    title = ET.tostring(escaped, encoding="unicode")[len("<x>"):-len("</x>")]
    sys.stdout.write(FRAME.format(svg=SVG, title=title, width=width,
        height=height, inside=inside))


def page(path, style):
    root = html5lib.parse(read(path))
    title = text_of(root.find(f".//{{{XHTML}}}title"))
    strip(root)
    sheet = ET.SubElement(root.find(f"{{{XHTML}}}head"), f"{{{XHTML}}}style")
    # However small the picture is shown, it is that of a wide window.  Within SVG
    # nothing colours the ground beside the body.
    wide = read(style).replace("(min-width:", "all, (min-width:")
    sheet.text = wide + "html { background: var(--ground); height: 100%; }\n"
    write(root, title, 1000, 680)


def screen(path, columns, rows):
    root = html5lib.parse(read(path))
    pre = root.find(f".//{{{XHTML}}}pre")
    width, height = int(columns) * CELL, int(rows) * LINE
    pre.set("style", f"margin: 0; font: {CELL / 0.6:g}px/{LINE}px monospace")
    frame = ET.Element(f"{{{XHTML}}}div", {"style":
        f"background: #16181d; color: #d8dade; height: {height}px; padding: {CELL}px"})
    frame.append(pre)
    write(frame, "The feed of all papers in newsboat", width + 2 * CELL,
        height + 2 * CELL)


def main(arguments):
    kinds = {"page": (page, 2), "screen": (screen, 3)}
    kind, count = kinds.get(arguments[0] if arguments else "", (None, 0))
    if kind is None or len(arguments) != count + 1:
        sys.exit(__doc__)
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")
    kind(*arguments[1:])


if __name__ == "__main__":
    main(sys.argv[1:])
