import { newRequestId } from "@zamer/api";

// The request ids of one form: the same request gets the same id, however often it is sent, so that it is done once; one
// with other content is another change and gets another id.
export class RequestIds {
  readonly #ids = new Map<string, string>();

  of(step: number, request: unknown): string {
    const key = `${step} ${JSON.stringify(request, withBigints)}`;
    const id = this.#ids.get(key) ?? newRequestId();
    this.#ids.set(key, id);
    return id;
  }
}

function withBigints(_: string, value: unknown): unknown {
  return typeof value === "bigint" ? `${value}n` : value;
}
