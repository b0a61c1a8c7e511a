import { isObject, type Json } from '../../http/body.js';
import type { Issue } from '../../http/issues.js';
import { FlowError } from '../flow-error.js';
import { operatorsOf } from '../language/choice.js';
import { parsePath } from '../language/json-path-steps.js';
import { checkParameters } from '../language/parameters.js';
import type { Definition, StateType } from '../state.js';
import { catchable, stateFields, stateTypes } from './fields.js';

type Loc = (string | number)[];

/** What a definition says that Flows may not know, and runs all the same. */
export function warningsAbout({ States: states }: Definition): Issue[] {
  return Object.entries(states).flatMap(([name, state]) =>
    ((state['Catch'] ?? []) as Json[]).flatMap((catcher, at) =>
      (catcher['ErrorEquals'] as string[]).flatMap((error, index) =>
        catchable.includes(error)
          ? []
          : [
              {
                loc: ['definition', 'States', name, 'Catch', at, 'ErrorEquals', index],
                msg: `no error is documented as ${JSON.stringify(error)}; documented are ${catchable.join(', ')}`,
                type: 'warning',
              },
            ],
      ),
    ),
  );
}

/** Everything that is wrong with a definition, by place; nothing when it can run. */
export function checkDefinition(definition: unknown): Issue[] {
  const check = new Check();
  if (!isObject(definition)) check.note(['definition'], 'value is not a valid dict', 'type_error.dict');
  else check.whole(definition);
  return check.issues;
}

class Check {
  readonly issues: Issue[] = [];
  private names: string[] = [];

  note(loc: Loc, msg: string, type = 'value_error'): void {
    this.issues.push({ loc, msg, type });
  }

  whole(definition: Json): void {
    const loc = ['definition'];
    for (const key of Object.keys(definition)) {
      if (!['StartAt', 'States', 'Comment'].includes(key))
        this.note([...loc, key], 'extra fields not permitted', 'value_error.extra');
    }
    const states = definition['States'];
    if (!isObject(states) || Object.keys(states).length === 0)
      return this.note([...loc, 'States'], 'a definition needs at least one state');
    this.names = Object.keys(states);
    const start = definition['StartAt'];
    if (start === undefined) this.note([...loc, 'StartAt'], 'field required', 'value_error.missing');
    else this.reference(start, [...loc, 'StartAt']);
    for (const [name, state] of Object.entries(states)) this.state(state, [...loc, 'States', name]);
  }

  private state(state: unknown, loc: Loc): void {
    if (!isObject(state)) return this.note(loc, 'value is not a valid dict', 'type_error.dict');
    const type = state['Type'] as StateType;
    if (!stateTypes.includes(type)) {
      return this.note(
        [...loc, 'Type'],
        `Unknown state type ${JSON.stringify(state['Type'])}; permitted: ${stateTypes.join(', ')}`,
      );
    }
    for (const key of Object.keys(state)) {
      if (key !== 'Type' && key !== 'Comment' && !stateFields[type].includes(key))
        this.note([...loc, key], `extra fields not permitted in a state of type '${type}'`, 'value_error.extra');
    }
    if (type !== 'Choice' && type !== 'Fail') this.way(state, type, loc);
    for (const key of ['InputPath', 'ResultPath', 'SecondsPath', 'TimestampPath']) this.path(state[key], [...loc, key]);
    if (/^\$\._context\b/.test(String(state['ResultPath'])))
      this.note([...loc, 'ResultPath'], "what is below '$._context' can only be read");
    for (const { loc: at, msg } of checkParameters(state['Parameters'], [...loc, 'Parameters'])) this.note(at, msg);
    if (type === 'Action') this.action(state, loc);
    if (type === 'Pass') this.atMostOne(state, ['Result', 'Parameters', 'InputPath'], loc);
    if (type === 'Choice') this.choice(state, loc);
    if (type === 'Wait') this.wait(state, loc);
    if (type === 'CreateWebInput' || type === 'AwaitWebInput') {
      this.required(state, 'Parameters', loc);
      this.catchers(state['Catch'], [...loc, 'Catch']);
    }
    if (type === 'ExpressionEval') for (const key of ['Parameters', 'ResultPath']) this.required(state, key, loc);
  }

  private way(state: Json, type: string, loc: Loc): void {
    const [next, end] = [state['Next'], state['End']];
    if ((next === undefined) === (end === undefined) || (end !== undefined && end !== true)) {
      return this.note(
        loc,
        `A state of type '${type}' must be defined as either terminal ("End": true) or transitional ("Next": "NextStateId")`,
      );
    }
    if (next !== undefined) this.reference(next, [...loc, 'Next']);
  }

  private action(state: Json, loc: Loc): void {
    const { ActionUrl: url, Handler: handler } = state;
    this.atMostOne(state, ['ActionUrl', 'Handler'], loc);
    if (handler !== undefined) this.handler(handler, [...loc, 'Handler']);
    else if (url === undefined) this.required(state, 'ActionUrl', loc);
    else if (typeof url !== 'string' || !/^https?:\/\/[^/]/.test(url))
      this.note([...loc, 'ActionUrl'], 'invalid or missing URL scheme', 'value_error.url.scheme');
    this.atMostOne(state, ['Parameters', 'InputPath'], loc);
    const {
      WaitTime: time,
      ExceptionOnActionFailure: exception,
      RunAs: as,
      Catch: catches,
      ActionScope: scope,
    } = state;
    if (time !== undefined && (typeof time !== 'number' || time <= 0))
      this.note([...loc, 'WaitTime'], 'WaitTime must be a number of seconds greater than 0');
    if (exception !== undefined && typeof exception !== 'boolean')
      this.note([...loc, 'ExceptionOnActionFailure'], 'value could not be parsed to a boolean', 'type_error.bool');
    for (const [key, value] of [
      ['RunAs', as],
      ['ActionScope', scope],
    ] as const) {
      if (value !== undefined && (typeof value !== 'string' || value === ''))
        this.note([...loc, key], 'str type expected', 'type_error.str');
    }
    this.catchers(catches, [...loc, 'Catch']);
  }

  /** What carries an action out: a provider at an address, or a registered API, by its handle or an object. */
  private handler(handler: unknown, loc: Loc): void {
    if (typeof handler === 'string') {
      if (!handler.startsWith('urn:globus:flows:handle:'))
        this.note(loc, 'a handler must be an object, or a urn:globus:flows:handle:...');
    } else if (!isObject(handler)) this.note(loc, 'value is not a valid dict', 'type_error.dict');
    else if (typeof handler['Type'] !== 'string') this.required(handler, 'Type', loc);
    else if (handler['Type'] === 'ActionProvider' && !/^https?:\/\/[^/]/.test(String(handler['Url'])))
      this.note([...loc, 'Url'], 'invalid or missing URL scheme', 'value_error.url.scheme');
  }

  private catchers(catches: unknown, loc: Loc): void {
    if (catches === undefined) return;
    if (!Array.isArray(catches)) return this.note(loc, 'value is not a valid list', 'type_error.list');
    catches.forEach((each: unknown, index) => this.catcher(each, [...loc, index]));
  }

  private catcher(catcher: unknown, loc: Loc): void {
    if (!isObject(catcher)) return this.note(loc, 'value is not a valid dict', 'type_error.dict');
    const errors = catcher['ErrorEquals'];
    if (!Array.isArray(errors) || errors.length === 0)
      this.note([...loc, 'ErrorEquals'], 'ErrorEquals must be a list of at least one error name');
    else {
      for (const [index, error] of errors.entries())
        if (typeof error !== 'string') this.note([...loc, 'ErrorEquals', index], 'str type expected', 'type_error.str');
    }
    this.required(catcher, 'Next', loc);
    if (catcher['Next'] !== undefined) this.reference(catcher['Next'], [...loc, 'Next']);
    this.path(catcher['ResultPath'], [...loc, 'ResultPath']);
  }

  private choice(state: Json, loc: Loc): void {
    const choices = state['Choices'];
    if (!Array.isArray(choices) || choices.length === 0)
      this.note([...loc, 'Choices'], 'a Choice needs at least one rule');
    else choices.forEach((rule: unknown, index) => this.rule(rule, [...loc, 'Choices', index], true));
    if (state['Default'] !== undefined) this.reference(state['Default'], [...loc, 'Default']);
  }

  private rule(rule: unknown, loc: Loc, top: boolean): void {
    if (!isObject(rule)) return this.note(loc, 'value is not a valid dict', 'type_error.dict');
    if (top) {
      if (rule['Next'] === undefined) this.required(rule, 'Next', loc);
      else this.reference(rule['Next'], [...loc, 'Next']);
    }
    const [operator, ...more] = operatorsOf(rule);
    if (operator === undefined || more.length > 0)
      return this.note(loc, 'a rule must have exactly one comparison, And, Or or Not');
    const operand = rule[operator];
    if (operator === 'Not') return this.rule(operand, [...loc, 'Not'], false);
    if (operator === 'And' || operator === 'Or') {
      if (!Array.isArray(operand) || operand.length === 0)
        return this.note([...loc, operator], 'needs a list of at least one rule');
      return operand.forEach((each: unknown, index) => this.rule(each, [...loc, operator, index], false));
    }
    if (rule['Variable'] === undefined) this.required(rule, 'Variable', loc);
    this.path(rule['Variable'], [...loc, 'Variable']);
    if (operator.endsWith('Path')) this.path(operand, [...loc, operator]);
    else if (operator.startsWith('Is') && typeof operand !== 'boolean')
      this.note([...loc, operator], 'value could not be parsed to a boolean', 'type_error.bool');
  }

  private wait(state: Json, loc: Loc): void {
    const given = ['Seconds', 'SecondsPath', 'Timestamp', 'TimestampPath'].filter((key) => state[key] !== undefined);
    if (given.length !== 1)
      return this.note(loc, 'a Wait needs exactly one of Seconds, SecondsPath, Timestamp and TimestampPath');
    const { Seconds: seconds, Timestamp: timestamp } = state;
    if (seconds !== undefined && (typeof seconds !== 'number' || seconds < 0))
      this.note([...loc, 'Seconds'], 'Seconds must be a number, 0 or more');
    if (timestamp !== undefined && (typeof timestamp !== 'string' || Number.isNaN(Date.parse(timestamp))))
      this.note([...loc, 'Timestamp'], 'Timestamp must be a date and time');
  }

  private required(holder: Json, key: string, loc: Loc): void {
    if (holder[key] === undefined) this.note([...loc, key], 'field required', 'value_error.missing');
  }

  private atMostOne(state: Json, keys: string[], loc: Loc): void {
    const given = keys.filter((key) => state[key] !== undefined);
    if (given.length > 1) this.note(loc, `${given.join(' and ')} exclude each other`);
  }

  private path(value: unknown, loc: Loc): void {
    if (value === undefined || (value === null && loc.at(-1) === 'ResultPath')) return;
    if (typeof value !== 'string') return this.note(loc, 'str type expected', 'type_error.str');
    try {
      parsePath(value);
    } catch (error) {
      if (!(error instanceof FlowError)) throw error;
      this.note(loc, error.message);
    }
  }

  private reference(value: unknown, loc: Loc): void {
    if (typeof value !== 'string' || !this.names.includes(value))
      this.note(loc, `There is no state ${JSON.stringify(value)}`);
  }
}
