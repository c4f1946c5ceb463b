// SPDX-License-Identifier: Apache-2.0
// The table of claims (RFC 4180, UTF-8, rows end with LF).
//
// A spreadsheet takes a cell that begins with `=`, `+`, `-` or `@` for a formula, and a text can come from anywhere. Such a
// cell is written with an apostrophe before it. One that has apostrophes before such a sign gets one more, so that taking
// one away from cells of this form gives back what was there. Plain numbers stay numbers.
const FORMULA = /^'*[=+\-@\t\r]/;
const PLAIN_NUMBER = /^-?\d+(\.\d+)?$/;

function csvCell(value) {
  // No table can hold these signs, and none of them is a letter.
  let text = value.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, '\ufffd');
  if (FORMULA.test(text) && !PLAIN_NUMBER.test(text)) text = "'" + text;
  return /[",\r\n]|^\s|\s$/.test(text) ? '"' + text.replace(/"/g, '""') + '"' : text;
}

function csvText(reviewer, day) {
  const lines = state.rows.map(row => {
    const decided = row.decision ? { decision: row.decision, reviewer, reviewed_on: day } : {};
    const values = { ...row.values, ...decided };
    return COLUMNS.map(column => csvCell(values[column])).join(',');
  });
  return [COLUMNS.join(','), ...lines].join('\n') + '\n';
}

const csvName = day => 'claims-'
  + ((articles.length === 1 && articles[0].source_id.replace(/[^A-Za-z0-9_-]+/g, '-').slice(0, 60)) || 'reviewed')
  + '-' + day + '.csv';

function download(name, text) {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }));
  const link = make('a', { href: address, download: name, hidden: true });
  document.body.append(link);
  link.click();
  link.remove();
  // The download has its own hold on the bytes only once it has begun.
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}
