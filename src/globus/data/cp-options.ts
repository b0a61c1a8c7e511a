import type { Clock, Files, RawOut } from '../../tools.js';
import type { ConsentTools } from './consent.js';
import type { FilterOptions } from './filters.js';
import type { Hooks } from './hooks.js';
import type { FileOptions } from './one-file.js';
import type { PlaceTools } from './place.js';
import type { SyncLevel } from './plan.js';
import type { ReportTools } from './report.js';
import type { TransferTools } from './transfer-task.js';

export interface CpOptions extends FileOptions, Hooks {
  readonly recursive: boolean;
  /** Only what is missing or older there. */
  readonly update: boolean;
  readonly syncLevel?: SyncLevel | undefined;
  readonly filters: FilterOptions;
  readonly dryRun: boolean;
  readonly wait: boolean;
  readonly viaTransfer: boolean;
  readonly parallel: number;
  readonly label?: string | undefined;
  readonly itemsPerTask?: number | undefined;
  readonly staysBegun?: boolean;
  /** A folder of the name is there, and nothing that is in it is replaced. */
  readonly merges?: boolean;
}
export interface CpTools extends PlaceTools, Omit<TransferTools, 'transfer'>, ReportTools {
  readonly clock: Clock;
  readonly files: Pick<Files, 'stream' | 'readText'>;
  readonly stdout: RawOut;
  readonly host: PlaceTools['host'] & ReportTools['host'];
  readonly notices: TransferTools['notices'] & ReportTools['notices'];
  /** Who is asked for consents; absent where nobody can answer. */
  readonly consents?: ConsentTools | undefined;
}
