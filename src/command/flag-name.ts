/** How a flag without names of its own is written: `--polling-interval` for pollingInterval. */
export const flagName = (key: string) => `--${key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
