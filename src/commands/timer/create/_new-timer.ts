/** What is said of a timer that may have been made. */
export const newTimer = { what: 'The timer', see: 'globus timer list', cancel: 'globus timer delete TIMER_ID' };
