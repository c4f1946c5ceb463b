// SPDX-License-Identifier: Apache-2.0
// What colours, hatching and marks mean, and how earlier statements came true.
const swatch = (color, opacity) => {
  const node = make('span', { class: 'swatch', 'aria-hidden': 'true' });
  node.style.background = color;
  node.style.opacity = Math.max(opacity, 0.35);
  return node;
};

const classLabel = (entry, id) => {
  const found = [...entry.legend.classes, entry.legend.not_assessed].find(item => item.id === id);
  return found ? own(found.label) : '';
};

// The class that a value lies in; the top class holds its upper bound too.
function classOf(entry, value) {
  if (!isNumber(value)) return null;
  const classes = entry.legend.classes;
  return classes.find((item, index) => value >= item.lower && (item.upper === null || value < item.upper || index === classes.length - 1)) || null;
}

// The units of a change name its two dates, so they are asked for with them.
async function unitsOf(entry) {
  const time = moment().time;
  if (!entry.is_difference || !['en', 'ar'].includes(state.language)) return own(entry.units);
  if (entry.time !== time) {
    const legend = await load('legend/' + entry.name + '.json?datetime=' + time).catch(() => null);
    if (legend) Object.assign(entry, { time, units: { ...entry.units, en: legend.units, ar: legend.units_ar } });
  }
  return own(entry.units);
}

async function showLegend() {
  const entry = layer(), units = await unitsOf(entry);
  if (entry !== layer()) return;
  const row = item => make('li', {}, swatch(item.color, item.opacity), make('span', { text: own(item.label) }));
  const rows = entry.legend.classes.slice().reverse().map(row);
  get('legendBody').replaceChildren(...[
    make('h3', { text: own(entry.title) }), make('p', { class: 'units', text: unbroken(units) }),
    make('ul', { class: 'classes' }, rows, row(entry.legend.not_assessed), hatchRow()),
    stampText() ? make('p', { class: 'stamp', text: stampText() }) : null].filter(Boolean));
}

// How earlier statements came true; without a record, that there are too few reports for a forecast.
const isThin = () => rows.some(row => row.insufficient_for_forecast);
const stampText = () => page.note ? own(page.note) : isThin() ? t('insufficient') : '';

function hatchRow() {
  if (!doubtLayer()) return null;
  const node = make('span', { class: 'swatch', 'aria-hidden': 'true' });
  node.style.backgroundImage = 'url(' + stripes().toDataURL() + ')';
  return make('li', { class: 'hatch' }, node, make('span', { text: t('hatch') }));
}
