import type { Runtime } from '../runtime.js';

/** Says how wide the text of a line is drawn that another screen shows. */
export const screenVariable = 'GLOBUS_CLI_SCREEN_COLUMNS';

/** How wide what is printed is drawn for a person; undefined where it is printed as on a pipe. */
export function screenWidth({ stdout, env }: Pick<Runtime, 'stdout' | 'env'>): number | undefined {
  if (stdout.isTTY) return stdout.columns || 80;
  const said = env[screenVariable] ?? '';
  return /^[1-9]\d{0,3}$/.test(said) ? Number(said) : undefined;
}
