// SPDX-License-Identifier: Apache-2.0
// The chosen claim with all that speaks for and against it.
function showClaim() {
  const row = chosenRow(), box = get('detail');
  if (!row) {
    box.replaceChildren(make('h2', { id: 'claimTitle', text: t('viewClaim') }), make('p', { class: 'soft', text: t('choose') }));
    return;
  }
  box.replaceChildren(titleOf(row), actionsOf(row), ...(state.editing ? [formOf(row)] : [
    quoteOf(row), doubtList(row), fieldsOf(row), conflictOf(row), mapOf(row), incidentOf(row), rulesOf(row)]));
}

function titleOf(row) {
  const [sign, word] = DECISIONS[row.decision];
  return make('div', { class: 'claimHead' },
    make('h2', { id: 'claimTitle', tabindex: -1 }, t('claim', { n: row.number }) + ': ' + code('event_type', row.values.type)),
    make('span', { class: 'steps' }, [['previous', -1, '▲'], ['next', 1, '▼']].map(([word, by, arrow]) => make('button', { type: 'button',
      id: 'go-' + word, class: 'step', 'aria-label': t(word), disabled: state.editing,
      on: { click: () => { step(by); restoreAction('go-' + word); } } }, arrow))),
    make('p', { class: 'chips' }, make('span', { class: 'chip ' + (row.decision || 'open'), text: sign + ' ' + t(word) }), ' ',
      isEdited(row) ? make('span', { class: 'chip edited', text: '✎ ' + t('edited') }) : '', ' ',
      row.from ? make('span', { class: 'small', text: t('splitOf', { n: (rowOf(row.from) || row).number }) }) : ''));
}

function actionsOf(row) {
  const button = (id, key, word, action, pressed) => make('button', { type: 'button', id: 'do-' + id, 'aria-keyshortcuts': key,
    class: id, 'aria-pressed': pressed === undefined ? null : String(pressed), disabled: state.editing, on: { click: action } },
  t(word), ' ', make('kbd', { 'aria-hidden': 'true', text: key }));
  return make('div', { class: 'actions' },
    button('accept', 'A', 'doAccept', () => decide(row, 'accept'), row.decision === 'accept'),
    button('edit', 'E', 'doEdit', () => edit(row)),
    button('split', 'S', 'doSplit', () => split(row)),
    button('reject', 'R', 'doReject', () => decide(row, 'reject'), row.decision === 'reject'),
    button('undo', 'U', 'doUndo', undo));
}

function quoteOf(row) {
  const article = articleOf.get(row.claim.source_id) || {};
  return make('figure', { class: 'quote' },
    make('blockquote', { dir: 'auto', lang: article.language || null, text: shown(row.values.quote) }),
    make('figcaption', {}, state.order === 'group' || articles.length > 1 ? [bdi(article.publisher || article.title || row.claim.source_id), ' · '] : '',
      make('button', { type: 'button', class: 'link', on: { click: () => { setView('text'); scrollToChosen(); focusMark(); } } }, t('toText'))));
}

function focusMark() {
  const element = showChosenMarks();
  if (element && element.getAttribute('role') === 'button') element.focus({ preventScroll: true });
}

function doubtList(row) {
  const doubts = doubtsOf(row);
  if (!doubts.length) return '';
  return make('section', { class: 'doubts' }, make('h3', { text: '⚑ ' + t('doubts') }),
    make('ul', {}, doubts.map(doubt => make('li', { dir: 'auto', text: doubt.replace(/[\u0000-\u001f]/g, ' ') }))));
}

const definition = (name, ...value) => value.flat().some(Boolean) ? [make('dt', { text: name }), make('dd', {}, ...value)] : [];
const changedFrom = (row, ...columns) => columns.some(column => row.values[column] !== row.base[column])
  ? make('span', { class: 'was' }, ' ✎ ', make('s', {}, bdi(columns.map(column => row.base[column]).filter(Boolean).join(' – ') || '–'))) : '';

function fieldsOf(row) {
  const { values } = row, put = column => values[column] ? bdi(values[column]) : '';
  const known = provinceOf(values.province), name = known ? provinceName(known) : values.province;
  const area = [name, values.country].filter(Boolean).join(', ');
  const chain = (row.claim.chain || []).map(written);
  return make('dl', { class: 'fields' },
    definition(t('status'), code('status', values.status), changedFrom(row, 'status')),
    definition(t('place'), put('place'), area ? [' (', bdi(area), ')'] : '', ' · ' + code('where_prec', values.where_prec), changedFrom(row, 'place', 'province', 'country')),
    definition(t('date'), values.date_start ? [periodText(row), ' · ' + code('date_prec', values.date_prec)] : '', changedFrom(row, 'date_start', 'date_end')),
    definition(t('quantity'), quantityText(row), values.count_kind && numbersOf(row) ? ' · ' + code('count_kind', values.count_kind) : '',
      changedFrom(row, 'quantity_min', 'quantity_best', 'quantity_max')),
    definition(t('actor'), put('actor'), changedFrom(row, 'actor')), definition(t('target'), put('target'), changedFrom(row, 'target')),
    isTransfer(values) && (values.origin || values.destination)
      ? definition(t('grTransfer'), put('origin') || '–', state.language === 'ar' ? ' ← ' : ' → ', put('destination') || '–', values.mode ? [' · ', put('mode')] : '') : [],
    definition(t('claimant'), put('claimant'), changedFrom(row, 'claimant')),
    definition(t('root_source'), put('root_source'), ' · ' + code('root_kind', values.root_kind), changedFrom(row, 'root_source')),
    definition(t('note'), row.values.note !== row.base.note ? put('note') : ''),
    chain.some(one => one !== values.claimant) ? definition(t('chain'), chain.flatMap((one, index) => [index ? ' ← ' : '', bdi(one)])) : []);
}

// MARK: Conflicts

function conflictOf(row) {
  const group = groupOf(row);
  if (group.length < 2) return '';
  const byNumber = group.filter(one => numbersOf(one)).length > 1, interval = byNumber ? numbersOf : daysOf;
  const pairs = contradictions(group, interval).slice(0, 12);
  const named = pairs.map(pair => pair.map(one => one.number).join(' / ')).join(', ');
  const roots = new Set(group.map(one => one.values.root_source));
  return make('section', { class: 'conflicts' }, make('h3', { text: t('conflict') }),
    make('p', { class: pairs.length ? 'strong' : '' }, pairs.length ? '⇄ ' + t(byNumber ? 'contradicts' : 'datesContradict', { pairs: leftToRight(named) }) : t('agrees'),
      roots.size === 1 ? ' (' + t('sameRoot') + ')' : ''),
    make('ul', { class: 'bars' }, bars(group, interval).map(([one, picture]) => make('li', { class: one === row ? 'mine' : '' },
      numberButton(one), picture, make('span', { class: 'value' }, (byNumber ? quantityText(one) : periodText(one)) || '–'),
      make('span', { class: 'small' }, bdi(one.values.claimant || one.values.root_source),
        one.claim.source_id !== row.claim.source_id ? [' · ', bdi((articleOf.get(one.claim.source_id) || {}).title || one.claim.source_id)] : '')))));
}

const numberButton = row => make('button', { type: 'button', class: 'number', 'aria-label': t('claim', { n: row.number }),
  on: { click: () => choose(row.key, { focus: true }) } }, row.number);

// Bars of one axis; an open end has an arrow.
function bars(rows, interval) {
  const known = rows.map(interval).filter(Boolean), ends = known.flat().filter(Number.isFinite);
  const low = Math.min(...ends), high = Math.max(...ends), isWide = low >= 0 && high > 50 * Math.max(1, low) && interval === numbersOf;
  const put = value => isWide ? Math.log10(1 + value) : value, span = (put(high) - put(low)) || 1;
  const x = value => value === Infinity ? 116 : 8 + 100 * (put(value) - put(low)) / span;
  return rows.map(row => {
    const pair = interval(row), picture = draw('svg', { viewBox: '0 0 120 16', class: 'bar', 'aria-hidden': 'true' });
    picture.append(draw('line', { x1: 4, x2: 116, y1: 8, y2: 8, class: 'axis' }));
    if (pair) {
      const [from, to] = pair.map(x), isOpen = pair[1] === Infinity;
      picture.append(draw('rect', { x: from - 2, y: 4, width: Math.max(4, to - from + 4) - (isOpen ? 6 : 0), height: 8, class: 'interval' }));
      if (isOpen) picture.append(draw('path', { d: 'M112 2L119 8L112 14Z', class: 'interval' }));
    }
    return [row, picture];
  });
}

function incidentOf(row) {
  const group = new Set(groupOf(row)), its = row.values.incident_id;
  const others = state.rows.filter(one => one.values.incident_id === its && !group.has(one));
  return make('section', {}, make('h3', { text: t('incident') }), make('p', {}, bdi(row.values.incident_title || its)),
    others.length ? [make('h4', { text: t('rest') }), make('ul', { class: 'others' }, others.slice(0, 50).map(one => make('li', {}, numberButton(one), ' ',
      code('event_type', one.values.type), ' · ', bdi(one.values.place), ' · ', periodText(one))))] : '');
}

function rulesOf(row) {
  const rules = [...(row.claim.rules || [])], mention = mentionOf(row);
  for (const rule of (mention && mention.rules) || []) if (!rules.includes(rule)) rules.push(rule);
  return make('details', { class: 'rules' }, make('summary', { text: t('why') }),
    rules.length ? make('ol', {}, rules.map(rule => make('li', { dir: 'auto' }, shown(written(rule))))) : make('p', { text: t('noRules') }));
}
