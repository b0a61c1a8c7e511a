import { irods } from '../_posix.js';
import { createGateway } from '../_create.js';

export default createGateway(irods);
