import { topic } from '#command';

export default topic({
  summary: 'See, refresh and forget the names that are kept.',
  description:
    'Wherever you can give an id, you can give a name. What it means is looked up once and kept for a day, per login and server, so that a script looks it up only once.',
});
