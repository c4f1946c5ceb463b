// SPDX-License-Identifier: Apache-2.0
// What one takes along: the address of what is seen, and its features as GeoJSON or as a table.
async function share() {
  writeAddress();
  const isCopied = await (navigator.clipboard ? navigator.clipboard.writeText(location.href).then(() => true, () => false) : false);
  const box = get('shared');
  box.hidden = false;
  get('sharedLink').value = location.href;
  get('sharedNote').textContent = t(isCopied ? 'copied' : 'copy_this');
  get('sharedLink').focus();
  get('sharedLink').select();
  say(get('sharedNote').textContent);
}

// What a table program would take for a formula is guarded by an apostrophe.
function cell(value) {
  if (value === null || value === undefined) return '';
  let text = typeof value === 'object' ? JSON.stringify(value) : String(value);
  if (typeof value !== 'number' && /^'*[=+\-@\t\r]/.test(text)) text = "'" + text;
  return /[",\n\r]/.test(text) ? '"' + text.replace(/"/g, '""') + '"' : text;
}

function tableOf(features) {
  const names = [...new Set(features.flatMap(feature => Object.keys(feature.properties || {})))];
  const place = feature => feature.geometry && feature.geometry.type === 'Point' ? feature.geometry.coordinates : ['', ''];
  const lines = features.map(feature => [...names.map(name => feature.properties[name]), place(feature)[1], place(feature)[0]].map(cell).join(','));
  return '\ufeff' + [[...names, 'latitude', 'longitude'].map(cell).join(','), ...lines].join('\r\n') + '\r\n';
}

function save(text, type, name) {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = make('a', { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}

async function takeAlong(name, format) {
  const box = map.getBounds(), west = Math.max(-180, box.getWest()), east = Math.min(180, box.getEast());
  const bbox = [west, Math.max(-90, box.getSouth()), east, Math.min(90, box.getNorth())].map(value => value.toFixed(5)).join(',');
  const collection = await load(dated('collections/' + name + '/items?limit=10000&bbox=' + bbox)).catch(() => null);
  if (!collection) { say(t('failed')); return; }
  const stem = 'riskmap-' + name + (build().day ? '-' + build().day : '');
  const isCut = collection.numberMatched > collection.features.length;
  if (format === 'csv') save(tableOf(collection.features), 'text/csv;charset=utf-8', stem + '.csv');
  else save(JSON.stringify(collection), 'application/geo+json', stem + '.geojson');
  const text = t('saved', { count: collection.features.length }) + (isCut ? ' ' + t('saved_part') : '');
  get('savedNote').textContent = text;
  say(text);
}

function showTakeaway() {
  get('takeaway').replaceChildren(...(page.collections || []).map(entry => make('li', {}, make('span', { text: own(entry.title) }),
    ['geojson', 'csv'].map(format => make('button', { type: 'button', 'aria-label': own(entry.title) + ', ' + format, text: format === 'csv' ? 'CSV' : 'GeoJSON', onclick: () => takeAlong(entry.name, format) })))));
}
