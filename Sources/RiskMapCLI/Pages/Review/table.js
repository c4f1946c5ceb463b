// SPDX-License-Identifier: Apache-2.0
// The table of claims.
const HEADS = ['number', 'what', 'where', 'when', 'howMany', 'says', 'decision'];
const SHOW = { all: 'showAll', open: 'showOpen', accept: 'showAccept', reject: 'showReject', edited: 'showEdited',
  doubt: 'showDoubt', conflict: 'showConflict' };
const DECISIONS = { '': ['○', 'open'], accept: ['✓', 'accept'], reject: ['✗', 'reject'] };

// Letters without marks, and the forms of alef, yeh and teh as one, so that a filter finds what it means.
const folded = text => text.toLowerCase().normalize('NFKD').replace(/[\u0300-\u036f\u064b-\u065f\u0640]/g, '')
  .replace(/[أإآٱ]/g, 'ا').replace(/ى/g, 'ي').replace(/ة/g, 'ه');

function isShown(row) {
  if (state.span && !state.span.keys.has(row.key)) return false;
  if (state.order === 'text' && row.claim.source_id !== state.article) return false;
  switch (state.show) {
    case 'open': if (row.decision) return false; break;
    case 'accept': case 'reject': if (row.decision !== state.show) return false; break;
    case 'edited': if (!isEdited(row)) return false; break;
    case 'doubt': if (!doubtsOf(row).length) return false; break;
    case 'conflict': if (!inConflict(row)) return false; break;
    default: break;
  }
  if (!state.filter) return true;
  const { values } = row, words = [code('event_type', values.type), code('status', values.status), row.number];
  const text = folded(Object.values(values).concat(words).join('\n'));
  return folded(state.filter).split(/\s+/).every(word => text.includes(word));
}

function shownRows() {
  const rows = state.rows.filter(isShown);
  if (state.order === 'text') return rows;
  const first = new Map();
  for (const row of rows) if (!first.has(row.values.incident_id)) first.set(row.values.incident_id, first.size);
  const group = row => row.values.conflict_group || '\uffff';
  return rows.map((row, index) => [row, index]).sort(([a, i], [b, j]) =>
    first.get(a.values.incident_id) - first.get(b.values.incident_id)
    || (group(a) < group(b) ? -1 : group(a) > group(b) ? 1 : i - j)).map(([row]) => row);
}

function showHeads() {
  get('heads').replaceChildren(...HEADS.map(key => make('th', { scope: 'col', role: 'columnheader', class: 'c-' + key, text: t(key) })));
  for (const [id, words] of [['show', SHOW], ['order', { text: 'orderText', group: 'orderGroup' }]]) {
    get(id).replaceChildren(...Object.entries(words).map(([value, key]) => make('option', { value, text: t(key) })));
    get(id).value = state[id];
  }
}

function showRows() {
  const rows = shownRows(), body = get('rows'), hadFocus = body.contains(document.activeElement);
  let incident = null, group = null;
  body.replaceChildren();
  for (const row of rows) {
    const { incident_id: its, conflict_group: key } = row.values;
    if (state.order === 'group' && (its !== incident || key !== group)) {
      body.append(make('tr', { class: 'group', role: 'row' }, make('th', { colspan: HEADS.length, role: 'rowheader' },
        its !== incident ? make('span', { class: 'incident' }, t('incident') + ': ', bdi(row.values.incident_title || its)) : '',
        make('span', {}, key ? [t('group') + ': ', bdi(key)] : t('noGroup')))));
    }
    [incident, group] = [its, key];
    body.append(lineOf(row));
  }
  const total = state.order === 'text' ? state.rows.filter(row => row.claim.source_id === state.article).length : state.rows.length;
  get('count').textContent = t('shown', { n: rows.length, m: total });
  get('none').hidden = rows.length > 0;
  get('none').textContent = total ? t('none') : t('noClaims');
  const button = get('allSpans');
  button.hidden = !state.span;
  if (state.span) button.textContent = t('onlySpan', { text: isolated(shown(state.span.text)) }) + ' ×';
  markChosenLine(hadFocus);
}

const cell = (kind, ...children) => make('td', { role: 'gridcell', class: 'c-' + kind, 'data-name': t(kind) }, ...children);

function lineOf(row) {
  const { values } = row, [sign, word] = DECISIONS[row.decision], doubts = doubtsOf(row).length;
  const small = (...children) => make('span', { class: 'small' }, ...children);
  return make('tr', { role: 'row', class: 'line ' + (row.decision || 'open'), 'data-key': row.key, tabindex: -1 },
    cell('number', row.number),
    cell('what', code('event_type', values.type), values.status !== 'reported' ? small(code('status', values.status)) : '',
      values.actor ? small(bdi(values.actor)) : ''),
    cell('where', bdi(values.place), small(code('where_prec', values.where_prec))),
    cell('when', periodText(row)),
    cell('howMany', quantityText(row)),
    cell('says', bdi(values.claimant || values.root_source),
      values.claimant && values.root_source !== values.claimant ? small(t('from') + ' ', bdi(values.root_source)) : '',
      small(code('root_kind', values.root_kind))),
    cell('decision', make('span', { class: 'chip ' + (row.decision || 'open'), text: sign + ' ' + t(word) }),
      isEdited(row) ? make('span', { class: 'chip edited', text: '✎ ' + t('edited') }) : '',
      doubts ? make('span', { class: 'chip doubt', text: '⚑ ' + (doubts === 1 ? t('doubtShort') : t('doubtsShort', { n: doubts })) }) : '',
      inConflict(row) ? make('span', { class: 'chip conflict', text: '⇄ ' + t('conflictShort') }) : ''));
}

const lineAt = key => [...get('rows').querySelectorAll('tr.line')].find(line => line.dataset.key === key) || null;

// One row of the table is the stop of the Tab key: the chosen one.
function markChosenLine(focus) {
  let stopAt = null;
  for (const line of get('rows').querySelectorAll('tr.line')) {
    const isChosen = line.dataset.key === state.chosen;
    line.setAttribute('aria-selected', String(isChosen));
    line.tabIndex = -1;
    if (isChosen) stopAt = line;
  }
  const line = stopAt || neighbour(1);
  if (line) line.tabIndex = 0;
  if (line && focus) line.focus({ preventScroll: true });
  if (stopAt) showLine(stopAt);
}

// The next line, or the one before; of a claim that the filter has taken away, the one that came after it.
function neighbour(by) {
  const lines = [...get('rows').querySelectorAll('tr.line')], at = lines.findIndex(line => line.dataset.key === state.chosen);
  if (at >= 0) return lines[Math.max(0, Math.min(lines.length - 1, at + by))];
  const index = state.rows.findIndex(row => row.key === state.chosen), place = line => state.rows.findIndex(row => row.key === line.dataset.key);
  const rest = lines.filter(line => (by > 0 ? place(line) > index : place(line) < index));
  return (by > 0 ? rest[0] : rest[rest.length - 1]) || lines[0] || null;
}

// Into view, but never under the heads, which stay where they are.
function showLine(line) {
  const box = get('scroll');
  if (box.scrollHeight <= box.clientHeight) { if (focusIsIn('rows')) line.scrollIntoView({ block: 'nearest' }); return; }
  const at = line.getBoundingClientRect(), inside = box.getBoundingClientRect(), top = inside.top + get('heads').offsetHeight;
  if (at.top < top) box.scrollTop -= top - at.top;
  else if (at.bottom > inside.bottom) box.scrollTop += at.bottom - inside.bottom;
}
const focusIsIn = id => get(id).contains(document.activeElement);

function refreshLines(rows) {
  for (const row of rows) {
    const line = lineAt(row.key);
    if (!line) continue;
    const had = line.contains(document.activeElement), fresh = lineOf(row);
    line.replaceWith(fresh);
    if (had) fresh.focus({ preventScroll: true });
  }
  markChosenLine(false);
}
