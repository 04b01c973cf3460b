import type { Connection } from "../ha";

/** Call one of HealthSense's actions that answer; it checks itself what the user may. */
export async function callAction(connection: Connection, action: string, data: object): Promise<unknown> {
  const answer = await connection.sendMessagePromise({
    type: "call_service",
    domain: "healthsense",
    service: action,
    service_data: data,
    return_response: true,
  });
  return (answer as { response: unknown }).response;
}
