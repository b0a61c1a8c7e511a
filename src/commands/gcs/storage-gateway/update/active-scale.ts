import { activeScale } from '../_object-store.js';
import { updateGateway } from '../_update.js';

export default updateGateway(activeScale);
