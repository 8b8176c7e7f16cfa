import type { Mount, Volume } from "../kubernetes/pod";
import type { PostgresTls } from "./postgres-database";

const AUTHORITY = { folder: "/authority", file: "ca.crt" } as const;

/** Where programs with libpq look for authorities: a file of the site's, or those that the image has. */
export function authorityOf({ ca }: PostgresTls): {
  readonly file: string;
  readonly volumes: Readonly<Record<string, Volume>>;
  readonly mounts: readonly Mount[];
} {
  if (!ca) return { file: "system", volumes: {}, mounts: [] };
  const { folder, file } = AUTHORITY;
  return {
    file: `${folder}/${file}`,
    volumes: { authority: { secret: ca, items: { [file]: file } } },
    mounts: [{ volume: "authority", path: folder }],
  };
}
