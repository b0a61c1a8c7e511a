import { packBuffers } from '../compute/serialization.js';
import { computeState } from '../compute/state.js';
import { newComputeEndpoint } from '../compute/new-endpoint.js';
import type { ComputeEndpointForm, FunctionForm } from './form.js';
import type { Making } from './making.js';

/** Makes an endpoint of Compute. */
export function makeComputeEndpoint(making: Making, form: ComputeEndpointForm): void {
  const { endpoints } = computeState(making.world);
  const id = making.idOf('compute endpoint', form, form.name);
  making.requireNew(endpoints.has(id), form, 'a Compute endpoint');
  const { name, description = '', online = true } = form;
  const owner = making.person(form, 'owner', form.owner).id;
  endpoints.put(id, newComputeEndpoint({ uuid: id, owner, name, description, public: form.public ?? false, online }));
}

/** Makes a function of Compute. */
export function makeFunction(making: Making, form: FunctionForm): void {
  const { functions } = computeState(making.world);
  const id = making.idOf('compute function', form, form.name);
  making.requireNew(functions.has(id), form, 'a function');
  const { name, source, code } = form;
  if ((source === undefined) === (code === undefined))
    throw making.wrong(form, 'name', 'needs a source, or the code of a registration, and not both');
  functions.put(id, {
    function_uuid: id,
    owner: making.person(form, 'owner', form.owner).id,
    function_name: name,
    function_code: code ?? packBuffers([`st\n${name}:${source}`]),
    description: form.description ?? null,
    metadata: null,
    public: form.public ?? false,
    group: null,
  });
}
