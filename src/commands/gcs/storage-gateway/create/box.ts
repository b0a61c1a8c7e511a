import { box } from '../_cloud.js';
import { createGateway } from '../_create.js';

export default createGateway(box);
