// SPDX-License-Identifier: Apache-2.0
// Numbers of people moved, received, planned and held, each kind apart: nothing here adds them.
let moved = null;

async function askTransfers() {
  get('transfers').hidden = !page.transfers || !page.queries;
  if (get('transfers').hidden) return;
  moved = await load(dated('query/transfers'));
  showTransfers();
}

const fill = (key, value) => own(page.transfers[key]).replace('{}', () => value);
const placesText = places => places.areas.length ? places.areas.map(area => own(area.name)).join('; ') : own(page.transfers.not_stated);
const unique = list => [...new Set(list)].join('; ');

// The unit is told where it is not simply people.
function countText(count) {
  const unit = ['', 'persons', 'people'].includes(count.unit) ? '' : ' ' + count.unit, digits = value => Number(value).toLocaleString('en-US').replace(/,/g, '\u202f');
  const span = isolated(digits(count.least) + '–' + digits(count.most));
  if (count.least === count.most) return grouped(count.most) + unit;
  if (isNumber(count.best)) return grouped(count.best) + unit + ' (' + span + ')';
  if (/^more than /.test(count.text)) return isolated('> ' + digits(count.least)) + unit;
  return (count.least === 0 ? fill('up_to', grouped(count.most)) : span) + unit;
}

function showTransfer(count, kind) {
  const about = kind === 'held' && count.about ? ' · ' + count.about : '', facts = [days(count.first, count.last) + about];
  if (kind !== 'held') facts.push(fill('from', placesText(count.origin)), fill('to', placesText(count.destination)));
  if (kind === 'held') facts.push(placesText(count.place));
  else if (count.place.areas.length) facts.push(fill('place', placesText(count.place)));
  facts.push(fill('says', '\u2068' + unique(count.claims.map(claim => claim.claimant)) + '\u2069'), fill('roots', isolated(count.roots.length)));
  if (count.in_conflict) facts.push(own(page.transfers.conflict) + ': \u2068' + count.conflict + '\u2069');
  const published = unique(count.claims.map(claim => claim.machine_written ? fill('machine_written', claim.source) : claim.source));
  return make('li', {}, make('strong', { text: countText(count) }), facts.map(text => make('p', { text })), make('small', {}, foreign(published)));
}

function showTransfers() {
  if (!moved) return;
  const [summary, body] = get('transfers').querySelectorAll('summary, div');
  summary.textContent = own(page.transfers.title);
  const parts = ['increments', 'running_totals', 'plans', 'held'].filter(kind => moved[kind].length).flatMap(kind =>
    [make('h3', { text: own(page.transfers[kind]) }), make('ul', {}, moved[kind].map(count => showTransfer(count, kind)))]);
  body.replaceChildren(make('p', { text: own(moved.note || moved.statement) }), ...parts);
}
