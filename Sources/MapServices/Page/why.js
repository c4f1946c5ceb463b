// SPDX-License-Identifier: Apache-2.0
// Why a place has its value: parts that sum, the claims behind each, and where their words stand.
const shownParts = 6;

function partTitle(part) {
  const title = part.title && foreign(part.title);
  switch (part.kind) {
  case 'incident': return [part.id || title ? title : t('part_unlisted')];
  case 'restricted': return [t('restricted'), ': ', title];
  case 'route': return [t('part_route'), ': ', title];
  case 'uniform': return [t('part_uniform')];
  case 'others': return [t('part_others', { count: part.events })];
  case 'long_quiet': return [t('part_long_quiet', { count: part.events })];
  case 'background': return [t('part_background')];
  default: return [t('part_other')];
  }
}

function whyOf(answer) {
  const nodes = [], reasons = answer.chance_why;
  if (reasons && (reasons.parts || []).length) nodes.push(partsOf(t('why_expected'), reasons.parts, factorsOf(reasons)));
  if ((answer.contributions || []).length) nodes.push(partsOf(t('why'), answer.contributions, null));
  return nodes;
}

// What the number within 25 km is made of, as factors: an even spread, towns, and the clocks.
function factorsOf(reasons) {
  const clocks = (reasons.clocks || []).map(clock => [clock.half_life_days ? t('clock', { count: clock.half_life_days }) : t('clock_all'), times(clock.factor)]);
  return make('details', {}, make('summary', { text: t('factors') }), list([[t('factor_all'), figure(reasons.expected_in_all)], [t('factor_even'), figure(reasons.even)],
    isNumber(reasons.near_towns) ? [t('factor_towns'), times(reasons.near_towns)] : null, ...clocks, [t('expected_near'), figure(reasons.expected)]]));
}

function partsOf(title, parts, before) {
  // The greatest first: what is told as one must not hide behind many small ones.
  const items = parts.slice().sort((a, b) => Math.abs(b.share) - Math.abs(a.share)).map(partItem), more = items.slice(shownParts);
  const rows = make('ol', { class: 'parts' }, items.slice(0, shownParts));
  const rest = more.length ? make('button', { type: 'button', class: 'link', text: t('more', { count: more.length }),
    onclick: event => { rows.append(...more); event.target.remove(); more[0].querySelector('summary, strong').focus(); } }) : null;
  const sum = parts.reduce((whole, part) => whole + part.share, 0);
  return make('section', { class: 'why' }, make('h3', { text: title }), before, rows, rest,
    make('p', { class: 'soft', text: t('together', { percent: withPercent(rounded(Number((100 * sum).toFixed(6)), 0)) }) }));
}

function partItem(part, index) {
  const share = make('strong', { class: 'share', text: withPercent(rounded(Number((100 * part.share).toFixed(8)), 1)) });
  const title = make('span', { class: 'part' }, partTitle(part)), claims = part.claims || [];
  const when = part.first ? make('small', { text: ' ' + days(part.first, part.last) }) : null;
  if (!claims.length) return make('li', {}, share, title, when);
  const kind = make('small', { class: 'kind' });
  const details = make('details', {}, make('summary', {}, share, title, when, kind), make('ul', { class: 'claims' }, claims.map(claimItem)));
  if (part.id) {
    details.addEventListener('toggle', () => addIncidentFacts(details, part.id), { once: true });
    if (index < shownParts) addKind(kind, part, Boolean(when));
  }
  return make('li', {}, details);
}

// Titles are in the language of their source: what happened, and when, is said in the reader's.
async function addKind(node, part, hasDay) {
  const incident = await incidentOf(part.id).catch(() => null);
  if (incident) node.textContent = [String(part.title || '').startsWith(typeText(incident.type)) ? '' : typeText(incident.type), hasDay ? '' : days(incident.first_day, incident.last_day)].filter(Boolean).join(' · ');
}

// Day, number, certainty and conflict of an incident, once somebody opens it.
async function addIncidentFacts(details, id) {
  const incident = await incidentOf(id).catch(() => null);
  if (incident) details.querySelector('summary').after(...incidentFacts(incident, true));
}

const incidents = new Map();
function incidentOf(id) {
  const address = dated('marks/' + encodeURIComponent(id));
  if (!incidents.has(address)) incidents.set(address, load(address));
  return incidents.get(address);
}

function claimItem(claim) {
  return make('li', {}, foreign(claim.text, { class: 'claim' }),
    make('p', {}, claim.claimant ? [t('claimed') + ' ', foreign(claim.claimant)] : null, claim.in_conflict ? make('span', { class: 'badge', text: t('contradicted') }) : null),
    claim.source ? make('p', { class: 'soft' }, foreign(claim.source)) : null, passageOf(claim));
}

const isAddress = text => /^https?:\/\//i.test(String(text || ''));

// Where the sentence stands: an address leads to it, a file is named, with the characters.
function passageOf(claim) {
  if (!isNumber(claim.char_start)) return claim.quote ? make('blockquote', {}, foreign(claim.quote)) : null;
  const place = t('characters', { file: '\u2068' + (claim.file || claim.source_id || '') + '\u2069', start: isolated(claim.char_start), end: isolated(claim.char_end) });
  const words = claim.quote ? claim.quote.replace(/\u2026$/, '') : '';
  const link = isAddress(claim.file) ? make('a', { href: claim.file + (words && !claim.file.includes('#') ? '#:~:text=' + encodeURIComponent(words.slice(0, 120)) : ''),
    target: '_blank', rel: 'noopener noreferrer', text: t('open_source') }) : null;
  return make('details', { class: 'passage' }, make('summary', { text: t('passage') }), claim.quote ? make('blockquote', {}, foreign(claim.quote)) : null,
    make('p', { class: 'soft', text: place }), link);
}
