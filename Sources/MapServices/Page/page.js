// SPDX-License-Identifier: Apache-2.0
'use strict';
(function () {
  const texts = {
    en: { skip: 'Skip to the table of provinces', print: 'Print', layers: 'Layers', opacity: 'Opacity', day: 'Date',
      provinces: 'Provinces', rank: 'Rank', name: 'Name', risk: 'Relative risk', chance: 'Chance, 30 days', expected: 'Expected in 30 days', refused: 'refused', hint: 'Click the map for the value and its reasons.',
      asOf: 'Situation on', notAssessed: 'Not assessed', withheld: 'Withheld', outside: 'Outside the map', why: 'Why', loading: 'Loading …',
      failed: 'The server did not answer. Try again.', share: 'of the risk', none: 'No layer is open to you.',
      incidents: 'Incidents', claims: 'Claims', conflict: 'Conflicting claims', map: 'Map', here: 'Here', compared: 'Compared with',
      change: 'Change' },
    ar: { skip: 'انتقل إلى جدول المحافظات', print: 'طباعة', layers: 'الطبقات', opacity: 'العتامة', day: 'التاريخ',
      provinces: 'المحافظات', rank: 'الترتيب', name: 'الاسم', risk: 'الخطر النسبي', chance: 'الاحتمال، 30 يوما', expected: 'المتوقع خلال 30 يوما', refused: 'ممتنع', hint: 'انقر على الخريطة لمعرفة القيمة وأسبابها.',
      asOf: 'الوضع في', notAssessed: 'غير مقيّم', withheld: 'محجوب', outside: 'خارج الخريطة', why: 'الأسباب', loading: 'جارٍ التحميل …',
      failed: 'لم يستجب الخادم. حاول مرة أخرى.', share: 'من الخطر', none: 'لا توجد طبقة متاحة لك.',
      incidents: 'الحوادث', claims: 'الادعاءات', conflict: 'ادعاءات متعارضة', map: 'الخريطة', here: 'هنا', compared: 'مقارنةً بـ',
      change: 'التغيّر' }
  };
  const get = id => document.getElementById(id);
  const state = { language: 'en', layer: null, day: null, other: null };
  let page, map, raster, outlines, marker, chosen = null, provinces = [], asked = 0;

  const t = key => texts[state.language][key];
  const own = text => (text && (text[state.language] || text.en)) || '';
  const layer = () => page.layers.find(entry => entry.name === state.layer);
  const build = () => page.builds.find(entry => entry.day === state.day) || page.builds[page.builds.length - 1];
  // After Arabic letters the parts of a date would be shown in reverse.
  const isolated = day => '\u2066' + day + '\u2069';
  // A line does not end inside a date.
  const unbroken = text => text.replace(/(\d-)(?=\d)/g, '$1\u2060');
  const dated = url => page.builds.length > 1 && build().day ? url + (url.includes('?') ? '&' : '?') + 'datetime=' + build().day : url;

  // The two days of a difference, the earlier first: that of the slider and the one chosen beside it, else the one before.
  function pair() {
    const days = page.compared_days, later = days.includes(state.day) ? state.day : days[days.length - 1];
    const index = days.indexOf(later);
    const other = days.includes(state.other) && state.other !== later ? state.other : days[index > 0 ? index - 1 : 1];
    return [later, other].sort();
  }

  // What a layer is asked for by: a day or two, and the tag of the builds.
  function moment() {
    if (!layer().is_difference) return { time: build().day, tag: build().tag };
    const tags = pair().map(day => page.builds.findLast(entry => entry.day === day).tag);
    return { time: pair().join('/'), tag: tags.join('-') };
  }

  function make(tag, attributes, ...children) {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes || {})) {
      if (name === 'text') node.textContent = value; else node.setAttribute(name, value);
    }
    node.append(...children.filter(child => child !== null && child !== undefined));
    return node;
  }

  async function load(url) {
    const response = await fetch(url, { headers: { Accept: 'application/json' } });
    if (!response.ok) throw new Error((await response.json().catch(() => ({}))).detail || response.statusText);
    return response.json();
  }

  // The address after '#': zoom/latitude/longitude/layer/date/language and the date compared with.
  function readAddress() {
    const parts = location.hash.slice(1).split('/');
    const view = parts.slice(0, 3).map(Number);
    if (parts[3] && page.layers.some(entry => entry.name === parts[3])) state.layer = parts[3];
    if (parts[4] && page.builds.some(entry => entry.day === parts[4])) state.day = parts[4];
    if (parts[5] in texts) state.language = parts[5];
    if (parts[6] && page.compared_days.includes(parts[6])) state.other = parts[6];
    const good = parts.length >= 3 && view.every(Number.isFinite) && Math.abs(view[1]) <= 85 && view[0] >= 0 && view[0] <= 18;
    return good ? view : null;
  }

  function writeAddress() {
    const center = map.getCenter();
    const parts = [map.getZoom(), center.lat.toFixed(4), center.lng.toFixed(4), state.layer, state.day || '', state.language];
    if (state.other) parts.push(state.other);
    history.replaceState(null, '', '#' + parts.join('/'));
  }

  function showTexts() {
    document.documentElement.lang = state.language;
    document.documentElement.dir = state.language === 'ar' ? 'rtl' : 'ltr';
    document.querySelectorAll('[data-text]').forEach(node => { node.textContent = t(node.dataset.text); });
    get('map').setAttribute('aria-label', t('map'));
    get('language').textContent = state.language === 'ar' ? 'English' : 'العربية';
    get('language').lang = state.language === 'ar' ? 'en' : 'ar';
    document.title = own(page.title);
    get('title').textContent = own(page.title);
    get('subtitle').textContent = subtitle();
    get('notes').replaceChildren(
      make('p', { class: 'strong', text: own(page.statements.absence) }),
      make('p', { text: own(page.statements.intended_use) }), make('p', { text: own(page.statements.boundaries) }),
      make('p', { text: page.attribution }));
  }

  function subtitle() {
    if (!build().day) return '';
    if (!layer().is_difference) return t('asOf') + ' ' + isolated(build().day);
    const [earlier, later] = pair();
    return t('change') + ' ' + isolated(earlier + ' → ' + later);
  }

  // The days that the slider's day may be compared with.
  function showOthers() {
    get('others').hidden = !layer().is_difference;
    if (!layer().is_difference) return;
    const days = pair(), day = days.includes(state.day) ? state.day : days[1], other = days.find(entry => entry !== day);
    get('other').replaceChildren(...page.compared_days.filter(entry => entry !== day).map(entry => {
      const option = make('option', { value: entry, text: entry });
      option.selected = entry === other;
      return option;
    }));
  }

  function showChoices() {
    get('choices').replaceChildren(...page.layers.map(entry => {
      const input = make('input', { type: 'radio', name: 'layer', value: entry.name });
      input.checked = entry.name === state.layer;
      input.addEventListener('change', () => { state.layer = entry.name; showLayer(); });
      return make('label', {}, input, make('span', { text: own(entry.title) }));
    }));
  }

  // The legend of a difference names its two dates, so it is asked for with them.
  async function showLegend() {
    const entry = layer(), time = moment().time;
    if (entry.is_difference && entry.time !== time) {
      const legend = await load('legend/' + entry.name + '.json?datetime=' + time).catch(() => null);
      if (!legend || entry !== layer() || time !== moment().time) return;
      Object.assign(entry, { legend, time, units: { en: legend.units, ar: legend.units_ar } });
    }
    const number = value => value === null ? '' : String(value);
    const row = (item, range) => {
      const swatch = make('span', { class: 'swatch' });
      swatch.style.background = item.color;
      swatch.style.opacity = Math.max(item.opacity, 0.35);
      return make('li', {}, swatch, make('span', { text: state.language === 'ar' ? item.label_ar : item.label }),
        range ? make('span', { class: 'range', text: range }) : null);
    };
    const isNamed = entry.name === page.main_layer;
    const rows = entry.legend.classes.slice().reverse().map(item =>
      row(item, isNamed ? number(item.lower) + '–' + number(item.upper) : ''));
    get('legend').replaceChildren(make('h2', { text: own(entry.title) }), make('p', { class: 'units', text: unbroken(own(entry.units)) }),
      make('ul', {}, ...rows, row(entry.legend.not_assessed, '')));
  }

  function showLayer() {
    const entry = layer(), { time, tag } = moment();
    const url = 'tiles/' + entry.name + '/{z}/{x}/{y}{r}.png?v=' + tag + (page.builds.length > 1 && time ? '&datetime=' + time : '');
    const fresh = L.tileLayer(url, { maxZoom: 14, maxNativeZoom: entry.maxzoom, detectRetina: false,
      bounds: [[entry.bounds[1] - 1, entry.bounds[0] - 1], [entry.bounds[3] + 1, entry.bounds[2] + 1]],
      opacity: get('opacity').value / 100, attribution: page.attribution });
    const old = raster;
    if (old) { fresh.once('load', () => old.remove()); setTimeout(() => old.remove(), 4000); }
    raster = fresh.addTo(map);
    showTexts(); showChoices(); showOthers(); showLegend(); writeAddress();
  }

  const style = feature => ({ color: '#26303f', weight: chosen === feature.id ? 3 : 0.8, opacity: 0.75, fill: true, fillOpacity: 0 });
  const nameOf = properties => state.language === 'ar' && properties.name_ar ? properties.name_ar : properties.name_en || properties.name || '';

  // Provinces are told by the chance where the record allows one anywhere, else by the relative risk.
  const hasChance = () => provinces.some(feature => feature.properties.chance_class);

  function figure(values) {
    if (!hasChance()) return values.relative_risk;
    return values.chance === undefined ? null : values.chance;
  }

  function figureText(values) {
    if (values.withheld) return t('withheld');
    if (!hasChance()) return values.relative_risk === null ? t('notAssessed') : short(values.relative_risk) + ' ×';
    if (values.chance !== null && values.chance !== undefined) return (values.chance >= 99.95 ? '> 99.9' : short(values.chance)) + ' %';
    return values.chance_class ? values.chance_class.replace(/_/g, ' ') + ' %' : t('refused');
  }

  // What is little is not nothing.
  const short = value => {
    const number = Number(value);
    if (number > 0 && number < 0.05) return '< 0.1';
    return number < 10 ? number.toFixed(1) : number.toFixed(0);
  };

  function colorOf(value) {
    const risk = page.layers.find(entry => entry.name === page.main_layer);
    if (!risk || value === null || value === undefined) return 'transparent';
    const classes = risk.legend.classes;
    const found = classes.find((item, index) => value >= item.lower && (item.upper === null || value < item.upper || index === classes.length - 1));
    return found ? found.color : 'transparent';
  }

  async function showProvinces() {
    if (!page.provinces) { get('ranking').hidden = true; return; }
    const collection = await load(dated('collections/' + page.provinces + '/items?limit=1000'));
    provinces = collection.features.filter(feature => feature.properties.rank !== null && feature.properties.rank !== undefined);
    provinces.sort((a, b) => a.properties.rank - b.properties.rank);
    if (outlines) outlines.remove();
    outlines = L.geoJSON(collection, { style, interactive: false }).addTo(map);
    showRows();
  }

  function showRows() {
    get('figure').dataset.text = hasChance() ? 'chance' : 'risk';
    get('figure').textContent = t(get('figure').dataset.text);
    get('rows').replaceChildren(...provinces.map(feature => {
      const values = feature.properties;
      const dot = make('span', { class: 'dot' });
      dot.style.background = colorOf(figure(values));
      const row = make('tr', { tabindex: '0', 'data-id': feature.id }, make('td', { text: values.rank }),
        make('td', {}, dot, document.createTextNode(nameOf(values))),
        make('td', { text: figureText(values) }));
      if (feature.id === chosen) row.className = 'chosen';
      const go = () => choose(feature);
      row.addEventListener('click', go);
      row.addEventListener('keydown', event => { if (event.key === 'Enter' || event.key === ' ') { event.preventDefault(); go(); } });
      return row;
    }));
  }

  function choose(feature) {
    chosen = feature.id;
    outlines.setStyle(style);
    map.fitBounds(L.geoJSON(feature).getBounds(), { maxZoom: 8 });
    document.querySelectorAll('#rows tr').forEach(row => row.classList.toggle('chosen', row.dataset.id === String(chosen)));
    const values = feature.properties;
    const facts = [make('p', {}, make('strong', { text: nameOf(values) })),
      make('p', { class: 'big', text: figureText(values) })];
    if (values.refusal) facts.push(make('p', { text: values.refusal }));
    if (values.expected !== null && values.expected !== undefined) {
      facts.push(make('p', { text: t('expected') + ': ' + short(values.expected) + ' (' + values.expected_p05 + '–' + values.expected_p95 + ')' }));
    }
    for (const [key, name] of [['incidents', 'incidents'], ['claims', 'claims'], ['claims_in_conflict', 'conflict']]) {
      if (values[key] !== undefined) facts.push(make('p', { text: t(name) + ': ' + values[key] }));
    }
    get('answer').replaceChildren(...facts);
    if (page.queries) reasons('query/provinces/' + encodeURIComponent(values.iso3166_2 || values.name_en) + '?why=true', ++asked);
  }

  // The value of the very pixel that was clicked, asked for as a GIS would.
  async function ask(event) {
    const turn = ++asked;
    if (marker) marker.remove();
    marker = L.circleMarker(event.latlng, { radius: 7, color: '#111', weight: 2, fill: false, interactive: false }).addTo(map);
    get('answer').replaceChildren(make('p', { text: t('loading') }));
    const size = map.getSize(), bounds = map.getBounds();
    const corners = [bounds.getSouthWest(), bounds.getNorthEast()].map(point => L.CRS.EPSG3857.project(point));
    const query = new URLSearchParams({ SERVICE: 'WMS', VERSION: '1.3.0', REQUEST: 'GetFeatureInfo', CRS: 'EPSG:3857',
      BBOX: corners.flatMap(point => [point.x, point.y]).join(','), WIDTH: size.x, HEIGHT: size.y, LAYERS: state.layer,
      QUERY_LAYERS: state.layer, INFO_FORMAT: 'application/json', I: Math.min(size.x - 1, Math.max(0, Math.floor(event.containerPoint.x))),
      J: Math.min(size.y - 1, Math.max(0, Math.floor(event.containerPoint.y))) });
    if (moment().time) query.set('TIME', moment().time);
    try {
      const answer = await load('wms?' + query);
      if (turn !== asked) return;
      const values = answer.features[0].properties;
      const label = values.class === null ? t('outside') : state.language === 'ar' ? values.label_ar : values.label;
      const isRise = layer().is_difference && Number(values.value) > 0;
      const number = values.value === null ? '' : isolated((isRise ? '+' : '') + Number(values.value).toPrecision(3)) + ' · ';
      get('answer').replaceChildren(make('p', { text: event.latlng.lat.toFixed(3) + ', ' + event.latlng.lng.toFixed(3) }),
        make('p', { class: 'big', text: (values.value === null ? '' : number) + label }), make('p', { class: 'units', text: unbroken(own(layer().units)) }));
      // Reasons are those of one date, so a change has the two values instead.
      if (values.later) get('answer').append(showParts(values));
      else if (page.queries && values.class !== null) {
        await reasons('query/point?lat=' + event.latlng.lat.toFixed(5) + '&lon=' + event.latlng.lng.toFixed(5) + '&why=true', turn);
      }
    } catch (error) {
      if (turn === asked) get('answer').replaceChildren(make('p', { text: t('failed') }));
    }
  }

  function showParts(values) {
    const number = value => value === null ? t('notAssessed') : Number(value).toPrecision(3);
    return make('ul', { class: 'parts' }, ...['earlier', 'later'].map(key =>
      make('li', {}, make('span', { text: isolated(values[key]) }), make('strong', { text: number(values[key + '_value']) }))));
  }

  async function reasons(url, turn) {
    const answer = await load(dated(url)).catch(() => null);
    if (!answer || turn !== asked) return;
    const place = Array.isArray(answer) ? answer[0] : answer;
    const list = (place && place.contributions) || [];
    if (!list.length) return;
    const items = list.slice(0, 6).map(entry => {
      const claim = entry.claims && entry.claims[0];
      return make('li', {}, make('strong', { text: Math.round(entry.share * 100) + ' % ' }), document.createTextNode(entry.title),
        claim && claim.source ? make('small', { text: ' (' + claim.source + ')' }) : null,
        claim && claim.quote ? make('q', { text: claim.quote, dir: 'auto' }) : null);
    });
    get('answer').append(make('h2', { text: t('why') }), make('ol', {}, ...items));
  }

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
    const digits = number => number.toLocaleString('en-US');
    const unit = ['', 'persons', 'people'].includes(count.unit) ? '' : ' ' + count.unit;
    const range = isolated(digits(count.least) + '–' + digits(count.most));
    if (count.least === count.most) return digits(count.most) + unit;
    if (count.best !== undefined && count.best !== null) return digits(count.best) + unit + ' (' + range + ')';
    if (/^more than /.test(count.text)) return isolated('> ' + digits(count.least)) + unit;
    return (count.least === 0 ? fill('up_to', digits(count.most)) : range) + unit;
  }

  function showTransfer(count, kind) {
    const days = isolated(count.first === count.last ? count.first : count.first + ' – ' + count.last);
    const about = kind === 'held' && count.about ? ' · ' + count.about : '';
    const facts = [days + about];
    if (kind !== 'held') facts.push(fill('from', placesText(count.origin)), fill('to', placesText(count.destination)));
    if (kind === 'held') facts.push(placesText(count.place));
    else if (count.place.areas.length) facts.push(fill('place', placesText(count.place)));
    facts.push(fill('says', unique(count.claims.map(claim => claim.claimant))), fill('roots', count.roots.length));
    if (count.in_conflict) facts.push(own(page.transfers.conflict) + ': ' + count.conflict);
    const published = unique(count.claims.map(claim => claim.machine_written ? fill('machine_written', claim.source) : claim.source));
    return make('li', {}, make('strong', { text: countText(count) }), ...facts.map(text => make('p', { text })), make('small', { text: published }));
  }

  function showTransfers() {
    if (!moved) return;
    const [summary, body] = get('transfers').querySelectorAll('summary, div');
    summary.textContent = own(page.transfers.title);
    const parts = ['increments', 'running_totals', 'plans', 'held'].filter(kind => moved[kind].length).flatMap(kind =>
      [make('h3', { text: own(page.transfers[kind]) }), make('ul', {}, ...moved[kind].map(count => showTransfer(count, kind)))]);
    body.replaceChildren(make('p', { text: own(moved.note || moved.statement) }), ...parts);
  }

  // What the map shows on the screen, while the page is laid out for paper.
  let onScreen = null;

  function toPaper() {
    if (onScreen) return;
    onScreen = map.getBounds();
    document.body.classList.add('printing');
    map.invalidateSize({ animate: false });
    map.fitBounds(onScreen, { animate: false });
  }

  function fromPaper() {
    if (!onScreen) return;
    document.body.classList.remove('printing');
    map.invalidateSize({ animate: false });
    map.fitBounds(onScreen, { animate: false });
    onScreen = null;
  }

  // The frame on paper has another shape: the tiles that it needs are awaited, but not for ever.
  function print() {
    toPaper();
    const ready = new Promise(done => raster.once('load', done));
    const late = new Promise(done => setTimeout(done, 4000));
    Promise.race([raster.isLoading() ? ready : null, late]).then(() => window.print());
  }

  function start(data) {
    page = data;
    if (!page.layers.length) { get('answer').textContent = t('none'); return; }
    state.layer = page.layers[0].name;
    state.day = page.builds[page.builds.length - 1].day;
    const isArabic = Boolean(page.title.ar);
    get('language').hidden = !isArabic;
    if (isArabic && (navigator.language || '').startsWith('ar')) state.language = 'ar';
    const view = readAddress();
    if (!isArabic) state.language = 'en';
    map = L.map('map', { minZoom: 3, maxZoom: 14, zoomSnap: 0.5, attributionControl: true });
    map.attributionControl.setPrefix('');
    if (view) map.setView([view[1], view[2]], view[0]);
    else map.fitBounds([[page.view[1], page.view[0]], [page.view[3], page.view[2]]]);
    L.control.scale({ imperial: false }).addTo(map);
    if (page.builds.length > 1) {
      get('days').hidden = false;
      get('day').max = page.builds.length - 1;
      get('day').value = page.builds.indexOf(build());
      get('dayText').textContent = build().day;
      get('day').addEventListener('input', event => {
        state.day = page.builds[event.target.value].day;
        get('dayText').textContent = state.day;
        showLayer(); showProvinces().catch(() => {}); askTransfers().catch(() => {});
      });
    }
    get('other').addEventListener('change', event => { state.other = event.target.value; showLayer(); });
    get('opacity').addEventListener('input', event => raster.setOpacity(event.target.value / 100));
    get('language').addEventListener('click', () => {
      state.language = state.language === 'ar' ? 'en' : 'ar';
      showTexts(); showChoices(); showLegend(); showRows(); showTransfers(); writeAddress(); map.invalidateSize();
    });
    get('print').addEventListener('click', print);
    window.addEventListener('beforeprint', toPaper);
    window.addEventListener('afterprint', fromPaper);
    map.on('moveend', writeAddress);
    map.on('click', ask);
    showLayer();
    showProvinces().catch(() => { get('ranking').hidden = true; });
    askTransfers().catch(() => { get('transfers').hidden = true; });
    window.riskmap = { map, state };
  }

  load('page.json').then(start).catch(() => { get('answer').textContent = texts.en.failed; });
})();
