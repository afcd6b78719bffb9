// Finds papers on the first page while one types: by words of titles, people and
// topics, among the months that the form names.  Without this script the form
// leads to the listing's own search.  What the indexes say becomes text, never
// markup, and nothing is asked of other hosts.
'use strict';

(() => {
	const MOST = 60;	// papers that are shown

	const form = document.querySelector('form[data-months]');
	const input = form.querySelector('input');
	const found = document.getElementById('found');
	const said = document.getElementById('said');
	const days = form.dataset.days === 'yes';
	const topics = [...document.querySelectorAll('.topics .name')];
	let papers = [], loading = null;

	// Case, accents and the width of letters do not matter.
	const fold = (text) => text.normalize('NFKD')
	    .replace(/\p{M}/gu, '').toLowerCase();

	// The papers of an index, newest first.
	function parse(text) {
		const list = [];
		let day = '';
		for (const line of text.split('\n')) {
			const [id, numbers, title, people] = line.split('\t');
			if (title === undefined) {
				day = line;
				continue;
			}
			const names = (numbers ? numbers.split(',') : [])
			    .map((n) => topics[n]).filter(Boolean)
			    .map((e) => e.textContent);
			list.push({ id, day, title, people,
			    text: fold([title, people, ...names].join('\n')) });
		}
		return list;
	}

	// A month that cannot be read is left out; none at all is a failure.
	async function load() {
		const months = form.dataset.months.split(' ').filter(Boolean);
		const parts = await Promise.allSettled(months.map(
		    async (month) => {
			const answer = await fetch(`search/${month}.txt`);
			if (!answer.ok)
				throw new Error(`${month}: ${answer.status}`);
			return parse(await answer.text());
		}));
		const read = parts.filter((p) => p.status === 'fulfilled');
		if (read.length === 0)
			throw new Error('no index');
		papers = read.flatMap((p) => p.value);
	}

	function link(href, text) {
		const a = document.createElement('a');
		a.href = href;
		a.textContent = text;
		a.dir = 'auto';
		return a;
	}

	function item(paper) {
		const li = document.createElement('li');
		const place = `day/${paper.day}.html#${paper.id}`;
		const listing = 'https://huggingface.co/papers/' +
		    encodeURIComponent(paper.id);
		const arxiv = /^\d{4}\.\d{4,5}$/.test(paper.id);
		if (!arxiv && !days) {
			li.textContent = paper.title;
			return li;
		}
		li.append(link(arxiv ? listing : place, paper.title));
		if (days) {
			const mark = link(place, paper.day);
			mark.className = 'mark';
			li.append(' ', mark);
		}
		return li;
	}

	function show() {
		const words = fold(input.value).split(/\s+/).filter(Boolean);
		if (words.length === 0) {
			found.replaceChildren();
			said.textContent = '';
			return;
		}
		const hits = papers.filter((paper) =>
		    words.every((word) => paper.text.includes(word)));
		found.replaceChildren(...hits.slice(0, MOST).map(item));
		said.textContent = hits.length === 0 ?
		    `Nothing since ${form.dataset.months.split(' ').pop()}.` :
		    `${hits.length} ${hits.length === 1 ? 'paper' : 'papers'}` +
		    (hits.length > MOST ? `, the newest ${MOST}:` : ':');
	}

	async function typed() {
		loading = loading || load();
		try {
			await loading;
		} catch (error) {
			loading = null;
			said.textContent = 'The index could not be loaded; ' +
			    'Enter searches the whole listing.';
			return;
		}
		show();
	}

	input.addEventListener('focus', () => {
		loading = loading || load();
		loading.catch(() => { loading = null; });
	});
	input.addEventListener('input', typed);
	if (input.value !== '')
		typed();
})();
