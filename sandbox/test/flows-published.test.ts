import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { everything, flowScope, person, wholeWorld, type WholeWorld } from './whole-world.js';
import { logIn } from './signed-in.js';

/** A flow in a form that people publish; `{{NAME}}` in it stands for what the sandbox calls `GLOBUS_SANDBOX_NAME`. */
interface Published {
  readonly about: string;
  readonly definition: object;
  readonly input_schema?: object;
  readonly input: object;
  /** The labels of the options that people choose, question by question. */
  readonly answers?: string[];
  /** Python that `{{FUNCTION}}` stands for: one function. */
  readonly function?: string;
  /** Whose tokens the roles of the definition get. */
  readonly roles?: Record<string, string>;
  readonly expected: { status: string };
}

const folder = join(import.meta.dirname, 'flows');
const names = readdirSync(folder).map((name) => name.replace('.json', ''));

let world: WholeWorld;
beforeAll(async () => {
  world = await wholeWorld();
});

test('there are ten and more', () => {
  expect(names.length).toBeGreaterThanOrEqual(10);
});

test.each(names)(
  '%s',
  async (name) => {
    const { ada, grace, sandbox, env } = world;
    const text = readFileSync(join(folder, `${name}.json`), 'utf8');
    const source = (JSON.parse(text) as Published).function;
    const values: Record<string, string> = { ...env };
    if (source !== undefined) values['GLOBUS_SANDBOX_FUNCTION'] = await functionOf(source);
    const flow = JSON.parse(
      text.replace(/\{\{(\w+)\}\}/g, (_, key: string) => values[`GLOBUS_SANDBOX_${key}`]!),
    ) as Published;

    const { definition, input_schema = {} } = flow;
    const { id } = await ada.get('flows', 'POST', '/flows', { title: name, definition, input_schema });
    const { tokens } = await person(sandbox, 'ada@globusid.org', `${everything(env)} ${flowScope(id)}`);
    const body = { ...flow.input, ...(flow.roles && { _tokens: await tokensOf(id, flow.roles) }) };
    const request = { body, label: `published ${name}`.slice(0, 64) };
    let run = await ada.get('flows', 'POST', `/flows/${id}/run`, request, tokens[id]);
    const answers = [...(flow.answers ?? [])];
    while (run.status === 'ACTIVE') {
      if (run.blocking_web_input_id && answers.length > 0) await answer(run.blocking_web_input_id, answers.shift()!);
      await new Promise((resolve) => setTimeout(resolve, 20));
      run = await ada.get('flows', 'GET', `/runs/${run.run_id}`);
    }
    expect(run, JSON.stringify(run.details)).toMatchObject(flow.expected);
    expect(answers).toEqual([]);

    async function answer(input: string, label: string): Promise<void> {
      // whoever may answer: the owner of the run, or who is asked
      for (const who of [ada, grace]) {
        const { status, json } = await who.ask('flows', 'GET', `/web_inputs/${input}`);
        if (status !== 200 || !json.user_roles.includes('respondent')) continue;
        const option = json.options.find((each: any) => each.label === label);
        await who.get('flows', 'POST', `/web_inputs/${input}/respond`, { response: { value: option.option_id } });
        return;
      }
      throw new Error(`nobody may answer ${input}`);
    }
  },
  120_000,
);

async function functionOf(source: string): Promise<string> {
  const name = /def (\w+)/.exec(source)![1]!;
  const { function_uuid } = await world.ada.get('compute', 'POST', '/v3/functions', {
    function_name: name,
    function_code: world.pack(`st\n${name}:${source}`),
  });
  return function_uuid;
}

/** For each role, a token of whoever acts in it. */
async function tokensOf(flow: string, roles: Record<string, string>): Promise<Record<string, string>> {
  const { globus_auth_scopes_by_RunAs: scopes } = await world.ada.get('flows', 'GET', `/flows/${flow}`);
  const pairs = Object.entries(roles).map(async ([role, user]) => [
    role,
    (await logIn(world.sandbox, user, scopes[role]))[flow],
  ]);
  return Object.fromEntries(await Promise.all(pairs));
}
