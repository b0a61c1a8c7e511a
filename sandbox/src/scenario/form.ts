/** The form of a world file: what is below each key. `form-schema.ts` says the same to whoever checks one. */

interface Repeated {
  /** Makes this many of it: `{n}` in its texts is 1, 2, ..., with zeros before it where the number has more digits. */
  readonly repeat?: number;
}
export interface PersonForm extends Repeated {
  readonly username: string;
  readonly id?: string;
  readonly name?: string;
  readonly email?: string;
  readonly organization?: string;
  /** Further identities of the same person. */
  readonly linked?: readonly string[];
}
export interface ProviderForm {
  readonly name: string;
  readonly id?: string;
  readonly domains: readonly string[];
}
export interface GroupForm extends Repeated {
  readonly name: string;
  readonly id?: string;
  readonly description?: string;
  readonly parent?: string;
  readonly visibility?: 'authenticated' | 'private';
  readonly members_visibility?: 'members' | 'managers';
  readonly join_requests?: boolean;
  readonly admins: readonly string[];
  readonly managers?: readonly string[];
  readonly members?: readonly string[];
}
export interface RoleForm {
  readonly to: string;
  readonly role: 'administrator' | 'access_manager' | 'activity_manager' | 'activity_monitor' | 'access_monitor';
}
export interface PermissionForm extends Repeated {
  readonly to: string;
  readonly path: string;
  readonly access: 'r' | 'rw';
}
/** Names to what is there: a text or a number of bytes for a file, more files for a folder. */
export interface FilesForm {
  readonly [name: string]: string | number | FilesForm;
}
export interface GuestForm extends Repeated {
  readonly name: string;
  readonly id?: string;
  readonly owner: string;
  readonly path: string;
  readonly settings?: Record<string, unknown>;
  readonly files?: FilesForm;
  readonly permissions?: readonly PermissionForm[];
  readonly roles?: readonly RoleForm[];
}
export interface CollectionForm extends Repeated {
  readonly name: string;
  readonly id?: string;
  readonly owner?: string;
  readonly base_path?: string;
  readonly settings?: Record<string, unknown>;
  readonly files?: FilesForm;
  readonly roles?: readonly RoleForm[];
  readonly guests?: readonly GuestForm[];
}
export interface GatewayForm {
  readonly name: string;
  readonly id?: string;
  readonly settings?: Record<string, unknown>;
  readonly collections?: readonly CollectionForm[];
}
export interface EndpointForm extends Repeated {
  readonly name: string;
  readonly id?: string;
  readonly owner: string;
  readonly description?: string;
  readonly organization?: string;
  readonly subscribed?: boolean;
  readonly roles?: readonly RoleForm[];
  readonly gateways?: readonly GatewayForm[];
}
export interface ComputerForm extends Repeated {
  readonly name: string;
  readonly id?: string;
  readonly owner: string;
  readonly description?: string;
  readonly connected?: boolean;
  readonly paused?: boolean;
  readonly files?: FilesForm;
}
export interface IndexForm extends Repeated {
  readonly name: string;
  readonly id?: string;
  readonly description?: string;
  readonly owner: string;
  readonly admins?: readonly string[];
  readonly writers?: readonly string[];
  readonly field_mapping?: Record<string, string>;
  readonly entries?: readonly EntryForm[];
}
export interface EntryForm extends Repeated {
  readonly subject: string;
  readonly id?: string;
  readonly visible_to?: readonly string[];
  readonly content: Record<string, unknown>;
}
export interface FlowForm extends Repeated {
  readonly title: string;
  readonly id?: string;
  readonly owner: string;
  readonly subtitle?: string;
  readonly description?: string;
  readonly keywords?: readonly string[];
  readonly definition: Record<string, unknown>;
  readonly input_schema?: Record<string, unknown>;
  readonly viewers?: readonly string[];
  readonly starters?: readonly string[];
  readonly administrators?: readonly string[];
  readonly run_managers?: readonly string[];
  readonly run_monitors?: readonly string[];
}
export interface TimerForm extends Repeated {
  readonly name: string;
  readonly id?: string;
  readonly owner: string;
  readonly schedule: Record<string, unknown>;
  readonly copy: { readonly from: PlaceForm; readonly to: PlaceForm; readonly recursive?: boolean };
}
/** A place where functions run: on this machine, unless it is offline. */
export interface ComputeEndpointForm extends Repeated {
  readonly name: string;
  readonly id?: string;
  readonly owner: string;
  readonly description?: string;
  readonly public?: boolean;
  readonly online?: boolean;
}
/** A function of Compute: its Python source, or the code as clients register it. */
export interface FunctionForm extends Repeated {
  readonly name: string;
  readonly id?: string;
  readonly owner: string;
  readonly description?: string;
  readonly public?: boolean;
  readonly source?: string;
  readonly code?: string;
}
/** A task that is over; nothing is copied for it. */
export interface TaskForm extends Repeated {
  readonly id?: string;
  readonly label?: string;
  readonly owner: string;
  readonly type: 'TRANSFER' | 'DELETE';
  readonly status: 'SUCCEEDED' | 'FAILED';
  readonly source: string;
  readonly destination?: string;
  readonly requested: string;
  readonly completed: string;
  readonly files?: number;
  readonly directories?: number;
  readonly bytes?: number;
  readonly faults?: number;
}
export interface PlaceForm {
  readonly collection: string;
  readonly path: string;
}
export interface BookmarkForm extends Repeated, PlaceForm {
  readonly name: string;
  readonly owner: string;
}
export interface WorldForm {
  readonly title?: string;
  readonly description?: string;
  /** The time at which it begins. */
  readonly clock?: string;
  /** As whom scripts log in. */
  readonly user?: string;
  readonly identity_providers?: readonly ProviderForm[];
  readonly people?: readonly PersonForm[];
  readonly groups?: readonly GroupForm[];
  readonly endpoints?: readonly EndpointForm[];
  readonly computers?: readonly ComputerForm[];
  readonly indexes?: readonly IndexForm[];
  readonly flows?: readonly FlowForm[];
  readonly timers?: readonly TimerForm[];
  readonly compute_endpoints?: readonly ComputeEndpointForm[];
  readonly functions?: readonly FunctionForm[];
  readonly bookmarks?: readonly BookmarkForm[];
  readonly tasks?: readonly TaskForm[];
  readonly faults?: readonly Record<string, unknown>[];
}
