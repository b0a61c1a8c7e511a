import { activeScale } from '../_object-store.js';
import { createGateway } from '../_create.js';

export default createGateway(activeScale);
