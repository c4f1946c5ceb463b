// SPDX-License-Identifier: Apache-2.0
// The review on paper: each article with its text and its claims, made when it is printed.
const PAPER_COLUMNS = ['number', 'what', 'where', 'when', 'howMany', 'says', 'quote', 'decision'];

function makePaper() {
  const who = get('reviewer').value.trim() || t('undecidedBy');
  get('paper').replaceChildren(make('h1', { text: t('title') }),
    make('p', {}, t('paperBy', { who: isolated(shown(who)), day: leftToRight(get('day').value) }) + ' · ' + t('decided', { n: decidedCount(), m: state.rows.length })),
    ...articles.map(paperOf), make('p', { class: 'small', text: t('helpSafety') }));
}

function paperOf(article) {
  const rows = state.rows.filter(row => row.claim.source_id === article.source_id);
  const day = article.published ? t('published', { day: leftToRight(article.published) }) : t('notPublished');
  return make('article', {}, make('h2', {}, bdi(article.title || article.source_id)),
    make('p', {}, ...[article.publisher, article.address || article.file].filter(Boolean).flatMap(text => [bdi(text), ' · ']), day),
    make('table', {}, make('thead', {}, make('tr', {}, PAPER_COLUMNS.map(key => make('th', { text: t(key) })))),
      make('tbody', {}, rows.map(paperLine))),
    make('h3', { text: t('article') }),
    make('div', { dir: article.language === 'ar' ? 'rtl' : 'ltr', class: 'paperText' }, paperText(article)));
}

function paperLine(row) {
  const { values } = row, [sign, word] = DECISIONS[row.decision], doubts = doubtsOf(row);
  return make('tr', {}, make('td', { text: row.number }),
    make('td', {}, code('event_type', values.type), make('br'), code('status', values.status), values.actor ? [make('br'), bdi(values.actor)] : ''),
    make('td', {}, bdi(values.place), make('br'), code('where_prec', values.where_prec)), make('td', { text: periodText(row) }),
    make('td', { text: quantityText(row) + (values.conflict_group ? ' ⇄ ' + values.conflict_group : '') }),
    make('td', {}, bdi(values.claimant || values.root_source), make('br'), code('root_kind', values.root_kind)),
    make('td', {}, make('span', { dir: 'auto', text: shown(values.quote) }), doubts.map(doubt => make('p', { class: 'doubt', dir: 'auto', text: '⚑ ' + doubt }))),
    make('td', { text: sign + ' ' + t(word) + (isEdited(row) ? ', ' + t('edited') : '') }));
}

// The author's text with the numbers of the claims before their characters.
function paperText(article) {
  if (typeof article.text !== 'string') return [];
  const units = unitsOf(article.text), starts = state.rows.filter(row => !row.from && row.claim.source_id === article.source_id)
    .map(row => [units(spanOf(row)[0]), row.number]).sort((a, b) => a[0] - b[0]);
  let next = 0;
  return blocksOf(article, units).filter(block => CONTENT.includes(block.kind)).map(block => {
    const parts = [];
    let at = block.start;
    while (next < starts.length && starts[next][0] < block.start) next += 1;
    for (; next < starts.length && starts[next][0] < block.end; next += 1) {
      parts.push(shown(article.text.slice(at, starts[next][0])), make('sup', { text: '[' + starts[next][1] + '] ' }));
      at = starts[next][0];
    }
    return make('p', {}, ...parts, shown(article.text.slice(at, block.end)));
  });
}
