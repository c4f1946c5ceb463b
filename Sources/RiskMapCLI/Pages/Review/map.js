// SPDX-License-Identifier: Apache-2.0
// A small map of the claims' places: areas for what is known to an area, dots for towns, nothing for facilities but their
// province.
const SVG = 'http://www.w3.org/2000/svg';
const provinces = ((data.base_map || {}).provinces || []).filter(province => Array.isArray(province.rings));
const MAP_WIDTH = 380;

function draw(name, properties, ...children) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(properties || {})) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

const frame = (() => {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const province of provinces) for (const ring of province.rings) for (const [x, y] of ring) {
    [west, south, east, north] = [Math.min(west, x), Math.min(south, y), Math.max(east, x), Math.max(north, y)];
  }
  const stretch = Math.cos((south + north) / 2 * Math.PI / 180), scale = MAP_WIDTH / ((east - west) * stretch);
  return { height: (north - south) * scale, degree: scale,
    at: (x, y) => [(x - west) * stretch * scale, (north - y) * scale] };
})();

const paths = new Map();
function pathOf(province) {
  if (!paths.has(province)) paths.set(province, pathText(province));
  return paths.get(province);
}
const pathText = province => province.rings.map(ring => 'M' + ring.map(([x, y]) =>
  frame.at(x, y).map(value => value.toFixed(1)).join(' ')).join('L') + 'Z').join('');

function holds(province, x, y) {
  let inside = false;
  for (const ring of province.rings) {
    for (let index = 0, last = ring.length - 1; index < ring.length; last = index, index += 1) {
      const [ax, ay] = ring[index], [bx, by] = ring[last];
      if ((ay > y) !== (by > y) && x < (bx - ax) * (y - ay) / (by - ay) + ax) inside = !inside;
    }
  }
  return inside;
}

const provinceName = province => (state.language === 'ar' && province.name_ar) || province.name_en || province.id;
const provinceOf = text => provinces.find(province => text && (province.id === text || province.name_en === text || province.name_ar === text));

function positionOf(row, mention) {
  const own = [row.claim.longitude, row.claim.latitude], its = mention ? [mention.longitude, mention.latitude] : [];
  return [own, its].find(pair => pair.length === 2 && pair.every(value => typeof value === 'number')) || null;
}

// How a claim's place is drawn: a dot, a province, or not at all. What a person writes goes before what was drafted.
function locusOf(row) {
  const { place, province, where_prec: precision } = row.values, isMoved = ['place', 'province', 'country'].some(column =>
    row.values[column] !== row.base[column]);
  const mention = isMoved ? null : mentionOf(row), position = isMoved ? null : positionOf(row, mention);
  const picked = isMoved ? candidatesOf(row).find(one => one.name === place) : null;
  const feature = (mention || picked || {}).feature || '', isFacility = ((data.codes || {}).facility || []).includes(feature);
  const area = provinceOf(province) || provinceOf((mention || picked || {}).iso3166_2)
    || (position && provinces.find(one => holds(one, ...position))) || null;
  const known = Number(precision);
  if (isFacility) return { kind: area ? 'area' : 'none', area, words: area ? 'mapFacility' : 'mapNot' };
  if (known >= 6) return { kind: 'none', words: 'mapCountry' };
  if (known <= 2 && position && provinces.some(one => holds(one, ...position))) {
    return { kind: 'dot', position, isNear: known === 2, words: known === 2 ? 'mapNear' : 'mapPoint' };
  }
  if (known <= 4 && area) return { kind: 'area', area, words: 'mapArea' };
  return { kind: 'none', words: 'mapNot' };
}

const locusText = (row, locus) => t(locus.words, { place: isolated(shown(row.values.place || '–')),
  area: locus.area ? isolated(shown(provinceName(locus.area))) : '' });

function mapOf(chosen) {
  if (!provinces.length) return make('p', { class: 'soft', text: t('mapNone') });
  const rows = state.rows.filter(row => row.decision !== 'reject' || row === chosen), loci = rows.map(row => [row, locusOf(row)]);
  const mine = locusOf(chosen), areas = new Set(loci.filter(([, locus]) => locus.kind === 'area').map(([, locus]) => locus.area));
  const dots = loci.filter(([, locus]) => locus.kind === 'dot');
  const title = draw('title', { id: 'mapTitle' }), description = draw('desc', { id: 'mapDescription' });
  title.textContent = t('mapTitle');
  description.textContent = locusText(chosen, mine) + '. ' + t('mapAreas', { n: areas.size }) + '; ' + t('mapDots', { n: new Set(dots.map(([row]) => row.values.place)).size });
  const picture = draw('svg', { viewBox: '0 0 ' + MAP_WIDTH + ' ' + frame.height.toFixed(0), role: 'img', class: 'map',
    'aria-labelledby': 'mapTitle', 'aria-describedby': 'mapDescription' }, title, description, hatch());
  for (const province of provinces) {
    const isMine = mine.area === province;
    picture.append(draw('path', { d: pathOf(province), class: 'land' + (areas.has(province) ? ' named' : '') }));
    if (isMine) picture.append(draw('path', { d: pathOf(province), class: 'mine', fill: 'url(#hatch)' }));
  }
  for (const [row, locus] of dots) if (row !== chosen) picture.append(dot(row, locus, false));
  if (mine.kind === 'dot') picture.append(dot(chosen, mine, true));
  if (mine.area || mine.kind === 'dot') picture.append(label(chosen, mine));
  return make('figure', { class: 'mapFigure' }, picture, make('figcaption', {}, locusText(chosen, mine)),
    make('details', {}, make('summary', { text: t('mapAll') }),
      make('ul', {}, loci.map(([row, locus]) => make('li', {}, t('claim', { n: row.number }) + ': ' + locusText(row, locus))))));
}

// Lines across the chosen area, for whom a tint is not enough.
const hatch = () => draw('defs', {}, draw('pattern', { id: 'hatch', width: 6, height: 6, patternUnits: 'userSpaceOnUse',
  patternTransform: 'rotate(45)' }, draw('line', { x1: 0, y1: 0, x2: 0, y2: 6, class: 'hatch' })));

function dot(row, locus, isChosen) {
  const [x, y] = frame.at(...locus.position), group = draw('g', { class: isChosen ? 'dot chosen' : 'dot' });
  const at = { cx: x.toFixed(1), cy: y.toFixed(1) };
  // A degree of latitude is 111 km.
  if (locus.isNear) group.append(draw('circle', { ...at, r: Math.max(6, frame.degree * 25 / 111).toFixed(1), class: 'around' }));
  if (isChosen) group.append(draw('circle', { ...at, r: 9, class: 'halo' }));
  group.append(draw('circle', { ...at, r: isChosen ? 4.5 : 3.5 }));
  if (!isChosen) group.addEventListener('click', () => choose(row.key));
  return group;
}

function label(row, locus) {
  const [x, y] = locus.kind === 'dot' ? frame.at(...locus.position) : middle(locus.area);
  const text = shown(locus.kind === 'dot' ? row.values.place : provinceName(locus.area)).slice(0, 40);
  const anchor = x < MAP_WIDTH / 4 ? 'start' : x > MAP_WIDTH * 3 / 4 ? 'end' : 'middle';
  const element = draw('text', { x: x.toFixed(1), y: (locus.kind === 'dot' ? Math.max(14, y - 13) : y + 4).toFixed(1), 'text-anchor': anchor, direction: 'ltr' });
  element.textContent = text;
  return element;
}

function middle(province) {
  const ring = province.rings.reduce((most, one) => one.length > most.length ? one : most, province.rings[0]);
  const xs = ring.map(([x]) => x), ys = ring.map(([, y]) => y);
  return frame.at((Math.min(...xs) + Math.max(...xs)) / 2, (Math.min(...ys) + Math.max(...ys)) / 2);
}
