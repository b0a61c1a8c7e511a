/** Every operation that the official Python SDK has, asked of the sandbox: none is missing, and each does what it is for. */
import { beforeAll, describe, expect, test } from 'vitest';
import { elsewhere, listOfOperations, perform, refused, operationSections } from './operations.js';
import { hasReference, wholeWorld, type WholeWorld } from './whole-world.js';

const found = hasReference('operations.test');
const listed = found ? listOfOperations() : [];

let world: WholeWorld;
beforeAll(async () => {
  world = await wholeWorld();
});

describe.runIf(found)('every operation of the official SDK', () => {
  test('has its way of being asked for, and no other is asked for', () => {
    const known = Object.entries(operationSections).flatMap(([section, { recipes }]) =>
      Object.keys(recipes).map((name) => `${section} ${name}`),
    );
    const here = [
      ...new Set(
        listed.filter(({ section }) => !(section in elsewhere)).map(({ section, name }) => `${section} ${name}`),
      ),
    ];
    expect(known.sort()).toEqual(here.sort());
    expect(here.length).toBeGreaterThan(180);
  });

  for (const operation of listed) {
    const { section, name, method, path } = operation;
    if (!(section in operationSections)) continue;
    test(`${section}: ${name} (${method} ${path})`, async () => {
      const { status, json } = await perform(world, operation);
      expect(JSON.stringify(json)).not.toMatch(/There is no route|NotImplemented/);
      if (`${section} ${name}` in refused) expect(status).toBeGreaterThanOrEqual(400);
      else expect(status, JSON.stringify(json)).toBeLessThan(300);
    });
  }

  test('and after them all nothing was found missing, and nothing broke', async () => {
    const { json } = await world.admin('GET', '/state');
    expect(json.missing).toEqual({});
    expect(json.breakdowns).toEqual([]);
  });
});
