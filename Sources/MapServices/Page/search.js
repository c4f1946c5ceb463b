// SPDX-License-Identifier: Apache-2.0
// The search: a combobox with a list, by any spelling, as one types.
const found = { results: [], at: -1, turn: 0, timer: null };

function showFound(results, isAnswered) {
  [found.results, found.at] = [results, -1];
  const list = get('results'), box = get('search');
  list.replaceChildren(...results.map((result, index) => make('li', { role: 'option', id: 'result' + index, 'aria-selected': 'false',
    onmousedown: event => event.preventDefault(), onclick: () => takeResult(index) },
  make('strong', {}, foreign(nameOf(result))), make('span', { class: 'kind', text: aboutPlace(result) }),
  zoneText(result))));
  if (isAnswered && !results.length) list.append(make('li', { class: 'none', text: t('search_none') }));
  const isOpen = isAnswered;
  list.hidden = !isOpen;
  box.setAttribute('aria-expanded', String(isOpen && results.length > 0));
  box.removeAttribute('aria-activedescendant');
  if (isAnswered) say(results.length ? t('search_count', { count: results.length }) : t('search_none'));
}

const kindText = kind => { const key = 'kind.' + String(kind).replace(/-/g, '_'), text = t(key); return text === key ? String(kind || '').replace(/[_-]/g, ' ') : text; };
const aboutPlace = result => [kindText(result.kind), result.province_name && result.province_name !== nameOf(result) ? own(asTexts(result.province_name)) : ''].filter(Boolean).join(' · ');
// What a question about it is answered by, in the reader's language where the answer says it as a word.
function zoneText(result) {
  const key = 'zone.' + result.zone_kind, text = t(key, { km: isolated(result.radius_km) });
  return text !== key ? make('small', { text }) : result.zone ? make('small', {}, foreign(result.zone)) : null;
}

const asTexts = value => typeof value === 'string' ? { en: value } : value;

function moveTo(index) {
  found.at = index;
  for (const [number, item] of [...get('results').children].entries()) {
    item.setAttribute('aria-selected', String(number === index));
    if (number === index) item.scrollIntoView({ block: 'nearest' });
  }
  if (index >= 0) get('search').setAttribute('aria-activedescendant', 'result' + index);
  else get('search').removeAttribute('aria-activedescendant');
}

async function lookFor(text) {
  const turn = ++found.turn;
  if (!text.trim()) { showFound([], false); return; }
  const answer = await load('search?q=' + encodeURIComponent(text) + '&limit=8&lang=' + state.language).catch(() => null);
  if (turn === found.turn && answer) showFound(answer.results || [], true);
  return answer;
}

function takeResult(index) {
  const result = found.results[index];
  if (!result) return;
  get('search').value = nameOf(result);
  showFound([], false);
  found.turn += 1;
  if (result.province && String(result.query || '').startsWith('query/provinces/') && ['governorate', 'province'].includes(result.kind)) {
    askProvince(result.province, { speaks: true, moves: true });
    return;
  }
  if (result.bounds && (!isNumber(result.radius_km) || !isNumber(result.latitude))) showBounds(result.bounds, { maxZoom: 10, ...roomForSheet() });
  else if (isNumber(result.latitude)) map.setView([result.latitude, result.longitude], Math.max(map.getZoom(), 9), { animate: !calm() });
  askPlace(result);
}

function startSearch() {
  const box = get('search'), form = get('finder');
  form.hidden = !page.queries;
  box.addEventListener('input', () => { clearTimeout(found.timer); found.timer = setTimeout(() => lookFor(box.value), 120); });
  box.addEventListener('keydown', searchKey);
  box.addEventListener('blur', () => setTimeout(() => showFound([], false), 150));
  form.addEventListener('submit', event => event.preventDefault());
}

async function searchKey(event) {
  const count = found.results.length, key = event.key;
  if (key === 'ArrowDown' || key === 'ArrowUp') {
    event.preventDefault();
    if (!count) { await lookFor(get('search').value); if (found.results.length) moveTo(0); return; }
    moveTo((found.at + (key === 'ArrowDown' ? 1 : found.at < 0 ? 0 : -1) + count) % count);
  } else if (key === 'Escape') {
    if (!get('results').hidden) event.stopPropagation();
    if (get('results').hidden) get('search').value = '';
    showFound([], false);
  } else if (key === 'Enter') {
    event.preventDefault();
    clearTimeout(found.timer);
    if (get('results').hidden || !count) await lookFor(get('search').value);
    if (found.results.length) takeResult(Math.max(0, found.at));
  }
}
