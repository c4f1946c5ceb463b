// SPDX-License-Identifier: Apache-2.0
// Answers about a place: the value with its doubt, what is known of it, and where to go from there.
let chosen = null, asked = 0, spot = null;

const isNarrow = () => matchMedia('(max-width: 760px)').matches;
// On a phone the answer covers the lower part of the map.
const roomForSheet = () => isNarrow() ? { paddingBottomRight: [0, Math.round(map.getSize().y * 0.45)] } : {};

function openAnswer(title, nodes, speaks) {
  get('answerTitle').replaceChildren(title);
  get('answerBody').replaceChildren(...nodes.flat().filter(Boolean));
  get('answer').classList.add('open');
  get('answerBody').scrollTop = 0;
  if (!isNarrow()) get('side').scrollTop = 0;
  if (speaks) get('answerTitle').focus({ preventScroll: true });
  get('clear').hidden = false;
  writeAddress();
  requestAnimationFrame(keepSpotInSight);
}

function closeAnswer() {
  asked += 1;
  const hadFocus = get('answer').contains(document.activeElement);
  chosen = null;
  if (spot) { spot.remove(); spot = null; }
  outline(null);
  get('answer').classList.remove('open');
  get('answerTitle').textContent = t('answer');
  get('answerBody').replaceChildren(make('p', { text: t('hint') }));
  get('clear').hidden = true;
  showSeries(); markRow(); writeAddress();
  if (hadFocus) get('map').focus({ preventScroll: true });
}

// The chosen spot is never below the sheet.
function keepSpotInSight() {
  if (!isNarrow() || !spot) return;
  const frame = get('map').getBoundingClientRect();
  if (frame.top < 0 || frame.top > innerHeight * 0.5 || get('answer').getBoundingClientRect().top - frame.top < 180) scrollTo({ top: scrollY + frame.top - 4, behavior: 'auto' });
  const now = get('map').getBoundingClientRect(), sheet = get('answer').getBoundingClientRect();
  const y = map.latLngToContainerPoint(spot.getLatLng()).y, lowest = Math.min(now.bottom, sheet.top) - now.top - 36;
  if (lowest > 40 && y > lowest) map.panBy([0, y - lowest + Math.min(60, lowest / 3)], { animate: !calm() });
}

function putSpot(latitude, longitude) {
  if (spot) spot.remove();
  spot = L.circleMarker([latitude, longitude], { radius: 8, color: '#101720', weight: 3, fill: false, interactive: false, className: 'spot' }).addTo(map);
}

function askPoint(latitude, longitude, options) {
  chosen = { kind: 'point', latitude, longitude };
  return answerWith(position(latitude, longitude), latitude, longitude, 'query/point?lat=' + latitude.toFixed(5) + '&lon=' + longitude.toFixed(5), options);
}

// A place of the search: answered by its zone, with the sentence that says what that is.
function askPlace(result, speaks = true) {
  const name = nameOf(result);
  if (!result.query || !isNumber(result.latitude)) { tellPlace(result, name); return null; }
  const key = /^query\/provinces\/([^?]+)$/.exec(result.query);
  chosen = { kind: 'point', latitude: result.latitude, longitude: result.longitude, name, result, key: key ? decodeURIComponent(key[1]) : null };
  return answerWith(foreign(name), result.latitude, result.longitude, result.query, { speaks, zone: zoneText(result) });
}

// What has no middle, or no answer of its own: its name and why.
async function tellPlace(result, name) {
  const turn = ++asked;
  if (spot) { spot.remove(); spot = null; }
  outline(null);
  chosen = { kind: 'place', name };
  openAnswer(foreign(name), [make('p', { class: 'soft' }, zoneText(result)), result.query ? make('p', { class: 'soft', text: t('loading') }) : null], true);
  showSeries(); markRow();
  if (!result.query) return;
  const reply = await load(dated(result.query + (result.query.includes('?') ? '&' : '?') + 'why=true')).catch(error => ({ failed: error.message }));
  if (turn !== asked) return;
  const answer = Array.isArray(reply) ? reply[0] : reply;
  openAnswer(foreign(name), answer.failed ? [make('p', { class: 'soft' }, foreign(answer.failed))]
    : [make('p', { class: 'soft' }, zoneText(result)), factsOf(answer), notesOf(answer), whyOf(answer)], false);
}

async function answerWith(title, latitude, longitude, url, options = {}) {
  const turn = ++asked, isCompared = Boolean(before);
  putSpot(latitude, longitude);
  outline(null);
  openAnswer(title, [make('p', { class: 'soft', text: t('loading') })], options.speaks);
  showSeries(); markRow();
  const withWhy = url + (url.includes('?') ? '&' : '?') + 'why=true', [shown, isKnown] = await pixel(latitude, longitude);
  if (turn !== asked) return;
  const [reply, both] = await Promise.all([page.queries && isKnown ? load(dated(withWhy)).catch(error => ({ failed: error.message })) : null,
    isCompared && isKnown && page.queries ? Promise.all(pair().map(day => load(datedBy(url, day)).catch(() => null))) : null]);
  if (turn !== asked) return;
  const answer = Array.isArray(reply) ? reply[0] : reply;
  const isAnswer = answer && !answer.failed, isZone = isAnswer && answer.kind === 'zone';
  // Under another layer its value stands first, told for the spot itself, so that figure and colour are those on the map.
  const isRisk = state.layer === 'relative-risk', zone = isAnswer && options.zone ? make(isZone && !isRisk ? 'h3' : 'p', { class: 'zone' }, options.zone) : null;
  const nodes = [isZone && isRisk ? zoneHeadline(answer) : headline(shown), isZone && !isRisk ? make('p', { class: 'units', text: position(latitude, longitude) }) : null, zone,
    both ? twoDates(both) : null, isAnswer ? factsOf(answer, isZone && isRisk) : null, isAnswer ? notesOf(answer) : null,
    answer && answer.failed ? make('p', { class: 'soft' }, foreign(answer.failed)) : null,
    isAnswer ? provinceButtons(answer) : null, isAnswer ? whyOf(answer) : null, isKnown ? actions() : null];
  openAnswer(title, nodes, false);
  say([get('answerTitle').textContent, isZone && isRisk ? riskText(answer) : spokenHeadline(shown), isAnswer && isNumber(answer.chance) ? t('chance') + ' ' + percent(answer.chance) : ''].filter(Boolean).join('. '));
}

// The value that the layer shows, asked for as a GIS would: in a square of a hundred metres around the place. With it, whether
// anything is assessed there: a chance may be refused where a relative risk is known.
async function pixel(latitude, longitude) {
  const middle = L.CRS.EPSG3857.project(L.latLng(latitude, longitude)), ground = page.layers.find(entry => entry.name === 'relative-risk');
  const names = [...new Set([state.layer, ground && !layer().is_difference ? ground.name : state.layer])].join(',');
  const query = new URLSearchParams({ SERVICE: 'WMS', VERSION: '1.3.0', REQUEST: 'GetFeatureInfo', CRS: 'EPSG:3857',
    BBOX: [middle.x - 50.5, middle.y - 50.5, middle.x + 50.5, middle.y + 50.5].join(','), WIDTH: 101, HEIGHT: 101, LAYERS: names,
    QUERY_LAYERS: names, INFO_FORMAT: 'application/json', I: 50, J: 50 });
  if (moment().time) query.set('TIME', moment().time);
  const answer = await load('wms?' + query).catch(() => null), all = answer ? answer.features.map(feature => feature.properties) : [];
  return [all.find(values => values.layer === state.layer) || null, all.some(values => [values.value, values.earlier_value, values.later_value].some(isNumber))];
}

function spokenHeadline(values) {
  if (!values) return t('failed');
  if (values.class === null) return t('outside');
  const label = classLabel(layer(), values.class) || values.label || '';
  if (isNumber(values.ratio)) return times(values.ratio) + ' · ' + label;
  return values.value === null ? label : layerFigure(values.value) + ' · ' + label;
}

// Chances are written as chances; a change has its sign.
function layerFigure(value) {
  if (/^chance/.test(state.layer)) return percent(value);
  const isRise = layer().is_difference && Number(value) > 0;
  return (isRise ? '+' : '') + figure(value);
}

function headline(values) {
  if (!values) return make('p', { class: 'big', text: t('failed') });
  const nodes = [make('p', { class: 'big' }, values.color && values.class !== null ? swatch(values.color, 1) : null, spokenHeadline(values)),
    make('p', { class: 'units', text: own(layer().title) + ', ' + unbroken(own(layer().units)) })];
  if (values.later) nodes.push(list([[isolated(values.earlier), valueOrNone(values.earlier_value)], [isolated(values.later), valueOrNone(values.later_value)],
    isNumber(values.ratio) ? null : ratioRow(values.earlier_value, values.later_value)]));
  return nodes;
}

// A zone is told by its mean, not by the cell in its middle.
function zoneHeadline(answer) {
  const its = classOf(mainLayer().name === 'relative-risk' ? mainLayer() : page.layers.find(entry => entry.name === 'relative-risk') || mainLayer(), answer.relative_risk);
  return [make('p', { class: 'big' }, its ? swatch(its.color, 1) : null, riskText(answer)), make('p', { class: 'units', text: t('risk_mean') })];
}

const valueOrNone = value => isNumber(value) ? figure(value) : t('not_assessed');
const ratioRow = (earlier, later) => isNumber(earlier) && isNumber(later) && Number(earlier) > 0 ? [t('ratio'), times(Number((later / earlier).toPrecision(12)))] : null;

// Two dates of one place, each with its interval, and the later over the earlier.
function twoDates(answers) {
  const text = answer => !answer ? t('not_assessed') : isNumber(answer.expected) ? numberWithInterval(answer) : riskText(answer);
  const value = answer => answer && (isNumber(answer.expected) ? answer.expected : answer.relative_risk);
  const name = answers.some(answer => answer && isNumber(answer.expected)) ? 'expected' : 'risk';
  const rows = pair().map((day, index) => [isolated(day), text(answers[index])]), ratio = ratioRow(value(answers[0]), value(answers[1]));
  if (ratio && mayBeChance(answers)) ratio[1] += ' · ' + t('marked_unmarked');
  return [make('h3', { text: t(name) }), list([...rows, ratio])];
}

// Where either number lies within the interval of the other one.
function mayBeChance([earlier, later]) {
  const isWithin = (value, of) => isNumber(of.expected_p05) && value >= of.expected_p05 && value <= of.expected_p95;
  return Boolean(earlier && later && isNumber(earlier.expected) && isNumber(later.expected)) && (isWithin(earlier.expected, later) || isWithin(later.expected, earlier));
}

const list = rows => make('dl', {}, rows.filter(Boolean).flatMap(([name, value]) => [make('dt', {}, name), make('dd', {}, value)]));
const intervalOf = values => isNumber(values.expected_p05) && isNumber(values.expected_p95) ? t('interval', { range: range(values.expected_p05, values.expected_p95) }) : '';
const numberWithInterval = values => [figure(values.expected), intervalOf(values)].filter(Boolean).join(' · ');

// What is little is not nothing.
const riskFigure = value => Number(value) < 0.005 ? t('under', { value: isolated(written('0.01') + ' ×') }) : isolated(figure(value) + ' ×');

function riskText(values) {
  if (values.withheld) return t('withheld');
  if (!isNumber(values.relative_risk)) return t('not_assessed');
  if (values.relative_risk_max === 0) return t('no_report');
  const isFlat = values.relative_risk === values.relative_risk_max;
  return [riskFigure(values.relative_risk), isFlat ? '' : t('highest', { value: figure(values.relative_risk_max) })].filter(Boolean).join(' · ');
}

function chanceText(values) {
  if (isNumber(values.chance)) return percent(values.chance);
  return values.chance_class ? chanceClass(values.chance_class) : null;
}
const chanceClass = name => name === 'under_1' ? t('under', { value: withPercent(1) }) : name === 'over_80' ? t('over', { value: withPercent(80) })
  : withPercent(name.split('_to_').join('–'));

function changeText(values) {
  if (!isNumber(values.change_ratio) || !values.change) return null;
  return t('change_' + values.change, { ratio: times(values.change_ratio) });
}

function rankText(values) {
  if (!isNumber(values.rank)) return null;
  const isSure = !isNumber(values.rank_best) || values.rank_best === values.rank_worst;
  return isSure ? isolated(values.rank) : t('rank_between', { rank: isolated(values.rank), best: isolated(values.rank_best), worst: isolated(values.rank_worst) });
}

function factsOf(values, isHeaded) {
  const main = mainLayer(), its = classOf(main, /^chance/.test(main.name) ? values.chance : values.relative_risk);
  const isPoint = values.kind === 'point', chance = chanceText(values), change = changeText(values), rank = rankText(values);
  const reported = ['reported_7d', 'reported_30d', 'reported_90d'].every(key => isNumber(values[key]));
  return list([
    its && !isPoint ? [t('class'), [swatch(its.color, 1), ' ', own(its.label)]] : null,
    chance ? [isPoint ? t('chance_near') : t('chance'), chance] : null,
    isNumber(values.expected) ? [isPoint ? t('expected_near') : t('expected'), numberWithInterval(values)] : null,
    change ? [t('changed'), change] : null,
    reported ? [t('reported'), isolated([values.reported_7d, values.reported_30d, values.reported_90d].join(', '))] : null,
    isHeaded ? null : [t('risk'), riskText(values)],
    rank ? [t('rank'), rank] : null,
    [t('evidence'), evidence(values)],
    values.kind !== 'point' && values.period && values.period.first ? [t('dates'), days(values.period.first, values.period.last)] : null,
  ]);
}

// What the place itself holds; a cell gets its value from around it too.
function evidence(values) {
  const counts = [['incidents', 'incidents'], ['claims', 'claims'], ['root_sources', 'roots'], ['claims_in_conflict', 'in_conflict'], ['unlocated', 'unlocated']];
  const parts = counts.filter(([member]) => isNumber(values[member]) && (values[member] > 0 || member === 'incidents') && (member !== 'unlocated' || values.kind !== 'point')).map(([member, key]) => t(key, { count: values[member] }));
  if (isNumber(values.incidents_reaching_in) && values.incidents_reaching_in > 0) parts.splice(1, 0, t('reaching_in', { number: isolated(values.incidents_reaching_in) }));
  const text = parts.join(' · ');
  return values.kind === 'point' ? t('in_cell', { text }) : text;
}

function notesOf(values) {
  const nodes = [];
  if (values.refusal) nodes.push(make('p', { class: 'refusal' }, make('strong', { text: t('refused') + ' ' }), foreign(values.refusal)));
  if (values.insufficient_for_forecast) nodes.push(make('p', { class: 'refusal', text: t('insufficient') }));
  if (values.conflicts && values.conflicts.length) {
    nodes.push(make('details', {}, make('summary', { text: t('conflicts', { count: values.conflicts.length }) }),
      make('ul', {}, values.conflicts.map(text => make('li', {}, foreign(text))))));
  }
  return nodes;
}

const provinceButtons = answer => (answer.provinces || []).filter(code => code !== answer.iso3166_2 && rowOf(code)).map(code =>
  make('button', { type: 'button', class: 'link', onclick: () => askProvince(code, { speaks: true }) }, t('province_of', { name: nameOf(rowOf(code)) })));

async function askProvince(code, options = {}) {
  const turn = ++asked, row = rowOf(code), title = row ? nameOf(row) : code;
  chosen = { kind: 'province', code, name: title };
  if (spot) { spot.remove(); spot = null; }
  openAnswer(title, [make('p', { class: 'soft', text: t('loading') })], options.speaks);
  outline(code, options.moves !== false).catch(() => {});
  showSeries(); markRow();
  const url = 'query/provinces/' + encodeURIComponent(code);
  const [reply, both] = await Promise.all([page.queries ? load(dated(url + '?why=true')).catch(() => null) : null,
    before && page.queries ? Promise.all(pair().map(day => load(datedBy(url, day)).catch(() => null))) : null]);
  if (turn !== asked) return;
  const answer = reply || row;
  if (!answer) { openAnswer(title, [make('p', { text: t('failed') })], false); return; }
  openAnswer(title, [make('p', { class: 'big', text: provinceFigure(answer) }), make('p', { class: 'units', text: provinceTitle() }), make('p', { class: 'soft', text: t('zone.province') }),
    both ? twoDates(both) : null, factsOf(answer), notesOf(answer), whyOf(answer), actions()], false);
  say(title + '. ' + provinceTitle() + ' ' + provinceFigure(answer));
}

const briefingAddress = format => {
  const query = new URLSearchParams(chosen.kind === 'point' && !chosen.name ? { lat: chosen.latitude.toFixed(5), lon: chosen.longitude.toFixed(5) } : { name: chosen.code || chosen.key || chosen.name });
  query.set('lang', state.language);
  query.set('f', format);
  if (hasDays()) query.set('datetime', build().day);
  return 'briefing?' + query;
};

function actions() {
  if (!page.queries || !chosen || !['point', 'province'].includes(chosen.kind)) return null;
  const link = format => make('a', { class: 'button', href: briefingAddress(format), target: '_blank', rel: 'noopener', text: t('briefing', { format: format.toUpperCase() }) });
  return make('p', { class: 'actions' }, ['pdf', 'html'].map(link), make('button', { type: 'button', text: t('share'), onclick: share }));
}
