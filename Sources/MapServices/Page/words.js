// SPDX-License-Identifier: Apache-2.0
// Texts and numbers in the language of the reader. All that comes from the server becomes text, never markup.
const get = id => document.getElementById(id);
const state = { language: 'en', layer: null, day: null, other: null, compares: false, off: new Set() };
let page = null;

function make(tag, attributes, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name === 'text') node.textContent = value;
    else if (name.startsWith('on')) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? '' : value);
  }
  node.append(...children.flat().filter(child => child !== null && child !== undefined && child !== ''));
  return node;
}

async function load(url, options) {
  const response = await fetch(url, { headers: { Accept: 'application/json' }, ...options });
  if (!response.ok) throw new Error((await response.json().catch(() => ({}))).detail || response.statusText);
  return response.json();
}

const languageNames = { en: 'English', ar: 'العربية', fr: 'Français', es: 'Español', ru: 'Русский', uk: 'Українська', ku: 'Kurdî' };
const isRightToLeft = () => state.language === 'ar';

// Parts of a date, a range or a pair of coordinates would change places after Arabic letters.
const isolated = text => '\u2066' + text + '\u2069';
// A line does not end inside a date.
const unbroken = text => String(text).replace(/(\d-)(?=\d)/g, '$1\u2060');

// The rules that a number's form is chosen by are the browser's; the forms are the study's.
const rules = {};
function formOf(count) {
  rules[state.language] = rules[state.language] || new Intl.PluralRules(state.language);
  return rules[state.language].select(count);
}

// A text by its key, with values at its places; `count` decides about the plural form.
function t(key, values) {
  const own = page.texts[state.language] || {}, entry = key in own ? own[key] : (page.texts.en || {})[key];
  if (entry === undefined) return key;
  const text = typeof entry === 'string' ? entry : entry[formOf((values || {}).count)] || entry.other;
  return text.replace(/\{(\w+)\}/g, (place, name) => !values || !(name in values) ? place : name === 'count' ? grouped(values.count) : values[name]);
}

// A text of the study in the reader's language, else in that which it has.
const own = text => (text && (text[state.language] || text.en || Object.values(text)[0])) || '';

// Rounds the decimal digits that the server wrote, once, halves to the even digit as the command line does: 1.15 stands in
// memory as a little less.
function rounded(value, digits) {
  const text = String(Math.abs(value)), sign = value < 0 ? '-' : '';
  if (!/^\d+(\.\d+)?$/.test(text)) return value.toFixed(digits);
  const [whole, part = ''] = text.split('.');
  if (part.length <= digits) return sign + whole + (digits ? '.' + part.padEnd(digits, '0') : '');
  const kept = BigInt(whole + part.slice(0, digits)), rest = part.slice(digits);
  const goesUp = rest > '5' || (rest === '5' && kept % 2n === 1n);
  const shown = String(kept + (goesUp ? 1n : 0n)).padStart(digits + 1, '0');
  const result = digits ? shown.slice(0, -digits) + '.' + shown.slice(-digits) : shown;
  return /[1-9]/.test(result) ? sign + result : result;
}

const isNumber = value => value !== null && value !== undefined && value !== '' && Number.isFinite(Number(value));
const marks = {};
function decimalMark() {
  const parts = language => new Intl.NumberFormat(language + '-u-nu-latn').formatToParts(1.5);
  marks[state.language] = marks[state.language] || parts(state.language).find(part => part.type === 'decimal').value;
  return marks[state.language];
}
const written = text => isolated(String(text).replace('.', decimalMark()));
// As the command line writes it: two decimals under 10, none above.
const figure = value => written(rounded(Number(value), Math.abs(Number(value)) < 10 ? 2 : 0));
const grouped = value => isolated(Number(value).toLocaleString('en-US').replace(/,/g, '\u202f'));
const withPercent = text => isolated(String(text).replace('.', decimalMark()) + '\u00a0%');

// A chance is never rounded to certainty, and what is little is not nothing.
function percent(value) {
  const number = Number(value);
  if (number >= 99.95) return t('over', { value: withPercent('99.9') });
  if (number > 0 && number < 0.05) return t('under', { value: withPercent('0.1') });
  return withPercent(rounded(number, 1));
}
const times = value => isolated('× ' + rounded(Number(value), 2).replace('.', decimalMark()));
const range = (low, high) => isolated(String(low).replace('.', decimalMark()) + '–' + String(high).replace('.', decimalMark()));
const days = (first, last) => unbroken(isolated(!last || first === last ? first : first + '\u00a0– ' + last));
const position = (latitude, longitude) => isolated(Number(latitude).toFixed(3) + ', ' + Number(longitude).toFixed(3));
// Text of a source, in whatever language and direction it is.
const foreign = (text, attributes) => make('bdi', { text, dir: 'auto', ...attributes });

function nameOf(values) {
  const code = state.language;
  return (values.names && (values.names[code] || values.names.en)) || values['name_' + code] || values.name_en || values.name || '';
}

const typeText = type => {
  const text = t('type.' + type);
  return text === 'type.' + type ? String(type || '').replace(/_/g, ' ') : text;
};

// Read aloud by screen readers; one that comes twice is read twice.
function say(text) {
  get('live').textContent = '';
  requestAnimationFrame(() => { get('live').textContent = text; });
}
