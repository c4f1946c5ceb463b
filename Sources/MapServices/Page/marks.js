// SPDX-License-Identifier: Apache-2.0
// Incidents of open sources as marks, fetched by view: shape by kind, size by certainty. Events of restricted sources are
// counters of an area and half a month, without a claim.
const families = {
  blast: ['ied', 'suicide_attack', 'air_strike', 'depot_explosion'], fight: ['battle', 'attack_on_prison', 'prison_break'],
  harm: ['violence_against_civilians', 'abduction'], crowd: ['riot', 'protest'],
};
const shapes = {
  blast: 'M0-9 2.2-3.4 8-5.6 4.4 0 8 5.6 2.2 3.4 0 9-2.2 3.4-8 5.6-4.4 0-8-5.6-2.2-3.4Z', fight: 'M0-9 8 0 0 9-8 0Z',
  harm: 'M0-8.5 8.5 7-8.5 7Z', crowd: 'M-7-7H7V7H-7Z', other: 'M-7.5 0A7.5 7.5 0 1 1 7.5 0 7.5 7.5 0 1 1-7.5 0Z',
};
const familyOf = type => Object.keys(families).find(name => families[name].includes(type)) || 'other';
const SVG = 'http://www.w3.org/2000/svg';
let markLayer = null, markTurn = 0, markTimer = null, markAbort = null, reach = null;
const filter = { first: '', last: '', hidden: new Set() };

function draw(name, attributes, ...children) {
  const node = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes || {})) node.setAttribute(key, value);
  node.append(...children);
  return node;
}

function symbol(type, size, isArea, isNew) {
  return draw('svg', { viewBox: '-12 -12 24 24', width: 26, height: 26, class: 'mark' + (isArea ? ' area' : '') + (isNew ? ' new' : ''), 'aria-hidden': 'true', focusable: 'false' },
    draw('path', { d: shapes[familyOf(type)], transform: 'scale(' + size.toFixed(2) + ')' }));
}
const sizeOf = certainty => 0.55 + 0.5 * Math.min(1, Math.max(0, isNumber(certainty) ? certainty : 0.5));

function pin(latitude, longitude, picture, label, act, kind) {
  const wrap = make('div', {});
  wrap.append(picture);
  const marker = L.marker([latitude, longitude], { icon: L.divIcon({ html: wrap, className: 'pin ' + kind, iconSize: [26, 26] }), riseOnHover: true, title: label });
  marker.on('click', event => { L.DomEvent.stopPropagation(event); act(event); });
  marker.on('add', () => {
    const element = marker.getElement();
    if (!element) return;
    element.setAttribute('role', 'button');
    element.setAttribute('aria-label', label);
  });
  return marker;
}

const markLabel = mark => [typeText(mark.type), mark.first_day ? days(mark.first_day, mark.last_day) : '', mark.title].filter(Boolean).join(', ');
const spoken = event => Boolean(event && event.originalEvent && event.originalEvent.type !== 'click');

function markPin(mark) {
  return pin(mark.latitude, mark.longitude, symbol(mark.type, sizeOf(mark.certainty), mark.precision === 'area', isNews(mark.id)), markLabel(mark),
    event => askIncident(mark, spoken(event)), 'incident');
}

function clusterPin(cluster) {
  const label = t('incidents', { count: cluster.count }), size = 26 + Math.min(14, Math.round(4 * Math.log10(cluster.count + 1)));
  const picture = make('span', { class: 'cluster', text: String(cluster.count) });
  picture.style.width = picture.style.height = size + 'px';
  const [west, south, east, north] = cluster.bounds || [], isWide = isNumber(west) && (east - west > 1e-3 || north - south > 1e-3);
  const marker = pin(cluster.latitude, cluster.longitude, picture, label, event => {
    if (isWide && map.getZoom() < maxZoom) showBounds(cluster.bounds, { maxZoom: Math.min(maxZoom, map.getZoom() + 4) });
    else askSpot(cluster, spoken(event));
  }, 'grouped');
  marker.options.icon.options.iconSize = [size, size];
  return marker;
}

function restrictedPin(counts) {
  const total = counts.reduce((sum, one) => sum + one.events, 0), name = counts[0].name || counts[0].area;
  return pin(counts[0].latitude, counts[0].longitude, make('span', { class: 'counter', text: String(total) }), t('restricted_count', { count: total }) + ', ' + name,
    event => askRestricted(counts, spoken(event)), 'restricted');
}

// Marks of one spot fan out where the system has the library for it.
function markGroup() {
  if (!L.markerClusterGroup) return L.layerGroup();
  const group = L.markerClusterGroup({ maxClusterRadius: 22, zoomToBoundsOnClick: false, spiderfyOnMaxZoom: false, showCoverageOnHover: false, animate: !calm(),
    iconCreateFunction: cluster => L.divIcon({ html: make('span', { class: 'cluster', text: String(cluster.getChildCount()) }), className: 'pin grouped', iconSize: [28, 28] }) });
  group.on('clusterclick', event => {
    const box = event.layer.getBounds(), isSpot = box.getNorthEast().distanceTo(box.getSouthWest()) < 50 || map.getZoom() >= maxZoom;
    if (isSpot) event.layer.spiderfy(); else map.fitBounds(box, { maxZoom: Math.min(maxZoom, map.getZoom() + 4), animate: !calm() });
  });
  return group;
}

function askMarks() {
  clearTimeout(markTimer);
  markTimer = setTimeout(() => fetchMarks().catch(() => {}), 150);
}

function seen() {
  const box = map.getBounds();
  return [Math.max(-180, box.getWest()), Math.max(-90, box.getSouth()), Math.min(180, box.getEast()), Math.min(90, box.getNorth())];
}

function markAddress(box = seen()) {
  const query = new URLSearchParams({ zoom: Math.round(map.getZoom()), bbox: box.map(value => value.toFixed(4)).join(',') });
  const isAscending = !filter.first || !filter.last || filter.first <= filter.last;
  if (filter.first) query.set('first', isAscending ? filter.first : filter.last);
  if (filter.last) query.set('last', isAscending ? filter.last : filter.first);
  if (filter.hidden.size && kinds.length) query.set('types', kinds.filter(type => !filter.hidden.has(type)).join(',') || 'none');
  return dated('marks?' + query);
}

let kinds = [];
async function fetchMarks() {
  const turn = ++markTurn;
  if (!page.queries || state.off.has('marks')) { if (markLayer) { markLayer.remove(); markLayer = null; } return; }
  if (markAbort) markAbort.abort();
  markAbort = new AbortController();
  const answer = await load(markAddress(), { headers: { Accept: 'application/json' }, signal: markAbort.signal });
  if (turn !== markTurn) return;
  showMarks(answer);
  showKinds(answer);
}

function showMarks(answer) {
  const focused = document.activeElement && document.activeElement.closest('.pin') ? document.activeElement.getAttribute('aria-label') : null;
  const fresh = L.layerGroup(), points = markGroup(), areas = new Map();
  for (const mark of answer.marks || []) points.addLayer(markPin(mark));
  for (const cluster of answer.clusters || []) fresh.addLayer(clusterPin(cluster));
  for (const count of answer.restricted || []) {
    const key = count.level + ' ' + count.area;
    if (isNumber(count.latitude)) areas.set(key, [...(areas.get(key) || []), count]);
  }
  for (const counts of areas.values()) fresh.addLayer(restrictedPin(counts));
  fresh.addLayer(points);
  if (markLayer) markLayer.remove();
  markLayer = fresh.addTo(map);
  if (focused) { const again = [...document.querySelectorAll('.pin')].find(pin => pin.getAttribute('aria-label') === focused); if (again) again.focus({ preventScroll: true }); }
}

// The kinds of the view with their numbers; one that was switched off stays, to be switched on again.
function showKinds(answer) {
  const counts = answer.types || {};
  kinds = [...new Set([...kinds, ...Object.keys(counts)])].sort();
  get('incidentFilter').hidden = !kinds.length && !answer.total;
  const inner = get('kinds').contains(document.activeElement) ? document.activeElement.value : null;
  get('kinds').replaceChildren(...kinds.map(type => {
    const box = make('input', { type: 'checkbox', value: type, onchange: event => { if (event.target.checked) filter.hidden.delete(type); else filter.hidden.add(type); askMarks(); } });
    box.checked = !filter.hidden.has(type);
    return make('label', {}, box, symbol(type, 0.9), make('span', { text: typeText(type) }), make('span', { class: 'count', text: grouped(counts[type] || 0) }));
  }));
  if (inner) { const again = [...get('kinds').querySelectorAll('input')].find(one => one.value === inner); if (again) again.focus({ preventScroll: true }); }
  get('inView').textContent = t('in_view', { count: answer.total || 0 });
  for (const [id, member] of [['firstDay', 'first_day'], ['lastDay', 'last_day']]) {
    if (answer[member]) { if (!get(id).min || answer[member] < get(id).min) get(id).min = answer.first_day; if (!get(id).max || answer[member] > get(id).max) get(id).max = answer.last_day; }
  }
}

// Marks of one spot that the server tells as one: their list.
async function askSpot(cluster, speaks) {
  const turn = ++asked, [west, south, east, north] = cluster.bounds || [cluster.longitude, cluster.latitude, cluster.longitude, cluster.latitude];
  chosen = { kind: 'spot' };
  outline(null);
  putSpot(cluster.latitude, cluster.longitude);
  const title = t('incidents', { count: cluster.count });
  openAnswer(title, [make('p', { class: 'soft', text: t('loading') })], speaks);
  showSeries(); markRow();
  const address = markAddress([west - 5e-4, south - 5e-4, east + 5e-4, north + 5e-4]) + '&clusters=false', answer = await load(address).catch(() => null);
  if (turn !== asked) return;
  const items = answer ? answer.marks.map(mark => make('li', {}, make('button', { type: 'button', class: 'link', onclick: event => askIncident(mark, event.detail === 0) }, foreign(mark.title || typeText(mark.type))),
    make('small', { text: ' ' + typeText(mark.type) + ' · ' + days(mark.first_day, mark.last_day) }))) : [];
  openAnswer(title, [items.length ? make('ul', { class: 'claims' }, items) : make('p', { text: t('failed') }),
    answer && cluster.count > items.length ? make('p', { class: 'soft', text: t('more', { count: cluster.count - items.length }) }) : null], false);
}

async function askIncident(mark, speaks) {
  const turn = ++asked;
  chosen = { kind: 'incident', id: mark.id, mark };
  outline(null);
  if (isNumber(mark.latitude)) putSpot(mark.latitude, mark.longitude); else if (spot) { spot.remove(); spot = null; }
  if (reach) { reach.remove(); reach = null; }
  if (isNumber(mark.latitude) && mark.precision === 'area' && isNumber(mark.radius_km)) {
    reach = L.circle([mark.latitude, mark.longitude], { radius: mark.radius_km * 1000, color: '#101720', weight: 2, dashArray: '5 5', fill: false, interactive: false }).addTo(map);
    spot.on('remove', () => { if (reach) { reach.remove(); reach = null; } });
  }
  const title = foreign(mark.title || typeText(mark.type));
  openAnswer(title, [make('p', { class: 'soft', text: t('loading') })], speaks);
  showSeries(); markRow();
  // What is gone is told by the news alone.
  const incident = mark.isGone ? mark : await incidentOf(mark.id).catch(() => null);
  if (turn !== asked) return;
  const all = { ...mark, ...incident };
  openAnswer(title, [make('p', { class: 'units' }, typeText(all.type)), ...incidentFacts(all), incident ? claimsOf(all) : make('p', { text: t('failed') })], false);
  say([all.title, typeText(all.type), days(all.first_day, all.last_day)].join(', '));
}

function peopleText(incident) {
  const parts = Array.isArray(incident.quantity) ? Object.fromEntries(['min', 'best', 'max'].map((name, index) => [name, incident.quantity[index]])) : incident.quantity || {};
  const pick = name => [incident['quantity_' + name], parts[name]].find(isNumber);
  const [low, best, high] = ['min', 'best', 'max'].map(pick);
  if (!isNumber(low) && !isNumber(best)) return null;
  const middle = isNumber(best) ? grouped(Math.round(best)) : '';
  return low === high || !isNumber(low) ? middle : [middle, t('interval', { range: isolated(Math.round(low) + '–' + Math.round(high)) })].filter(Boolean).join(' · ');
}

function incidentFacts(incident, isShort) {
  const people = peopleText(incident), conflicts = incident.conflicts || [];
  const parts = incident.certainty_parts || incident.certainty_of || null;
  return [list([
    incident.first_day ? [t('day'), days(incident.first_day, incident.last_day)] : null,
    incident.precision === 'area' ? [t('place'), isNumber(incident.radius_km) ? t('area_known', { km: isolated(Math.round(incident.radius_km)) }) : t('area_only')] : null,
    people ? [t('people'), people] : null,
    isNumber(incident.certainty) ? [t('certainty'), withPercent(rounded(Number((100 * incident.certainty).toFixed(6)), 0))] : null,
    ...(parts && !isShort ? Object.entries(parts).filter(([, value]) => isNumber(value)).map(([name, value]) => ['– ' + certaintyPart(name), written(rounded(Number(value), 2))]) : []),
  ]), conflicts.length ? make('details', {}, make('summary', { text: t('in_conflict', { count: conflicts.length }) }), make('ul', { class: 'conflicts' }, conflicts.map(text => make('li', {}, foreign(text))))) : null].filter(Boolean);
}
const certaintyPart = name => { const text = t('certainty.' + name); return text === 'certainty.' + name ? name.replace(/_/g, ' ') : text; };

const claimsOf = incident => Array.isArray(incident.claims) ? make('section', { class: 'why' }, make('h3', { text: t('claims', { count: incident.claims.length }) }),
  make('ul', { class: 'claims' }, incident.claims.map(claimItem))) : null;

function askRestricted(counts, speaks) {
  asked += 1;
  chosen = { kind: 'restricted' };
  outline(null);
  putSpot(counts[0].latitude, counts[0].longitude);
  const total = counts.reduce((sum, one) => sum + one.events, 0);
  openAnswer(foreign(counts[0].name || counts[0].area), [make('p', { class: 'big', text: t('restricted_count', { count: total }) }), make('p', { class: 'soft', text: t('restricted_note') }),
    list(counts.map(one => [days(one.first, one.last), isolated(one.events)]))], speaks);
  showSeries(); markRow();
}

// Of a record of many years the last ninety days are shown first; the fields say so, and an earlier day shows more.
const manyIncidents = 500;
function showRecent() {
  if (!page.counts || !(page.counts.map_incidents > manyIncidents) || !build().day) return;
  const day = new Date(Date.parse(build().day + 'T00:00:00Z') - 90 * 86400000).toISOString().slice(0, 10);
  filter.first = get('firstDay').value = day;
}

function startMarks() {
  showRecent();
  for (const [id, name] of [['firstDay', 'first'], ['lastDay', 'last']]) {
    get(id).addEventListener('change', event => { filter[name] = event.target.value; askMarks(); });
  }
  fetchMarks().catch(() => {});
}
