// SPDX-License-Identifier: Apache-2.0
// What a person does.
function say(text) {
  // A message that comes twice is read twice.
  get('live').textContent = '';
  requestAnimationFrame(() => { get('live').textContent = text; });
}

function remember(what) {
  state.history.push({ what, chosen: state.chosen, rows: state.rows.map(row => ({ ...row })) });
  if (state.history.length > 200) state.history.shift();
}

function undo() {
  if (state.editing) { say(t('finish')); return; }
  const last = state.history.pop();
  if (!last) { say(t('nothingToUndo')); return; }
  [state.rows, state.chosen] = [last.rows, last.chosen];
  const row = chosenRow();
  if (row && row.claim.source_id !== state.article) openArticle(row.claim.source_id);
  afterChange(t('didUndo', { what: last.what }), true);
}

function afterChange(message, isAll) {
  keepDecisions();
  const row = chosenRow();
  if (isAll || !row || !isShown(row)) showRows(); else refreshLines(groupOf(row));
  showClaim();
  showProgress();
  if (message) say(message);
}

function decide(row, decision) {
  if (state.editing) { say(t('finish')); return; }
  const faults = decision === 'accept' ? faultsOf(row.values) : [];
  if (faults.length) { say(t('errAccept', { list: faultList(faults) })); return; }
  const what = t(decision === 'accept' ? 'didAccept' : 'didReject', { n: row.number }), focused = actionInFocus();
  remember(what);
  // The same key again takes the decision back.
  row.decision = row.decision === decision ? '' : decision;
  afterChange(row.decision ? what : t('didUndo', { what }));
  restoreAction(focused);
}

function split(row) {
  if (state.editing) { say(t('finish')); return; }
  const root = row.from || row.key, parent = rowOf(root) || row, what = t('didSplit', { n: row.number }), focused = actionInFocus();
  remember(what);
  let count = 2;
  while (rowOf(root + '-' + count)) count += 1;
  const copy = copyOf(row, root + '-' + count, parent.number + String.fromCharCode(96 + Math.min(count, 26)));
  insertAfter(parent, copy);
  row.decision = '';
  afterChange(what, true);
  restoreAction(focused);
}

// Buttons of the chosen claim are made anew with it; the focus stays where it was.
const actionInFocus = () => focusIsIn('detail') && document.activeElement.id;
const restoreAction = id => { if (id && get(id)) get(id).focus({ preventScroll: true }); };

// MARK: Moving

function choose(key, { scroll = true, focus = false } = {}) {
  if (state.editing) { say(t('finish')); return; }
  const row = rowOf(key);
  if (!row) return;
  state.chosen = key;
  if (row.claim.source_id !== state.article) { openArticle(row.claim.source_id); if (state.order === 'text') showRows(); }
  if (!isShown(row)) { state.span = null; state.show = 'all'; state.filter = get('filter').value = ''; get('show').value = 'all'; showRows(); }
  markChosenLine(focus || focusIsIn('rows'));
  showClaim();
  get('claim').scrollTop = 0;
  if (scroll) scrollToChosen(); else showChosenMarks();
}

function step(by) {
  const next = neighbour(by), inside = focusIsIn('rows') || document.activeElement === document.body;
  if (next) choose(next.dataset.key, { focus: inside });
}

function focusLine() {
  const line = lineAt(state.chosen);
  if (line && line.offsetParent !== null) line.focus({ preventScroll: true });
  else if (get('claimTitle')) get('claimTitle').focus({ preventScroll: true });
}

function openArticle(id) {
  state.article = id;
  get('articles').value = id;
  showArticle();
}

// On a narrow window one section is there at a time, each at the place where it was left.
function setView(view) {
  if (view !== state.view) state.places.set(state.view, window.scrollY);
  state.view = view;
  document.querySelector('main').dataset.view = view;
  for (const button of get('views').children) button.setAttribute('aria-pressed', String(button.dataset.view === view));
  window.scrollTo(0, state.places.get(view) || 0);
}

// MARK: Keys

const KEYS = { j: () => step(1), k: () => step(-1), a: row => decide(row, 'accept'), e: edit, s: split,
  r: row => decide(row, 'reject'), u: undo };
const BY_CODE = { KeyJ: 'j', KeyK: 'k', KeyA: 'a', KeyE: 'e', KeyS: 's', KeyR: 'r', KeyU: 'u', Slash: '/' };

function onKey(event) {
  if (event.ctrlKey || event.altKey || event.metaKey || get('helpBox').open) return;
  const target = event.target, isField = target.matches('input:not([type=checkbox]), select, textarea');
  if (event.key === 'Escape' && target.id === 'filter') { focusLine(); return; }
  if (isField) return;
  if (focusIsIn('article') && moveMark(event)) { event.preventDefault(); return; }
  if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
    if (!focusIsIn('rows') && target !== document.body) return;
    event.preventDefault();
    step(event.key === 'ArrowDown' ? 1 : -1);
    return;
  }
  if (event.key === 'Enter' && target.matches('tr.line')) { event.preventDefault(); setView('claim'); get('claimTitle').focus(); return; }
  if (state.shortcuts) onSingleKey(event);
}

// With an Arabic keyboard the place of the key counts.
function onSingleKey(event) {
  const key = /^[a-z/?]$/i.test(event.key) ? event.key.toLowerCase() : event.key === '؟' ? '?' : BY_CODE[event.code];
  if (key === '?') { event.preventDefault(); showHelp(); }
  if (key === '/') { event.preventDefault(); setView('claims'); get('filter').focus(); get('filter').select(); }
  const row = chosenRow(), action = Object.hasOwn(KEYS, key || '') ? KEYS[key] : null;
  if (!action || (!row && !['j', 'k', 'u'].includes(key))) return;
  event.preventDefault();
  action(row);
}

function showHelp() {
  const box = get('helpBox'), keys = [['J ↓ / K ↑', 'keyMove'], ['A', 'doAccept'], ['E', 'doEdit'], ['S', 'doSplit'], ['R', 'doReject'],
    ['U', 'doUndo'], ['/', 'keyFilter'], ['?', 'keyHelp'], ['← →', 'keyMarks'], ['Enter', 'keyEnter']];
  const check = make('input', { type: 'checkbox', id: 'shortcuts', checked: state.shortcuts,
    on: { change: () => { state.shortcuts = check.checked; keepChoices(); } } });
  box.replaceChildren(make('h2', { id: 'helpTitle', text: t('helpTitle') }),
    make('dl', {}, keys.map(([key, word]) => [make('dt', {}, make('kbd', { dir: 'ltr', text: key })), make('dd', { text: t(word) })])),
    make('label', { class: 'check' }, check, ' ', t('keysOn')),
    make('p', { text: t('helpText') }), make('p', { text: t('helpSafety') }), make('p', { text: t(storeWorks ? 'kept' : 'notKept') }),
    make('button', { type: 'button', class: 'main', text: t('close'), on: { click: () => box.close() } }));
  box.showModal();
}

// MARK: Saving

function faultOfReviewer() {
  get('day').value = plainDigits(get('day').value.trim());
  const reviewer = get('reviewer').value.trim(), isDay = dayNumber(get('day').value) !== null;
  get('reviewer').toggleAttribute('aria-invalid', !reviewer);
  get('day').toggleAttribute('aria-invalid', !isDay);
  const fault = reviewer ? isDay ? '' : 'errReviewDay' : 'errReviewer';
  get('whoError').hidden = !fault;
  get('whoError').textContent = fault ? t(fault) : '';
  if (fault) get(reviewer ? 'day' : 'reviewer').focus();
  return fault;
}

function save() {
  if (state.editing) { say(t('finish')); return; }
  const fault = faultOfReviewer();
  if (fault) { say(t(fault)); return; }
  const day = get('day').value, file = csvName(day), count = decision => state.rows.filter(row => row.decision === decision).length;
  download(file, csvText(get('reviewer').value.trim(), day));
  say(t('didSave', { file: leftToRight(file), m: state.rows.length, a: count('accept'), r: count('reject'), o: count('') }));
}

// MARK: Page

function showProgress() {
  const [n, m] = [decidedCount(), state.rows.length];
  get('decided').textContent = t('decided', { n, m });
  get('bar').max = Math.max(1, m);
  get('bar').value = n;
  for (const option of get('articles').options) {
    const rows = state.rows.filter(row => row.claim.source_id === option.value), article = articleOf.get(option.value);
    option.textContent = shown(article.title || article.file || article.source_id) + ' (' + rows.filter(row => row.decision).length + '/' + rows.length + ')';
  }
}

function showLanguage() {
  const isArabic = state.language === 'ar';
  document.documentElement.lang = state.language;
  document.documentElement.dir = isArabic ? 'rtl' : 'ltr';
  for (const element of document.querySelectorAll('[data-text]')) element.textContent = t(element.dataset.text);
  for (const element of document.querySelectorAll('[data-label]')) element.setAttribute('aria-label', t(element.dataset.label));
  get('language').textContent = isArabic ? 'English' : 'العربية';
  get('language').lang = isArabic ? 'en' : 'ar';
  get('reviewer').placeholder = t('reviewerShort');
  document.title = 'RiskMap: ' + t('title');
  get('subtitle').textContent = data.generator ? shown(data.generator) : '';
  showHeads();
  showLegend();
  showArticle();
  showRows();
  showClaim();
  showProgress();
}

function listen() {
  const on = (id, event, action) => get(id).addEventListener(event, action);
  document.addEventListener('keydown', onKey);
  on('print', 'click', () => window.print());
  on('help', 'click', showHelp);
  on('language', 'click', () => { if (state.editing) { say(t('finish')); return; } state.language = state.picked = state.language === 'ar' ? 'en' : 'ar'; keepChoices(); showLanguage(); });
  on('who', 'submit', event => { event.preventDefault(); save(); });
  on('filters', 'submit', event => { event.preventDefault(); focusLine(); });
  on('helpBox', 'close', () => { if (document.activeElement === document.body || focusIsIn('helpBox')) focusLine(); });
  on('reviewer', 'change', keepChoices);
  on('filter', 'input', () => { state.filter = get('filter').value.trim(); showRows(); });
  on('show', 'change', () => { state.show = get('show').value; showRows(); });
  on('order', 'change', () => { state.order = get('order').value; showRows(); });
  on('allSpans', 'click', () => { state.span = null; showRows(); focusLine(); });
  on('articles', 'change', () => { if (state.editing) { get('articles').value = state.article; say(t('finish')); return; }
    state.span = null; openArticle(get('articles').value); state.chosen = null; showRows(); chooseFirst(); });
  on('rows', 'click', event => { const line = event.target.closest('tr.line'); if (line) { choose(line.dataset.key); if (!state.editing) lineAt(state.chosen).focus({ preventScroll: true }); } });
  on('rows', 'focusin', event => { const line = event.target.closest('tr.line'); if (line && line.dataset.key !== state.chosen && !state.editing) choose(line.dataset.key); });
  for (const button of get('views').children) button.addEventListener('click', () => { setView(button.dataset.view); if (button.dataset.view === 'text') scrollToChosen(); });
  window.addEventListener('beforeprint', makePaper);
  window.addEventListener('beforeunload', event => { if (!storeWorks && decidedCount()) event.preventDefault(); });
}

function chooseFirst() {
  const line = get('rows').querySelector('tr.line');
  if (line) choose(line.dataset.key);
}

// The language of the person, else that of most articles.
function firstLanguage(choices) {
  if (choices && ['en', 'ar'].includes(choices.language)) return (state.picked = choices.language);
  return articles.filter(article => article.language === 'ar').length * 2 > articles.length ? 'ar' : 'en';
}

const today = () => { const now = new Date(), two = part => String(part).padStart(2, '0');
  return now.getFullYear() + '-' + two(now.getMonth() + 1) + '-' + two(now.getDate()); };

function start() {
  state.rows = draftRows();
  const dropped = takeDecisions(), choices = stored(STORE);
  state.language = firstLanguage(choices);
  state.shortcuts = !choices || choices.shortcuts !== false;
  get('reviewer').value = choices && typeof choices.reviewer === 'string' ? choices.reviewer : '';
  get('day').value = today();
  get('choice').hidden = articles.length < 2;
  get('articles').replaceChildren(...articles.map(article => make('option', { value: article.source_id })));
  listen();
  setView('claims');
  showLanguage();
  chooseFirst();
  if (dropped) say(t('dropped', { n: dropped }));
  else say(t(storeWorks ? 'start' : 'notKept'));
}
start();
