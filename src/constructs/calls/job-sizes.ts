import type { ContainerResources } from "../kubernetes/pod";

/** Resources of one job of each kind. */
export interface JobResources {
  readonly recording: ContainerResources;
  readonly transcribing: ContainerResources;
}

/** `JOBS_KUBERNETES_JOBSRESOURCEREQUIREMENTS`: memory is request and limit at once, CPU a request. */
export function jobRequirements({ recording, transcribing }: JobResources): string {
  return JSON.stringify({ recording: requirements(recording), transcribing: requirements(transcribing) });
}

function requirements({ cpu, memory }: ContainerResources): object {
  return { requests: { cpu, memory }, limits: { memory } };
}
