import { topic } from '#command';

export default topic({
  summary: 'Run functions on Globus Compute endpoints.',
  description:
    'Functions are plain Python source; arguments and results are JSON. No Python is needed on this computer: the endpoint has it. The service takes 20 requests in 10 seconds and 10 MB of arguments per task; commands wait, and split what they send, to stay within that.',
});
