// SPDX-License-Identifier: Apache-2.0
// The article's text with its marks. Offsets are Unicode scalars; a string of the browser counts pairs of code units.
const CONTENT = ['headline', 'heading', 'byline', 'body', 'caption', 'embedded', 'disclosure'];
const KINDS = ['place', 'date', 'quantity'];
let marks = [], pieces = [], current = 0;

// Turns offsets in scalars into offsets of the string.
function unitsOf(text) {
  const astral = [];
  let scalar = 0;
  for (let index = 0; index < text.length; index += 1, scalar += 1) {
    const unit = text.charCodeAt(index);
    if (unit >= 0xd800 && unit < 0xdc00 && index + 1 < text.length) { astral.push(scalar); index += 1; }
  }
  return offset => {
    let low = 0, high = astral.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (astral[middle] < offset) low = middle + 1; else high = middle;
    }
    return Math.max(0, Math.min(text.length, offset + low));
  };
}

function marksOf(article, units) {
  const list = [], add = (kind, parts) => (Array.isArray(parts) ? parts : []).forEach(part => {
    const start = units(Number(part.char_start)), end = units(Number(part.char_end));
    if (end > start) list.push({ kind, part, start, end });
  });
  add('place', article.mentions);
  add('date', article.dates);
  add('quantity', article.quantities);
  for (const row of state.rows) {
    if (row.from || row.claim.source_id !== article.source_id) continue;
    const [start, end] = spanOf(row).map(units);
    if (end > start) list.push({ kind: 'claim', row, start, end });
  }
  return list.sort((a, b) => a.start - b.start || b.end - a.end);
}

// Blocks in the order of the text, blanks between them left out; each line is one where the file names none.
function blocksOf(article, units) {
  if (Array.isArray(article.blocks) && article.blocks.length) {
    return article.blocks.map(block => ({ kind: block.kind, start: units(Number(block.char_start)), end: units(Number(block.char_end)) }))
      .flatMap(block => cut(article.text, block));
  }
  const blocks = [];
  for (const line of article.text.matchAll(/[^\n]+/g)) {
    blocks.push({ kind: 'body', start: line.index, end: line.index + line[0].length });
  }
  return blocks;
}

// What is not in sight is not laid out, but a paragraph is in sight as a whole: a very long one is cut between words.
const LONGEST = 4000;
function cut(text, block) {
  const parts = [];
  let { start } = block;
  while (block.end - start > LONGEST) {
    const space = text.indexOf(' ', start + LONGEST), end = space < 0 || space >= block.end ? block.end : space + 1;
    parts.push({ kind: block.kind, start, end });
    start = end;
  }
  if (start < block.end || !parts.length) parts.push({ kind: block.kind, start, end: block.end });
  return parts;
}

function showArticle() {
  const article = articleOf.get(state.article), box = get('article');
  [marks, pieces, current] = [[], [], 0];
  box.replaceChildren();
  if (!article) return;
  box.dir = article.language === 'ar' ? 'rtl' : 'ltr';
  box.lang = article.language === 'ar' ? 'ar' : 'en';
  showAbout(article);
  if (typeof article.text !== 'string') { box.append(make('p', { text: t('noText') })); return; }
  const units = unitsOf(article.text);
  marks = marksOf(article, units);
  let fold = null;
  const reading = { next: 0, open: [] };
  for (const block of blocksOf(article, units)) {
    const isContent = CONTENT.includes(block.kind);
    if (isContent) fold = null;
    else if (!fold) { fold = make('details', { class: 'fold' }, make('summary')); fold.kinds = new Set(); box.append(fold); }
    const tag = block.kind === 'headline' ? 'h3' : block.kind === 'heading' ? 'h4' : 'p';
    (fold || box).append(make(tag, { class: 'block ' + block.kind }, paragraph(article.text, block, reading)));
    if (fold) {
      fold.kinds.add(block.kind);
      fold.firstChild.textContent = t('folded', { kinds: [...fold.kinds].map(kind => code('block', kind)).join(', ') });
    }
  }
  if (pieces.length) pieces[0].tabIndex = 0;
  showChosenMarks();
}

function showAbout(article) {
  const day = article.published ? t('published', { day: leftToRight(article.published) }) : t('notPublished');
  const notes = [...(article.notes || [])];
  if (article.machine_written) notes.unshift(t('machine'));
  get('about').replaceChildren(
    make('p', {}, ...[article.publisher, article.file].filter(Boolean).flatMap(text => [bdi(text), ' · ']), day),
    ...notes.map(note => make('p', { class: 'doubt', dir: 'auto', text: '⚑ ' + shown(note) })));
}

// The pieces of a block: cut wherever a mark begins or ends, each with the marks that hold it.
function paragraph(text, block, reading) {
  const here = [];
  for (; reading.next < marks.length && marks[reading.next].start < block.end; reading.next += 1) {
    const mark = marks[reading.next];
    (mark.start < block.start ? reading.open : here).push(mark);
  }
  const open = reading.open.filter(mark => mark.end > block.start), cuts = new Set([block.start, block.end]);
  for (const mark of open.concat(here)) for (const at of [mark.start, mark.end]) if (at > block.start && at < block.end) cuts.add(at);
  reading.open = open.concat(here).filter(mark => mark.end > block.end);
  const sorted = [...cuts].sort((a, b) => a - b), parts = [];
  let active = open, next = 0;
  for (let index = 0; index + 1 < sorted.length; index += 1) {
    const [start, end] = [sorted[index], sorted[index + 1]], opened = [];
    while (next < here.length && here[next].start === start) { opened.push(here[next]); next += 1; }
    active = active.filter(mark => mark.end > start).concat(opened);
    for (const mark of opened) if (mark.kind === 'claim') parts.push(numberOf(mark));
    parts.push(piece(shown(text.slice(start, end)), active, opened));
  }
  return parts;
}

function piece(text, active, opened) {
  if (!active.length) return text;
  const kinds = [...new Set(active.map(mark => mark.kind))];
  const element = make('span', { class: kinds.map(kind => 'm-' + kind).join(' '), text });
  active.forEach(mark => (mark.elements = mark.elements || []).push(element));
  const read = opened.filter(mark => mark.kind !== 'claim');
  if (read.length) stop(element, read, read.map(labelOf).join('; '));
  element.addEventListener('click', () => chooseMarks(active));
  element.addEventListener('mouseenter', () => { get('mark').textContent = active.map(labelOf).join(' · '); });
  return element;
}

// The number before a claim's characters, which is what a keyboard reaches of them.
function numberOf(mark) {
  const element = make('sup', { class: 'number', text: mark.row.number });
  (mark.elements = mark.elements || []).push(element);
  stop(element, [mark], labelOf(mark));
  element.addEventListener('click', () => chooseMarks([mark]));
  return element;
}

// One stop of the Tab key is enough for a text; the arrows go on from there.
function stop(element, read, label) {
  element.setAttribute('role', 'button');
  element.setAttribute('aria-label', label);
  element.tabIndex = -1;
  element.marks = read;
  pieces.push(element);
  element.addEventListener('focus', () => { get('mark').textContent = label; });
}

function labelOf(mark) {
  const part = mark.part;
  if (mark.kind === 'claim') return t('claim', { n: mark.row.number }) + ': ' + code('event_type', mark.row.values.type);
  const more = mark.kind === 'place' ? [part.name, part.feature, part.iso3166_2 || part.country]
    : mark.kind === 'date' ? [part.date_start && leftToRight(part.date_start + (part.date_end !== part.date_start ? ' – ' + part.date_end : ''))]
      : [[part.min, part.best, part.max].filter(value => value !== null && value !== undefined)
        .filter((value, index, all) => all.indexOf(value) === index).join(' – '), part.unit];
  const read = more.filter(Boolean).map(text => String(text)).join(', ');
  return t(mark.kind) + ': ' + isolated(shown(part.surface || '')) + (read ? ' = ' + isolated(read) : '')
    + ((part.doubts || []).length ? ' ⚑' : '');
}

// Rows that a mark takes part in: it lies among a claim's characters, or is the claim's place.
function rowsAt(mark) {
  if (mark.kind === 'claim') return state.rows.filter(row => row.key === mark.row.key || row.from === mark.row.key);
  return state.rows.filter(row => row.claim.source_id === state.article
    && (within(mark.part, row) || (mark.kind === 'place' && mark.part.place_id && row.claim.place_id === mark.part.place_id)));
}

function chooseMarks(chosen) {
  const rows = [...new Set(chosen.filter(mark => mark.kind === 'claim').concat(chosen).flatMap(rowsAt))];
  if (!rows.length) { say(t('noSpan')); return; }
  const first = chosen.find(mark => mark.kind !== 'claim') || chosen[0];
  state.span = rows.length > 1 ? { keys: new Set(rows.map(row => row.key)), text: first.part ? first.part.surface : first.row.number } : null;
  showRows();
  choose(rows[0].key, { scroll: false });
}

function showChosenMarks() {
  const row = chosenRow();
  for (const element of get('article').querySelectorAll('.chosen')) element.classList.remove('chosen');
  if (!row || row.claim.source_id !== state.article) return null;
  const key = row.from || row.key, mark = marks.find(one => one.kind === 'claim' && one.row.key === key);
  (mark && mark.elements || []).forEach(element => element.classList.add('chosen'));
  return mark && mark.elements ? mark.elements[0] : null;
}

function scrollToChosen() {
  const element = showChosenMarks();
  if (!element) return;
  const fold = element.closest('details');
  if (fold) fold.open = true;
  const box = get('article'), at = element.getBoundingClientRect(), frame = box.getBoundingClientRect();
  if (box.scrollHeight > box.clientHeight) {
    box.scrollTo({ top: box.scrollTop + at.top - frame.top - box.clientHeight / 3, behavior: calm() ? 'auto' : 'smooth' });
  } else if (state.view === 'text') element.scrollIntoView({ block: 'center' });
}
const calm = () => matchMedia('(prefers-reduced-motion: reduce)').matches;

// Arrows inside the text go from mark to mark, in the direction of its letters.
function moveMark(event) {
  const back = get('article').dir === 'rtl' ? 'ArrowRight' : 'ArrowLeft', on = back === 'ArrowLeft' ? 'ArrowRight' : 'ArrowLeft';
  const step = [on, 'ArrowDown'].includes(event.key) ? 1 : [back, 'ArrowUp'].includes(event.key) ? -1 : 0;
  const at = pieces.indexOf(document.activeElement);
  if (at < 0) return false;
  if (event.key === 'Enter' || event.key === ' ') { chooseMarks(pieces[at].marks); return true; }
  if (!step) return false;
  const next = pieces[Math.max(0, Math.min(pieces.length - 1, at + step))];
  pieces[at].tabIndex = -1;
  next.tabIndex = 0;
  const fold = next.closest('details');
  if (fold) fold.open = true;
  next.focus();
  return true;
}

function showLegend() {
  get('legend').replaceChildren(...KINDS.concat('claim').map(kind => make('li', {},
    kind === 'claim' ? make('sup', { class: 'number', text: '1' }) : '',
    make('span', { class: 'm-' + kind, text: t(kind === 'claim' ? 'span' : kind) }))));
}
