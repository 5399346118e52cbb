// What the tests use of the reference implementation of Data Package v1, which has no types of its own.
declare module 'datapackage' {
  interface Resource {
    descriptor: { path: string };
    headers: string[];
    read(options: { keyed: true; relations: boolean }): Promise<Record<string, unknown>[]>;
    checkRelations(): Promise<boolean>;
  }
  interface Package {
    valid: boolean;
    errors: Error[];
    resources: Resource[];
  }
  const Package: { load(path: string, options?: { strict?: boolean }): Promise<Package> };

  export { Package };
}
