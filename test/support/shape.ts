/** The shape of JSON: types by name, `["array", element]` for an array, an object for an object. */
export type Shape = string | null | readonly ['array', Shape] | { readonly [key: string]: Shape };

const isArray = (shape: Shape | undefined): shape is readonly ['array', Shape] => Array.isArray(shape);
const isObject = (shape: Shape | undefined): shape is { readonly [key: string]: Shape } =>
  shape !== null && typeof shape === 'object' && !Array.isArray(shape);

/** What one shape says of two values: all keys of both; a type wins over null, since null says nothing of a type. */
function merged(one: Shape, other: Shape): Shape {
  if (one === null || one === 'null') return other;
  if (other === null || other === 'null') return one;
  if (isArray(one) && isArray(other)) return ['array', merged(one[1], other[1])];
  if (isObject(one) && isObject(other)) {
    const keys = [...new Set([...Object.keys(one), ...Object.keys(other)])];
    return Object.fromEntries(keys.map((key) => [key, merged(one[key] ?? null, other[key] ?? null)]));
  }
  return one;
}

/** The shape of a value; the element of an array has the shape of all its members, null where it has none. */
export function shapeOf(value: unknown): Shape {
  if (value === null || value === undefined) return 'null';
  if (Array.isArray(value)) return ['array', value.map(shapeOf).reduce(merged, null)];
  if (typeof value === 'object')
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, shapeOf(each)]));
  return typeof value === 'boolean' ? 'bool' : typeof value;
}

/**
 * Where our shape differs from the reference's: `path: theirs, not ours`. Keys of ours beside theirs are welcome.
 * An array that the reference found empty says nothing of its members; null there may be a value here.
 */
export function shapeDifferences(theirs: Shape, ours: Shape | undefined, path = '$'): string[] {
  if (isObject(theirs) && isObject(ours))
    return Object.entries(theirs).flatMap(([key, shape]) => shapeDifferences(shape, ours[key], `${path}.${key}`));
  if (isArray(theirs) && isArray(ours)) {
    if (theirs[1] === null) return [];
    return ours[1] === null ? [`${path}: empty`] : shapeDifferences(theirs[1], ours[1], `${path}[]`);
  }
  if (ours === undefined) return [`${path}: missing`];
  if (theirs === 'null') return [];
  return JSON.stringify(theirs) === JSON.stringify(ours) ? [] : [`${path}: ${named(theirs)}, not ${named(ours)}`];
}
const named = (shape: Shape) => (isArray(shape) ? 'array' : isObject(shape) ? 'object' : String(shape));

/** The text of a command on a pipe, as the reference's was read. */
export interface TextShape {
  readonly kind: 'record' | 'table' | 'lines';
  /** Of all records or of the heading, in order. */
  readonly labels: readonly string[];
}

/** The labels of one record: words before a colon at the beginning of a line. */
const recordLabels = (text: string) => [...text.matchAll(/^([A-Z][^:\n]*):(?= |$)/gm)].map(([, label]) => label);

/** The labels of a table's heading: the line above the ruled one. */
function tableLabels(text: string): string[] | undefined {
  const lines = text.split('\n');
  const rule = lines.findIndex((line) => /^-+(\+-+)*$/.test(line));
  return rule < 1 ? undefined : lines[rule - 1]?.split(' | ').map((label) => label.trim());
}

/** Labels cut into records: each begins with the first label again. */
const perRecord = (labels: readonly string[]) =>
  labels.reduce<string[][]>((all, label) => {
    if (label === labels[0]) all.push([]);
    all.at(-1)?.push(label);
    return all;
  }, []);

/** Where our text differs: labels of the reference that are missing or out of order. Ours may follow after its last. */
export function textDifferences({ kind, labels }: TextShape, text: string): string[] {
  const heading = tableLabels(text);
  const begins = (ours: readonly (string | undefined)[], theirs: readonly string[]) =>
    theirs.every((label, i) => ours[i] === label) ? [] : [`theirs: ${theirs.join(' | ')}\n ours: ${ours.join(' | ')}`];
  switch (kind) {
    case 'table':
      return heading ? begins(heading, labels) : [`no table: ${text.slice(0, 200)}`];
    case 'record': {
      const [expected = []] = perRecord(labels);
      const records = text.split('\n\n').map(recordLabels);
      return heading ? [`a table: ${heading.join(' | ')}`] : records.flatMap((record) => begins(record, expected));
    }
    case 'lines':
      return heading ? [`a table: ${heading.join(' | ')}`] : [];
  }
}
