// SPDX-License-Identifier: Apache-2.0
// Decisions in the browser, by article and not by page: a page that is made again finds them.
const STORE = 'riskmap-review';
let storeWorks = true;

function stored(key) {
  try { return JSON.parse(localStorage.getItem(key) || 'null'); } catch { storeWorks = false; return null; }
}
function keep(key, value) {
  try { localStorage.setItem(key, JSON.stringify(value)); } catch { storeWorks = false; }
}
const articleKey = article => STORE + ':' + (article.sha256 || article.source_id + ':' + article.scalars);

// Tells one draft from another (FNV-1a of 32 bits): a decision is about what was seen, not about a number.
function fingerprint(values) {
  let hash = 0x811c9dc5;
  const text = COLUMNS.map(column => values[column]).join('\u001f');
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return (hash >>> 0).toString(16);
}

function keepDecisions() {
  for (const article of articles) {
    const rows = state.rows.filter(row => row.claim.source_id === article.source_id)
      .filter(row => row.decision || row.from || isEdited(row))
      .map(row => ({ key: row.key, from: row.from, draft: fingerprint(row.base), decision: row.decision,
        number: row.number, changed: Object.fromEntries(COLUMNS.filter(column => row.values[column] !== row.base[column])
          .map(column => [column, row.values[column]])) }));
    const key = articleKey(article);
    if (rows.length || stored(key)) keep(key, { version: 1, rows });
  }
}
const keepChoices = () => keep(STORE, { language: state.picked, reviewer: get('reviewer').value, shortcuts: state.shortcuts });

// Puts kept decisions onto drafted rows; gives the number of those that belong to other drafts.
function takeDecisions() {
  let dropped = 0;
  for (const article of articles) {
    const kept = stored(articleKey(article));
    for (const one of (kept && Array.isArray(kept.rows) && kept.rows) || []) {
      if (!takeDecision(one, article)) dropped += 1;
    }
  }
  return dropped;
}

function takeDecision(one, article) {
  const parent = rowOf(one.from || one.key);
  if (!parent || parent.claim.source_id !== article.source_id || fingerprint({ ...parent.base, claim_id: one.key }) !== one.draft) {
    return false;
  }
  const row = one.from ? copyOf(parent, one.key, String(one.number)) : parent;
  for (const column of COLUMNS) {
    if (one.changed && typeof one.changed[column] === 'string') row.values[column] = one.changed[column];
  }
  row.decision = ['accept', 'reject'].includes(one.decision) ? one.decision : '';
  if (one.from) insertAfter(parent, row);
  return true;
}

const copyOf = (parent, key, number) => ({ key, claim: parent.claim, base: { ...parent.base, claim_id: key },
  values: { ...parent.values, claim_id: key }, decision: '', from: parent.from || parent.key, number });

// Behind the last copy of its parent.
function insertAfter(parent, row) {
  const root = parent.from || parent.key;
  let place = state.rows.findIndex(other => other.key === root) + 1;
  while (place < state.rows.length && state.rows[place].from === root) place += 1;
  state.rows.splice(place, 0, row);
}
