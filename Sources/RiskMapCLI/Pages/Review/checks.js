// SPDX-License-Identifier: Apache-2.0
// What the columns may hold: the rules of the reader of the table, told before the table is written.
const CODED = { type: 'event_type', status: 'status', bound: 'bound', count_kind: 'count_kind', root_kind: 'root_kind',
  date_prec: 'date_prec', where_prec: 'where_prec' };
const NEEDED = ['claim_id', 'incident_id', 'type', 'place', 'where_prec', 'date_start', 'root_source', 'root_kind', 'source_id'];
const NUMBERS = ['quantity_min', 'quantity_best', 'quantity_max'];

// Digits of Arabic and Persian as those of the table.
const plainDigits = text => text.replace(/[٠-٩]/g, digit => String(digit.charCodeAt(0) - 0x660))
  .replace(/[۰-۹]/g, digit => String(digit.charCodeAt(0) - 0x6f0));

// Days since 1970; null for what is no day of the calendar.
function dayNumber(text) {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!parts) return null;
  const [year, month, day] = parts.slice(1).map(Number), time = Date.UTC(year, month - 1, day), back = new Date(time);
  return year >= 1000 && back.getUTCMonth() === month - 1 && back.getUTCDate() === day ? time / 86400000 : null;
}

// What a person wrote into a field, as the table has it: `7,000` and `٧٠٠٠` are 7000.
function tidied(column, text) {
  const plain = text.trim();
  if (NUMBERS.includes(column)) {
    const digits = plainDigits(plain).replace(/٬/g, ',').replace(/٫/g, '.');
    return /^\d{1,3}(,\d{3})+(\.\d+)?$/.test(digits) ? digits.replace(/,/g, '') : digits;
  }
  if (column === 'date_start' || column === 'date_end') return plainDigits(plain);
  return column === 'country' ? plain.toUpperCase() : plain;
}

// Columns at fault with the reason of each, in the order of the table.
function faultsOf(values) {
  const faults = new Map(), add = (column, reason) => { if (!faults.has(column)) faults.set(column, reason); };
  for (const column of NEEDED) if (!values[column]) add(column, 'errNeeded');
  for (const [column, list] of Object.entries(CODED)) {
    if (values[column] && !((data.codes || {})[list] || []).includes(values[column])) add(column, 'errCode');
  }
  for (const column of ['date_start', 'date_end']) {
    if (values[column] && dayNumber(values[column]) === null) add(column, 'errDay');
  }
  if (!faults.has('date_start') && values.date_end && dayNumber(values.date_end) < dayNumber(values.date_start)) {
    add('date_end', 'errDays');
  }
  checkNumbers(values, add);
  if (values.country && !/^[A-Z]{2}$/.test(values.country)) add('country', 'errCountry');
  return COLUMNS.filter(column => faults.has(column)).map(column => [column, faults.get(column)]);
}

function checkNumbers(values, add) {
  const given = NUMBERS.filter(column => values[column] !== '');
  const wrong = given.filter(column => !/^\d+(\.\d+)?$/.test(values[column]) || Number(values[column]) > 1e12);
  wrong.forEach(column => add(column, 'errNumber'));
  if (wrong.length) return;
  given.slice(1).forEach((column, index) => {
    if (Number(values[column]) < Number(values[given[index]])) add(column, 'errOrder');
  });
  if (given.length) for (const column of ['bound', 'count_kind']) if (!values[column]) add(column, 'errNeeded');
}

const fieldName = column => t(column);
const faultList = faults => faults.map(([column, reason]) => fieldName(column) + ' ' + t(reason)).join('; ');
