import { ApiError } from './api-error.js';
import type { SandboxContext } from './context.js';

/** True or false in any of the spellings clients use; `fallback` when absent. */
export function booleanOf(text: string | undefined, fallback: boolean): boolean {
  if (text === undefined || text === '') return fallback;
  return /^(1|true|yes|on)$/i.test(text);
}

/** The items of a comma-separated list, without empty ones. */
export function listOf(text: string | undefined): string[] {
  return text === undefined
    ? []
    : text
        .split(',')
        .map((item) => item.trim())
        .filter((item) => item !== '');
}

/** A whole number between bounds; 400 when it is anything else. */
export function integerOf(
  name: string,
  text: string | undefined,
  fallback: number,
  max: number,
  code = 'BadRequest',
): number {
  if (text === undefined || text === '') return fallback;
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0)
    throw new ApiError(400, code, `'${name}' must be a whole number, not '${text}'`);
  return Math.min(value, max);
}

/** A parameter of the matched route, decoded; '' where the route has none of this name. */
export function parameter(c: SandboxContext, name: string): string {
  return c.req.param(name) ?? '';
}
