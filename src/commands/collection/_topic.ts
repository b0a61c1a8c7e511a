import { topic } from '#command';

export default topic({ summary: "Manage collections; the same as 'globus gcs collection'.", sameAs: 'gcs collection' });
