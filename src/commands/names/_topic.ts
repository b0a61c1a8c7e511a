import { topic } from '#command';

export default topic({
  summary: 'See, refresh and forget the names that are kept.',
  description:
    'Wherever you can give an id, you can give a name. Its meaning is looked up once and kept for a day, for each login and server, so that a script looks it up only once.',
});
