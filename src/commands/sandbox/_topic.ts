import { topic } from '#command';

export default topic({
  summary: 'Practise on a Globus of your own, on this machine.',
  description:
    'An embedded Globus: no account and no network. Collections are real folders, transfers really copy, logins really log in. Other Globus clients work with it through the variables of `globus sandbox env`.',
});
