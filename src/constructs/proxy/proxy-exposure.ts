/** How people outside the cluster reach the proxy. */
export type ProxyExposure =
  | {
      readonly kind: "load-balancer";
      readonly address?: string;
      readonly annotations?: Readonly<Record<string, string>>;
    }
  | { readonly kind: "node-port"; readonly https: number; readonly http: number };
