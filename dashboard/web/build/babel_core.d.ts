// The one function of Babel that the build uses; its types are a package of their own.
declare module "@babel/core" {
  export function transformAsync(code: string, options: object): Promise<{ code?: string; map?: unknown } | null>;
}
