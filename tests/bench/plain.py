#!/usr/bin/env python3
"""plain.py OUTPUT FILE ...: feeds of the API's answers, without a store.

What a capable person writes in an afternoon: all papers in memory, a
regular expression for each topic of paperfeed-30.conf, and templates.  A topic
is not looked for any further once its feed is full.
"""
import datetime
import email.utils
import json
import os
import re
import sys
from html import escape

SITE = "https://bench.example.org/"
PAGE = "https://huggingface.co/papers/"
SPAN = datetime.timedelta(days=14)
MOST = 200

TOPICS = [      # slug, title, words in titles, words anywhere
    ("agents", "Agents", "agent|agentic", "tool use"),
    ("language-models", "Large language models, by title", "language model",
     ""),
    ("rl", "Reinforcement learning", "rl|reinforcement learning", "rlhf"),
    ("diffusion", "Diffusion, by title, but of no language", "diffusion", ""),
    ("diffusion-transformers", "Diffusion transformers", "",
     "diffusion transformer"),
    ("diffusion-language", "Diffusion language models", "",
     "diffusion language model"),
    ("rag", "Retrieval-augmented generation", "", "rag|retrieval augmented"),
    ("vla", "Vision-language-action models", "", "vla|vision language action"),
    ("robotics", "Robots", "", "robot|robotic manipulation|embodied"),
    ("world-models", "World models", "simulator", "world model"),
    ("state-space", "State-space models", "", "mamba|state space model|ssm"),
    ("ssm", "SSM with code, speech or safety", "", "ssm"),
    ("benchmarks", "Benchmarks, by title", "benchmark|evaluation", ""),
    ("video", "Video generation", "", "video generation|text to video"),
    ("3d", "3D", "", "3d|gaussian splatting|nerf"),
    ("reasoning", "Large reasoning models", "", "chain of thought|reasoning"),
    ("experts", "Mixture of experts", "", "mixture of expert|moe"),
    ("gpt", "GPT", "", r"gpt\w*"),
    ("images", "Text to image", "", "text to image"),
    ("quantization", "Quantisation", "", "quantization|quantisation|pruning"),
    ("speech", "Speech", "", "speech|asr|tts"),
    ("code", "Code", "coding", "code generation"),
    ("safety", "Safety", "", "safety|jailbreak|unlearning"),
    ("long-context", "Long context", "", "long context|context window"),
    ("data", "Data sets, by title", "data set|corpus", ""),
    ("fine-tuning", "Fine-tuning", "", "fine tuning"),
    ("interpretability", "Interpretability", "",
     "interpretability|sparse autoencoder"),
    ("tables", "Tables", "", "tabular data"),
    ("science", "Proteins, with anything learned", "", "protein folding"),
    ("popular", "Popular agents, by title", "agent", ""),
]
ALSO = {"ssm": "code generation|speech|safety",
        "reasoning": "large language model",
        "science": "rl|diffusion|language model"}
BUT = {"diffusion": "diffusion language", "fine-tuning": "rl"}
VOTES = {"popular": 50}

ATOM = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
	<id>{site}{slug}</id>
	<title>{title} \u2013 Benchmark</title>
	<updated>{updated}</updated>
	<author><name>Benchmark</name></author>
	<link rel="self" href="{site}{slug}.atom"/>{entries}
</feed>
"""
ENTRY = """
	<entry>
		<id>https://arxiv.org/abs/{id}</id>
		<title>{title}</title>
		<published>{date}</published>
		<updated>{date}</updated>{authors}
		<link rel="alternate" type="text/html" href="{page}{id}"/>{topics}
		<summary>{summary}</summary>
		<content type="html">{html}</content>
	</entry>"""
RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/">
	<channel>
		<title>{title} \u2013 Benchmark</title>
		<link>{site}{slug}.html</link>
		<description>Daily Papers on {title}</description>
		<lastBuildDate>{updated}</lastBuildDate>{entries}
	</channel>
</rss>
"""
ITEM = """
		<item>
			<title>{title}</title>
			<link>{page}{id}</link>
			<description>{html}</description>
			<dc:creator>{creator}</dc:creator>{topics}
			<guid isPermaLink="false">https://arxiv.org/abs/{id}</guid>
			<pubDate>{date}</pubDate>
		</item>"""
HTML = """<p><strong>AI summary:</strong> {summary}</p><p>{abstract}</p>\
<p><strong>Authors:</strong> {authors}</p>\
<p><strong>Organization:</strong> {organization}</p>\
<p><a href="{page}{id}">Hugging Face</a> \
\u00b7 <a href="https://arxiv.org/abs/{id}">arXiv</a> \
\u00b7 <a href="https://arxiv.org/pdf/{id}">PDF</a></p>\
<p><img src="{thumbnail}" alt="Preview of the paper"></p>"""


def words(alternatives):
    """
    Patterns for whole words, singular or plural, whatever is between them.
    Each begins with a literal, for which `re` looks ten times as fast as for a
    boundary (\\b); that no letter stands before it is asked then.
    """
    patterns = []
    for alternative in filter(None, (alternatives or "").split("|")):
        first = re.match("[a-z0-9]+", alternative).group()
        rest = alternative[len(first):].replace(" ", r"\W+")
        patterns.append(re.compile(rf"{first}(?<!\w{first}){rest}s?\b"))
    return patterns


def has(text, patterns):
    return any(pattern.search(text) for pattern in patterns)


class Paper:
    def __init__(self, item):
        paper = item["paper"]
        self.id = paper["id"]
        self.title = paper["title"]
        self.listed = paper["submittedOnDailyAt"]
        self.date = datetime.datetime.fromisoformat(
            self.listed[:19] + "+00:00")
        self.paper = paper
        self.thumbnail = item["thumbnail"]
        self.authors = [author["name"] for author in paper["authors"]]
        self.organization = paper.get("organization", {}).get("fullname", "")
        self.keywords = paper.get("ai_keywords", [])
        self.low_title = self.title.lower()
        self.text = " _ ".join([
            self.title, paper["summary"], "\n".join(self.authors),
            self.organization, "\n".join(self.keywords)]).lower()
        self.topics = []

    def entries(self):
        """Its text in Atom and in RSS."""
        summary = escape(self.paper.get("ai_summary", ""))
        html = escape(HTML.format(
            summary=summary, abstract=escape(self.paper["summary"]),
            authors=escape(", ".join(self.authors)),
            organization=escape(self.organization), page=PAGE, id=self.id,
            thumbnail=escape(self.thumbnail)))
        names = self.topics + self.keywords
        common = {"id": self.id, "title": escape(self.title), "page": PAGE,
                  "html": html}
        atom = ENTRY.format(
            date=self.listed[:19] + "Z", summary=summary, authors="".join(
                f"\n\t\t<author><name>{escape(name)}</name></author>"
                for name in self.authors[:25]),
            topics="".join(f'\n\t\t<category term="{escape(name)}"/>'
                           for name in names), **common)
        rss = ITEM.format(
            date=email.utils.format_datetime(self.date, True),
            creator=escape(", ".join(self.authors)),
            topics="".join(f"\n\t\t\t<category>{escape(name)}</category>"
                           for name in names), **common)
        return atom, rss


def choose(papers, least, finds):
    """The newest papers: those of two weeks, but not too few or too many."""
    chosen = []
    for paper in papers:
        if len(chosen) >= least and paper.date < chosen[0].date - SPAN:
            break
        if finds(paper):
            chosen.append(paper)
            if len(chosen) == MOST:
                break
    return chosen


def rule(slug, in_title, anywhere):
    in_title, anywhere = words(in_title), words(anywhere)
    also, but = words(ALSO.get(slug)), words(BUT.get(slug))
    votes = VOTES.get(slug, 0)

    def finds(paper):
        return (paper.paper["upvotes"] >= votes and
                (has(paper.low_title, in_title) or
                 has(paper.text, anywhere)) and
                (not also or has(paper.text, also)) and
                not has(paper.text, but))
    return finds


def read(files):
    papers = {}
    for name in files:
        with open(name, encoding="utf-8") as file:
            for item in json.load(file):
                papers.setdefault(item["paper"]["id"], Paper(item))
    return sorted(papers.values(), key=lambda p: p.listed, reverse=True)


def write(path, template, date, entries, **texts):
    with open(path, "w", encoding="utf-8") as out:
        out.write(template.format(site=SITE, updated=date,
                                  entries="".join(entries), **texts))


def main():
    output, papers = sys.argv[1], read(sys.argv[2:])
    feeds = [("all", "All papers", choose(papers, 100, lambda paper: True))]
    for slug, title, in_title, anywhere in TOPICS:
        feeds.append((slug, title, choose(
            papers, 50, rule(slug, in_title, anywhere))))
        for paper in feeds[-1][2]:
            paper.topics.append(title)
    os.mkdir(output)
    made = {}
    for slug, title, chosen in feeds:
        for paper in chosen:
            if paper.id not in made:
                made[paper.id] = paper.entries()
        date = chosen[0].date if chosen else papers[0].date
        path = os.path.join(output, slug)
        texts = {"slug": slug, "title": escape(title)}
        write(path + ".atom", ATOM, date.strftime("%Y-%m-%dT%H:%M:%SZ"),
              [made[paper.id][0] for paper in chosen], **texts)
        write(path + ".rss", RSS, email.utils.format_datetime(date, True),
              [made[paper.id][1] for paper in chosen], **texts)


if __name__ == "__main__":
    main()
