// SPDX-License-Identifier: Apache-2.0
// Editing: every field of a claim, checked by the rules of the table before it is kept.
const FIELDSETS = [
  ['grWhat', ['type', 'status', 'actor', 'target']],
  ['grWhere', ['place', 'where_prec', 'province', 'country']],
  ['grWhen', ['date_start', 'date_end', 'date_prec']],
  ['grMany', ['quantity_min', 'quantity_best', 'quantity_max', 'bound', 'unit', 'count_kind']],
  ['grSays', ['claimant', 'root_source', 'root_kind']],
  ['grTransfer', ['origin', 'destination', 'mode']],
  ['grGroup', ['incident_id', 'incident_title', 'conflict_group', 'note']]
];
const OPTIONAL_CODES = ['bound', 'count_kind', 'date_prec'];
// UCDP's code for what a gazetteer's kind of place is known to; a facility counts for its district.
const PRECISION = { governorate: 4, district: 3, city: 1, town: 1, village: 1, suburb: 1, camp: 3, prison: 3, base: 3, airport: 1,
  crossing: 1, site: 1, river: 5, road: 5, border: 5, 'vernacular-region': 5, country: 6, supranational: 7 };

// Other readings of the place, the best first.
function candidatesOf(row) {
  const mention = mentionOf(row), article = articleOf.get(row.claim.source_id) || {}, seen = new Set(), list = [];
  const near = (article.mentions || []).filter(one => one !== mention && within(one, row));
  for (const one of [...(mention ? [mention] : []), ...near]) {
    for (const candidate of [one, ...(one.candidates || [])]) {
      if (!candidate.name || seen.has(candidate.place_id)) continue;
      seen.add(candidate.place_id);
      list.push(candidate);
    }
  }
  return list;
}

function formOf(row) {
  const form = make('form', { class: 'edit', novalidate: true, 'aria-labelledby': 'claimTitle' },
    quoteOf(row),
    FIELDSETS.filter(([key]) => key !== 'grTransfer' || isTransfer(row.values)).map(([key, columns]) => make('fieldset', { class: key },
      make('legend', { text: t(key) }), key === 'grWhere' ? candidateField(row) : '', columns.map(column => field(row, column)))),
    make('p', { class: 'error', id: 'formError', role: 'alert', hidden: true }),
    make('div', { class: 'actions' },
      make('button', { class: 'main', id: 'apply', text: t('apply') }),
      make('button', { type: 'button', id: 'applyAccept', text: t('applyAccept'), on: { click: () => apply(row, form, true) } }),
      make('button', { type: 'button', id: 'cancel', text: t('cancel'), on: { click: cancelEdit } })));
  form.addEventListener('submit', event => { event.preventDefault(); apply(row, form, false); });
  form.addEventListener('keydown', event => {
    if (event.key === 'Escape') { event.preventDefault(); event.stopPropagation(); cancelEdit(); }
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) { event.preventDefault(); apply(row, form, true); }
  });
  return form;
}

function field(row, column) {
  const list = CODED[column], id = 'field-' + column, value = row.values[column];
  const isFigure = NUMBERS.includes(column) || column.startsWith('date_') || column === 'country';
  const shared = { id, name: column, 'aria-describedby': id + '-error', required: NEEDED.includes(column) };
  const input = list ? make('select', shared, options(list, value, OPTIONAL_CODES.includes(column)))
    : column === 'note' ? make('textarea', { ...shared, rows: 2, dir: 'auto' })
      : make('input', { ...shared, dir: isFigure ? 'ltr' : 'auto', autocomplete: 'off', inputmode: NUMBERS.includes(column) ? 'decimal' : null,
        placeholder: ['date_start', 'date_end'].includes(column) ? t('dayForm') : null });
  input.value = value;
  return make('label', { class: 'field f-' + column }, make('span', { text: t(column) + (NEEDED.includes(column) ? ' *' : '') }), input,
    make('span', { class: 'error', id: id + '-error' }));
}

function options(list, value, isOptional) {
  const known = (data.codes || {})[list] || [], all = known.includes(value) || value === '' ? known : [value, ...known];
  return [...(isOptional || value === '' ? [make('option', { value: '', text: '–' })] : []),
    ...all.map(one => make('option', { value: one, text: code(list, one) }))];
}

function candidateField(row) {
  const list = candidatesOf(row);
  if (!list.length) return '';
  const select = make('select', { id: 'candidates' }, make('option', { value: '', text: t('asWritten') }), list.map((one, index) => make('option', { value: index,
    text: shown([one.name, one.feature, one.iso3166_2 || one.country].filter(Boolean).join(', ')) + (typeof one.score === 'number' ? ' (' + one.score.toFixed(2) + ')' : '') })));
  select.addEventListener('change', () => { if (select.value !== '') takeCandidate(list[Number(select.value)]); });
  return make('label', { class: 'field f-candidates' }, make('span', { text: t('candidate') }), select);
}

function takeCandidate(one) {
  const put = (column, value) => { get('field-' + column).value = value; }, unit = written(one.iso3166_2);
  put('place', written(one.name));
  put('province', unit);
  put('country', written(one.country) || unit.slice(0, 2));
  const precision = one.where_prec || PRECISION[one.feature];
  if (precision) put('where_prec', String(precision));
}

// Keeps the form's values, or shows what is wrong with them.
function apply(row, form, accepts) {
  const values = { ...row.values };
  for (const input of form.querySelectorAll('[name]')) {
    // What was not touched stays as it was, to the last blank.
    values[input.name] = input.value === row.values[input.name] ? row.values[input.name] : tidied(input.name, input.value);
  }
  if (!NUMBERS.some(column => values[column])) values.bound = values.count_kind = values.unit = '';
  const faults = faultsOf(values), reasons = new Map(faults);
  for (const input of form.querySelectorAll('[name]')) {
    const reason = reasons.get(input.name);
    input.toggleAttribute('aria-invalid', Boolean(reason));
    if (reason) input.setAttribute('aria-invalid', 'true');
    get('field-' + input.name + '-error').textContent = reason ? t(reason) : '';
  }
  if (faults.length) {
    get('formError').hidden = false;
    get('formError').textContent = t('errEdit', { n: faults.length, list: faults.map(([column]) => t(column)).join(', ') });
    const first = form.querySelector('[aria-invalid]');
    if (first) first.focus();
    return;
  }
  const isChanged = COLUMNS.some(column => values[column] !== row.values[column]);
  state.editing = false;
  if (!isChanged && !accepts) { showClaim(); focusLine(); say(t('didNothing')); return; }
  const what = t('didEdit', { n: row.number });
  remember(what);
  row.values = values;
  // A decision was about what stood there before.
  row.decision = accepts ? 'accept' : '';
  afterChange(accepts ? t('didAccept', { n: row.number }) : what, true);
  focusLine();
}

function edit(row) {
  if (state.editing) return;
  state.editing = true;
  setView('claim');
  showClaim();
  const first = get('field-type');
  get('claim').scrollTop = 0;
  first.focus({ preventScroll: true });
}

function cancelEdit() {
  state.editing = false;
  showClaim();
  focusLine();
}
