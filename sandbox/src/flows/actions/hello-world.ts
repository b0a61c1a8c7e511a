import { number, optionalText } from './body.js';
import type { ActionContext, ActionProvider, ActionState } from './provider.js';

/** Says hello, after a nap of `sleep_time` seconds of the sandbox's clock. */
export const helloWorldAction = (scopes: readonly string[]): ActionProvider => ({
  scopes,
  start: (context, body) => {
    const echo = optionalText(body, 'echo_string');
    const sleep = number(body, 'sleep_time', 0);
    context.action.memo = { until: context.world.clock.now() + sleep * 1000, ...(echo === undefined ? {} : { echo }) };
    return look(context);
  },
  look,
});

function look({ world, action }: ActionContext): ActionState {
  const { until, echo } = action.memo;
  const awake = world.clock.now() >= Number(until);
  return {
    status: awake ? 'SUCCEEDED' : 'ACTIVE',
    details: { Hello: 'World', ...(echo === undefined ? {} : { hello: echo }) },
    wake: awake ? null : Number(until),
  };
}
