// SPDX-License-Identifier: Apache-2.0
// The table of provinces, told by the chance where the record allows one anywhere, else by the relative risk.
let rows = [];
const rowOf = code => rows.find(row => row.iso3166_2 === code);
const hasChance = () => rows.some(row => row.chance_class);
const provinceTitle = () => t(hasChance() ? 'chance' : 'risk_mean');

function provinceFigure(values) {
  if (values.withheld) return t('withheld');
  if (!hasChance()) return !isNumber(values.relative_risk) ? t('not_assessed') : values.relative_risk_max === 0 ? t('no_report_short') : riskFigure(values.relative_risk);
  return chanceText(values) || t('refused_short');
}

function provinceColor(values) {
  const main = mainLayer(), isChance = /^chance/.test(main.name), lower = { under_1: 0.5, over_80: 90 };
  const value = !isChance ? values.relative_risk : isNumber(values.chance) ? values.chance : values.chance_class ? lower[values.chance_class] || parseFloat(values.chance_class) : null;
  const found = classOf(main, value);
  return found ? found.color : 'transparent';
}

async function fetchProvinces() {
  if (!page.provinces) { get('ranking').hidden = true; return; }
  const day = state.day;
  const answer = page.queries ? await load(dated('query/provinces'))
    : (await load(dated('collections/' + page.provinces + '/items?limit=1000'))).features.map(feature => feature.properties);
  if (day !== state.day) return;
  rows = answer.filter(row => isNumber(row.rank) || row.withheld || row.assessed);
  rows.sort((a, b) => (a.rank || 1e9) - (b.rank || 1e9));
  showRows(); showHead(); showLegend();
}

function showRows() {
  const shows = rows.some(row => isNumber(row.expected));
  get('intervalHead').hidden = !shows;
  get('figureHead').textContent = t(hasChance() ? 'chance_short' : 'risk');
  get('rankNote').hidden = !rows.some((row, index) => index && isNumber(row.rank) && row.rank > rows[index - 1].rank && figureOfRow(row) > figureOfRow(rows[index - 1]));
  get('rows').replaceChildren(...rows.map(row => {
    const dot = make('span', { class: 'dot', 'aria-hidden': 'true' });
    dot.style.background = provinceColor(row);
    const button = make('button', { type: 'button', class: 'name', onclick: event => askProvince(row.iso3166_2, { speaks: event.detail === 0 }) }, dot, foreign(nameOf(row)));
    return make('tr', { 'data-code': row.iso3166_2 }, make('td', { text: isNumber(row.rank) ? row.rank : '–' }), make('td', {}, button),
      make('td', { text: provinceFigure(row) }), shows ? make('td', { text: isNumber(row.expected) ? isolated(row.expected_p05 + '–' + row.expected_p95) : '–' }) : null);
  }));
  markRow();
}

const figureOfRow = row => Number(hasChance() ? row.chance : row.relative_risk) || 0;

function markRow() {
  for (const row of document.querySelectorAll('#rows tr')) row.classList.toggle('chosen', Boolean(chosen && chosen.code === row.dataset.code));
}
