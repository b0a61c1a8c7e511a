import { topic } from '#command';

export default topic({
  summary: 'The collections that the sandbox serves.',
  description:
    'Each is a real folder. Clients use them through the services, as with Globus itself; these commands are for the person who runs the sandbox.',
});
