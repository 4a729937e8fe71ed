// Reads a table as CSV from standard input and describes its columns: numbers by their range and mean, texts by their most frequent values.
const [groupBy] = souk.args;

function parse(text) {
  const [head, ...rows] = text.trim().split(/\r?\n/).map((line) => line.split(","));
  const wrong = rows.findIndex((row) => row.length !== head.length);
  if (wrong >= 0) throw new RangeError(`line ${wrong + 2} has ${rows[wrong].length} fields, not ${head.length}`);
  return { head, rows };
}

function describeNumbers(values) {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const spread = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  const [least, most] = [Math.min(...values), Math.max(...values)];
  return { least, most, mean: Number(mean.toFixed(4)), deviation: Number(Math.sqrt(spread).toFixed(4)) };
}

function describeTexts(values) {
  const counts = new Map();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const frequent = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).slice(0, 5);
  return { different: counts.size, frequent: Object.fromEntries(frequent) };
}

function describeColumn(values) {
  const numbers = values.map(Number);
  return values.every((value, i) => value !== "" && !Number.isNaN(numbers[i])) ? describeNumbers(numbers) : describeTexts(values);
}

const describeTable = (head, rows) => Object.fromEntries(head.map((name, i) => [name, describeColumn(rows.map((row) => row[i]))]));

const { head, rows } = parse(souk.inputText());
if (groupBy === undefined) {
  print(JSON.stringify({ rows: rows.length, columns: describeTable(head, rows) }, null, 2));
} else {
  const column = head.indexOf(groupBy);
  if (column < 0) throw new RangeError(`there is no column "${groupBy}": there are ${head.join(", ")}`);
  const groups = Object.groupBy(rows, (row) => row[column]);
  const described = Object.entries(groups).map(([value, members]) => [value, { rows: members.length, columns: describeTable(head, members) }]);
  print(JSON.stringify(Object.fromEntries(described), null, 2));
}
