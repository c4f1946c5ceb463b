// SPDX-License-Identifier: Apache-2.0
// The map: ground below, the layer of risk, hatching, labels above; two dates side by side at a divider.
let map = null, raster = null, before = null, hatch = null, outlines = null, zoomButtons = null, edge = null;
const under = {};
const maxZoom = 14;

function pane(name, order) {
  const element = map.createPane(name);
  element.style.zIndex = order;
  if (name !== 'risk') element.style.pointerEvents = 'none';
  return element;
}

function makeMap(view) {
  map = L.map('map', { minZoom: 3, maxZoom, zoomControl: false, attributionControl: true, fadeAnimation: !calm(), zoomAnimation: !calm() });
  map.attributionControl.setPrefix('');
  zoomButtons = L.control.zoom({ position: 'bottomright' }).addTo(map);
  L.control.scale({ imperial: false, position: 'bottomleft' }).addTo(map);
  pane('base', 150); pane('before', 210); pane('risk', 211); pane('edge', 240); pane('doubt', 250); pane('labels', 450);
  if (view) map.setView([view[1], view[2]], view[0]);
  else showBounds(page.view);
  map.on('click', event => askPoint(event.latlng.lat, event.latlng.lng));
  map.on('moveend', () => { writeAddress(); askMarks(); });
  map.on('move zoomend resize', placeDivider);
  map.on('resize', rememberPaper);
  map.on('zoomstart', () => { if (hatch) map.getPane('doubt').style.visibility = 'hidden'; });
  map.on('mousemove', event => hover(event.latlng));
  map.on('mouseout', () => hover(null));
  get('map').addEventListener('keydown', event => {
    if (event.target !== get('map') || event.key !== 'Enter') return;
    event.preventDefault();
    const center = map.getCenter();
    askPoint(center.lat, center.lng, { speaks: true });
  });
}

const calm = () => matchMedia('(prefers-reduced-motion: reduce)').matches;
const showBounds = (box, options) => map.fitBounds([[box[1], box[0]], [box[3], box[2]]], { animate: !calm(), ...options });

function tiles(entry, time, tag, options) {
  const [west, south, east, north] = entry.bounds;
  const url = 'tiles/' + entry.name + '/{z}/{x}/{y}{r}.png?v=' + tag + (hasDays() && time ? '&datetime=' + time : '');
  return L.tileLayer(url, { maxZoom, maxNativeZoom: entry.maxzoom, bounds: [[south - 1, west - 1], [north + 1, east + 1]],
    opacity: get('opacity').value / 100, className: 'risk-tile', pane: 'risk', ...options });
}

// Ground and labels belong to the newest build: they are of no date.
function showGround() {
  for (const part of ['base', 'labels']) {
    const name = (page.reference || {})[part], isOn = name && !state.off.has(part);
    if (isOn && !under[part]) {
      under[part] = L.tileLayer('tiles/' + name + '/{z}/{x}/{y}{r}.png', { maxZoom, minZoom: 3, pane: part, className: part + '-tile' });
    }
    if (!under[part]) continue;
    if (isOn) under[part].addTo(map); else under[part].remove();
  }
}

// Ground and layer end at edges of their own, which say nothing of the world: beyond the nearer ones all looks as the ground
// does that is not assessed, and softly so.
const neighbours = [236, 234, 228];
let groundBounds = null;

async function showEdge() {
  const name = (page.reference || {}).base;
  if (name && !groundBounds) groundBounds = await load('tiles/' + name + '.json').then(answer => answer.bounds).catch(() => null);
  const all = [layer().bounds, state.off.has('base') ? null : groundBounds].filter(Boolean), end = (at, pick) => pick(...all.map(box => box[at]));
  const box = [[end(1, Math.max), end(0, Math.max)], [end(3, Math.min), end(2, Math.min)]];
  if (!edge) {
    edge = L.svgOverlay(draw('svg', { viewBox: '0 0 1 1', 'aria-hidden': 'true', focusable: 'false', class: 'edge' }), box, { pane: 'edge', interactive: false }).addTo(map);
  }
  edge.setBounds(box);
  colorEdge();
}

function colorEdge() {
  if (!edge) return;
  const { color, opacity } = layer().legend.not_assessed, share = opacity * get('opacity').value / 100;
  const ground = state.off.has('base') || !groundBounds ? partsOfColor(getComputedStyle(get('map')).backgroundColor) : neighbours, cover = partsOfHex(color);
  edge.getElement().style.color = 'rgb(' + ground.map((part, index) => Math.round(part + (cover[index] - part) * share)).join(',') + ')';
}

const partsOfColor = text => text.match(/\d+/g).slice(0, 3).map(Number);
const partsOfHex = hex => [1, 3, 5].map(at => parseInt(hex.slice(at, at + 2), 16));

function showLayer() {
  const { time, tag } = moment(), isCompared = state.compares && !layer().is_difference;
  const [earlier, later] = isCompared ? pair() : [];
  exchange('raster', isCompared ? tiles(layer(), later, tagOf(later)) : tiles(layer(), time, tag));
  if (isCompared) exchange('before', tiles(layer(), earlier, tagOf(earlier), { pane: 'before' }));
  else if (before) { before.remove(); before = null; }
  showHatch();
  showEdge();
  placeDivider();
  showLegend(); showOthers(); showHead(); writeAddress();
}

// Leaflet takes this one text for markup.
const escaped = text => String(text).replace(/[&<>"']/g, sign => '&#' + sign.charCodeAt(0) + ';');

// The old tiles stay until the new ones are there.
function exchange(which, fresh) {
  const old = which === 'raster' ? raster : before;
  fresh.options.attribution = escaped(page.attribution);
  if (old) {
    fresh.once('load', () => old.remove());
    setTimeout(() => old.remove(), 4000);
  }
  fresh.on('tileerror', () => get('unloaded').classList.add('happened'));
  fresh.on('loading', () => get('unloaded').classList.add('loading'));
  fresh.on('load', () => get('unloaded').classList.remove('loading'));
  fresh.addTo(map);
  if (which === 'raster') raster = fresh; else before = fresh;
}

// Where P95 is over ten times P05: lines, dark beside white, so that they are seen on every colour of a class, in grey and by all eyes.
const doubtLayer = () => page.layers.find(entry => entry.name === 'doubt');
const limitOfDoubt = 10;

function stripes() {
  const tile = document.createElement('canvas');
  tile.width = tile.height = 8;
  const pen = tile.getContext('2d');
  for (const [color, shift] of [['rgba(255,255,255,.75)', 1.3], ['rgba(20,26,36,.68)', 0]]) {
    pen.strokeStyle = color;
    pen.lineWidth = 1.15;
    for (const offset of [-8, 0, 8]) {
      pen.beginPath();
      pen.moveTo(offset + shift - 1, 9);
      pen.lineTo(offset + shift + 9, -1);
      pen.stroke();
    }
  }
  return tile;
}

function showHatch() {
  const entry = doubtLayer();
  const isOn = entry && !state.off.has('doubt') && !layer().is_difference && !state.compares && state.layer !== 'doubt';
  const key = isOn ? build().tag : '';
  if (hatch && hatch.key === key) return;
  if (hatch) { hatch.remove(); hatch = null; }
  if (!isOn) return;
  const Hatch = L.GridLayer.extend({ createTile(at, done) { return hatchedTile(entry, at, done); } });
  const [west, south, east, north] = entry.bounds;
  hatch = new Hatch({ pane: 'doubt', maxZoom, bounds: [[south, west], [north, east]] });
  hatch.key = key;
  // Lines that are stretched while the next ones come would say something else.
  hatch.on('load', () => { map.getPane('doubt').style.visibility = ''; });
  hatch.addTo(map);
}

function hatchedTile(entry, at, done) {
  const canvas = document.createElement('canvas'), deeper = Math.max(0, at.z - entry.maxzoom), parts = 2 ** deeper;
  canvas.width = canvas.height = 256;
  const image = new Image(), day = hasDays() && build().day ? '&datetime=' + build().day : '';
  image.onload = () => { maskTile(canvas, image, (at.x % parts) * 256 / parts, (at.y % parts) * 256 / parts, 256 / parts, entry); done(null, canvas); };
  image.onerror = () => done(null, canvas);
  image.src = 'tiles/' + entry.name + '/' + (at.z - deeper) + '/' + Math.floor(at.x / parts) + '/' + Math.floor(at.y / parts) + '.png?v=' + build().tag + day;
  return canvas;
}

function maskTile(canvas, image, left, top, side, entry) {
  const pen = canvas.getContext('2d', { willReadFrequently: true });
  pen.imageSmoothingEnabled = false;
  pen.drawImage(image, left, top, side, side, 0, 0, 256, 256);
  const pixels = pen.getImageData(0, 0, 256, 256), data = pixels.data, nearest = classOfColor(entry);
  for (let index = 0; index < data.length; index += 4) {
    data[index + 3] = data[index + 3] > 20 && nearest(data[index], data[index + 1], data[index + 2]) >= limitOfDoubt ? 255 : 0;
  }
  pen.putImageData(pixels, 0, 0);
  pen.globalCompositeOperation = 'source-in';
  pen.fillStyle = pen.createPattern(stripes(), 'repeat');
  pen.fillRect(0, 0, 256, 256);
}

// The lower bound of the class whose colour is nearest; that of no value is none.
function classOfColor(entry) {
  const all = [...entry.legend.classes.map(item => [partsOfHex(item.color), item.lower]), [partsOfHex(entry.legend.not_assessed.color), -1]];
  const known = new Map();
  return (red, green, blue) => {
    const key = red << 16 | green << 8 | blue;
    if (!known.has(key)) {
      const distance = ([color]) => (color[0] - red) ** 2 + (color[1] - green) ** 2 + (color[2] - blue) ** 2;
      known.set(key, all.reduce((best, item) => distance(item) < distance(best) ? item : best)[1]);
    }
    return known.get(key);
  };
}

// Two dates: the earlier one left of the divider, the later one right of it.
function placeDivider() {
  const isCompared = Boolean(before), divider = get('divider');
  get('swipe').hidden = !isCompared;
  const panes = [map.getPane('before'), map.getPane('risk')];
  if (!isCompared) { for (const one of panes) one.style.clip = ''; return; }
  const size = map.getSize(), at = Math.round(size.x * divider.value / 100);
  const from = map.containerPointToLayerPoint([0, 0]), to = map.containerPointToLayerPoint(size), middle = from.x + at;
  panes[0].style.clip = 'rect(' + from.y + 'px,' + middle + 'px,' + to.y + 'px,' + from.x + 'px)';
  panes[1].style.clip = 'rect(' + from.y + 'px,' + to.x + 'px,' + to.y + 'px,' + middle + 'px)';
  get('swipe').style.setProperty('--at', at + 'px');
  const [earlier, later] = pair();
  get('earlier').textContent = isolated(earlier);
  get('later').textContent = isolated(later);
  get('earlier').title = t('only', { day: earlier });
  get('later').title = t('only', { day: later });
  divider.setAttribute('aria-label', t('divider', { earlier, later }));
}

// Outlines of provinces where no ground shows them, and always that of the chosen one.
let chosenOutline = null;
async function showOutlines() {
  if (!page.provinces || (page.reference || {}).base) return;
  const collection = await load(dated('collections/' + page.provinces + '/items?limit=1000'));
  if (outlines) outlines.remove();
  outlines = L.geoJSON(collection, { interactive: false, style: { color: '#26303f', weight: 0.8, opacity: 0.75, fill: false } }).addTo(map);
}

async function outline(code, isShown) {
  if (chosenOutline) { chosenOutline.remove(); chosenOutline = null; }
  if (!code || !page.provinces) return;
  const feature = await load(dated('collections/' + page.provinces + '/items/' + encodeURIComponent(code)));
  if (!chosen || chosen.code !== code) return;
  if (chosenOutline) chosenOutline.remove();
  chosenOutline = L.geoJSON(feature, { interactive: false, style: { color: '#101720', weight: 3, opacity: 0.9, fill: false } }).addTo(map);
  if (isShown) map.fitBounds(chosenOutline.getBounds(), { maxZoom: 9, animate: !calm(), ...roomForSheet() });
}

// Words on buttons that Leaflet makes.
function wordMap() {
  get('map').setAttribute('aria-label', t('map'));
  const buttons = zoomButtons.getContainer().querySelectorAll('a');
  for (const [index, key] of ['zoom_in', 'zoom_out'].entries()) {
    buttons[index].title = t(key);
    buttons[index].setAttribute('aria-label', t(key));
  }
}
