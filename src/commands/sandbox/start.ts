import { command, param, record } from '#command';
import type { SandboxInfo } from '#command';
import { making, openWarning, where } from './_sandbox.js';

export default command({
  summary: 'Start a sandbox that stays until it is stopped.',
  description:
    'It serves only on loopback, only to you (unless you give --open), and in the background (unless you give --foreground). It keeps its state in a folder: if you start it again, it continues where it stopped.',
  examples: [
    { title: 'Start it', line: 'globus sandbox start' },
    {
      title: 'Start one that approves logins and serves a folder',
      line: "globus sandbox start --auto-login ada@globusid.org --share 'My data=./data'",
    },
    { title: 'Start one for a class of thirty', line: 'globus sandbox start --world class' },
  ],
  needs: ['sandbox', 'notices'],
  flags: {
    ...where,
    ...making,
    port: param.integer({ summary: 'Serve on this port; 0 takes a free one', min: 0, max: 65_535, default: 8390 }),
    foreground: param.switch({ summary: 'Serve until Ctrl-C' }),
  },
  output: record<SandboxInfo>({ Address: 'url', Folder: 'dir', 'Process ID': 'pid' }),
  run: async ({ flags, sandbox, notices }) => {
    const { foreground, dir = sandbox.defaultDir, port, autoLogin, seed, clock, world, speed, open, share } = flags;
    const settings = { dir, port, autoLogin, seed, clock, world, bytesPerSecond: speed, open, share };
    if (open) notices.warn(openWarning);
    if (!foreground) {
      const info = await sandbox.launch(settings);
      notices.info(`Use it in this shell with: eval "$(globus sandbox env)"\nWatch it in a browser at: ${info.page}`);
      return info;
    }
    const { info, closed } = await sandbox.serve(settings);
    notices.info(`Serving ${info.page} (open it in a browser) from ${info.dir}; Ctrl-C stops it.`);
    await closed;
    return undefined;
  },
});
