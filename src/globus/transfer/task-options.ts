/** When the service sends mail about a task. */
export interface Notifications {
  readonly notify_on_succeeded?: boolean;
  readonly notify_on_failed?: boolean;
  readonly notify_on_inactive?: boolean;
}

/** What can be said of every task, whatever it does. */
export interface TaskOptions {
  readonly label?: string | undefined;
  /** The service cancels the task when it has not ended by then. */
  readonly deadline?: Date | undefined;
  readonly notify?: Notifications | undefined;
}

/** Documents of both kinds say which they are, and between or on what collections. */
export interface TaskDocument {
  readonly DATA_TYPE: 'transfer' | 'delete';
  readonly source_endpoint?: string;
  readonly destination_endpoint?: string;
  readonly endpoint?: string;
  readonly label?: string | undefined;
}
