import { topic } from '#command';

export default topic({
  summary: 'The collections that the sandbox serves.',
  description:
    'Each is a real folder. Whatever clients do with collections goes through the services, as with Globus itself; these commands are for who runs the sandbox.',
});
