import { isUuid } from '../ids.js';
import { ApiError } from './api-error.js';
import { isObject, type Json } from './body.js';

/** One thing wrong with a request, as services built on FastAPI list them. */
export interface Issue {
  readonly loc: (string | number)[];
  readonly msg: string;
  readonly type: string;
}

/** What a field must hold. A list of texts means: one of these. */
export type FieldKind = 'string' | 'uuid' | 'boolean' | 'number' | 'integer' | 'object' | 'list' | readonly string[];

/** What is expected of a field; fields are optional and may be null unless said otherwise. */
export interface FieldRule {
  readonly kind: FieldKind;
  readonly required?: boolean;
  /** Null counts as a wrong type. */
  readonly notNull?: boolean;
}

const types: Record<string, { test: (value: unknown) => boolean; msg: string; type: string }> = {
  string: { test: (value) => typeof value === 'string', msg: 'str type expected', type: 'type_error.str' },
  uuid: { test: isUuid, msg: 'value is not a valid uuid', type: 'type_error.uuid' },
  boolean: {
    test: (value) => typeof value === 'boolean',
    msg: 'value could not be parsed to a boolean',
    type: 'type_error.bool',
  },
  number: { test: (value) => typeof value === 'number', msg: 'value is not a valid number', type: 'type_error.number' },
  integer: { test: Number.isInteger, msg: 'value is not a valid integer', type: 'type_error.integer' },
  object: { test: isObject, msg: 'value is not a valid dict', type: 'type_error.dict' },
  list: { test: Array.isArray, msg: 'value is not a valid list', type: 'type_error.list' },
};

/** Collects everything wrong with a request, to be refused at once. */
export class Issues {
  readonly found: Issue[] = [];

  add(loc: (string | number)[], msg: string, type = 'value_error'): void {
    this.found.push({ loc, msg, type });
  }

  /** The fields the rules name that are present and right; what is missing or wrong is noted, unknown fields are left out. */
  read<T>(document: Json, loc: (string | number)[], rules: Record<string, FieldRule>): Partial<T> {
    const picked: Json = {};
    for (const [name, rule] of Object.entries(rules)) {
      const value = document[name];
      const here = [...loc, name];
      if (value === undefined) {
        if (rule.required) this.add(here, 'field required', 'value_error.missing');
      } else if (value === null) {
        if (rule.required || rule.notNull)
          this.add(here, 'none is not an allowed value', 'type_error.none.not_allowed');
        else picked[name] = null;
      } else if (this.fits(value, rule.kind, here)) picked[name] = value;
    }
    return picked as Partial<T>;
  }

  /** Whether the value is of the kind; notes it when it is not. */
  fits(value: unknown, kind: FieldKind, loc: (string | number)[]): boolean {
    if (typeof kind !== 'string') {
      if (kind.includes(value as string)) return true;
      this.add(
        loc,
        `value is not a valid enumeration member; permitted: ${kind.map((choice) => `'${choice}'`).join(', ')}`,
        'type_error.enum',
      );
      return false;
    }
    const check = types[kind];
    if (check?.test(value)) return true;
    this.add(loc, check?.msg ?? 'value is not valid', check?.type ?? 'type_error');
    return false;
  }

  /** 422 with all that was noted, if anything was. */
  refuse(): void {
    if (this.found.length > 0)
      throw new ApiError(422, 'UNPROCESSABLE_ENTITY', 'The request is not valid', { detail: this.found });
  }
}

/** A path parameter that must be a UUID, in small letters; 422 otherwise. */
export function uuidParam(name: string, value: string | undefined): string {
  const issues = new Issues();
  issues.fits(value, 'uuid', ['path', name]);
  issues.refuse();
  return (value ?? '').toLowerCase();
}
