import { posix } from '../_posix.js';
import { updateGateway } from '../_update.js';

export default updateGateway(posix);
