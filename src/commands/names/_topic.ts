import { topic } from '#command';

export default topic({
  summary: 'Names that were looked up and kept.',
  description:
    'Wherever an id can be given, the name of the thing can, too. What a name means is looked up once and kept for a day, per login ' +
    'and server, so that a script pays once.',
});
