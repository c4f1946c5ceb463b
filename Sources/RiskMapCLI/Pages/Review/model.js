// SPDX-License-Identifier: Apache-2.0
// The document, the rows that are reviewed, and what is known of each.
const get = id => document.getElementById(id);
const data = JSON.parse(get('data').textContent);
const articles = Array.isArray(data.articles) ? data.articles : [];
const articleOf = new Map(articles.map(article => [article.source_id, article]));
const transferOf = new Map((data.transfers || []).map(transfer => [transfer.claim_id, transfer]));
const COLUMNS = ('claim_id,incident_id,conflict_group,type,place,country,province,where_prec,date_start,date_end,'
  + 'date_prec,quantity_min,quantity_best,quantity_max,unit,bound,count_kind,actor,claimant,root_source,root_kind,'
  + 'source_id,char_start,char_end,status,note,incident_title,target,source_title,publisher,published,address,'
  + 'machine_written,access,origin,destination,mode,rules,quote,decision,reviewer,reviewed_on').split(',');
const state = {
  picked: null, places: new Map(),
  language: 'en', rows: [], chosen: null, article: articles.length ? articles[0].source_id : null, filter: '',
  show: 'all', order: 'text', span: null, editing: false, history: [], shortcuts: true, view: 'claims'
};

const t = (key, values) => {
  const text = (TEXTS[key] || [key, key])[state.language === 'ar' ? 1 : 0];
  return values ? text.replace(/\{(\w+)\}/g, (whole, name) => name in values ? String(values[name]) : whole) : text;
};
const code = (list, value) => {
  const words = CODES[list] && Object.hasOwn(CODES[list], value) ? CODES[list][value] : null;
  return words ? words[state.language === 'ar' ? 1 : 0] : String(value);
};
// A part that keeps its own direction inside a sentence.
const isolated = text => '\u2068' + text + '\u2069';
// Digits and signs are read from left to right in both languages.
const leftToRight = text => '\u2066' + text + '\u2069';

// Marks that would turn or hide what stands around them are shown as what they are.
const HIDDEN = { '\u202a': 'LRE', '\u202b': 'RLE', '\u202c': 'PDF', '\u202d': 'LRO', '\u202e': 'RLO', '\u2066': 'LRI',
  '\u2067': 'RLI', '\u2068': 'FSI', '\u2069': 'PDI' };
const shown = text => String(text).replace(/[\u202a-\u202e\u2066-\u2069\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g,
  sign => HIDDEN[sign] ? '‹' + HIDDEN[sign] + '›' : '\ufffd');

// An element of name, properties and children; texts are never markup.
function make(name, properties, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(properties || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (key === 'on') for (const [event, action] of Object.entries(value)) element.addEventListener(event, action);
    else if (key === 'class') element.className = value;
    else if (key === 'text') element.textContent = value;
    else element.setAttribute(key, value === true ? '' : value);
  }
  element.append(...children.flat(9).filter(child => child !== null && child !== undefined && child !== ''));
  return element;
}
const bdi = text => make('bdi', { text: shown(text) });
const unseen = text => make('span', { class: 'unseen', text });

const written = value => value === null || value === undefined ? '' : value === true ? 'yes' : value === false ? 'no' : String(value);
const joined = value => Array.isArray(value) ? value.map(written).join(' ') : written(value);

// The columns of a drafted claim, as texts.
function drafted(claim) {
  const article = articleOf.get(claim.source_id) || {}, transfer = transferOf.get(claim.claim_id) || {};
  const values = {};
  for (const column of COLUMNS) values[column] = written(claim[column]);
  values.type = written(claim.event_type);
  // The place's own words; where none are said, the country that follows from who acts.
  values.place = written(claim.place_text) || written(claim.country);
  values.source_title = written(article.title);
  for (const column of ['publisher', 'published', 'address', 'machine_written', 'access']) values[column] = written(article[column]);
  values.origin = written(transfer.origin_text);
  values.destination = written(transfer.destination_text);
  values.mode = written(transfer.mode);
  values.rules = joined(claim.rules);
  values.decision = values.reviewer = values.reviewed_on = '';
  return values;
}

// `3` is the third claim of the only article, `2.3` that of the second.
function draftRows() {
  const place = new Map(articles.map((article, index) => [article.source_id, articles.length > 1 ? (index + 1) + '.' : '']));
  const seen = new Set(), numbers = new Map();
  return (data.claims || []).map((claim, index) => {
    const base = drafted(claim), number = (numbers.get(claim.source_id) || 0) + 1;
    numbers.set(claim.source_id, number);
    let key = base.claim_id || 'claim-' + (index + 1);
    while (seen.has(key)) key += '+';
    seen.add(key);
    base.claim_id = key;
    return { key, claim, base, values: { ...base }, decision: '', from: null,
      number: (place.get(claim.source_id) || '') + number };
  });
}

const rowOf = key => state.rows.find(row => row.key === key) || null;
const chosenRow = () => rowOf(state.chosen);
const isEdited = row => COLUMNS.some(column => column !== 'claim_id' && row.values[column] !== row.base[column]);
const isTransfer = values => values.type === 'transfer' || values.origin !== '' || values.destination !== '';
const spanOf = row => [Number(row.claim.char_start), Number(row.claim.char_end)];
const decidedCount = () => state.rows.filter(row => row.decision).length;

// The mention that the claim's place was read from: the one of its place, nearest to its characters.
const mentionsOfClaims = new WeakMap();
function mentionOf(row) {
  if (!mentionsOfClaims.has(row.claim)) mentionsOfClaims.set(row.claim, nearestMention(row));
  return mentionsOfClaims.get(row.claim);
}

function nearestMention(row) {
  const article = articleOf.get(row.claim.source_id);
  if (!article || !row.claim.place_id) return null;
  const [start, end] = spanOf(row);
  let best = null, least = Infinity;
  for (const mention of article.mentions || []) {
    if (mention.place_id !== row.claim.place_id) continue;
    const away = Math.max(0, start - mention.char_end, mention.char_start - end);
    if (away < least) [best, least] = [mention, away];
  }
  return best;
}

const within = (part, row) => part.char_start < spanOf(row)[1] && part.char_end > spanOf(row)[0];

function doubtsOf(row) {
  const article = articleOf.get(row.claim.source_id) || {}, mention = mentionOf(row);
  const list = [...(Array.isArray(row.claim.doubts) ? row.claim.doubts : [])];
  if (row.base.note) list.push(row.base.note);
  // The note holds doubts of the claim, among them those of its place.
  for (const doubt of (mention && mention.doubts) || []) if (!list.some(one => one.includes(doubt))) list.push(doubt);
  for (const day of article.dates || []) {
    if (day.contradictory && within(day, row)) list.push(t('contradictory', { text: isolated(shown(day.surface)) }));
  }
  if (article.machine_written) list.push(t('machine'));
  const faults = faultsOf(row.values);
  if (faults.length && row.decision !== 'reject') list.push(t('cannot', { list: faultList(faults) }));
  return list;
}

// Claims that speak about the same number or fact, the row among them.
function groupOf(row) {
  const key = row.values.conflict_group;
  return key ? state.rows.filter(other => other.values.conflict_group === key
    && other.values.incident_id === row.values.incident_id) : [row];
}

// The least and the most that a claim allows; null where it says nothing of the kind.
function numbersOf(row) {
  const number = name => row.values[name] === '' ? null : Number(row.values[name]);
  const [min, best, max] = ['quantity_min', 'quantity_best', 'quantity_max'].map(number);
  if ([min, best, max].every(value => value === null)) return null;
  const known = [min, best, max].filter(value => value !== null);
  const least = Math.min(...known), most = Math.max(...known);
  switch (row.values.bound) {
    case 'lower': return [least, max !== null && max > least ? max : Infinity];
    case 'upper': return [min !== null && min < most ? min : 0, most];
    case 'approximate': return least === most ? [least * 0.9, most * 1.1] : [least, most];
    default: return [least, most];
  }
}

function daysOf(row) {
  const first = dayNumber(row.values.date_start), last = dayNumber(row.values.date_end || row.values.date_start);
  return first === null || last === null ? null : [first, last];
}

// Pairs of rows that no one value fits.
function contradictions(rows, interval) {
  const pairs = [];
  rows.forEach((row, index) => {
    const a = interval(row);
    for (const other of a ? rows.slice(0, index) : []) {
      const b = interval(other);
      if (contradict(a, b)) pairs.push([other, row]);
    }
  });
  return pairs;
}

const contradict = (a, b) => Boolean(a && b) && (a[0] > b[1] || b[0] > a[1]);
const inConflict = row => {
  const mine = numbersOf(row);
  return row.values.status === 'contested' || (mine !== null && groupOf(row).some(other => contradict(mine, numbersOf(other))));
};

const grouped = digits => digits.replace(/^(-?\d+)/, whole => whole.replace(/\B(?=(\d{3})+$)/g, ','));
function quantityText(row) {
  const { quantity_min: min, quantity_best: best, quantity_max: max, unit, bound } = row.values;
  const one = best || min || max;
  if (!one) return '';
  const put = digits => leftToRight(grouped(digits));
  const text = bound === 'approximate' ? t('about', { n: put(one) })
    : bound === 'lower' ? t('moreThan', { n: put(min || best || max) })
      : bound === 'upper' ? t('upTo', { n: put(max || best || min) })
        : min && max && min !== max ? t('range', { a: put(min), b: put(max) }) : put(one);
  return unit ? text + ' ' + isolated(shown(code('unit', unit))) : text;
}
const periodText = row => {
  const { date_start: start, date_end: end } = row.values;
  // A line does not end inside of a day.
  const days = end && end !== start ? start + ' – ' + end : start;
  return leftToRight(days.replace(/-(?=\d)/g, '-\u2060'));
};
