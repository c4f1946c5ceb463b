// SPDX-License-Identifier: Apache-2.0
// The page as a whole.
function showHead() {
  document.title = own(page.title);
  get('title').textContent = own(page.title);
  const isChange = layer().is_difference || (state.compares && page.compared_days.length > 1);
  const [earlier, later] = isChange ? pair() : [];
  get('subtitle').textContent = !build().day ? '' : isChange ? t('between', { days: isolated(earlier + ' → ' + later) }) : t('as_of', { day: isolated(build().day) });
  get('finding').textContent = findingText();
  get('absence').textContent = own(page.statements.absence);
}

// What the build found, as it says itself; the newest build's sentence stands for its own date alone.
function findingText() {
  const isNewest = build() === page.builds[page.builds.length - 1];
  if (page.finding && isNewest) return own(page.finding);
  const first = rows.find(row => row.rank === 1), parts = [];
  if (first) parts.push(t('finding_highest', { place: '\u2068' + nameOf(first) + '\u2069', value: provinceFigure(first) }));
  if (isNewest && page.counts && isNumber(page.counts.map_incidents)) parts.push(t('finding_incidents', { count: page.counts.map_incidents }));
  if (isThin()) parts.push(t('insufficient'));
  return parts.join(' ');
}

function showTexts() {
  document.documentElement.lang = state.language;
  document.documentElement.dir = isRightToLeft() ? 'rtl' : 'ltr';
  for (const node of document.querySelectorAll('[data-text]')) node.textContent = t(node.dataset.text);
  for (const node of document.querySelectorAll('[data-label]')) node.setAttribute('aria-label', t(node.dataset.label));
  for (const node of document.querySelectorAll('[data-hint]')) node.setAttribute('placeholder', t(node.dataset.hint));
  wordMap();
  get('notes').replaceChildren(make('p', { class: 'strong', text: own(page.statements.absence) }), make('p', { text: own(page.statements.intended_use) }),
    make('p', { text: own(page.statements.boundaries) }), make('p', {}, foreign(page.attribution)));
  showHead(); showLayers(); showTakeaway();
}

function showLayers() {
  get('layer').replaceChildren(...page.layers.map(entry => {
    const option = make('option', { value: entry.name, text: own(entry.title) });
    option.selected = entry.name === state.layer;
    return option;
  }));
  const has = { base: (page.reference || {}).base, labels: (page.reference || {}).labels, marks: page.queries, doubt: doubtLayer() };
  for (const box of document.querySelectorAll('#switches input')) {
    box.closest('label').hidden = !has[box.value];
    box.checked = !state.off.has(box.value);
  }
}

function changeLanguage(code) {
  state.language = code;
  showTexts(); showLegend(); showOthers(); showRows(); showTransfers(); showNews(); drawSeries(); placeDivider();
  if (chosen && chosen.mark) askIncident(chosen.mark); else if (chosen) askAgain(); else closeAnswer();
  fetchMarks().catch(() => {});
  writeAddress();
  map.invalidateSize();
}

function startLanguages() {
  get('languages').hidden = page.languages.length < 2;
  get('language').replaceChildren(...page.languages.map(code => {
    const option = make('option', { value: code, lang: code, text: languageNames[code] || code });
    option.selected = code === state.language;
    return option;
  }));
  get('language').addEventListener('change', event => changeLanguage(event.target.value));
}

function startSwitches() {
  for (const box of document.querySelectorAll('#switches input')) {
    box.addEventListener('change', () => {
      if (box.checked) state.off.delete(box.value); else state.off.add(box.value);
      showGround(); showEdge(); showHatch(); fetchMarks().catch(() => {}); writeAddress();
    });
  }
  get('layer').addEventListener('change', event => { state.layer = event.target.value; showLayer(); askAgain(); say(own(layer().title)); });
  get('opacity').addEventListener('input', event => { for (const one of [raster, before]) if (one) one.setOpacity(event.target.value / 100); colorEdge(); });
}

function startButtons() {
  get('print').addEventListener('click', print);
  get('share').addEventListener('click', share);
  get('closeShared').addEventListener('click', () => { get('shared').hidden = true; get('share').focus(); });
  get('clear').addEventListener('click', closeAnswer);
  window.addEventListener('beforeprint', rememberPaper);
  // Where the keyboard is used, the map shows that it has the focus, and where it asks.
  document.addEventListener('pointerdown', () => document.body.classList.remove('keys'), true);
  document.addEventListener('keydown', event => {
    document.body.classList.add('keys');
    if (event.key !== 'Escape') return;
    if (!get('shared').hidden) { get('shared').hidden = true; get('share').focus(); }
    else if (get('answer').classList.contains('open')) closeAnswer();
  });
  const header = document.querySelector('body > header');
  new ResizeObserver(() => document.documentElement.style.setProperty('--header', header.offsetHeight + 'px')).observe(header);
  new ResizeObserver(() => { map.invalidateSize({ animate: false }); rememberPaper(); }).observe(get('map'));
}

function start(data) {
  page = data;
  if (!page.layers.length) { get('answerBody').textContent = t('none'); return; }
  state.layer = mainLayer().name;
  state.day = page.builds[page.builds.length - 1].day;
  const wanted = (navigator.languages || []).map(code => code.slice(0, 2)).find(code => page.languages.includes(code));
  state.language = wanted || page.languages[0];
  const view = readAddress();
  startLanguages();
  makeMap(view);
  showTexts();
  startDates(); startSearch(); startSwitches(); startButtons();
  showGround(); showLayer(); rememberPaper(); closeAnswerAtStart();
  fetchProvinces().then(askAsAddressed).catch(() => { get('ranking').hidden = true; });
  showOutlines().catch(() => {});
  askTransfers().catch(() => { get('transfers').hidden = true; });
  startMarks();
  window.riskmap = { map, state };
}

function closeAnswerAtStart() {
  get('answerTitle').textContent = t('answer');
  get('answerBody').replaceChildren(make('p', { text: t('hint') }));
}

function askAsAddressed() {
  if (state.asksArea) askProvince(state.asksArea, { moves: false });
  else if (state.asksIncident) incidentOf(state.asksIncident).then(mark => askIncident(mark)).catch(() => {});
  else if (state.asksNamed) askNamed(state.asksNamed);
  else if (state.asks) askPoint(...state.asks);
}

// The name only finds the place again: what is shown of it is what the server says.
async function askNamed({ id, name }) {
  const answer = await load('search?q=' + encodeURIComponent(name) + '&limit=20&lang=' + state.language).catch(() => null);
  const result = ((answer || {}).results || []).find(one => one.id === id);
  if (result) askPlace(result, false);
  else if (state.asks) askPoint(...state.asks);
}

load('page.json').then(start).catch(() => { get('answerBody').textContent = 'The server did not answer. Try again.'; });
