// SPDX-License-Identifier: Apache-2.0
// Which dates, and the address that leads back to what is seen.
const layer = () => page.layers.find(entry => entry.name === state.layer);
const mainLayer = () => page.layers.find(entry => entry.name === page.main_layer) || page.layers[0];
const build = () => page.builds.find(entry => entry.day === state.day) || page.builds[page.builds.length - 1];
const hasDays = () => page.builds.length > 1;
const datedBy = (url, day) => hasDays() && day ? url + (url.includes('?') ? '&' : '?') + 'datetime=' + day : url;
const dated = url => datedBy(url, build().day);
const tagOf = day => page.builds.findLast(entry => entry.day === day).tag;

// The two days that are compared, the earlier first: that of the slider and the one chosen beside it, else the one before.
function pair() {
  const all = page.compared_days, later = all.includes(state.day) ? state.day : all[all.length - 1];
  const index = all.indexOf(later);
  const other = all.includes(state.other) && state.other !== later ? state.other : all[index > 0 ? index - 1 : 1];
  return [later, other].sort();
}

// What a layer is asked for by: a day or two, and the tag of the builds.
function moment() {
  if (!layer().is_difference) return { time: build().day, tag: build().tag };
  return { time: pair().join('/'), tag: pair().map(tagOf).join('-') };
}

// zoom/latitude/longitude/layer/date/language/date compared with, and after a question mark what else is shown.
function readAddress() {
  const [path, rest = ''] = location.hash.slice(1).split('?');
  const parts = path.split('/'), view = parts.slice(0, 3).map(Number), more = new URLSearchParams(rest);
  if (parts[3] && page.layers.some(entry => entry.name === parts[3])) state.layer = parts[3];
  if (parts[4] && page.builds.some(entry => entry.day === parts[4])) state.day = parts[4];
  if (parts[5] && page.languages.includes(parts[5])) state.language = parts[5];
  if (parts[6] && page.compared_days.includes(parts[6])) state.other = parts[6];
  state.compares = more.get('compare') === '1' && page.compared_days.length > 1;
  state.off = new Set((more.get('off') || '').split(',').filter(Boolean));
  const place = (more.get('place') || '').split(',').map(Number);
  state.asks = place.length === 2 && place.every(Number.isFinite) && Math.abs(place[0]) <= 85 && Math.abs(place[1]) <= 180 ? place : null;
  state.asksArea = more.get('area');
  state.asksNamed = more.get('id') && more.get('name') ? { id: more.get('id'), name: more.get('name') } : null;
  state.asksIncident = more.get('incident');
  const good = parts.length >= 3 && view.every(Number.isFinite) && Math.abs(view[1]) <= 85 && view[0] >= 0 && view[0] <= 18;
  return good ? view : null;
}

function writeAddress() {
  if (!map) return;
  const center = map.getCenter();
  const parts = [map.getZoom(), center.lat.toFixed(4), center.lng.toFixed(4), state.layer, state.day || '', state.language];
  if (state.other) parts.push(state.other);
  const more = [];
  if (state.compares) more.push('compare=1');
  if (state.off.size) more.push('off=' + [...state.off].join(','));
  if (chosen && chosen.kind === 'point') more.push('place=' + chosen.latitude.toFixed(5) + ',' + chosen.longitude.toFixed(5));
  // A place of the search is answered by its zone, so the address leads to it and not to its middle alone.
  if (chosen && chosen.result && chosen.result.id) more.push('id=' + encodeURIComponent(chosen.result.id), 'name=' + encodeURIComponent(chosen.name));
  if (chosen && chosen.kind === 'incident') more.push('incident=' + encodeURIComponent(chosen.id));
  if (chosen && chosen.kind === 'province') more.push('area=' + encodeURIComponent(chosen.code));
  history.replaceState(null, '', '#' + parts.join('/') + (more.length ? '?' + more.join('&') : ''));
}
