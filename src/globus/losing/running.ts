import type { ComputeOperations } from '../../services/compute.js';
import type { FlowsOperations } from '../../services/flows.js';
import type { TimersOperations } from '../../services/timers.js';
import { amount, called, ifShown, type Loss } from './loss.js';

export async function flowLoss(id: string, flows: Pick<FlowsOperations, 'getFlow'>): Promise<Loss> {
  const flow = await ifShown(flows.getFlow(id));
  return { question: `Delete the flow ${called(flow?.title, id)}? Nobody can start it any more; its runs stay.` };
}

export async function runLoss(id: string, flows: Pick<FlowsOperations, 'getRun'>): Promise<Loss> {
  const run = await ifShown(flows.getRun(id));
  const of = run?.flow_title ? ` of ${run.flow_title}` : '';
  return { question: `Delete the run ${called(run?.label, id)}${of}, and its log?` };
}

export async function timerLoss(id: string, timers: Pick<TimersOperations, 'getJob'>): Promise<Loss> {
  const timer = await ifShown(timers.getJob(id));
  return {
    question: `Delete the timer ${called(timer?.name, id)}? It will start nothing more; what it has started continues.`,
  };
}

export async function computeEndpointLoss(
  id: string,
  compute: Pick<ComputeOperations, 'getEndpoint' | 'getEndpointStatus'>,
): Promise<Loss> {
  const [endpoint, status] = await Promise.all([
    ifShown(compute.getEndpoint(id)),
    ifShown(compute.getEndpointStatus(id)),
  ]);
  const name = endpoint?.display_name ?? endpoint?.name;
  const waiting = status?.details?.outstanding_tasks;
  const tasks = waiting ? `The ${amount(waiting, 'task')} that it has not ended` : 'Tasks that wait for it';
  return {
    question: `Delete the Compute endpoint ${called(name, id)}? ${tasks} will never run. This cannot be undone.`,
    name,
  };
}

export async function functionLoss(id: string, compute: Pick<ComputeOperations, 'getFunction'>): Promise<Loss> {
  const found = await ifShown(compute.getFunction(id));
  return { question: `Delete the function ${called(found?.function_name, id)}? Nobody can run it any more.` };
}
