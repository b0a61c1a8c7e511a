import { topic } from '#command';

export default topic({
  summary: 'Make the sandbox misbehave on demand.',
  description:
    'A fault rule says which requests (or tasks) meet a fault, how often, and what happens to them. Rules survive a restart; a reset removes them.',
});
