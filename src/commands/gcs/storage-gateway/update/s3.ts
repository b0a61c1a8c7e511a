import { s3 } from '../_object-store.js';
import { updateGateway } from '../_update.js';

export default updateGateway(s3);
