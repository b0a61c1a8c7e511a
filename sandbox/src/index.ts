export type { RunningSandbox, SandboxOptions, WorldSource } from './options.js';
export { shippedWorlds } from './scenario/shipped.js';
export { WorldFileError } from './scenario/world-file.js';
export { startSandbox } from './start.js';
