import { keptOffers } from '../../src/settings/kept-offers.js';
import { loginKey, whichLogin } from '../../src/auth/session/which-login.js';
import { configuration } from '../../src/settings/configuration.js';
import { bin, type Comparison, comparison, node, scratchFile, sideBySide } from './measure.js';
import { person } from './person.js';
import { sandboxServer } from './sandbox-server.js';

/** As many names as are kept of a kind. */
const many = 5000;

/** Tab: without anything remote, and with as many names kept as there can be; against an empty script, and within 300 ms. */
export async function tab(rounds: number): Promise<Comparison[]> {
  const server = await sandboxServer();
  try {
    const { env } = await person(server);
    keepGroups(env);
    const empty = scratchFile('empty.cjs', '');
    const compared: Comparison[] = [];
    for (const [what, words] of [
      ['Tab without anything remote', ['task', 'sh']],
      ['Tab with 5,000 names kept', ['group', 'show', 'Lab']],
    ] as const) {
      const times = await sideBySide(
        () => node(bin, ['__complete', '--words', ...words], { env }),
        // with the same environment: the authorities that it names cost Node itself 40 ms
        () => node(empty, [], { env }),
        rounds,
      );
      if (words[0] === 'task') compared.push(comparison(what, 'an empty node script', times, 1.3));
      const note = `an empty node script took ${times.theirs.toFixed(0)} ms; processor time against it ${times.processor.toFixed(2)}`;
      compared.push(comparison(what, '300 ms', { ours: times.ours, theirs: 300 }, 1, note));
    }
    return compared;
  } finally {
    await server.close();
  }
}

function keepGroups(env: Readonly<Record<string, string>>): void {
  const configDir = env['GLOBUS_CONFIG_DIR'] ?? '';
  const config = configuration(configDir);
  const store = keptOffers(configDir, loginKey(env, whichLogin(env, config, undefined).namespace, config), Date.now);
  const groups = Array.from({ length: many }, (_, i) => ({
    id: `00000000-0000-4000-8000-${String(i).padStart(12, '0')}`,
    name: `Lab ${i}`,
    detail: 'member',
  }));
  store.put('group', groups);
}
