import { CliError, param } from '#command';
import type { SandboxInfo, SandboxTool } from '#command';

/** Which sandbox is meant. */
export const where = { dir: param.text({ summary: 'The folder of the sandbox', metavar: 'FOLDER' }) };
/** What every new sandbox may be told. */
export const making = {
  autoLogin: param.text({ summary: 'Approve every login at once, as this user', metavar: 'USERNAME' }),
  seed: param.text({ summary: 'Make the same ids each time' }),
  bytesPerSecond: param.integer({ summary: 'Slow transfers down to this rate', min: 1 }),
  share: param.text({ summary: 'Serve a folder of this machine as a collection', multiple: true, metavar: 'NAME=PATH' }),
};

/** The sandbox that serves now; an error where none does. */
export async function running(tool: SandboxTool, dir: string | undefined): Promise<SandboxInfo> {
  const found = await tool.find(dir ?? tool.defaultDir);
  if (found) return found;
  throw new CliError(`No sandbox serves ${dir ?? tool.defaultDir}.`, { hint: 'Start one with: globus sandbox start' });
}
