// SPDX-License-Identifier: Apache-2.0
// Dates: the slider, the date compared with, the course at a place, and what is new.
function showOthers() {
  const isDifference = layer().is_difference, isPossible = page.compared_days.length > 1;
  get('compareRow').hidden = !isPossible || isDifference;
  get('compare').checked = state.compares;
  get('others').hidden = !isDifference && !(state.compares && isPossible);
  if (get('others').hidden) return;
  const two = pair(), day = page.compared_days.includes(state.day) ? state.day : two[1], other = two.find(entry => entry !== day);
  options(get('other'), page.compared_days.filter(entry => entry !== day), other);
}

const options = (select, values, current) => select.replaceChildren(...values.map(value => {
  const option = make('option', { value, text: value });
  option.selected = value === current;
  return option;
}));

function startDates() {
  get('dates').hidden = !hasDays();
  if (!hasDays()) return;
  const slider = get('day');
  slider.max = page.builds.length - 1;
  slider.value = page.builds.indexOf(build());
  showDay();
  let timer = null;
  slider.addEventListener('input', event => {
    state.day = page.builds[event.target.value].day;
    showDay();
    clearTimeout(timer);
    timer = setTimeout(changeDay, 150);
  });
  get('other').addEventListener('change', event => { state.other = event.target.value; showLayer(); askAgain(); });
  get('compare').addEventListener('change', event => { state.compares = event.target.checked; showLayer(); askAgain(); });
  get('divider').addEventListener('input', placeDivider);
  // What is dragged can be pressed too: a date alone, and both again.
  for (const [id, end] of [['earlier', '100'], ['later', '0']]) {
    get(id).addEventListener('click', () => { get('divider').value = get('divider').value === end ? '50' : end; placeDivider(); });
  }
  get('newsRow').hidden = !page.queries;
  get('showNews').addEventListener('click', () => fetchNews(true));
}

function showDay() {
  get('dayText').textContent = isolated(build().day);
  get('day').setAttribute('aria-valuetext', build().day);
  const earlier = page.builds.map(entry => entry.day).filter(day => day < build().day);
  const known = get('since').value;
  options(get('since'), earlier.slice().reverse(), earlier.includes(known) ? known : earlier[earlier.length - 1]);
  get('showNews').disabled = !earlier.length;
}

function changeDay() {
  incidents.clear();
  if (news) { news = null; showNews(); }
  showLayer(); askMarks(); drawSeries();
  fetchProvinces().catch(() => {});
  showOutlines().catch(() => {});
  askTransfers().catch(() => {});
  askAgain();
}

// What is shown of a place is of the date and layer shown.
function askAgain() {
  if (!chosen) return;
  if (chosen.kind === 'province') askProvince(chosen.code, { moves: false });
  else if (chosen.kind === 'point' && !chosen.name) askPoint(chosen.latitude, chosen.longitude);
  else if (chosen.kind === 'point') askPlace(chosen.result, false);
}

// The course at the chosen place over all dates, below the slider.
let series = null, seriesTurn = 0, hovered = null, hoverTimer = null;

// Where the pointer rests, the course there takes the place of that at the chosen place.
function hover(place) {
  clearTimeout(hoverTimer);
  if (!hasDays() || !page.queries || matchMedia('(hover: none)').matches) return;
  if (place) hoverTimer = setTimeout(() => { hovered = place; showSeries(); }, 700);
  else if (hovered) { hovered = null; showSeries(); }
}

async function showSeries() {
  const turn = ++seriesTurn, place = hovered ? 'lat=' + hovered.lat.toFixed(3) + '&lon=' + hovered.lng.toFixed(3) : chosen && (chosen.kind === 'point' ? 'lat=' + chosen.latitude.toFixed(5) + '&lon=' + chosen.longitude.toFixed(5)
    : chosen.kind === 'province' ? 'name=' + encodeURIComponent(chosen.code) : null);
  if (!hasDays() || !page.queries || !place) { series = null; drawSeries(); return; }
  const answer = await load('query/series?' + place).catch(() => null);
  if (turn !== seriesTurn) return;
  series = answer && { ...answer, at: hovered };
  drawSeries();
}

function drawSeries() {
  const box = get('series'), all = series ? series.days || [] : [];
  const member = ['expected', 'chance', 'relative_risk'].find(name => all.some(day => isNumber(day[name])));
  const known = member ? all.filter(day => isNumber(day[member])) : [];
  box.hidden = !known.length;
  if (!known.length) return;
  const top = Math.max(...known.map(day => Math.max(day[member], member === 'expected' && isNumber(day.expected_p95) ? day.expected_p95 : 0)), 1e-9);
  const [width, height, left] = [300, 84, 34], time = day => Date.parse(day + 'T00:00:00Z');
  const first = time(all[0].day), span = Math.max(1, time(all[all.length - 1].day) - first);
  const x = day => left + (time(day) - first) / span * (width - left - 8), y = value => 6 + (1 - value / top) * (height - 24);
  const line = (days, value) => days.map((day, index) => (index ? 'L' : 'M') + x(day.day).toFixed(1) + ' ' + y(value(day)).toFixed(1)).join('');
  const doubtful = member === 'expected' ? known.filter(day => isNumber(day.expected_p05) && isNumber(day.expected_p95)) : [];
  const name = t({ expected: 'expected', chance: 'chance', relative_risk: 'risk' }[member]);
  const text = (value, at, anchor, label) => { const node = draw('text', { x: value, y: at, 'text-anchor': anchor }); node.textContent = label; return node; };
  const picture = draw('svg', { viewBox: '0 0 ' + width + ' ' + height, role: 'img', 'aria-label': name + ': ' + known.map(day => day.day + ' ' + (member === 'chance' ? percent(day[member]) : figure(day[member]))).join('; '), direction: 'ltr' },
    draw('line', { x1: left, x2: width - 8, y1: y(0), y2: y(0), class: 'axis' }), text(left - 4, 12, 'end', member === 'chance' ? percent(top) : figure(top)), text(left - 4, y(0) + 3, 'end', '0'),
    text(left, height - 3, 'start', all[0].day), text(width - 8, height - 3, 'end', all[all.length - 1].day));
  if (doubtful.length > 1) picture.append(draw('path', { class: 'band', d: line(doubtful, day => day.expected_p95) + doubtful.slice().reverse().map(day => 'L' + x(day.day).toFixed(1) + ' ' + y(day.expected_p05).toFixed(1)).join('') + 'Z' }));
  else for (const day of doubtful) picture.append(draw('line', { class: 'bar', x1: x(day.day), x2: x(day.day), y1: y(day.expected_p05), y2: y(day.expected_p95) }));
  picture.append(draw('path', { class: 'line', d: line(known, day => day[member]) }), draw('line', { class: 'now', x1: x(build().day), x2: x(build().day), y1: 4, y2: y(0) }),
    ...known.map(day => draw('circle', { cx: x(day.day), cy: y(day[member]), r: day.day === build().day ? 4 : 2.4 })));
  box.replaceChildren(make('h3', {}, t('series', { what: name }), series.at ? make('small', { text: ' ' + position(series.at.lat, series.at.lng) }) : null), picture);
}

// What is new between an earlier date and the one shown: a list, and rings around the marks.
let news = null, newsLayer = null;
const isNews = id => Boolean(news && news.ids.has(id));

async function fetchNews(speaks) {
  const since = get('since').value;
  get('newsList').replaceChildren(make('p', { text: t('loading') }));
  const answer = await load('query/news?since=' + since + '&datetime=' + build().day).catch(() => null);
  news = answer ? { since, answer, ids: new Set(((answer.incidents || {}).new || []).map(one => one.id)) } : null;
  showNews(!answer);
  askMarks();
  if (speaks && news) say(t('news') + ': ' + t('news_new', { count: news.ids.size }));
}

const newsLimit = 40;
function newsItems(list, title, isGone) {
  if (!list || !list.length) return null;
  const items = list.slice(0, newsLimit).map(one => make('li', {}, make('button', { type: 'button', class: 'link', onclick: event => goToIncident({ ...one, isGone }, event.detail === 0) }, foreign(one.title || typeText(one.type))),
    make('small', { text: ' ' + [String(one.title || '').startsWith(typeText(one.type)) ? '' : typeText(one.type), days(one.first_day, one.last_day), one.claims ? t('claims', { count: Array.isArray(one.claims) ? one.claims.length : one.claims }) : ''].filter(Boolean).join(' · ') })));
  return make('details', { open: list.length <= 12 }, make('summary', { text: title }), make('ul', {}, items), list.length > newsLimit ? make('p', { class: 'soft', text: t('more', { count: list.length - newsLimit }) }) : null);
}

// Counters that differ: how many events of which half-month, before and now.
const restrictedNews = counts => !counts.length ? null : make('details', {}, make('summary', { text: t('restricted') }), make('ul', {}, counts.slice(0, newsLimit).map(one =>
  make('li', {}, foreign(one.name || one.area), make('small', { text: ' ' + [days(one.first, one.last), isolated(one.events_from + ' → ' + one.events_to)].join(' · ') })))));

function goToIncident(one, speaks) {
  if (isNumber(one.latitude)) map.setView([one.latitude, one.longitude], Math.max(map.getZoom(), 8), { animate: !calm() });
  askIncident(one, speaks);
}

function showNews(isFailed) {
  if (newsLayer) { newsLayer.remove(); newsLayer = null; }
  if (isFailed) { get('newsList').replaceChildren(make('p', { text: t('failed') })); return; }
  if (!news) { get('newsList').replaceChildren(); return; }
  const parts = news.answer.incidents || {}, risen = (news.answer.provinces || []).filter(one => isNumber(one.ratio) || (one.reports || []).length);
  const counts = one => [isNumber(one.ratio) ? times(one.ratio) : '', one.change ? t('marked_' + one.change) : '', isNumber(one.interval_p05) && isNumber(one.reported) ? t('news_reported', { number: isolated(one.reported), range: range(one.interval_p05, one.interval_p95) }) : isNumber(one.reported) ? t('incidents', { count: one.reported }) : (one.reports || []).length ? t('incidents', { count: one.reports.length }) : ''].filter(Boolean).join(' · ');
  const nothing = !['new', 'gone', 'changed'].some(name => (parts[name] || []).length) && !risen.length;
  get('newsList').replaceChildren(...[make('p', { class: 'soft' }, days(news.since, build().day)), nothing ? make('p', { text: t('news_none') }) : null,
    newsItems(parts.new, t('news_new', { count: (parts.new || []).length })), newsItems(parts.changed, t('news_changed', { count: (parts.changed || []).length })),
    newsItems(parts.gone, t('news_gone', { count: (parts.gone || []).length }), true),
    risen.length ? make('details', { open: true }, make('summary', { text: t('news_provinces') }), make('ul', {}, risen.slice(0, newsLimit).map(one => make('li', {},
      make('button', { type: 'button', class: 'link', onclick: event => askProvince(one.code, { speaks: event.detail === 0 }) }, foreign(nameOf(one))), make('small', { text: ' ' + counts(one) }))))) : null,
    restrictedNews(news.answer.restricted || []), ...(news.answer.notes || []).map(note => make('p', { class: 'soft' }, foreign(note)))].filter(Boolean));
  newsLayer = L.layerGroup((parts.new || []).filter(one => isNumber(one.latitude)).slice(0, 300).map(one =>
    L.circleMarker([one.latitude, one.longitude], { radius: 13, color: '#0a58ca', weight: 3, fill: false, interactive: false, className: 'fresh' }))).addTo(map);
}
