import { isObject, type Json } from '../http/body.js';
import type { ComputeEndpointForm, FunctionForm, TimerForm } from '../scenario/form.js';

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);
const object = (value: unknown): Json => (isObject(value) ? value : {});

/** A timer that copies one thing again and again; why any other cannot be made is said. */
export function timerOf(timer: Json, owner: string, left: string[]): TimerForm[] {
  const name = text(timer['name']) ?? 'A timer';
  const without = (why: string): TimerForm[] => {
    left.push(`timer ${name}: ${why}`);
    return [];
  };
  if (!['active', 'loaded', 'new'].includes(String(timer['status']))) return without('it was not active');
  if (timer['timer_type'] === 'flow' || /\/flows\//.test(String(timer['callback_url'])))
    return without('it starts a flow, and world files have no such timers');
  const body = object(timer['body'] ?? object(timer['callback_body'])['body']);
  const items = body['DATA'] ?? body['transfer_items'];
  const [source, destination] = ['source_endpoint', 'destination_endpoint'].map((key) =>
    text(body[key] ?? body[`${key}_id`]),
  );
  const [item, ...others] = (Array.isArray(items) ? items : []).filter(isObject);
  const schedule = scheduleOf(timer);
  if (schedule === undefined) return without('it runs once, and would be late in a world that is made again');
  if (item === undefined || others.length > 0 || source === undefined || destination === undefined)
    return without('it does not copy just one thing');
  const at = (collection: string, path: unknown) => ({ collection, path: text(path) ?? '/' });
  return [
    {
      id: String(timer['job_id']),
      ...{ name, owner, schedule },
      copy: {
        from: at(source, item['source_path']),
        to: at(destination, item['destination_path']),
        recursive: item['recursive'] === true,
      },
    },
  ];
}

/** How a timer repeats, as Timers takes it; undefined where it does not. */
function scheduleOf(timer: Json): Json | undefined {
  const told = object(timer['schedule']);
  const interval = told['interval_seconds'] ?? timer['interval'];
  if (typeof interval !== 'number') return undefined;
  const { count, datetime } = object(told['end']);
  const { n_runs: most, date } = object(timer['stop_after']);
  const runs = count ?? most;
  const until = datetime ?? date;
  const end =
    typeof runs === 'number'
      ? { condition: 'iterations', count: runs }
      : typeof until === 'string'
        ? { condition: 'time', datetime: until }
        : undefined;
  const start = text(timer['next_run']) ?? text(told['start']) ?? text(timer['start']);
  return {
    type: 'recurring',
    interval_seconds: interval,
    ...(start === undefined ? {} : { start }),
    ...(end === undefined ? {} : { end }),
  };
}

/** An endpoint of Compute: functions that are sent to it run on this machine. */
export const computeEndpointOf = (endpoint: Json, owner: string): ComputeEndpointForm => ({
  id: String(endpoint['uuid'] ?? endpoint['endpoint_id']),
  name: String(endpoint['name']),
  owner,
  ...(text(endpoint['description']) === undefined ? {} : { description: text(endpoint['description']) }),
  public: endpoint['public'] === true,
});

/** A function of Compute, with the code that it was registered with. */
export const functionOf = (each: Json, owner: string): FunctionForm => ({
  id: String(each['function_uuid']),
  name: String(each['function_name']),
  owner,
  ...(text(each['description']) === undefined ? {} : { description: text(each['description']) }),
  public: each['public'] === true,
  code: String(each['function_code']),
});
