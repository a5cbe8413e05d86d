/** What we use of Kaltura's own client for Node, which has no types. */
declare module 'kaltura-client' {
  interface RequestBuilder {
    execute(client: Client): Promise<unknown>;
  }
  interface MultiRequestBuilder extends RequestBuilder {
    add(request: RequestBuilder): MultiRequestBuilder;
  }
  class Configuration {
    serviceUrl: string;
    timeout: number;
    setLogger(logger: object): void;
  }
  class Client {
    constructor(config: Configuration);
    setKs(ks: string): void;
    startMultiRequest(): MultiRequestBuilder;
  }
  /** An object of the API: its constructor copies these fields. */
  type ApiObject = new (fields: object) => object;
  const kaltura: {
    readonly Client: typeof Client;
    readonly Configuration: typeof Configuration;
    readonly objects: Readonly<Record<string, ApiObject>>;
    readonly services: {
      readonly baseEntry: {
        get(id: string): RequestBuilder;
        listAction(filter: object, pager: object): RequestBuilder;
        cloneAction(id: string, options: readonly object[]): RequestBuilder;
        update(id: string, entry: object): RequestBuilder;
      };
      readonly cuePoint: {
        listAction(filter: object, pager: object): RequestBuilder;
        add(cuePoint: object): RequestBuilder;
      };
      readonly attachmentAsset: { listAction(filter: object, pager: object): RequestBuilder };
    };
  };
  export default kaltura;
}
