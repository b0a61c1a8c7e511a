/** What the program loads of this room, when a screen is asked for: it is bundled with ink and react into a file of its own. */
export { showDashboard } from './dashboard.js';
export { showTwoPanes } from './two-panes.js';
