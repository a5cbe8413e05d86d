/** An error of a room service: an HTTP status, with a code and a message. */
export class ServiceError extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }

  body(): { code: string; message: string } {
    return { code: this.code, message: this.message };
  }
}

export const refused = (code: string, message: string): ServiceError => new ServiceError(400, code, message);
