import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SandboxOptions } from '../src/index.js';
import { servers, wholeWorld, type Person, type Service, type WholeWorld } from './whole-world.js';

/** What the SDK calls a service, and what is in it: functions, and folders of functions. */
type Functions = Readonly<Record<string, unknown>>;

/**
 * Sets the environment that `sandbox env` prints, and nothing else, for the official JavaScript SDK in this file's tests, and
 * checks after them that every function the SDK has for the service was called.
 */
export function usingSdk<T extends object>(service: Service, functions: T, options: Partial<SandboxOptions> = {}) {
  const before = { ...process.env };
  const called = new Set<string>();
  let world: WholeWorld | undefined;
  beforeAll(async () => {
    world = await wholeWorld(options);
    Object.assign(process.env, world.env);
  });
  afterAll(() => {
    process.env = before;
  });

  /** The SDK's functions, with a note made of each that is called. */
  const sdk = noting(functions as Functions, '', called) as T;
  return {
    sdk,
    get world(): WholeWorld {
      if (!world) throw new Error('the sandbox opens before the tests');
      return world;
    },
    /** Options for a call: whose it is, and what it says. */
    by: (person: Person, more: object = {}, token = person.tokens[servers[service]]): any => ({
      headers: { Authorization: `Bearer ${token}` },
      ...more,
    }),
    /** To be called after the tests of a file. */
    everyFunctionWasCalled: () => {
      test('and every function of the SDK for this service was called', () => {
        expect(namesOf(functions as Functions).filter((name) => !called.has(name))).toEqual([]);
      });
    },
  };
}

/** The document of an answer that must be a success. */
export async function said(answer: Promise<Response>): Promise<any> {
  const response = await answer;
  const text = await response.text();
  expect(response.ok, `${response.status} ${response.url}: ${text}`).toBe(true);
  return text === '' ? undefined : JSON.parse(text);
}

/** The document of an answer that must be this refusal. */
export async function refused(answer: Promise<Response>, status: number): Promise<any> {
  const response = await answer;
  expect(response.status).toBe(status);
  return response.json();
}

/** Settings and pure functions are no calls to a service. */
const noCalls = /^(CONFIG|utils|is[A-Z].*|default)$/;

function namesOf(functions: Functions, at = ''): string[] {
  return Object.entries(functions).flatMap(([name, value]) => {
    if (noCalls.test(name)) return [];
    return typeof value === 'function' ? [at + name] : namesOf(value as Functions, `${at + name}.`);
  });
}

function noting(functions: Functions, at: string, called: Set<string>): Functions {
  return Object.fromEntries(
    Object.entries(functions).map(([name, value]) => {
      if (noCalls.test(name)) return [name, value];
      if (typeof value !== 'function') return [name, noting(value as Functions, `${at + name}.`, called)];
      const noted = (...given: unknown[]): unknown => {
        called.add(at + name);
        return (value as (...all: unknown[]) => unknown)(...given);
      };
      return [name, noted];
    }),
  );
}
