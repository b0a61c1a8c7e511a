export type { RunningSandbox, SandboxOptions } from './options.js';
export { startSandbox } from './start.js';
