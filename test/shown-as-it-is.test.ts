/**
 * What is only shown of a service's document is shown as it is: every text view of the tree is drawn with every value of a good
 * document left out and in other kinds, and none of it reads `[object Object]`, `undefined` or `NaN`.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import type * as printing from '../src/cli/print.js';
import { isListing, listing, renderListing } from '../src/output/listing.js';
import { noNames, render } from '../src/output/render.js';
import type { View } from '../src/output/view.js';
import { answering, exampleLogins, type Json } from './support/answering.js';
import { globus } from './support/globus.js';
import { askingCommands, workingLine, writeExampleFiles } from './support/lines.js';

interface Shown {
  readonly document: unknown;
  readonly rows: readonly unknown[] | undefined;
  readonly view: View<unknown>;
}
const shown: Shown[] = [];
vi.mock(import('../src/cli/print.js'), async (original) => {
  const real: typeof printing = await original();
  return {
    ...real,
    print: async (result, view, how) => {
      let rows: unknown[] | undefined;
      if (isListing(result)) {
        rows = [];
        for await (const row of result.rows) rows.push(row);
      }
      shown.push({ document: rows ? undefined : result, rows, view });
      return real.print(rows ? listing(rows) : result, view, how);
    },
  };
});

const folder = mkdtempSync(join(tmpdir(), 'globus-shown-'));
writeExampleFiles(folder);
afterAll(() => rmSync(folder, { recursive: true }));

const left = Symbol('left out');
const others: readonly (Json | typeof left)[] = [left, null, { a: 1 }, [{ a: 1 }, null], [[]], true, 7, 'x'];

/** Every value of a document, as the keys that lead to it; of a long list its first two. */
function* places(value: unknown, way: readonly string[] = []): Generator<readonly string[]> {
  if (value === null || typeof value !== 'object') return;
  for (const [key, inner] of Object.entries(value).slice(0, Array.isArray(value) ? 2 : undefined)) {
    yield [...way, key];
    yield* places(inner, [...way, key]);
  }
}

function withOther(document: unknown, way: readonly string[], other: Json | typeof left): unknown {
  const copy = structuredClone(document);
  const holder = way.slice(0, -1).reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], copy);
  const last = way.at(-1) ?? '';
  if (other === left) Reflect.deleteProperty(holder as object, last);
  else (holder as Record<string, unknown>)[last] = structuredClone(other);
  return copy;
}

async function textOf({ rows, view }: Shown, changed: unknown): Promise<string> {
  try {
    if (!rows) return render(changed, view, { format: 'text' });
    const pieces: string[] = [];
    const names = () => Promise.resolve(noNames);
    for await (const piece of renderListing(listing(changed as unknown[]), view, { format: 'text' }, names))
      pieces.push(piece);
    return pieces.join('');
  } catch (error) {
    // where a view cannot read it, the document is said to be what it is not promised to be
    if (error instanceof TypeError || error instanceof RangeError) return '';
    throw error;
  }
}

const inside = /\bundefined\b|\[object \w+\]|\bNaN\b/;

test('no text view shows the inside of the program', { timeout: 600_000 }, async () => {
  const wrong: string[] = [];
  let drawn = 0;
  for (const { module } of askingCommands()) {
    const line = await workingLine(module, folder);
    if (!line) continue;
    for (const more of [[], ['-v']]) {
      shown.length = 0;
      await globus([...line.argv, ...more], { api: answering({ variant: line.variant }), logins: exampleLogins });
      for (const each of shown) {
        const whole = each.rows ?? each.document;
        for (const way of places(whole))
          for (const other of others) {
            drawn++;
            const text = await textOf(each, withOther(whole, way, other));
            const found = text.split('\n').find((one) => inside.test(one));
            if (found !== undefined)
              wrong.push(
                `${line.argv.join(' ')} ${more.join(' ')}: ${way.join('.')} = ${String(other === left ? 'nothing' : JSON.stringify(other))}: ${found}`,
              );
          }
      }
    }
  }
  expect([...new Set(wrong)]).toEqual([]);
  expect(drawn).toBeGreaterThan(5000);
});
